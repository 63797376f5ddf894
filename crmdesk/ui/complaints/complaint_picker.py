"""Choosing another complaint by its number, a name or a word."""

from __future__ import annotations

import dataclasses
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import STATES, Complaint, ComplaintRow
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_lists, complaints
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.inputs import SearchBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.complaint_looks import STATE_TONES

MOST: Final = 20
LIST_HEIGHT: Final = 148


class ComplaintPicker(QWidget):
    """A find field over the complaints it finds; at first those of the same customer.

    Up and Down move in the list while the find field has the keyboard; `confirmed` comes with a
    double click.
    """

    changed = Signal()
    confirmed = Signal()

    def __init__(self, desk: Desk, one: Complaint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._one = one
        self.box = SearchBox(_("Number, name, phone, product, any word"))
        self.list = CardList(click_chooses=False)
        self.list.setProperty("kind", "boxed")
        self.list.setFixedHeight(LIST_HEIGHT)
        self.list.set_empty("search", _("No such complaint"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.box)
        layout.addWidget(self.list)
        self.setFocusProxy(self.box)
        self.box.installEventFilter(self)
        self.box.text_settled.connect(self._search)
        self.list.chosen.connect(lambda _card: self.confirmed.emit())
        self.list.current_changed.connect(lambda _card: self.changed.emit())
        self._search("")

    def current(self) -> int:
        """Return the id of the chosen complaint, or 0."""
        card = self.list.current()
        return int(card.id) if card is not None and card.id is not None else 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the find field keeps the keyboard."""
        if watched is not self.box or not isinstance(event, QKeyEvent):
            return False
        if event.type() != QEvent.Type.KeyPress:
            return False
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()))
        items = self.list.items()
        if step is None or not items:
            return False
        ids = [card.id for card in items]
        current = self.list.current()
        place = ids.index(current.id) + step if current is not None else 0
        self.list.select_id(ids[max(0, min(place, len(ids) - 1))])
        return True

    def _search(self, text: str) -> None:
        workspace, one, words = self._desk.workspace, self._one, text.strip()
        newest = ComplaintQuery(text=words, sort="received", descending=True)

        def ask() -> list[ComplaintRow | None]:
            named = complaints.numbered(workspace, words) if words else None
            if named is not None:
                # Its digits stand in many numbers; who types one means the complaint of it.
                found = complaint_lists.first_page(workspace, newest, MOST + 1).rows
                others = [row for row in found if row and row.complaint.id != named.id]
                return [*complaints.rows(workspace, [named.id]), *others]
            if not words and one.customer_id:
                # What a customer repeats is mostly what that customer said before.
                mine = dataclasses.replace(newest, customer_id=one.customer_id)
                found = complaint_lists.first_page(workspace, mine, MOST + 1).rows
                if len(found) > 1:
                    return found
            return complaint_lists.first_page(workspace, newest, MOST + 1).rows

        self._desk.tasks.read(ask, self._show, key=(self, "find"))

    def _show(self, rows: list[ComplaintRow | None]) -> None:
        today = self._desk.workspace.clock.today()
        cards = [
            CardItem(
                id=row.complaint.id,
                title=f"{row.complaint.number} · {row.name}",
                subtitle=plain.one_line(row.complaint.what),
                right=show_day(row.complaint.received_at.astimezone().date(), today),
                pill=_(STATES[row.complaint.state]),
                tone=STATE_TONES[row.complaint.state],
            )
            for row in rows
            if row is not None and row.complaint.id != self._one.id
        ]
        self.list.set_items(cards[:MOST])
        if self.box.text().strip() and cards and self.list.current() is None:
            self.list.select_id(cards[0].id)
        self.changed.emit()
