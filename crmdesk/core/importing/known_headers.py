"""Which field a header means, as real lists and the exports of other programs write it."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from crmdesk.core.domain import fields, header_words
from crmdesk.core.domain.headers import normal_header

# Parts of contacts exports that say how another column is meant, or that nobody keeps here.
_BESIDE: Final = re.compile(r"-(?:label|type|pobox|extendedaddress|country)$")
_POST_BOX: Final = re.compile(r"地址-?邮箱$|邮政信箱$")
_DIGITS: Final = re.compile(r"\d+")
_LAST_NUMERAL: Final = re.compile(r"[一二三四五]$")
_PLACE: Final = re.compile(r"^(?:business|home|work|other|company|办公|家庭)")
_CHINESE_PLACE: Final = re.compile(r"^(?:住宅|其他|家庭)地址")
_PLACED: Final = frozenset(
    {"address", "street", "city", "province", "district", "postcode", "phone", "fax", "email"}
)
# As the other headers of contacts exports, these are known and not wanted.
_IGNORED: Final = (
    "Middle Name|Additional Name|Phonetic First Name|Phonetic Middle Name|Phonetic Last Name"
    "|Name Prefix|Name Suffix|Nickname|Organization Title|Organization Department|Photo|Title"
    "|Suffix|Job Title|Department|Anniversary|Pager Number|Initials|中间名|英文称谓|中文称谓|部门"
    "|职务|纪念日|子女|Country|Business Country/Region|Home Country/Region|Other Country/Region"
    "|Home Country|Work Country"
)


def field_for_header(header: str) -> str | None:
    """Return the key of the field a header means, or None when it means none."""
    return _field(normal_header(header))


def is_known(header: str) -> bool:
    """Tell whether a header is one of a list, be it one whose column is left out."""
    plain = normal_header(header)
    return bool(plain) and (_field(plain) is not None or plain in _left_out())


def is_left_out(header: str) -> bool:
    """Tell whether a column is known and not taken, such as 序号 or `Phone 1 - Label`."""
    plain = normal_header(header)
    return _field(plain) is None and (plain in _left_out() or _is_beside(plain))


def must_ask(header: str) -> bool:
    """Tell whether a column holds numbers that can harm their owner, such as 身份证号."""
    return normal_header(header) in _ask_first()


@cache
def _left_out() -> frozenset[str]:
    known = (*header_words.LEFT_OUT, *header_words.ASK_FIRST, *_IGNORED.split("|"))
    return frozenset(normal_header(word) for word in known)


@cache
def _ask_first() -> frozenset[str]:
    return frozenset(normal_header(word) for word in header_words.ASK_FIRST)


def _is_beside(plain: str) -> bool:
    return bool(_BESIDE.search(plain) or _POST_BOX.search(plain))


def _field(plain: str) -> str | None:
    if not plain or plain in _left_out() or _is_beside(plain):
        return None
    aliases = fields.by_alias()
    if plain in aliases:
        return aliases[plain]
    for spelling in _spellings(plain):
        key = aliases.get(spelling)
        if key is not None:
            return key
    rest = _PLACE.sub("", _DIGITS.sub("", plain))
    key = aliases.get(rest)
    return key if rest != plain and key in _PLACED else None


def _spellings(plain: str) -> tuple[str, ...]:
    # 手机2 and 电子邮件 3 地址 mean what they mean without the number; in `Phone 2 - Value` the
    # catalogue holds the first of its kind; Outlook repeats each address three times.
    return (
        _DIGITS.sub("", plain),
        _DIGITS.sub("1", plain),
        _LAST_NUMERAL.sub("", plain),
        _CHINESE_PLACE.sub("商务地址", plain),
        plain.replace("联络", "联系"),
    )


def address_group(header: str) -> str:
    """Return which of several addresses a column belongs to, such as `address2` or `home`."""
    plain = normal_header(header)
    if found := re.match(r"address\d+(?=-)", plain):
        return found[0]
    if found := re.match(r"(?:商务|住宅|其他|家庭|办公)地址", plain):
        return found[0]
    if found := re.match(r"business|home|work|other", plain):
        return found[0]
    return ""
