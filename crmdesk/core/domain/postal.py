"""Addresses as the post wants them: the postcode by itself, the district where it is missing."""

from __future__ import annotations

import re
from typing import Final

from crmdesk.core.domain.addresses import split_address

_WORD: Final = r"(?:邮政编码|郵政編碼|邮编|郵編|邮码|P\.?C\.?|postcode|zip)?\s*[:：]?\s*"
_AT_BEGIN: Final = re.compile(
    rf"^[\s(（\[【]*{_WORD}(?P<code>\d{{6}})(?![\d号號室弄幢楼栋])[\s)）\]】,，、]*", re.IGNORECASE
)
_AT_END: Final = re.compile(
    rf"[\s,，、;；(（\[【]*(?<![\dA-Za-z#\-]){_WORD}(?P<code>\d{{6}})[\s)）\]】.。]*$",
    re.IGNORECASE,
)
# What an owner calls a part of the town for the own rounds is nothing for the post.
_DISTRICT: Final = re.compile(r"[\u3400-\u9fff]+(?:[区區县縣市旗镇鎮乡鄉])$")


def take_postcode(address: str, known: str = "") -> tuple[str, str]:
    """Return an address without the postcode written into it, and the postcode.

    One that is `known` is taken out of the address only where it is the same.
    """
    for pattern in (_AT_END, _AT_BEGIN):
        found = pattern.search(address)
        if found is None or (known and found["code"] != known):
            continue
        rest = f"{address[: found.start()]}{address[found.end() :]}".strip()
        if rest:
            return rest, found["code"]
    return address, known


def with_district(address: str, district: str) -> str:
    """Return a Chinese address with the district before it, where the address names no place."""
    if address.isascii() or not _DISTRICT.search(district):
        return address
    return f"{district_beside(address, district)}{address}"


def district_beside(address: str, district: str) -> str:
    """Return the district where it tells more than the address, else nothing.

    An owner's own word for a part of the town is told; a district beside an address that names
    its place would only be a second one.
    """
    if not district or district in address:
        return ""
    parts = split_address(address)
    names_a_place = parts.province or parts.city or parts.district
    return "" if names_a_place and _DISTRICT.search(district) else district
