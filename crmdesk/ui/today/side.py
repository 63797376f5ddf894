"""The right side of the start page: visits, birthdays and greetings, silent customers."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import allow, button, connect_keys, make_action, tool_button
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.layout import Card
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.copying import copy_number
from crmdesk.ui.today.lines import birthday_cards, silent_cards, visit_cards

if TYPE_CHECKING:
    from crmdesk.core.domain.visit import OpenSheet
    from crmdesk.core.services.today import Today


CARD_INDENT: Final = 14
CARD_ABOVE: Final = 12
CARD_BETWEEN: Final = 8
CARD_BELOW: Final = 8
# A list with more rows gets no more room than one with so many.
MOST_ROOM: Final = 4
LEAST_ROOM: Final = 60
# With all three cards one below the other, each shows at least so many rows.
ROWS_OF_ALL: Final = 2
QWIDGETSIZE_MAX: Final = 16777215


class SidePane(QWidget):
    """Visits, birthdays and silent customers, each opened with Enter.

    A card takes room by what is in it; the silent ones are there only when there are any.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.visits = CardList(click_chooses=False)
        self.birthdays = CardList(click_chooses=False)
        self.silent = CardList(click_chooses=False)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(12)
        self._visits_card = Card(_("Visits today"))
        print_action = make_action(self, _("Print today's sheet"), self.print_sheet, icon="print")
        print_action.setShortcut("Ctrl+P")
        self._print = button(_("Print today's sheet"), self.print_sheet, icon="print", kind="quiet")
        self._print.setToolTip(_("Print today's sheet (Ctrl+P)"))
        self._visits_card.header.addWidget(self._print)
        self.open_sheet = button("", self.enter_results, icon="check", kind="link")
        self.open_sheet.hide()
        self._sheet: OpenSheet | None = None
        enter = make_action(self, _("Enter results"), self.enter_results)
        enter.setShortcut("Ctrl+Shift+R")
        self._visits_card.body.addWidget(self.open_sheet)
        self._visits_card.body.addWidget(self.visits)
        self._birthdays_card = Card(_("Birthdays soon"))
        self.greetings = button("", lambda: desk.go("care", "greetings"), kind="link")
        self.greetings.hide()
        self._birthdays_card.header.addWidget(self.greetings)
        connect_keys(self.birthdays, "G", self.greet)
        self._birthdays_card.header.addWidget(
            tool_button(
                "print", _("Print the birthdays to come"), lambda: desk.print_style("birthdays")
            )
        )
        self._birthdays_card.body.addWidget(self.birthdays)
        self.silent_card = Card(_("Silent customers"))
        self.all_silent = button(_("Show all"), self.show_silent, kind="quiet")
        self.all_silent.setToolTip(plain.tip(_("All silent customers (Ctrl+Shift+S)")))
        make_action(self, _("All silent customers"), self.show_silent, shortcut="Ctrl+Shift+S")
        self.silent_card.header.addWidget(self.all_silent)
        self.silent_card.body.addWidget(self.silent)
        self.silent_card.hide()
        self.visits.set_empty(
            "visits", _("No visits today"), [(_("Plan visits"), lambda: desk.go("visits"))]
        )
        self.birthdays.set_empty("cake", _("No birthdays soon"), [])
        self._lay_out()

    def _lay_out(self) -> None:
        for card, cards, least in self._parts():
            # Cards begin where the title above them begins.
            outer = card.layout()
            assert outer is not None
            outer.setContentsMargins(2, CARD_ABOVE, 2, CARD_BELOW)
            outer.setSpacing(CARD_BETWEEN)
            card.header.setContentsMargins(CARD_INDENT, 0, 4, 0)
            cards.setMinimumHeight(least)
            cards.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            cards.chosen.connect(lambda card: self._desk.open_customer(customer_of(card)))
            cards.menu_requested.connect(self._menu)
            cards.copy_wanted.connect(lambda card: copy_number(self._desk, card.copies))
            self._layout.addWidget(card, 1)

    def _parts(self) -> tuple[tuple[Card, CardList, int], ...]:
        """Return each card with its list and the least height of the list."""
        return (
            (self._visits_card, self.visits, 104),
            (self._birthdays_card, self.birthdays, LEAST_ROOM),
            (self.silent_card, self.silent, LEAST_ROOM),
        )

    def share(self, height: int) -> None:
        """Let visits and birthdays show two rows each, one where the page is too low for that."""
        both = 2 * (self.frame_height() + ROWS_OF_ALL * self.row_height()) + self._layout.spacing()
        rows = ROWS_OF_ALL if height >= both else 1
        for cards, least in ((self.visits, 104 if rows > 1 else LEAST_ROOM), (self.birthdays, 60)):
            some = min(len(cards.items()), rows) * cards.sizeHintForRow(0)
            # Without any, there are words and a button.
            cards.setMinimumHeight(max(least, some) if cards.items() else 104)

    def row_height(self) -> int:
        """Return the height of a silent customer."""
        return 2 * self.fontMetrics().height() + 18

    def frame_height(self) -> int:
        """Return what the card of the silent customers needs besides their rows."""
        header = self.silent_card.header.sizeHint().height()
        return CARD_ABOVE + header + CARD_BETWEEN + CARD_BELOW + 2

    def height_of_all(self) -> int:
        """Return the height at which all three cards show some rows each."""
        frame, row = self.frame_height(), self.row_height()
        return len(self._parts()) * (frame + ROWS_OF_ALL * row) + 2 * self._layout.spacing()

    def show_rows(self, count: int) -> None:
        """Make the silent customers as high as so many of them; 0 for what room there is."""
        if count:
            self.silent.setFixedHeight(count * self.row_height() + 2)
        else:
            self.silent.setMinimumHeight(LEAST_ROOM)
            self.silent.setMaximumHeight(QWIDGETSIZE_MAX)

    def take_silent(self) -> None:
        """Let the silent customers stand here again."""
        self._layout.addWidget(self.silent_card)
        self._share()

    def _share(self) -> None:
        for card, cards, _least in self._parts():
            self._layout.setStretchFactor(card, min(max(len(cards.items()), 1), MOST_ROOM))

    def show_today(self, found: Today) -> None:
        """Show the right side of a day."""
        self.visits.set_items(visit_cards(found.visits))
        self.birthdays.set_items(birthday_cards(found.birthdays, found.on))
        self.silent.set_items(silent_cards(found.silent))
        self.silent_card.set_title(
            _("Silent customers: {count:,}").format(count=found.counts.silent)
        )
        allow(self._print, bool(found.visits), _("There are no visits today."))
        count = found.counts.greetings
        words = ngettext("Greet {count:,} customer", "Greet {count:,} customers", count)
        self.greetings.setText(plain.caption(words.format(count=count)))
        self.greetings.setVisible(count > 0)
        self._show_sheet(found.open_sheet, found.on)
        self._share()

    def _show_sheet(self, sheet: OpenSheet | None, today: dt.date) -> None:
        self._sheet = sheet
        self.open_sheet.setVisible(sheet is not None)
        if sheet is None:
            return
        words = ngettext(
            "Enter the result of one visit, {day}",
            "Enter the results of {count} visits, {day}",
            sheet.count,
        ).format(count=sheet.count, day=show_day(sheet.on, today))
        if sheet.earlier:
            words = ngettext(
                "{sheet}, and of {count} earlier one",
                "{sheet}, and of {count} earlier ones",
                sheet.earlier,
            ).format(sheet=words, count=sheet.earlier)
        self.open_sheet.setText(plain.caption(words))
        self.open_sheet.setToolTip(plain.tip(_("Enter results (Ctrl+Shift+R)")))

    def enter_results(self) -> None:
        """Enter what is missing on the last sheet, or the results of today."""
        on = self._sheet.on if self._sheet else self._desk.workspace.clock.today()
        self._desk.enter_results(on)

    def greet(self) -> None:
        """Open the greeting of the chosen birthday."""
        # The form is imported at its first use: the start is quicker.
        from crmdesk.ui.parts.greeting_dialog import greet

        card = self.birthdays.current()
        if card is not None:
            greet(self._desk, self, customer_of(card), card.title)

    def show_silent(self) -> None:
        """Show all silent customers."""
        self._desk.go("care", "silent")

    def print_sheet(self) -> None:
        """Open the preview of today's visit sheet."""
        self._desk.print_schedule(self._desk.workspace.clock.today(), 1)

    def jump_to(self, cards: CardList) -> None:
        """Let the keys act on one of the lists."""
        cards.setFocus(Qt.FocusReason.OtherFocusReason)

    def _menu(self, card: CardItem, place: QPoint) -> None:
        # The form is imported at its first use: the start is quicker.
        from crmdesk.ui.parts.followup_plan import plan_follow_up

        payload, customer_id = card.payload, customer_of(card)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open the customer"), lambda: self._desk.open_customer(customer_id))
        phone = getattr(payload, "mobile", "") or getattr(payload, "phone", "")
        if phone:
            menu.addAction(_("Copy the phone number"), lambda: copy_number(self._desk, phone))
        birthday = hasattr(payload, "birthday")
        what = _("Wish a happy birthday") if birthday else ""
        menu.addAction(
            _("New follow-up"),
            lambda: plan_follow_up(self._desk, self, customer_id, card.title, what=what),
        )
        if birthday:
            menu.addAction(_("Greet (G)"), self.greet)
        elif hasattr(payload, "visit"):
            menu.addAction(_("Go to the visits"), lambda: self._desk.go("visits"))
        else:
            menu.addAction(_("All silent customers"), self.show_silent)
        menu.popup(place)


def customer_of(card: CardItem) -> int:
    """Return the customer a card is about."""
    made = getattr(card.payload, "visit", card.payload)
    return int(made.customer_id)
