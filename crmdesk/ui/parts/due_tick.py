"""A tick under a note: whether it was the contact that is due, which is then done with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _
from crmdesk.core.services import followups
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.note_draft import FOLLOW_UP, Finishing

_LONGEST: Final = 60


class DueTick(QCheckBox):
    """Offers what is due with the customer; ticked by itself where the kind of contact is its kind.

    It is there only while it is `wanted` and something is due.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._customer_id = 0
        self._due: Sequence[FollowUp] = ()
        self._offered: FollowUp | None = None
        self._kind = ""
        self._wanted = False
        self._by_hand = False
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._clicked)
        self.hide()

    def turn_to(self, customer_id: int) -> None:
        """Read what is due with a customer; 0 for nobody."""
        if customer_id != self._customer_id:
            self._customer_id = customer_id
            self._take(())
        if customer_id:
            workspace = self._desk.workspace
            self._desk.tasks.read(
                lambda: followups.due_of(workspace, customer_id),
                self._take,
                key=(self, "due"),
                owner=self,
            )

    def suit(self, kind: str, *, wanted: bool) -> None:
        """Offer what suits a contact of this kind, or nothing where it is not wanted."""
        self._kind, self._wanted = kind, wanted
        self._show()

    def finishing(self) -> Finishing | None:
        """Return what the note finishes, None without the tick."""
        one = self._offered
        if one is None or not self.isChecked() or not self._wanted:
            return None
        return Finishing(FOLLOW_UP, one.id, one.what)

    def _take(self, due: Sequence[FollowUp]) -> None:
        self._due = due
        self._show()

    def _clicked(self) -> None:
        self._by_hand = True

    def _show(self) -> None:
        of_kind = [one for one in self._due if one.kind == self._kind]
        before, self._offered = self._offered, next(iter([*of_kind, *self._due]), None)
        one = self._offered
        self.setVisible(one is not None and self._wanted)
        if one is None:
            self._by_hand = False
            return
        if before is None or before.id != one.id:
            self._by_hand = False
        if not self._by_hand:
            self.setChecked(bool(of_kind))
        today = self._desk.workspace.clock.today()
        what = plain.one_line(one.what)
        words = (
            _("This was the follow-up due today: {what}")
            if one.due == today
            else _("This was the follow-up due {day}: {what}")
        )
        day = show_day(one.due, today)
        self.setText(plain.caption(words.format(day=day, what=what[:_LONGEST])))
        self.setToolTip(plain.tip(words.format(day=day, what=what)))
