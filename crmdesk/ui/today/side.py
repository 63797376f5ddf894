"""The right side of the start page: the visits of the day and the birthdays of the week."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys, make_action, tool_button
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.layout import Card
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.today.lines import birthday_cards, visit_cards
from crmdesk.ui.today.panel import copy_phone

if TYPE_CHECKING:
    from crmdesk.core.domain.visit import OpenSheet
    from crmdesk.core.services.today import Today


CARD_INDENT: Final = 14


class SidePane(QWidget):
    """Visits and birthdays, each opened with Enter."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.visits = CardList(click_chooses=False)
        self.birthdays = CardList(click_chooses=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
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
        layout.addWidget(self._visits_card, 3)
        layout.addWidget(self._birthdays_card, 3)
        self.visits.set_empty(
            "visits", _("No visits today"), [(_("Plan visits"), lambda: desk.go("visits"))]
        )
        self.birthdays.set_empty("cake", _("No birthdays soon"), [])
        for one in (self.visits, self.birthdays):
            # Cards begin where the title above them begins.
            card = self._visits_card if one is self.visits else self._birthdays_card
            outer = card.layout()
            assert outer is not None
            outer.setContentsMargins(2, 12, 2, 8)
            card.header.setContentsMargins(CARD_INDENT, 0, 4, 0)
            one.setMinimumHeight(112 if one is self.visits else 92)
            one.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
            one.chosen.connect(lambda card: desk.open_customer(customer_of(card)))
            one.menu_requested.connect(self._menu)
            one.copy_wanted.connect(lambda card: copy_phone(self, card.copies))

    def show_today(self, found: Today) -> None:
        """Show the visits and birthdays of a day."""
        self.visits.set_items(visit_cards(found.visits))
        self.birthdays.set_items(birthday_cards(found.birthdays, found.on))
        self._print.setEnabled(bool(found.visits))
        count = found.counts.greetings
        words = ngettext("Greet {count:,} customer", "Greet {count:,} customers", count)
        self.greetings.setText(plain.caption(words.format(count=count)))
        self.greetings.setVisible(count > 0)
        self._show_sheet(found.open_sheet, found.on)

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

    def print_sheet(self) -> None:
        """Open the preview of today's visit sheet."""
        self._desk.print_schedule(self._desk.workspace.clock.today(), 1)

    def jump_to(self, cards: CardList) -> None:
        """Let the keys act on one of the two lists."""
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
            menu.addAction(_("Copy the phone number"), lambda: copy_phone(self, phone))
        birthday = hasattr(payload, "birthday")
        what = _("Wish a happy birthday") if birthday else ""
        menu.addAction(
            _("New follow-up"),
            lambda: plan_follow_up(self._desk, self, customer_id, card.title, what=what),
        )
        if birthday:
            menu.addAction(_("Greet (G)"), self.greet)
        else:
            menu.addAction(_("Go to the visits"), lambda: self._desk.go("visits"))
        menu.popup(place)


def customer_of(card: CardItem) -> int:
    """Return the customer a visit or birthday card is about."""
    made = getattr(card.payload, "visit", card.payload)
    return int(made.customer_id)
