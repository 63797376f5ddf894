"""Who does it: one of the staff, or a name that is typed."""

from __future__ import annotations

from collections.abc import Sequence

from crmdesk.core.services import choices
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.screen import Desk


class StaffBox(ChoiceBox):
    """Begins with a name, which may be empty, and reads for itself whom it can offer."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(free_text=True)
        self._begins_with = name
        self._offer([])
        workspace = desk.workspace
        desk.tasks.read(lambda: choices.staff_known(workspace), self._offer, owner=self)

    def _offer(self, names: Sequence[str]) -> None:
        typed = self.text() or self._begins_with
        known = dict.fromkeys(name for name in (*names, typed) if name)
        self.set_choices([(name, name) for name in known])
        self.set_key(typed or None)
