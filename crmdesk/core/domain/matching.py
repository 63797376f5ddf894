"""When two customers are the same, and why: one rule for the file, the form and the database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.phones import phone_key
from crmdesk.core.i18n import N_, _

PHONE: Final = "phone"
NAME_AND_BIRTHDAY: Final = "name+birthday"
NAME_AND_WECHAT: Final = "name+wechat"
NAME_AND_ADDRESS: Final = "name+address"
COMPANY: Final = "company"

_WHY: Final = {
    PHONE: N_("same phone"),
    NAME_AND_BIRTHDAY: N_("same name and birthday"),
    NAME_AND_WECHAT: N_("same name and WeChat"),
    NAME_AND_ADDRESS: N_("same name and address"),
    COMPANY: N_("same company"),
}
Keys = list[tuple[str, str]]
# A landline that a workbook kept as a number, so that the 0 of its area code is lost.
_ZERO_LOST: Final = re.compile(r"10\d{8}|2\d{9}|[3-9]\d{9,10}")
# 杭州 alone says nothing about who lives there.
_SHORTEST_ADDRESS: Final = 4


def duplicate_keys(
    name: str,
    phones: Iterable[str] = (),
    birthday_text: str = "",
    wechats: Iterable[str] = (),
    addresses: Iterable[str] = (),
) -> list[tuple[str, str]]:
    """Return the (kind, key) pairs of a customer; sharing one pair with another is a duplicate.

    `phones` are keys of `phone_key`, `birthday_text` is the storage text. A name alone gives none.
    """
    keys = [(PHONE, phone) for phone in phones if phone]
    if not (birthday_text or wechats or addresses):
        return keys
    who = fold_key(name)
    if not who:
        return keys
    if birthday_text:
        keys.append((NAME_AND_BIRTHDAY, f"{who}|{birthday_text}"))
    for wechat in wechats:
        if account := wechat.strip().lower():
            keys.append((NAME_AND_WECHAT, f"{who}|{account}"))
    for address in addresses:
        place = fold_key(address)
        if len(place) >= _SHORTEST_ADDRESS:
            keys.append((NAME_AND_ADDRESS, f"{who}|{place}"))
    return keys


def keys_of(customer: Customer) -> Keys:
    """Return the keys by which the duplicate rule compares a customer."""
    phones, wechats = [], []
    for method in customer.methods:
        kind = method.kind
        if kind == "mobile":
            phones.append(phone_key(method.value))
        elif kind == "phone":
            phones.append(same_phone(method.value))
        elif kind == "wechat":
            wechats.append(method.value)
    return duplicate_keys(
        customer.name,
        phones,
        customer.birthday.to_text() if customer.birthday else "",
        wechats,
        [one.text for one in customer.addresses],
    )


def company_keys(customer: Customer) -> Keys:
    """Return the keys by which companies are compared: the name says which one it is."""
    name = fold_key(customer.name)
    return [(COMPANY, name)] if name else []


def same_phone(value: str) -> str:
    """Return the key of a phone as `phone_key` does, with a lost 0 put back before the area."""
    key = phone_key(value)
    # Only bare digits may have lost one: (212) 555-1234 was typed by somebody who knows it.
    if key == value and _ZERO_LOST.fullmatch(key):
        return f"0{key}"
    return key


def stored_phones(keys: Iterable[str]) -> set[str]:
    """Return the phone keys under which customers with one of these keys may be stored."""
    found = set(keys)
    found.update(key[1:] for key in list(found) if key.startswith("0") and len(key) in (11, 12))
    found.update(f"0{key[3:]}" for key in list(found) if key.startswith("8869"))
    return found


def why(kind: str) -> str:
    """Return in the user's language what two duplicates share."""
    return _(_WHY[kind])
