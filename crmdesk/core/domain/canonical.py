"""The one form in which a customer is kept, whether typed, imported or read from an own export."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from crmdesk.core.domain.addresses import district_of
from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, code_for
from crmdesk.core.domain.customer import (
    METHOD_KINDS,
    Address,
    ContactMethod,
    ContactPerson,
    Customer,
)
from crmdesk.core.domain.normalise import (
    clean_name,
    clean_text,
    normal_email,
    normal_qq,
    normal_wechat,
    split_emails,
    split_tags,
)
from crmdesk.core.domain.phones import island_mobile, normal_phone, split_phones
from crmdesk.core.domain.values import BadValue

_ORDER: Final = {kind: number for number, kind in enumerate(METHOD_KINDS)}
_ABROAD: Final = ("+", "(")
_SEVERAL: Final = re.compile(r"\s*:::\s*")


def phone_method(
    kind: str, value: str | int | float, *, islands: bool = False
) -> tuple[ContactMethod, bool]:
    """Return one phone as a contact method, and whether to look twice.

    A mobile number is a mobile whichever column it stood in; a doubtful one stays as written. Of
    numbers that do not tell it abroad, those called mobile are. `islands`: the column holds numbers
    of Taiwan or Hong Kong. Raises BadValue when there is no number in it.
    """
    number = normal_phone(value)
    if number.kind == "phone" and (kind == "mobile" or (islands and number.doubtful)):
        if local := island_mobile(value, bare=islands):
            return ContactMethod("mobile", local), False
        if not number.doubtful and number.display.startswith(_ABROAD):
            return ContactMethod("mobile", number.display), False
    if number.doubtful:
        return ContactMethod(kind, clean_text(value)), True
    return ContactMethod(kind if kind == "fax" else number.kind, number.display), False


def methods_of(kind: str, value: object) -> list[ContactMethod]:
    """Return the contact methods of a kind that a text holds. Raises BadValue for none."""
    if kind in ("mobile", "phone", "fax"):
        return [phone_method(kind, part)[0] for part in split_phones(value)]
    if kind == "email":
        return [ContactMethod(kind, normal_email(part)) for part in split_emails(value)]
    if kind == "qq":
        parts = _SEVERAL.split(clean_text(value))
        return [ContactMethod(kind, normal_qq(part)) for part in parts if part]
    parts = _SEVERAL.split(clean_text(value))
    if kind == "wechat":
        return [ContactMethod(kind, normal_wechat(part)) for part in parts if part]
    return [ContactMethod(kind, part) for part in parts if part]


def ordered(methods: Iterable[ContactMethod]) -> tuple[ContactMethod, ...]:
    """Return contact methods each once, by kind, in their order within a kind."""
    unique = dict.fromkeys(methods)
    if len(unique) < 2:
        return tuple(unique)
    return tuple(sorted(unique, key=place_of))


def place_of(method: ContactMethod) -> int:
    """Return where the kind of a contact method stands among the kinds."""
    return _ORDER[method.kind]


def address_of(text: str, district: str = "", postcode: str = "") -> Address:
    """Return an address with its district, read from the text where none is given."""
    plain = clean_text(text)
    return Address(plain, clean_text(district) or district_of(plain), clean_text(postcode))


def canonical(customer: Customer) -> Customer:
    """Return a customer as it is kept; what cannot be a phone, QQ or mail stays as `other`."""
    methods: list[ContactMethod] = []
    for method in customer.methods:
        try:
            methods.extend(methods_of(method.kind, method.value))
        except BadValue:
            methods.extend(methods_of("other", method.value))
    addresses = (address_of(one.text, one.district, one.postcode) for one in customer.addresses)
    persons = (
        ContactPerson(
            clean_text(one.name), clean_text(one.role), clean_text(one.phone), clean_text(one.notes)
        )
        for one in customer.persons
    )
    return replace(
        customer,
        name=clean_name(customer.name),
        company=clean_text(customer.company),
        methods=ordered(methods),
        addresses=tuple(dict.fromkeys(one for one in addresses if one != Address(""))),
        persons=tuple(dict.fromkeys(one for one in persons if one != ContactPerson(""))),
        grade=code_for(GRADE, clean_text(customer.grade)),
        stage=code_for(STAGE, clean_text(customer.stage)),
        source=code_for(SOURCE, clean_text(customer.source)),
        staff=code_for(STAFF, clean_text(customer.staff)),
        referrer=clean_text(customer.referrer),
        tags=tuple(dict.fromkeys(tag for text in customer.tags for tag in split_tags(text))),
        card=clean_text(customer.card),
        notes=clean_text(customer.notes),
    )
