"""Addresses of a row: whole in one cell, or in parts over several columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from crmdesk.core.domain.addresses import district_of
from crmdesk.core.domain.customer import Address

_PARTS: Final = ("province", "city", "street")


def addresses_of(
    places: Mapping[tuple[str, int], str], values: Mapping[str, Any]
) -> tuple[Address, ...]:
    """Return the addresses of a row.

    `places` holds whole addresses, districts and postcodes by `(field, number)`; `values` may
    hold the other parts. Parts make one address where no whole one is there; else they complete
    the first one where it does not name them.
    """
    parts = any(values.get(key) for key in _PARTS)
    if len(places) == 1 and ("address", 0) in places and not parts:
        text = places["address", 0]
        return (Address(text, district_of(text)),) if text else ()
    if parts and not any(key == "address" for key, _number in places):
        return _from_parts(places, values)
    found = []
    for number in sorted({number for _key, number in places}):
        text = places.get(("address", number), "")
        if parts and number == 0:
            text = _completed(text, places.get(("district", 0), ""), values)
        district = places.get(("district", number), "") or district_of(text)
        found.append(Address(text, district, places.get(("postcode", number), "")))
    return tuple(dict.fromkeys(one for one in found if one != Address("")))


def _from_parts(
    places: Mapping[tuple[str, int], str], values: Mapping[str, Any]
) -> tuple[Address, ...]:
    district = places.get(("district", 0), "")
    postcode = places.get(("postcode", 0), "")
    province, city, street = (values.get(key, "") for key in _PARTS)
    text = _joined((province, city, district, street))
    return (Address(text, district or district_of(text), postcode),)


def _completed(text: str, district: str, values: Mapping[str, Any]) -> str:
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
        if part and not (filled and filled[-1] == part):
            filled.append(part)
    if all(part.isascii() for part in filled):
        return ", ".join(reversed(filled))
    return "".join(filled)
