"""Which field a header means, as real lists and the exports of other programs write it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from crmdesk.core.domain import fields, header_words
from crmdesk.core.domain.headers import normal_header

ADDRESS_PARTS: Final = ("province", "city", "district", "street", "postcode", "country")

# Columns of contacts exports that say how another column is meant.
_BESIDE: Final = re.compile(r"-(?:label|type|service)$")
# In Outlook 邮箱 after an address is a box at the post office, not an e-mail address.
_POST_BOX: Final = re.compile(r"地址-?邮箱$|邮政信箱$|-pobox$|addresspobox$|-extendedaddress$")
_DIGITS: Final = re.compile(r"\d+")
_LAST_NUMERAL: Final = re.compile(r"[一二三四五]$")
_PLACE: Final = re.compile(
    r"^(?:business|home|work|other|company|mailing|billing|shipping|personal|办公|家庭|收货)"
)
_CHINESE_PLACE: Final = re.compile(r"^(?:住宅|其他|家庭)地址")
_PLACED: Final = frozenset({*ADDRESS_PARTS, "address", "phone", "fax", "email", "mobile"})
# 级别(A/B/C) says in brackets what stands in the column.
_ASIDE: Final = re.compile(r"[(（\[【<《][^)）\]】>》]*[)）\]】>》]")
_WHEN: Final = re.compile(r"(?:时间|日期)$")
_DATES: Final = frozenset({"last_contact", "next_date", "created", "birthday"})
_LABELS: Final = ("-label", "-type", "-service")
_VALUE: Final = re.compile(r"-value$")


def field_for_header(header: str) -> str | None:
    """Return the key of the field a header means, or None when it means none."""
    return _field(_plain(header))


def is_known(header: str) -> bool:
    """Tell whether a header is one of a list, be it one whose column is left out."""
    return _is_known(_plain(header))


def is_left_out(header: str) -> bool:
    """Tell whether a column is known and not taken, such as 序号 or `Phone 1 - Label`."""
    plain = _plain(header)
    return _field(plain) is None and (plain in _left_out() or _BESIDE.search(plain) is not None)


def goes_to_notes(header: str) -> bool:
    """Tell whether a column is known and has no field of its own, so that it is kept in words."""
    return _goes_to_notes(_plain(header))


def must_ask(header: str) -> bool:
    """Tell whether a column holds numbers that can harm their owner, such as 身份证号."""
    return _plain(header) in _ask_first()


def is_plain_note(header: str) -> bool:
    """Tell whether the text of a column is a note without a heading, such as 备注."""
    return _LAST_NUMERAL.sub("", _DIGITS.sub("", normal_header(header))) in _plain_notes()


def relation_of(header: str) -> str:
    """Return what a contact person is to the customer, as the header says it: 配偶; or nothing."""
    return " ".join(header.split()) if normal_header(header) in _relations() else ""


def label_headers(header: str) -> tuple[str, ...]:
    """Return, in normal form, the headers of columns that say of which kind a value is."""
    plain = normal_header(header)
    if not _VALUE.search(plain):
        return ()
    return tuple(_VALUE.sub(end, plain) for end in reversed(_LABELS))


def rank(header: str, key: str) -> tuple[int, str]:
    """Return how usual a header is for a field, the most usual first."""
    plain = normal_header(header)
    return _ranks(key).get(plain, 1000), plain


def address_group(header: str) -> str:
    """Return which of several addresses a column belongs to, such as `address2` or `home`."""
    plain = normal_header(header)
    if found := re.match(r"address\d+(?=-)", plain):
        return found[0]
    if found := re.match(
        r"(商务|住宅|其他|家庭|办公|公司|单位|收货|现住)(?:地址|住址|所在)", plain
    ):
        return found[1]
    if found := re.match(r"business|home|work|other|billing|shipping|mailing", plain):
        return found[0]
    return ""


@lru_cache(maxsize=4096)
def _plain(header: str) -> str:
    """Return a header in the form in which it is known, without a remark in brackets if need be."""
    plain = normal_header(header)
    if _is_known(plain):
        return plain
    short = normal_header(_ASIDE.sub("", header))
    return short if _is_known(short) else plain


def _is_known(plain: str) -> bool:
    return bool(plain) and (
        _field(plain) is not None or plain in _left_out() or _goes_to_notes(plain)
    )


def _goes_to_notes(plain: str) -> bool:
    if _BESIDE.search(plain) or _field(plain) is not None:
        return False
    if _POST_BOX.search(plain):
        return True
    words = _in_words()
    return plain in words or _DIGITS.sub("1", plain) in words


@cache
def _ranks(key: str) -> dict[str, int]:
    words = header_words.HEADERS.get(key, ())
    return {normal_header(word): number for number, word in reversed(list(enumerate(words)))}


@cache
def _left_out() -> frozenset[str]:
    return _normal((*header_words.LEFT_OUT, *header_words.ASK_FIRST))


@cache
def _ask_first() -> frozenset[str]:
    return _normal(header_words.ASK_FIRST)


@cache
def _in_words() -> frozenset[str]:
    return _normal(header_words.IN_WORDS)


@cache
def _plain_notes() -> frozenset[str]:
    return _normal(header_words.PLAIN_NOTES)


@cache
def _relations() -> frozenset[str]:
    return _normal(header_words.RELATIONS)


def _normal(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(normal_header(word) for word in words)


@lru_cache(maxsize=4096)
def _field(plain: str) -> str | None:
    if not plain or plain in _left_out() or plain in _in_words():
        return None
    if _BESIDE.search(plain) or _POST_BOX.search(plain):
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
    if rest != plain and key in _PLACED:
        return key
    key = aliases.get(_WHEN.sub("", plain))
    return key if key in _DATES else None


def _spellings(plain: str) -> tuple[str, ...]:
    # 手机2 and 电子邮件 3 地址 mean what they mean without the number; in `Phone 2 - Value` the
    # catalogue holds the first of its kind; Outlook repeats each address three times.
    unnumbered = _DIGITS.sub("", plain)
    return (
        unnumbered,
        _DIGITS.sub("1", plain),
        _LAST_NUMERAL.sub("", plain),
        _CHINESE_PLACE.sub("商务地址", plain),
        _CHINESE_PLACE.sub("商务地址", unnumbered),
        plain.replace("联络", "联系"),
    )
