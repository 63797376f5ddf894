"""What is known about a customer, as lines that can be read and copied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.choices import SOURCE, STAFF
from crmdesk.core.domain.custom_fields import DATE
from crmdesk.core.domain.customer import (
    GENDERS,
    METHOD_KINDS,
    Address,
    ContactPerson,
    Customer,
)
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.shown_dates import show_date, show_day
from crmdesk.core.domain.staying import days_words
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.kit import plain, removal
from crmdesk.ui.kit.actions import button, tool_button

BIG_KINDS: Final = ("mobile", "phone")
# The text stands a little lower than its box begins, level with the copy button beside it.
TOP: Final = 3
BIG_TOP: Final = 6
# A wider label, in screen points, goes on in a second line: the owner's own may be long.
LABEL: Final = 130
# An own field with a longer value or label has a line of its own.
SHORT: Final = 24
# Narrower than this, in screen points, small facts stand one below the other.
TWO_COLUMNS: Final = 400
# The first way to reach a customer is shown however low the window is.
FEWEST: Final = 1


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a label, a text, and whether it is worth copying; two small ones share a line.

    `greets`: a button behind it opens the greeting.
    """

    label: str
    text: str
    copies: bool = False
    big: bool = False
    small: bool = False
    customer_id: int = 0
    greets: bool = False


def facts_of(customer: Customer, lists: Lists, today: dt.date) -> list[Fact]:
    """Return the lines of a customer's file; what is empty is left out."""
    return [fact for fact in _all_facts(customer, lists, today) if fact.text.strip()]


def _all_facts(customer: Customer, lists: Lists, today: dt.date) -> Iterator[Fact]:
    methods = sorted(customer.methods, key=lambda method: method.kind not in BIG_KINDS)
    for method in methods:
        label = _(METHOD_KINDS.get(method.kind, METHOD_KINDS["other"]))
        yield Fact(label, method.value, copies=True, big=method.kind in BIG_KINDS)
    for address in customer.addresses:
        yield Fact(BY_KEY["address"].show(), show_address(address), copies=True)
    for person in customer.persons:
        yield Fact(BY_KEY["contact_person"].show(), show_person(person), copies=bool(person.phone))
    if customer.birthday is not None:
        yield Fact(BY_KEY["birthday"].show(), show_birthday(customer.birthday, today), greets=True)
    yield Fact(BY_KEY["notes"].show(), customer.notes)
    small = {
        "last_contact": _day(customer.last_contact, today),
        "next_date": _day(customer.next_due, today),
        "gender": _(GENDERS.get(customer.gender, "")),
        "staff": lists.label(STAFF, customer.staff),
        "source": lists.label(SOURCE, customer.source),
        "referrer": customer.referrer,
        "card": customer.card,
        "stay_days": days_words(customer.stay_days) if customer.stay_days else "",
        "created": show_date(customer.created),
    }
    for key, text in small.items():
        referrer = (customer.referrer_id or 0) if key == "referrer" else 0
        yield Fact(BY_KEY[key].show(), text, small=True, customer_id=referrer)
    for one in lists.catalogue.custom:
        text = lists.show_own(one.key, customer.custom_value(one.key))
        if one.type == DATE and text:
            text = show_date(dt.date.fromisoformat(text))
        yield Fact(one.label, text, small=max(len(text), len(one.label)) <= SHORT)


def _day(date: dt.date | None, today: dt.date) -> str:
    return show_day(date, today) if date else ""


def show_address(address: Address) -> str:
    """Return an address with the parts that its text does not name."""
    extra = [part for part in (address.district, address.postcode) if part not in address.text]
    return " · ".join(part for part in (address.text, *extra) if part)


def show_person(person: ContactPerson) -> str:
    """Return a contact person in one line."""
    parts = (person.name, person.role, person.phone, person.notes)
    return " · ".join(part for part in parts if part)


def show_birthday(birthday: Birthday, today: dt.date) -> str:
    """Return a birthday with its next date and the age that is reached then."""
    try:
        on = birthday.next_on_or_after(today)
        age = birthday.age_turning(on)
    except CrmError:
        return birthday.show()
    days = (on - today).days
    if days == 0:
        when = _("today")
    else:
        when = ngettext("{date}, in {count} day", "{date}, in {count} days", days).format(
            date=show_date(on), count=days
        )
    if age is None:
        return _("{birthday} (next {when})").format(birthday=birthday.show(), when=when)
    return _("{birthday} (next {when}, turns {age})").format(
        birthday=birthday.show(), when=when, age=age
    )


