"""The canonical form of what people type: text, names, e-mail, gender, tags, yes and no."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from crmdesk.core.domain.addresses import AddressParts, district_of, split_address
from crmdesk.core.domain.phones import PhoneNumber, normal_phone, phone_key, split_phones
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _

__all__ = [
    "AddressParts",
    "BadValue",
    "PhoneNumber",
    "clean_name",
    "clean_text",
    "district_of",
    "join_name",
    "normal_email",
    "normal_gender",
    "normal_phone",
    "normal_qq",
    "normal_wechat",
    "phone_key",
    "split_address",
    "split_emails",
    "split_phones",
    "split_tags",
    "yes_no",
]

Gender = Literal["male", "female", ""]

_LINE_BREAKS: Final = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Joiners stay: emoji are made with them.
_REMOVED: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_GAPS: Final = re.compile(r"[^\S\n]+")
_HAN: Final = "[\u2e80-\u2fdf\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_SPACED_NAME: Final = re.compile(rf"{_HAN}(?:\s+{_HAN})+")
_HAS_HAN: Final = re.compile(_HAN)
_SEPARATORS: Final = re.compile(r":::|[,，、;；|｜\n\r\t]")
_EMAIL: Final = re.compile(r"[^@\s<>,;:\"()]+@[^@\s<>,;:\"().]+(?:\.[^@\s<>,;:\"().]+)+")
_LABEL: Final = re.compile(r"^(?:微信号?|wechat(?: ?id)?|wx|vx|qq号?码?)\s*[:：]\s*", re.IGNORECASE)
_QQ: Final = re.compile(r"([1-9]\d{4,11})(?:@qq\.com|\.0+)?", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_MALE: Final = _words("男 男性 男士 先生 m male man mr mr. 1 雄 公子 男生 ♂")
_FEMALE: Final = _words("女 女性 女士 小姐 太太 f female woman mrs mrs. ms ms. miss 0 夫人 女生 ♀")
_UNTOLD: Final = _words(
    "保密 未知 不详 不明 unknown u n/a na - -- / 无 其他 other x 未填 2 未设置 none 空"
)
_YES: Final = _words("是 有 对 对的 真 已 已是 要 y yes true t 1 √ ✓ ✔ ☑ on 是的 启用 enabled")
_NO: Final = _words("否 不是 无 没有 没 假 未 不 不要 n no false f 0 × ✗ ✘ ☐ off 停用 disabled")


def clean_text(value: object, limit: int | None = None) -> str:
    """Return the text of a cell or a field without what cannot be seen.

    Control characters go, runs of spaces become one, line breaks inside stay. Nothing is ever
    cut: a text over `limit` characters raises BadValue.
    """
    text = value if isinstance(value, str) else _text_of(value)
    # What is printable holds nothing of what is removed.
    if not (
        text.isprintable()
        and (" " not in text or ("  " not in text and text.strip() == text))
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
    ):
        text = _cleaned(text)
    if limit is not None and len(text) > limit:
        raise BadValue(
            _("The text has {count} characters, more than {limit}.").format(
                count=len(text), limit=limit
            ),
            _("Shorten it, or put the rest into the notes."),
        )
    return text


def clean_name(value: object) -> str:
    """Return a name on one line; the gap that fills out a Chinese name (张　三) is dropped."""
    text = clean_text(value)
    if " " not in text and "\n" not in text:
        return text
    text = " ".join(text.split())
    return text.replace(" ", "") if _SPACED_NAME.fullmatch(text) else text


def join_name(family: str, given: str) -> str:
    """Return a full name: Chinese without a space, other scripts given name first."""
    family, given = clean_name(family), clean_name(given)
    if not family or not given:
        return family or given
    if _HAS_HAN.search(family) and _HAS_HAN.search(given):
        return family + given
    return f"{given} {family}"


def normal_email(value: object) -> str:
    """Return an e-mail address in small letters; raise BadValue when it is none."""
    text = unicodedata.normalize("NFKC", clean_text(value)).strip().lower().removeprefix("mailto:")
    if text.endswith(">") and "<" in text:
        text = text[text.rindex("<") + 1 : -1]
    text = text.strip(" .,;。")
    if _EMAIL.fullmatch(text) is None:
        raise BadValue(
            _("“{value}” is not an e-mail address.").format(value=shown(value)),
            _("Write it like name@example.com."),
        )
    return text


def split_emails(value: object) -> list[str]:
    """Return the e-mail addresses of one cell as they were written."""
    found: list[str] = []
    for part in _SEPARATORS.split(clean_text(value)):
        pieces = part.split()
        found.extend(pieces if all("@" in piece for piece in pieces) else (part.strip(),))
    return [address for address in found if address]


def normal_gender(value: object) -> Gender:
    """Return male, female or nothing (not told); raise BadValue for other words."""
    word = clean_text(value).lower()
    if word in _MALE:
        return "male"
    if word in _FEMALE:
        return "female"
    if not word or word in _UNTOLD:
        return ""
    wide = unicodedata.normalize("NFKC", word).strip()
    if wide != word:
        return normal_gender(wide)
    raise BadValue(
        _("“{value}” is not a gender.").format(value=shown(value)),
        _("Write male or female, or leave it empty."),
    )


def normal_wechat(value: object) -> str:
    """Return a WeChat name or number without the label before it."""
    return _LABEL.sub("", clean_name(value)) or clean_name(value)


def normal_qq(value: object) -> str:
    """Return the digits of a QQ number; raise BadValue when it is none."""
    text = unicodedata.normalize("NFKC", clean_text(value)).replace(" ", "")
    match = _QQ.fullmatch(_LABEL.sub("", text))
    if match is None:
        raise BadValue(
            _("“{value}” is not a QQ number.").format(value=shown(value)),
            _("Write its 5 to 12 digits."),
        )
    return match[1]


def split_tags(value: object) -> list[str]:
    """Return the tags of one cell, each once; spaces do not separate them."""
    text = value if isinstance(value, str) else clean_text(value)
    return list(_tags(text))


def yes_no(value: object) -> bool | None:
    """Return what a word for yes or no means, None when it is neither."""
    if isinstance(value, bool):
        return value
    word = unicodedata.normalize("NFKC", clean_text(value)).lower()
    if word in _YES:
        return True
    return False if word in _NO else None


@lru_cache(maxsize=4096)
def _tags(text: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in _SEPARATORS.split(text):
        tag = " ".join(clean_text(part).split())
        if tag.startswith("* "):
            tag = tag[2:].strip()
        if tag and tag != "*":
            found[tag] = None
    return tuple(found)


def _text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return str(value)


def _cleaned(text: str) -> str:
    text = _REMOVED.sub("", _LINE_BREAKS.sub("\n", text))
    text = unicodedata.normalize("NFC", text)
    if "\n" not in text:
        return _GAPS.sub(" ", text).strip()
    return "\n".join(_GAPS.sub(" ", line).strip() for line in text.split("\n")).strip()
