"""The fields of a complaint: in the order in which a customer tells, each choice one key."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import FOUNDED, MINOR, SEVERITIES, WISHES, Complaint
from crmdesk.core.domain.complaint_words import field_words
from crmdesk.core.domain.money import parse_money, show_money
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _
from crmdesk.ui.complaints.lists import ComplaintLists
from crmdesk.ui.complaints.who_fields import WhoFields
from crmdesk.ui.kit.forms import FieldRow, Form
from crmdesk.ui.kit.inputs import PlainTextEdit
from crmdesk.ui.kit.key_choice import KeyChoice
from crmdesk.ui.kit.layout import CollapsibleSection
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.due_fields import TimeEdit, due_edit, past_doubt, past_edit
from crmdesk.ui.parts.staff_box import StaffBox

TEXTS: Final = ("what", "wish_text", "product", "action", "prevention")
CHOICES: Final = ("channel", "category", "severity", "wish", "founded", "cause")
DAYS: Final = ("ordered_on", "promised_on")


class ComplaintFields(QWidget):
    """Shows and returns a complaint; `changed` comes with everything that is typed.

    `slot` under the words is a place for suggestions, shown by `show_slot`.
    """

    changed = Signal()
    submitted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        clock = desk.workspace.clock
        self.who = WhoFields(desk)
        self.choices = {name: KeyChoice() for name in CHOICES}
        self.choices["severity"].set_choices([(key, _(text)) for key, text in SEVERITIES.items()])
        self.choices["wish"].set_choices([(key, _(text)) for key, text in WISHES.items()])
        self.choices["founded"].set_choices([(key, _(text)) for key, text in FOUNDED.items()])
        self.what = PlainTextEdit(4, 14)
        self.what.setPlaceholderText(_("In the customer's words"))
        self.action = PlainTextEdit(2, 10)
        self.lines = {name: QLineEdit() for name in ("wish_text", "product", "prevention", "cost")}
        self.lines["wish_text"].setPlaceholderText(_("e.g. 200 back, a new one by Friday"))
        self.ordered = past_edit(clock)
        self.promised = due_edit(clock)
        self.staff = StaffBox(desk, "")
        self.received_day = past_edit(clock)
        self.received_day.line.setPlaceholderText(_("now"))
        self.received_time = TimeEdit()
        self.received_time.setPlaceholderText(_("now"))
        self._shown: Complaint | None = None
        self.rows: dict[str, FieldRow] = {}
        self.slot = QVBoxLayout()
        self.slot.setContentsMargins(0, 0, 0, 0)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        main, more, handling = (Form(columns=1, labels="left") for _one in range(3))
        self._main = main
        rows = self.rows
        rows["who"] = main.add(_("Customer"), self.who, required=True)
        rows["walk_in_phone"] = main.add(_("Phone"), self.who.phone)
        for name in ("channel", "category", "severity"):
            rows[name] = main.add(field_words(name), self.choices[name])
        rows["what"] = main.add(field_words("what"), self.what, required=True)
        beside = QWidget()
        beside.setLayout(self.slot)
        self._slot_row = main.add("", beside)
        self.show_slot(False)
        rows["wish"] = main.add(field_words("wish"), self.choices["wish"])
        rows["wish_text"] = main.add("", self.lines["wish_text"])
        self.lines["wish_text"].setAccessibleName(field_words("wish_text"))
        rows["product"] = more.add(field_words("product"), self.lines["product"])
        rows["ordered_on"] = more.add(field_words("ordered_on"), self.ordered)
        rows["promised_on"] = more.add(field_words("promised_on"), self.promised)
        self.promised_doubt = past_doubt(self.promised, self._desk.workspace.clock)
        rows["promised_on"].add_below(self.promised_doubt)
        rows["staff"] = more.add(field_words("staff"), self.staff)
        rows["received_at"] = more.add(field_words("received_at"), self.received_day)
        rows["received_time"] = more.add(_("Time"), self.received_time)
        rows["action"] = handling.add(field_words("action"), self.action)
        rows["founded"] = handling.add(field_words("founded"), self.choices["founded"])
        rows["cause"] = handling.add(field_words("cause"), self.choices["cause"])
        rows["cost"] = handling.add(field_words("cost"), self.lines["cost"])
        rows["prevention"] = handling.add(field_words("prevention"), self.lines["prevention"])
        self.more = CollapsibleSection(_("More: product, dates, staff"), False)
        self.more.body.addWidget(more)
        self.handling = CollapsibleSection(_("Handling"), True)
        self.handling.body.addWidget(handling)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(main)
        layout.addWidget(self.more)
        layout.addWidget(self.handling)

    def show_slot(self, on: bool) -> None:
        """Show the place under the words, or give its room back."""
        self._slot_row.setVisible(on)
        self._main.arrange()

    def add_row(self, label: str, widget: QWidget) -> FieldRow:
        """Add something below the wish that is no field of the complaint itself."""
        return self._main.add(label, widget)

    def _connect(self) -> None:
        for choice in self.choices.values():
            choice.changed.connect(self.changed)
        for box in (self.what, self.action):
            box.textChanged.connect(self.changed)
            box.submitted.connect(self.submitted)
        for line in (*self.lines.values(), self.who.phone):
            line.textChanged.connect(self.changed)
        for day in (self.ordered, self.promised, self.received_day):
            day.date_changed.connect(lambda _day: self.changed.emit())
        self.received_time.time_changed.connect(lambda _time: self.changed.emit())
        self.staff.changed.connect(self.changed)
        self.who.changed.connect(self.changed)
        self.changed.connect(self._mended)
        self.who.walk_in_changed.connect(self._show_phone)
        self.who.done.connect(self._after_who)

    def set_lists(self, lists: ComplaintLists) -> None:
        """Offer the words of the shop."""
        self.choices["channel"].set_choices(lists.channels)
        self.choices["category"].set_choices(lists.categories)
        self.choices["cause"].set_choices(lists.causes)

    # In and out

    def show_complaint(self, one: Complaint, *, handled: bool) -> None:
        """Fill the fields; the handling is asked for where it has begun."""
        self._shown = one
        for name, choice in self.choices.items():
            choice.set_key(getattr(one, name))
        self.what.set_text(one.what)
        self.action.set_text(one.action)
        for name, line in self.lines.items():
            value = getattr(one, name)
            text = value if isinstance(value, str) else show_money(value) if value else ""
            line.setText(text)
            line.setCursorPosition(0)
        self.ordered.set_date(one.ordered_on)
        self.promised.set_date(one.promised_on)
        self.staff.set_key(one.staff or None)
        local = one.received_at.astimezone()
        self.received_day.set_date(local.date() if one.id else None)
        self.received_time.set_time(local.time() if one.id else None)
        self.handling.setVisible(handled)
        more = bool(one.id) or any((one.product, one.ordered_on, one.promised_on))
        self.more.set_expanded(more)
        self.clear_errors()

    def read(self, before: Complaint, now: dt.datetime) -> Complaint:
        """Return the complaint as it is typed; one received at no other time came `now`."""
        name, phone = self.who.walk_in()
        values: dict[str, Any] = {key: choice.key() for key, choice in self.choices.items()}
        values |= {
            "severity": self.choices["severity"].key() or MINOR,
            "customer_id": self.who.customer_id(),
            "walk_in_name": name,
            "walk_in_phone": phone,
            "what": self.what.text().strip(),
            "action": self.action.text().strip(),
            "ordered_on": self.ordered.date(),
            "promised_on": self.promised.date(),
            "staff": self.staff.key() or "",
            "received_at": self._received(before, now),
            "cost": self._cost(before),
        }
        values |= {key: line.text().strip() for key, line in self.lines.items() if key != "cost"}
        return dataclasses.replace(before, **values)

    def _received(self, before: Complaint, now: dt.datetime) -> dt.datetime:
        local = (before.received_at if before.id else now).astimezone()
        day = self.received_day.date() or local.date()
        time = self.received_time.time() or local.time()
        if (day, time.replace(second=0)) == (local.date(), local.time().replace(second=0)):
            return local.astimezone(dt.UTC)
        return dt.datetime.combine(day, time).astimezone(dt.UTC)

    def _lies_ahead(self) -> bool:
        shown, now = self._shown, self._desk.workspace.clock.now()
        if shown is None:
            return False
        found = self._received(shown, now)
        return found > now and found != shown.received_at

    def _cost(self, before: Complaint) -> int:
        text = self.lines["cost"].text().strip()
        try:
            return parse_money(text) if text else 0
        except BadValue:
            return before.cost

    def wrong(self) -> dict[str, str]:
        """Return what is wrong, by the name of its field."""
        found: dict[str, str] = {}
        if not self.who.customer_id() and not any(self.who.walk_in()):
            found["who"] = _("Who complains? Type a name; nobody has to be on file.")
        if not self.what.text().strip():
            found["what"] = _("Type what happened, in the customer's words.")
        for name, box in (
            ("ordered_on", self.ordered),
            ("promised_on", self.promised),
            ("received_at", self.received_day),
        ):
            if not box.is_valid():
                found[name] = box.problem() or _("This is no date.")
        if not self.received_time.is_valid():
            found["received_time"] = self.received_time.problem()
        elif self._lies_ahead():
            found["received_at"] = _("This is still to come. Write when the complaint came in.")
        try:
            if text := self.lines["cost"].text().strip():
                parse_money(text)
        except BadValue as error:
            found["cost"] = str(error)
        return found

    def say_wrong(self) -> bool:
        """Say what is wrong at its field and go to the first; tell whether anything is."""
        wrong = self.wrong()
        self.clear_errors()
        for name, words in wrong.items():
            self.rows[name].set_error(words)
        first = next(iter(wrong), "")
        if set(wrong) - {"who", "what"}:
            self.more.set_expanded(True)
        if first:
            self.rows[first].widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(wrong)

    def _mended(self) -> None:
        """Take back what was said of a field that is right by now."""
        told = [name for name, row in self.rows.items() if row.error()]
        wrong = self.wrong() if told else {}
        for name in told:
            if name not in wrong:
                self.rows[name].set_error("")

    def clear_errors(self) -> None:
        """Take back what was said of the fields."""
        for row in self.rows.values():
            row.set_error("")

    def _show_phone(self, walk_in: bool) -> None:
        self.rows["walk_in_phone"].setVisible(walk_in)
        self._main.arrange()

    def _after_who(self) -> None:
        after = self.who.phone if self.who.is_walk_in() else self.choices["channel"]
        after.setFocus(Qt.FocusReason.TabFocusReason)
