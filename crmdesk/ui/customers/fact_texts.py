"""What the file of a customer says of them: which facts, and in which words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

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

BIG_KINDS: Final = ("mobile", "phone")
# An own field with a longer value or label has a line of its own.
SHORT: Final = 24


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
