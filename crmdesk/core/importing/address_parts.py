"""Addresses of a row: whole in one cell, or in parts over several columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from crmdesk.core.domain.addresses import district_of
from crmdesk.core.domain.customer import Address

_PARTS: Final = ("province", "city", "street")
_AT_HOME: Final = frozenset({"中国", "中国大陆", "中华人民共和国", "china", "cn", "chn", "prc"})
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


def addresses_of(places: Mapping[tuple[str, int], str]) -> tuple[Address, ...]:
    """Return the addresses of a row: `places` holds their texts by `(field, number)`.

    Parts make an address where none is there as a whole; else they complete it where it does not
    name them.
    """
    if len(places) == 1:
        text = places.get(("address", 0))
        if text is not None:
            return (Address(text, district_of(text)),) if text else ()
    numbered: dict[int, dict[str, str]] = {}
    for (key, number), text in places.items():
        numbered.setdefault(number, {})[key] = text
    found = [_address(numbered[number]) for number in sorted(numbered)]
    return tuple(dict.fromkeys(one for one in found if one != Address("")))


def _address(values: Mapping[str, str]) -> Address:
    text, district = values.get("address", ""), values.get("district", "")
    if any(values.get(key) for key in _PARTS):
        if text:
            text = _completed(text, district, values)
        else:
            province, city, street = (values.get(key, "") for key in _PARTS)
            text = _joined((province, city, district, street))
    text = _in_country(text, values.get("country", ""))
    return Address(text, district or district_of(text), values.get("postcode", ""))


def _completed(text: str, district: str, values: Mapping[str, str]) -> str:
    province, city, street = (values.get(key, "") for key in _PARTS)
    # 浙江 and 浙江省 are the same place.
    missing = [
        part
        for part in (province, city, district, street)
        if part and (part.rstrip("省市区县") or part) not in text
    ]
    return _joined((*missing, text))


def _joined(parts: Sequence[str]) -> str:
    filled: list[str] = []
    for part in parts:
        # 上海 in both the province and the city is written once.
        if part and not (filled and filled[-1] == part and _HAN.search(part)):
            filled.append(part)
    if not _HAN.search("".join(filled)):
        return ", ".join(reversed(filled))
    return "".join(filled)


def _in_country(text: str, country: str) -> str:
    if not country or country in text:
        return text
    at_home = country.lower() in _AT_HOME
    if not text or _HAN.search(text):
        # Nobody writes the own country; programs fill it in where there is no address at all.
        return text if at_home else country + text
    return f"{text}, {country}"


def one_line(text: str) -> str:
    """Return an address of several lines on one line."""
    lines = [line.strip(" ,") for line in text.splitlines()]
    return (" " if _HAN.search(text) else ", ").join(line for line in lines if line)


def both(first: str, second: str) -> str:
    """Return a street that stands in two columns as one text."""
    return first + second if _HAN.search(first + second) else f"{first}, {second}"
