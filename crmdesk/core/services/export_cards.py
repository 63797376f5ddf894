"""Customers as contacts: what every phone reads, and beside it what only crmdesk keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from crmdesk.core.domain.customer import COMPANY, METHOD_KINDS, Customer
from crmdesk.core.domain.surnames import COMPOUND_READINGS
from crmdesk.core.reports.vcard import Line
from crmdesk.core.services.export_rows import Layout, custom_texts, texts_of
from crmdesk.core.store import customers
from crmdesk.core.store.database import Connection

# Read by importing/readers/vcard_fields.py.
_OWN: Final = "X-CRMDESK-"
_METHODS: Final = {
    "mobile": "TEL;TYPE=CELL",
    "phone": "TEL;TYPE=VOICE",
    "fax": "TEL;TYPE=FAX",
    "wechat": "X-WECHAT",
    "qq": "X-QQ",
    "email": "EMAIL;TYPE=INTERNET",
    "website": "URL",
    "other": f"{_OWN}OTHER",
}
_KEPT: Final = (
    *("company", "grade", "stage", "source", "referrer", "staff", "card", "stay_days"),
    *("last_contact", "next_date", "created"),
)
_GENDERS: Final = {"male": "Male", "female": "Female"}
_FIRST_HAN: Final = "\u3400"


def cards(connection: Connection, ids: Sequence[int], layout: Layout) -> Iterator[list[Line]]:
    """Give the contact of each customer, in the order of the ids."""
    for part in customers.chunks(ids):
        for customer in customers.load(connection, part):
            yield card_of(customer, layout)


def card_of(customer: Customer, layout: Layout) -> list[Line]:
    """Return the lines of a customer; the own import makes exactly the same customer of them."""
    lines = [*_who(customer), *_reached(customer)]
    if customer.birthday and not customer.birthday.lunar:
        lines.append(Line("BDAY", (customer.birthday.to_text(),)))
    if customer.tags:
        lines.append(Line("CATEGORIES", customer.tags, listed=True))
    if customer.notes:
        lines.append(Line("NOTE", (customer.notes,)))
    return [*lines, *_own(customer, layout)]


def _who(customer: Customer) -> Iterator[Line]:
    company = customer.kind == COMPANY
    family, given = ("", customer.name) if company else _name_parts(customer.name)
    yield Line("N", (family, given, "", "", ""))
    yield Line("FN", (customer.name,))
    if employer := customer.name if company else customer.company:
        yield Line("ORG", (employer,))
    if company:
        yield Line("X-ABSHOWAS", ("COMPANY",))
    if customer.gender:
        yield Line("X-GENDER", (_GENDERS[customer.gender],))


def _name_parts(name: str) -> tuple[str, str]:
    """Return family and given name as a phone sorts by them."""
    if name[:1] >= _FIRST_HAN and " " not in name:
        size = next((size for size in (4, 3, 2) if name[:size] in COMPOUND_READINGS), 1)
        return name[:size], name[size:]
    given, _blank, family = name.rpartition(" ")
    return (family, given) if given else ("", name)


def _reached(customer: Customer) -> Iterator[Line]:
    for kind in METHOD_KINDS:
        for value in customer.all(kind):
            yield Line(_METHODS[kind], (value,))
    for number, one in enumerate(customer.addresses, 1):
        yield Line(f"item{number}.ADR", ("", "", one.text, "", "", one.postcode, ""))
        if one.district:
            yield Line(f"item{number}.{_OWN}DISTRICT", (one.district,))


def _own(customer: Customer, layout: Layout) -> Iterator[Line]:
    texts = texts_of(customer, layout)
    yield Line(f"{_OWN}VERSION", ("1",))
    yield Line(f"{_OWN}KIND", (customer.kind,))
    if customer.birthday and customer.birthday.lunar:
        yield Line(f"{_OWN}BIRTHDAY", (texts["birthday"],))
    for person in customer.persons:
        yield Line(f"{_OWN}PERSON", (person.name, person.role, person.phone, person.notes))
    for key in _KEPT:
        if texts[key]:
            yield Line(_OWN + key.upper().replace("_", "-"), (texts[key],))
    for field, text in custom_texts(customer, layout):
        if text:
            yield Line(f"{_OWN}FIELD", (field.label, text, field.type))
