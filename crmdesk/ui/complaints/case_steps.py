"""What can be done with a case: one action for each row of the table of transitions."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain import complaint_states as events
from crmdesk.core.domain.complaint_states import TRANSITIONS, possible
from crmdesk.core.i18n import _
from crmdesk.ui.complaints.case_log import ICONS
from crmdesk.ui.kit.actions import action_inside

# One letter each, that counts in the list and in the case while nothing is typed.
KEYS: Final = {
    events.ACKNOWLEDGE: "A",
    events.RESUME: "G",
    events.ANSWER: "R",
    events.TRY_CALL: "X",
    events.CLOSE: "C",
    events.WAIT_CUSTOMER: "W",
    events.WAIT_THIRD: "T",
    events.REOPEN: "O",
    events.REJECT: "U",
    events.IS_DUPLICATE: "D",
    events.REMARK: "N",
}


class CaseSteps(QObject):
    """The actions of all steps; those that the state does not allow are off."""

    def __init__(self, owner: QWidget, take: Callable[[str], object]) -> None:
        super().__init__(owner)
        self.actions: dict[str, QAction] = {}
        for step in TRANSITIONS:
            made = action_inside(
                owner,
                _(step.label),
                partial(take, step.event),
                KEYS[step.event],
                ICONS[step.event],
            )
            made.setEnabled(False)
            self.actions[step.event] = made

    def allow(self, state: str) -> None:
        """Allow what the table says for a state; without a state nothing."""
        allowed = {step.event for step in possible(state)}
        for event, action in self.actions.items():
            action.setEnabled(event in allowed)

    def allowed(self) -> list[QAction]:
        """Return what can be done now, in the order of the table."""
        return [action for action in self.actions.values() if action.isEnabled()]
