"""The follow-ups of the start page: the list, and the panel that acts on the chosen one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QMenu, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint_states import CLOSE
from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.i18n import _
from crmdesk.ui.kit.actions import action_inside
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.copying import copy_number
from crmdesk.ui.today.lines import is_due
from crmdesk.ui.today.panel import FollowUpPanel

if TYPE_CHECKING:
    from crmdesk.ui.parts.followup_forms import AnswerForm

# Forms and the services that write are imported when they are first used: the start is quicker.


class FollowUpsPane(QWidget):
    """Overdue, due and coming follow-ups; every one is done, moved or cancelled with one key.

    `room_changed` tells that the panel needs more room than before, or less.
    """

    room_changed = Signal()

    def __init__(
        self, desk: Desk, new_follow_up: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list = CardList(click_chooses=False)
        # As high as the window leaves room for, whatever the list would like.
        policy = QSizePolicy.Policy
        self.list.setSizePolicy(policy.Expanding, policy.Ignored)
        self.list.set_empty(
            "check",
            _("No follow-up waits"),
            [(_("New follow-up"), new_follow_up)],
        )
        self.actions_of_row = self._make_actions()
        self.panel = FollowUpPanel(desk, self.actions_of_row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        frame = QFrame()
        frame.setProperty("kind", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(4, 4, 4, 8)
        inner.addWidget(self.list)
        layout.addWidget(frame, 1)
        layout.addWidget(self.panel)
        self.panel.form_changed.connect(self.room_changed.emit)
        self._due: list[int | str | None] = []
        self._place = 0
        self._shown_id: int | str | None = None
        self.list.chosen.connect(lambda _card: self.open_customer())
        self.list.current_changed.connect(self._current_changed)
        self.list.menu_requested.connect(self._menu)
        self.list.copy_wanted.connect(lambda card: copy_number(desk, card.copies))
        self._current_changed(None)

    def _make_actions(self) -> list[QAction]:
        """Return the actions of the chosen follow-up, in the order of their buttons."""
        one = partial(action_inside, self.list)
        done = one(_("Done"), self.start_done, "D", "check")
        done.setShortcuts([QKeySequence("D"), QKeySequence("Space")])
        return [
            done,
            one(_("Move"), self.start_move, "M", "calendar"),
            one(_("Cancel it"), self.cancel, "C", "close"),
            one(_("Open the customer"), self.open_customer, "Ctrl+O", "person"),
            one(_("Edit"), self.edit, "E", "edit"),
            one(_("Copy the phone number"), self.copy, "Ctrl+C", "copy"),
            one(_("Done, no next date"), self.done_at_once, "Shift+D", "check"),
        ]

    def show_cards(self, cards: Sequence[CardItem]) -> None:
        """Show the follow-ups, and keep the place in the list when the chosen one has gone."""
        wanted, due_before = self._shown_id, self._due
        self.list.set_items(cards)
        rows = [card.id for card in cards if not card.heading]
        if rows:
            known = wanted if wanted in rows else rows[min(self._place, len(rows) - 1)]
            self.list.select_id(known)
        self._current_changed(self.list.current())
        day = self._desk.workspace.clock.today()
        self._due = [card.id for card in cards if is_due(card, day)]
        fresh = [one for one in self._due if one not in due_before]
        if fresh and self.panel.form() is None:
            self._bring_into_sight(fresh[0])

    def choose_due(self) -> None:
        """Choose the first that waits today, unless one of them is chosen or being answered."""
        card = self.list.current()
        if self._due and self.panel.form() is None and (card is None or card.id not in self._due):
            self.list.select_id(self._due[0])
            self._bring_into_sight(self._due[0])

    def _bring_into_sight(self, card_id: int | str | None) -> None:
        """Scroll to a card; what is chosen stays chosen: a key may be on its way."""
        ids = [card.id for card in self.list.items()]
        if card_id in ids:
            # With the heading above it.
            self.list.scrollTo(self.list.cards.index(max(ids.index(card_id) - 1, 0)))
            self.list.scrollTo(self.list.cards.index(ids.index(card_id)))

    def jump(self, card_id: int | str) -> None:
        """Choose a follow-up and let the keys act on it."""
        self.list.select_id(card_id)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> FollowUpRow | None:
        """Return the chosen follow-up."""
        card = self.list.current()
        return card.payload if card is not None and not card.heading else None

    def start_done(self) -> None:
        """Open the form that marks the chosen follow-up done."""
        from crmdesk.ui.parts.followup_forms import DoneForm

        row = self.current()
        if row is not None and row.complaint_id:
            # What came of the call-back is kept with the complaint, which it closes.
            self._desk.open_complaint(row.complaint_id, CLOSE)
        elif row is not None:
            self._open(DoneForm(self._desk, row.follow_up, row.customer))

    def start_move(self) -> None:
        """Open the form that moves the chosen follow-up."""
        from crmdesk.ui.parts.followup_forms import MoveForm

        if (row := self.current()) is not None:
            self._open(MoveForm(self._desk, row.follow_up, row.customer))

    def done_at_once(self) -> None:
        """Mark the chosen follow-up done, with no note and no next date."""
        from crmdesk.core.services import followups

        row = self.current()
        if row is not None and row.complaint_id:
            self._desk.open_complaint(row.complaint_id, CLOSE)
            return
        self._write(lambda follow_up_id: followups.done(self._desk.workspace, follow_up_id))

    def cancel(self) -> None:
        """Cancel the chosen follow-up; Undo brings it back."""
        from crmdesk.core.services import followups

        self._write(lambda follow_up_id: followups.cancel(self._desk.workspace, follow_up_id))

    def edit(self) -> None:
        """Open the chosen follow-up to change it."""
        from crmdesk.ui.parts.followup_plan import edit_follow_up

        if (row := self.current()) is not None:
            edit_follow_up(self._desk, self, row.follow_up, row.customer)

    def open_customer(self) -> None:
        """Show the file of the chosen follow-up's customer."""
        if (row := self.current()) is not None:
            self._desk.open_customer(row.follow_up.customer_id)

    def copy(self) -> None:
        """Copy the phone number of the chosen follow-up's customer."""
        if (row := self.current()) is not None:
            copy_number(self._desk, row.mobile)

    def _open(self, form: AnswerForm) -> None:
        self.panel.open_form(form)
        form.finished.connect(self._closed)
        form.setFocus(Qt.FocusReason.OtherFocusReason)

    def _closed(self) -> None:
        self.panel.close_form()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self, work: Callable[[int], Changes]) -> None:
        if (row := self.current()) is not None:
            follow_up_id = row.follow_up.id
            self._desk.tasks.write(
                lambda: work(follow_up_id), self._desk.done, self._desk.trouble, owner=self
            )

    def _current_changed(self, card: CardItem | None) -> None:
        row = card.payload if card is not None and not card.heading else None
        if row is not None and card is not None:
            rows = [one.id for one in self.list.items() if not one.heading]
            self._shown_id = card.id
            self._place = rows.index(card.id) if card.id in rows else 0
        self.panel.show_row(row, self._desk.workspace.clock.today())
        for action in self.actions_of_row:
            action.setEnabled(row is not None)
        self.room_changed.emit()

    def _menu(self, card: CardItem, place: QPoint) -> None:
        if card.heading:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions_of_row)
        menu.popup(place)