class Facts(QWidget):
    """Shows facts as two columns of labels and texts, with a button to copy the useful ones.

    Where there is little room the first ones are shown, and a button for the rest. `made_again`
    tells that its buttons are others, though nobody asked for other facts.
    """

    copied = Signal(str)
    made_again = Signal()
    customer_asked = Signal(int)
    greeting_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None
        self._facts: list[Fact] = []
        self._across = 1
        self._room = 0
        self._unfolded = False

    def minimumSizeHint(self) -> QSize:
        """Return no more than a narrow column: long words are cut rather than the window wide."""
        return QSize(240, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put small facts side by side where there is room."""
        super().resizeEvent(event)
        across = 2 if event.size().width() >= TWO_COLUMNS else 1
        if across != self._across:
            self._across = across
            self.show_facts(self._facts)
            self.made_again.emit()

    def show_facts(self, facts: list[Fact]) -> None:
        """Show these facts instead of the ones before."""
        self._facts = facts
        shown = self._shown()
        if self._inner is not None:
            removal.remove(self._inner, layout=self._layout)
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        wide = _grid()
        column.addLayout(wide)
        before = ""
        for row, fact in enumerate(fact for fact in shown if not fact.small):
            self._put(wide, row, 0, fact, "" if fact.label == before else fact.label)
            before = fact.label
        pairs = _grid()
        column.addLayout(pairs)
        pairs.setColumnStretch(3, self._across - 1)
        for place, fact in enumerate(fact for fact in shown if fact.small):
            line, side = divmod(place, self._across)
            self._put(pairs, line, side * 2, fact, fact.label)
        wishes = (plain.label(f.label).sizeHint().width() for f in facts)
        width = min(max(wishes, default=0), LABEL)
        for grid in (wide, pairs):
            grid.setColumnMinimumWidth(0, width)
        if len(shown) < len(facts) or (self._unfolded and self._room):
            words = _("Fewer details") if self._unfolded else self._rest_words(len(shown))
            self.more = button(words, kind="link")
            self.more.clicked.connect(self._toggle, Qt.ConnectionType.QueuedConnection)
            column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._inner)

    def set_room(self, height: int) -> None:
        """Show only what fits into so many screen points; 0 for everything."""
        if height != self._room:
            self._room = height
            self.show_facts(self._facts)
            self.made_again.emit()

    def _shown(self) -> list[Fact]:
        """Return the facts to show, the small ones last as they stand."""
        ordered = sorted(self._facts, key=lambda fact: fact.small)
        if not self._room or self._unfolded:
            return ordered
        left, count = float(self._room), 0
        for fact in ordered:
            left -= self._height_of(fact)
            count += left >= 0
        if count == len(ordered):
            return ordered
        return ordered[: max(count - 1, FEWEST)]

    def _height_of(self, fact: Fact) -> float:
        line = self.fontMetrics().height()
        if fact.small:
            return (line + 6) / self._across
        width = max(self.width() - LABEL, 100)
        wraps = sum(
            1 + self.fontMetrics().horizontalAdvance(part) // width
            for part in fact.text[:4000].split("\n")
        )
        return wraps * line + (16 if fact.big else 10)

    def _rest_words(self, shown: int) -> str:
        rest = len(self._facts) - shown
        words = ngettext("{count} more detail", "{count} more details", rest)
        return words.format(count=rest)

    def _toggle(self) -> None:
        self._unfolded = not self._unfolded
        self.show_facts(self._facts)
        self.made_again.emit()

    def _put(self, grid: QGridLayout, row: int, column: int, fact: Fact, label: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        name = plain.label(label, "label")
        if name.sizeHint().width() > LABEL:
            name.setWordWrap(True)
            name.setFixedWidth(LABEL)
        name.setContentsMargins(0, BIG_TOP if fact.big else TOP, 0, 0)
        grid.addWidget(name, row, column, top)
        grid.addWidget(self._value(fact), row, column + 1, top)

    def copy_buttons(self) -> list[QToolButton]:
        """Return the copy buttons from top to bottom."""
        return self._inner.findChildren(QToolButton) if self._inner is not None else []

    def _value(self, fact: Fact) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if fact.customer_id:
            row.setContentsMargins(0, TOP - 1, 0, 0)
            text = plain.one_line(fact.text)[:60]
            row.addWidget(
                button(text, lambda: self.customer_asked.emit(fact.customer_id), kind="inline")
            )
            row.addStretch(1)
            return made
        label = plain.label(fact.text[:4000], "heading" if fact.big else "", wrap=True, select=True)
        label.setContentsMargins(0, TOP, 0, 0)
        label.setWordWrap(not fact.big)
        if fact.copies:
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if (fact.copies or fact.greets) and not fact.big:
            # The button stands right behind a short text, and behind the box of a long one.
            lines = label.text().split("\n")
            wish = max(label.fontMetrics().horizontalAdvance(one) for one in lines)
            label.setMaximumWidth(wish + 4)
        row.addWidget(label, 0 if fact.big else 1)
        row.setAlignment(label, Qt.AlignmentFlag.AlignTop)
        if fact.copies:
            tip = _("Copy {text}").format(text=plain.one_line(fact.text)[:40])
            copy = tool_button("copy", tip, lambda: self._copy(fact.text))
            copy.setFixedSize(26, 32 if fact.big else 26)
            row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
            row.addStretch(1 if fact.big else 0)
        if fact.greets:
            greet = tool_button("chat", _("Greet (Ctrl+G)"), self.greeting_asked.emit)
            greet.setFixedSize(26, 26)
            row.addWidget(greet, 0, Qt.AlignmentFlag.AlignTop)
            row.addStretch(0)
        return made

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)


def _grid() -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(14)
    made.setVerticalSpacing(2)
    made.setColumnStretch(1, 1)
    return made
