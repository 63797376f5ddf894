"""The greetings of a day: one key copies the text and marks it, and the next one is chosen."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QMenu, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import (
    ACTIVITIES,
    CUSTOMERS,
    EVERYTHING,
    GREETINGS,
    SETTINGS,
    Changes,
)
from crmdesk.core.domain.occasions import GreetingRow
from crmdesk.core.i18n import _
from crmdesk.core.services import occasions
from crmdesk.core.services.occasions import GreetingsDue
from crmdesk.ui.care.greeting_lines import greeting_cards
from crmdesk.ui.care.pane import CarePane
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import action_inside, button
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import ScrollArea
from crmdesk.ui.parts.copying import copy_number
from crmdesk.ui.parts.greeting_card import GreetingCard

CONCERNED: Final = frozenset({ACTIVITIES, CUSTOMERS, GREETINGS, SETTINGS})
# Narrower than this, in screen points, the text stands under the list.
TWO_COLUMNS: Final = 520


class GreetingsPane(CarePane):
    """The list on the left, the greeting of the chosen customer on the right."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: GreetingsDue | None = None
        self.list = CardList(click_chooses=False)
        self.list.setMinimumHeight(120)
        self.first_stop = self.list
        self.card = GreetingCard(desk, (_("Enter"), "M", "L"))
        self._nobody = plain.label("", "muted", wrap=True)
        self._place = 0
        self._showing = False
        self.actions_of_row = self._make_actions()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._lay_out()
        self.list.chosen.connect(lambda _card: self._open_customer())
        self.list.current_changed.connect(self._chosen)
        self.list.clicked.connect(lambda _index: self.card.allow_next())
        self.list.menu_requested.connect(self._menu)
        self.list.copy_wanted.connect(self._copy_phone)
        self.card.finished.connect(self.list.setFocus)
        self.refresh()

    def _make_actions(self) -> list[QAction]:
        one = partial(action_inside, self.list)
        send = one(_("Copy and mark as sent"), self.card.send, "Return", "copy")
        send.setShortcuts([QKeySequence(keys) for keys in ("Return", "Enter")])
        return [
            send,
            one(_("Copy the text only"), self.card.copy, "Ctrl+C", "copy"),
            one(_("Mark without copying"), self.card.mark, "M", "check"),
            one(_("Leave out this time"), self.card.leave_out, "L", "close"),
            one(_("Change the text"), self._edit, "E", "edit"),
            one(_("Open the customer"), self._open_customer, "Ctrl+O", "person"),
        ]

    def _lay_out(self) -> None:
        frame = QFrame()
        frame.setProperty("kind", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(4, 4, 4, 8)
        inner.addWidget(self.list)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 4, 14, 4)
        column.setSpacing(8)
        column.addWidget(self.card)
        column.addWidget(self._nobody)
        column.addStretch(1)
        texts = button(
            _("Texts, festivals and lead days"), self._settings, icon="settings", kind="quiet"
        )
        column.addWidget(texts, 0, Qt.AlignmentFlag.AlignLeft)
        side = QFrame()
        side.setProperty("kind", "card")
        outer = QVBoxLayout(side)
        outer.setContentsMargins(1, 8, 1, 8)
        outer.addWidget(ScrollArea(inside))
        for part in (frame, side):
            part.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(16)
        self._columns.addWidget(frame, 1)
        self._columns.addWidget(side, 1)
        self.list.set_empty(
            "cake",
            _("Nobody to greet"),
            [(_("Choose festivals"), self._settings)],
            _("Birthdays and the festivals you greet for appear here by themselves."),
        )

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again who is to be greeted."""
        nouns = EVERYTHING if changes is None else changes.nouns
        if nouns & CONCERNED:
            workspace = self.desk.workspace
            self.desk.tasks.read(
                lambda: occasions.greetings_due(workspace),
                self._show,
                self.desk.trouble,
                key=(self, "greetings"),
            )

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the calendar: overnight the day became another one."""
        super().showEvent(event)
        if self.found is not None and self.found.day != self.desk.workspace.clock.today():
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the text under the list when the window is narrow."""
        super().resizeEvent(event)
        wide = event.size().width() >= TWO_COLUMNS
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._columns.setSpacing(16 if wide else 8)

    def _show(self, found: GreetingsDue) -> None:
        self.found = found
        self._showing = True
        before = self.list.current()
        cards = greeting_cards(found)
        self.list.set_items(cards)
        self.counted.emit(found.count)
        now = self.list.current()
        if before is None or now is None or now.id != before.id:
            self._choose_next(cards)
        self._chosen(self.list.current())
        self._showing = False

    def _choose_next(self, cards: list[CardItem]) -> None:
        """Choose the first who is due; a coming day is chosen by hand, nobody is greeted early."""
        assert self.found is not None
        due = {id(row) for row in self.found.due if row.complaint is None}
        places = [place for place, card in enumerate(cards) if id(card.payload) in due]
        after = [place for place in places if place >= self._place]
        if places:
            self.list.select_id(cards[(after or places)[0]].id)
        else:
            self.list.setCurrentIndex(self.list.rootIndex())

    def _chosen(self, card: CardItem | None) -> None:
        row = self._row_of(card)
        self.card.show_row(row)
        if not self._showing:
            self.card.allow_next()
        self._nobody.setVisible(row is None and bool(self.list.items()))
        if row is not None:
            self._place = self.list.currentIndex().row()
        done = self.found is not None and not self.found.count and bool(self.found.coming)
        self._nobody.setText(
            _("Everybody due today has been greeted. The coming days are in the list.")
            if done
            else _("Choose somebody from the list.")
        )
        for action in self.actions_of_row:
            action.setEnabled(row is not None)

    @staticmethod
    def _row_of(card: CardItem | None) -> GreetingRow | None:
        return card.payload if card is not None and not card.heading else None

    def has_unsaved(self) -> bool:
        """Return whether a text was changed and not sent."""
        return self.card.row() is not None and self.card.is_edited()

    def _settings(self) -> None:
        self.desk.go("settings", "greetings")

    def _edit(self) -> None:
        self.card.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_customer(self) -> None:
        row = self._row_of(self.list.current())
        if row is not None:
            self.desk.open_customer(row.customer_id)

    def _copy_phone(self, card: CardItem) -> None:
        copy_number(self.desk, card.copies)

    def _menu(self, card: CardItem, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions(self.actions_of_row)
        menu.popup(place)
