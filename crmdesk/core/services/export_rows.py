"""Customers as rows of a list: the columns of an export, and each customer's texts in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, show_code
from crmdesk.core.domain.custom_fields import CustomField, show_value
from crmdesk.core.domain.customer import GENDERS, KINDS, METHOD_KINDS, Customer
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.lunar import LUNAR_MONTHS, lunar_day_name
from crmdesk.core.domain.persons_text import show_persons
from crmdesk.core.i18n import _
from crmdesk.core.store import choices, custom_fields, customers
from crmdesk.core.store.database import Connection

_WHO: Final = ("company", "contact_person", "gender", "birthday")
_VALUE: Final = ("grade", "stage", "source", "referrer", "tags", "staff", "card", "stay_days")
_ADDRESS: Final = ("address", "district", "postcode")
_DATES: Final = ("last_contact", "next_date")
# The own fields stand before these two, by which the import knows an own export.
_END: Final = ("created", "notes")


@dataclass(frozen=True, slots=True)
class Layout:
    """How many columns each repeated field needs, and how the values of the lists are called.

    `labels` are the owner's own labels of codes by list; `custom` are the owner's own fields.
    """

    methods: dict[str, int]
    addresses: int
    labels: dict[str, dict[str, str]]
    custom: tuple[CustomField, ...] = ()

    def label(self, list_name: str, code: str) -> str:
        """Return what the owner calls a value."""
        return self.labels.get(list_name, {}).get(code) or show_code(list_name, code)


def layout_of(connection: Connection) -> Layout:
    """Return the columns that all customers of a shop need."""
    methods, addresses = customers.most_of_each(connection)
    return Layout(
        {kind: max(methods.get(kind, 0), kind == "mobile") for kind in METHOD_KINDS},
        max(addresses, 1),
        choices.labels(connection),
        custom_fields.all_fields(connection),
    )


def headers(layout: Layout) -> list[str]:
    """Return the headers in the user's language; an own field is called as its owner calls it."""

    def label(key: str, number: int = 1) -> str:
        shown = BY_KEY[key].show()
        return shown if number == 1 else f"{shown} {number}"

    found = [label("name"), label("kind")]
    for kind, count in layout.methods.items():
        found += [label(kind, number) for number in range(1, count + 1)]
    found += [label(key) for key in (*_WHO, *_VALUE)]
    for number in range(1, layout.addresses + 1):
        found += [label(key, number) for key in _ADDRESS]
    found += [label(key) for key in _DATES]
    found += [one.label for one in layout.custom]
    return found + [label(key) for key in _END]


def rows(connection: Connection, ids: Sequence[int], layout: Layout) -> Iterator[list[str]]:
    """Give the row of each customer, in the order of the ids."""
    for part in customers.chunks(ids):
        for customer in customers.load(connection, part):
            yield row_of(customer, layout)


def row_of(customer: Customer, layout: Layout) -> list[str]:
    """Return a customer's texts, one per header."""
    texts = texts_of(customer, layout)
    row = [texts["name"], texts["kind"]]
    for kind, count in layout.methods.items():
        row += _padded(customer.all(kind), count)
    row += [texts[key] for key in (*_WHO, *_VALUE)]
    for number in range(layout.addresses):
        if number < len(customer.addresses):
            one = customer.addresses[number]
            row += [one.text, one.district, one.postcode]
        else:
            row += ["", "", ""]
    row += [texts[key] for key in _DATES]
    row += [text for _field, text in custom_texts(customer, layout)]
    return row + [texts[key] for key in _END]


def texts_of(customer: Customer, layout: Layout) -> dict[str, str]:
    """Return the fields that have one text each, by key."""
    return {
        "name": customer.name,
        "kind": _(KINDS[customer.kind]),
        "company": customer.company,
        "contact_person": show_persons(customer.persons),
        "gender": _(GENDERS[customer.gender]) if customer.gender else "",
        "birthday": birthday_text(customer.birthday),
        "grade": layout.label(GRADE, customer.grade),
        "stage": layout.label(STAGE, customer.stage),
        "source": layout.label(SOURCE, customer.source),
        "referrer": customer.referrer,
        "tags": ", ".join(customer.tags),
        "staff": layout.label(STAFF, customer.staff),
        "card": customer.card,
        "stay_days": str(customer.stay_days or ""),
        "last_contact": customer.last_contact.isoformat() if customer.last_contact else "",
        "next_date": customer.next_due.isoformat() if customer.next_due else "",
        "created": customer.created.isoformat() if customer.created else "",
        "notes": customer.notes,
    }


def custom_texts(customer: Customer, layout: Layout) -> list[tuple[CustomField, str]]:
    """Return each of the owner's own fields with what the customer has in it, as it is shown."""
    values = dict(customer.custom)
    return [
        (one, show_value(one.type, values.get(one.key, ""), layout.labels.get(one.key)))
        for one in layout.custom
    ]


def _padded(values: Sequence[str], count: int) -> list[str]:
    return [*values, *[""] * (count - len(values))]


def birthday_text(birthday: Birthday | None) -> str:
    """Return a birthday as a cell: an ISO date, `--05-03` without a year, or the lunar words."""
    if birthday is None:
        return ""
    if not birthday.lunar:
        return birthday.to_text()
    year = f"{birthday.year}年" if birthday.year else ""
    leap = "闰" if birthday.leap else ""
    return f"农历{year}{leap}{LUNAR_MONTHS[birthday.month - 1]}月{lunar_day_name(birthday.day)}"
