"""The rounds of the shop: how often each goes out, when the next time, and whom it visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import visit_rounds
from crmdesk.core.services.visit_rounds import RoundRow
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import action_button, action_inside, button, connect_keys
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk


class RoundsPane(QWidget):
    """Lists the rounds and tells what is wanted of the one at hand."""

    new_wanted = Signal()
    edit_wanted = Signal(object)
    pause_wanted = Signal(int)
    resume_wanted = Signal(int)
    end_wanted = Signal(int)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list = CardList(click_chooses=False)
        self.list.setMinimumHeight(120)
        self.list.set_empty(
            "refresh",
            _("No rounds yet."),
            [(_("New round"), self.new_wanted.emit)],
            _("A round visits the same customers again, such as every second Tuesday."),
        )
        self.edit_action = action_inside(self, _("Edit…"), self._edit, "F2", "edit")
        self.pause_action = action_inside(self, _("Pause"), self._pause, "P", "clock")
        self.end_action = action_inside(self, _("End"), self._end, "Del", "close")
        tip = _("{action} (N)").format(action=_("New round"))
        self.new_button = button(
            _("New round"), self.new_wanted.emit, kind="primary", icon="plus", tip=tip
        )
        connect_keys(self, "N", self.new_wanted.emit)
        connect_keys(self, "Esc", self.closed.emit)
        self._build()
        self.list.chosen.connect(lambda _item: self._edit())
        self.list.current_changed.connect(lambda _item: self._suit())
        self._suit()

    def _build(self) -> None:
        verbs = QWidget()
        flow = FlowLayout(verbs, 2)
        for action in (self.edit_action, self.pause_action, self.end_action):
            flow.addWidget(action_button(action))
        feet = QWidget()
        row = FlowLayout(feet, 6)
        row.addWidget(self.new_button)
        row.addWidget(button(_("Close"), self.closed.emit, tip=_("Close (Esc)")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 12, 12)
        layout.setSpacing(6)
        layout.addWidget(plain.label(_("Rounds"), "heading"))
        layout.addWidget(
            plain.label(_("Their visits are planned two weeks ahead."), "hint", wrap=True)
        )
        layout.addWidget(self.list, 1)
        layout.addWidget(verbs)
        layout.addWidget(feet)

    def load(self) -> None:
        """Read the rounds."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: visit_rounds.rounds(workspace), self._show, key=(self, "rounds"), owner=self
        )

    def current(self) -> RoundRow | None:
        """Return the round at hand."""
        item = self.list.current()
        return item.payload if item is not None and isinstance(item.payload, RoundRow) else None

    def _show(self, rows: Sequence[RoundRow]) -> None:
        today = self._desk.workspace.clock.today()
        self.list.set_items([_card(row, row.state(today), today) for row in rows])
        if rows and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.cards.index(0))
        self._suit()

    def _suit(self) -> None:
        row = self.current()
        today = self._desk.workspace.clock.today()
        paused = row is not None and row.round.paused_on is not None
        over = row is not None and not paused and row.round.rests(today)
        self.edit_action.setEnabled(row is not None)
        self.pause_action.setEnabled(row is not None and not over)
        self.pause_action.setText(_("Resume") if paused else _("Pause"))
        self.end_action.setEnabled(row is not None and not over)

    def _edit(self) -> None:
        row = self.current()
        if row is not None:
            self.edit_wanted.emit(row.round)

    def _pause(self) -> None:
        row = self.current()
        if row is not None:
            wanted = self.resume_wanted if row.round.paused_on else self.pause_wanted
            wanted.emit(row.round.id)

    def _end(self) -> None:
        row = self.current()
        if row is not None:
            self.end_wanted.emit(row.round.id)


def _card(row: RoundRow, state: str, today: dt.date) -> CardItem:
    count = len(row.names)
    words = ngettext("{count} customer", "{count} customers", count).format(count=count)
    rule = row.rule[:1].upper() + row.rule[1:]
    parts = (rule, words, row.round.staff)
    return CardItem(
        id=row.round.id,
        title=plain.one_line(row.round.name),
        subtitle=" · ".join(plain.one_line(part) for part in parts if part),
        right=show_day(row.next_on, today) if row.next_on else "",
        pill=state,
        tone="neutral",
        icon="refresh",
        payload=row,
    )
