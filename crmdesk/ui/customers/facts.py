"""What is known about a customer, as lines that can be read and copied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.choices import SOURCE
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
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, tool_button

BIG_KINDS = ("mobile", "phone")


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: a label, a text, and whether it is worth copying."""

    label: str
    text: str
    copies: bool = False
    big: bool = False
    customer_id: int = 0


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
        yield Fact(BY_KEY["birthday"].show(), show_birthday(customer.birthday, today))
    yield Fact(BY_KEY["gender"].show(), _(GENDERS.get(customer.gender, "")))
    yield Fact(BY_KEY["source"].show(), lists.label(SOURCE, customer.source))
    yield Fact(BY_KEY["referrer"].show(), customer.referrer, customer_id=customer.referrer_id or 0)
    yield Fact(BY_KEY["staff"].show(), customer.staff)
    yield Fact(BY_KEY["card"].show(), customer.card, copies=True)
    yield Fact(BY_KEY["last_contact"].show(), _day(customer.last_contact, today))
    yield Fact(BY_KEY["next_date"].show(), _day(customer.next_due, today))
    yield Fact(BY_KEY["created"].show(), show_date(customer.created))
    yield Fact(BY_KEY["notes"].show(), customer.notes)


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
    """Shows facts as two columns of labels and texts, with a button to copy the useful ones."""

    copied = Signal(str)
    customer_asked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None

    def show_facts(self, facts: list[Fact]) -> None:
        """Show these facts instead of the ones before."""
        if self._inner is not None:
            self._layout.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = QWidget()
        grid = QGridLayout(self._inner)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        before = ""
        for row, fact in enumerate(facts):
            label = plain.label("" if fact.label == before else fact.label, "label")
            label.setContentsMargins(0, 6 if fact.big else 3, 0, 0)
            grid.addWidget(label, row, 0, top)
            grid.addWidget(self._value(fact), row, 1)
            before = fact.label
        self._layout.addWidget(self._inner)

    def copy_buttons(self) -> list[QToolButton]:
        """Return the copy buttons from top to bottom."""
        return self._inner.findChildren(QToolButton) if self._inner is not None else []

    def _value(self, fact: Fact) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if fact.customer_id:
            text = plain.one_line(fact.text)[:60]
            row.addWidget(
                button(text, lambda: self.customer_asked.emit(fact.customer_id), kind="link")
            )
            row.addStretch(1)
            return made
        label = plain.label(fact.text, "heading" if fact.big else "", wrap=True, select=True)
        if len(fact.text) > 4000:
            label.setText(fact.text[:4000] + "…")
        row.addWidget(label, 0 if fact.big else 1)
        if fact.copies:
            tip = _("Copy {text}").format(text=plain.one_line(fact.text)[:40])
            copy = tool_button("copy", tip, lambda: self._copy(fact.text))
            row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        if fact.big:
            label.setWordWrap(False)
            row.addStretch(1)
        return made

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)
