"""Telephone numbers: split where a cell holds several, and written in one way."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _

PhoneKind = Literal["mobile", "phone"]
MOST_EXACT: Final = 1e15

_SPLIT: Final = re.compile(r":::|[/／、,，;；|｜\n\r\t&]|或|和|\bor\b")
_SPACES: Final = re.compile(r"[^\S\n\r\t]+")
_TWO_NUMBERS: Final = re.compile(
    r"(?<=\d{7}) (?=(?:\+?86[- ]?)?1[3-9]\d{9}(?!\d)|0\d{2,3}-?\d{7,8})"
)
_JOINED: Final = re.compile(r"(1[3-9]\d{9})(1[3-9]\d{9})")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00]")
_EXTENSION: Final = re.compile(
    r"[\s,;(]{0,3}(?:转分机|转|轉|分机|分機|extension|ext\.?|x|#)\s*[:.]?\s*(\d{1,6})\)?$"
)
_HYPHEN_EXTENSION: Final = re.compile(r"((?:0\d{2,3}-?)?\d{7,8}|[48]00-?\d{3}-?\d{4})-(\d{1,5})")
_SCIENTIFIC: Final = re.compile(r"(\d)(?:\.(\d+))?e\+?(\d{1,2})")
_POINT_ZERO: Final = re.compile(r"(\d+)\.0+")
_NOT_DIGITS: Final = re.compile(r"\D+")
# Ten digits from 09 on may be a mobile of Taiwan: a hyphen of ours would make it one.
_LANDLINE: Final = re.compile(r"(010|02\d|0[3-8]\d\d|09\d\d(?!\d{6}$))(\d{5,8})")
_GROUPED: Final = re.compile(r"\(?(0\d{1,3})\)?[-\s]\s*(\d{3,4}[-\s]?\d{4}|\d{6,8})")
_AMERICAN: Final = re.compile(r"(?:1[-.\s])?\(?([2-9]\d{2})\)?[-.\s]\s?(\d{3})[-.\s](\d{4})")
# Mobiles of Taiwan in their groups; no landline of the mainland has ten digits any more.
_TAIWAN: Final = re.compile(r"\(?(09\d\d)\)?[-\s.]\s*(\d{3})[-\s.]?(\d{3})")
_HONG_KONG: Final = re.compile(r"([569]\d{3})[-\s](\d{4})")
_BARE_TAIWAN: Final = re.compile(r"0?(9\d\d)(\d{3})(\d{3})")
_BARE_HONG_KONG: Final = re.compile(r"([569]\d{3})(\d{4})")
# With their country and without its plus.
_ISLANDS: Final = re.compile(r"8860?9\d{8}|852[569]\d{7}|8536\d{7}")
_SERVICE: Final = re.compile(r"([48]00)(\d{3})(\d{4})")
_FORMATTING: Final = re.compile(r"[\d\s()\[\]+.\-_~–—―‐‑·*]+")


class PhoneNumber(NamedTuple):
    """A number as shown, its digits without prefix and extension, and whether to look twice."""

    display: str
    digits: str
    kind: PhoneKind
    doubtful: bool


def split_phones(value: object) -> list[str]:
    """Return the numbers of one cell as they were written, extensions kept with their number."""
    if not isinstance(value, str):
        return [] if value is None else [_exact_text(value)]
    if value.isdigit() and len(value) < 22:
        return [value]
    found: list[str] = []
    for part in _SPLIT.split(_SPACES.sub(" ", value)):
        for number in _TWO_NUMBERS.split(part.strip()):
            joined = _JOINED.fullmatch(number)
            found.extend(joined.groups() if joined else (number.strip(),))
    return [number for number in found if number]


def is_sure_mobile(text: str) -> bool:
    """Tell whether a text is a mobile number in its normal form already, and no doubt about it."""
    return (
        len(text) == 11
        and text[0] == "1"
        and text[1] not in "012"
        and text.isdigit()
        and text.isascii()
    )


def normal_phone(value: str | int | float) -> PhoneNumber:
    """Return a number in its normal form; raise BadValue when it has no digits or lost some."""
    text = value if isinstance(value, str) else _exact_text(value)
    if len(text) == 11 and text[0] == "1" and text.isdigit() and text.isascii():
        return PhoneNumber(text, text, "mobile", text[1] in "012")
    return _normal(text)


def island_mobile(value: str | int | float, *, bare: bool = False) -> str:
    """Return a mobile of Hong Kong or Taiwan as it is written there, nothing for other numbers.

    `bare`: also digits without gaps, which elsewhere are another kind of number.
    """
    text = unicodedata.normalize("NFKC", str(value)).strip()
    if found := _HONG_KONG.fullmatch(text) or (bare and _BARE_HONG_KONG.fullmatch(text)):
        return " ".join(found.groups())
    if bare and (found := _BARE_TAIWAN.fullmatch(text)):
        return f"0{'-'.join(found.groups())}"
    return ""


def phone_key(value: str) -> str:
    """Return the digits that make two numbers the same, nothing when they cannot tell."""
    if len(value) == 11 and value[0] == "1" and value.isdigit() and value.isascii():
        digits = value
    else:
        try:
            digits = _normal(value).digits
        except BadValue:
            return ""
    # 0000000 and 11111111111 are typed where there is no number.
    return digits if len(digits) >= 5 and digits.strip(digits[0]) else ""


def _exact_text(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _not_a_phone(value)
    if isinstance(value, float):
        if not value.is_integer():
            raise _not_a_phone(value)
        value = int(value)
    if value < 0:
        raise _not_a_phone(value)
    if value >= MOST_EXACT:
        raise digits_lost(value)
    return str(value)


@lru_cache(maxsize=16384)
def _normal(text: str) -> PhoneNumber:
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).strip().lower()
    plain = _whole_number(plain, text)
    plain, extension = _without_extension(plain)
    plain = re.sub(r"^[^\d+]+(?=[+\d])", "", plain)
    digits = "".join(str(int(c)) for c in plain if c.isdecimal())
    if not digits:
        raise _not_a_phone(text)
    # A name or a word beside the number is not kept: somebody should look.
    worded = _FORMATTING.fullmatch(plain) is None
    if plain.startswith("+") or (digits.startswith("00") and len(digits) >= 10):
        digits = digits if plain.startswith("+") else digits[2:]
        if not digits.startswith("86"):
            return _foreign(digits, extension, worded)
        rest = _after_country(digits)
        if rest.startswith(("00", "861")):
            return PhoneNumber(_extended(f"+{digits}", extension), digits, "phone", True)
        return _chinese(rest, extension, worded)
    if len(digits) == 13 and digits.startswith("861"):
        digits = digits[2:]
    if _ISLANDS.fullmatch(digits):
        return _foreign(digits, extension, worded)
    taiwan = _TAIWAN.fullmatch(plain)
    if taiwan is not None:
        display = "-".join(taiwan.groups())
        return PhoneNumber(_extended(display, extension), f"886{digits[1:]}", "mobile", False)
    grouped = _GROUPED.fullmatch(plain)
    if grouped is not None:
        # Whoever wrote the area code apart knows it: 02-23456789 is Taipei, not Tianjin's 022.
        area, number = grouped[1], grouped[2].replace("-", "").replace(" ", "")
        return PhoneNumber(_extended(f"{area}-{number}", extension), digits, "phone", False)
    american = _AMERICAN.fullmatch(plain)
    if american is not None and not _SERVICE.fullmatch(digits):
        display = f"({american[1]}) {american[2]}-{american[3]}"
        digits = "".join(american.groups())
        return PhoneNumber(_extended(display, extension), digits, "phone", False)
    return _chinese(digits, extension, worded)


def _after_country(digits: str) -> str:
    """Return a number after +86, with the 0 that is left out there put back."""
    rest = digits[2:] or digits
    if (len(rest) == 11 and rest[0] == "1") or rest[:1] == "0" or rest[:3] in ("400", "800"):
        return rest
    return f"0{rest}" if 9 <= len(rest) <= 11 else rest


def _whole_number(plain: str, text: str) -> str:
    match = _POINT_ZERO.fullmatch(plain)
    if match is not None:
        return match[1]
    match = _SCIENTIFIC.fullmatch(plain)
    if match is None:
        return plain
    decimals = match[2] or ""
    if len(decimals) < int(match[3]):
        raise digits_lost(text)
    if len(decimals) > int(match[3]) and decimals[int(match[3]) :].strip("0"):
        raise _not_a_phone(text)
    return match[1] + decimals[: int(match[3])]


def _without_extension(plain: str) -> tuple[str, str]:
    match = _EXTENSION.search(plain)
    if match is not None and any(map(str.isdecimal, plain[: match.start()])):
        return plain[: match.start()], match[1]
    match = _HYPHEN_EXTENSION.fullmatch(plain.replace(" ", ""))
    # 0571-8888-1111 is one number in groups; 0571-88881111-801 has an extension.
    if match is not None and len(_NOT_DIGITS.sub("", match[1])) >= 10:
        return match[1], match[2]
    return plain, ""


def _chinese(digits: str, extension: str, worded: bool) -> PhoneNumber:
    if len(digits) == 12 and digits[0] == "0" and digits[1] == "1" and digits[2] in "3456789":
        digits = digits[1:]
    if len(digits) == 11 and digits[0] == "1":
        doubtful = worded or digits[1] in "012"
        return PhoneNumber(_extended(digits, extension), digits, "mobile", doubtful)
    match = _LANDLINE.fullmatch(digits)
    if match is not None:
        display, sure = f"{match[1]}-{match[2]}", len(match[2]) >= 7
    elif match := _SERVICE.fullmatch(digits):
        display, sure = "-".join(match.groups()), True
    else:
        display, sure = digits, 5 <= len(digits) <= 8
    return PhoneNumber(_extended(display, extension), digits, "phone", worded or not sure)


def _extended(display: str, extension: str) -> str:
    return f"{display}转{extension}" if extension else display


def _foreign(digits: str, extension: str, worded: bool) -> PhoneNumber:
    import phonenumbers

    if digits.startswith("8860"):
        digits = f"886{digits[4:]}"
    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except phonenumbers.NumberParseException:
        return PhoneNumber(_extended(f"+{digits}", extension), digits, "phone", True)
    valid = phonenumbers.is_valid_number(number)
    display = f"+{digits}"
    if valid:
        layout = phonenumbers.PhoneNumberFormat.INTERNATIONAL
        display = phonenumbers.format_number(number, layout)
        digits = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)[1:]
    mobile = phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
    return PhoneNumber(
        _extended(display, extension), digits, "mobile" if mobile else "phone", worded or not valid
    )


def _not_a_phone(value: object) -> BadValue:
    return BadValue(
        _("“{value}” is not a phone number.").format(value=shown(value)),
        _("Write its digits, like 13800001111 or 0571-88881111."),
    )


def digits_lost(value: object) -> BadValue:
    """Return the error for a number that a workbook has rounded."""
    return BadValue(
        _("The number {value} has lost digits in the list.").format(value=shown(value)),
        _("Make the column text in the workbook and type the number again."),
    )
