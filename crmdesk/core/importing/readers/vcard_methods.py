"""Phones, addresses and names of other services, as the cells of a list hold them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

from crmdesk.core.importing.readers.vcard_lines import words

_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_PAUSE: Final = re.compile(r"(?<=\d{5})\s*(?:;ext=|[,;pPwW]+)\s*(\d{1,6})#?$")
_APPLE_LABEL: Final = re.compile(r"_\$!<(.*)>!\$_")
_COUNTRY: Final = frozenset({"中国", "中国大陆", "中华人民共和国", "china", "cn", "prc"})
# What phones call a number by themselves; any other label is the owner's own.
_USUAL_LABELS: Final = words(
    "mobile cell phone iphone home work main other pager fax homefax workfax otherfax email"
    " mail homepage anniversary 手机 电话 住宅 家庭 工作 单位 公司 主要 其他 传真 邮箱"
    " 电子邮件 iphone手机"
)
_SERVICES: Final = {
    "wechat": ("wechat", "weixin", "微信", "微信号", "wxid"),
    "qq": ("qq", "qq号", "tencent", "tencentqq", "腾讯qq"),
}
_SERVICE_URL: Final = re.compile(r"(?:x-apple|[a-z][a-z0-9+.-]{1,20}):(?://)?", re.IGNORECASE)


def phone_cell(text: str) -> str:
    """Return a number without `tel:`, with the digits to press after a pause as extension."""
    plain = text.strip()
    if plain[:4].lower() == "tel:":
        plain = unquote(plain[4:])
        number, *params = plain.split(";")
        extension = next((one[4:] for one in params if one.lower().startswith("ext=")), "")
        plain = f"{number};ext={extension}" if extension else number
    return _PAUSE.sub(r"转\1", plain)


def phone_kind(types: Sequence[str], label: str) -> str:
    """Return what kind of number it is: mobile, fax or phone."""
    plain = label.lower()
    if any("fax" in one for one in types) or "fax" in plain or "传真" in plain:
        return "fax"
    words = ("mobile", "cell", "iphone", "手机", "移动")
    if any(one in ("cell", "iphone", "mobile") for one in types) or plain.startswith(words):
        return "mobile"
    return "phone"


def own_label(label: str) -> str:
    """Return the label an owner gave to a number, or nothing for what phones write themselves."""
    return "" if re.sub(r"\W+", "", label).lower() in _USUAL_LABELS else label


def plain_label(label: str) -> str:
    """Return a label without the signs one maker puts around its own."""
    found = _APPLE_LABEL.fullmatch(label)
    return found[1] if found else label


def service_of(name: str) -> str:
    """Return wechat, qq, or `other` for the name of a service."""
    plain = re.sub(r"[\s_-]", "", name).lower()
    for kind, names in _SERVICES.items():
        if plain in names:
            return kind
    return "other"


def handle_of(value: str) -> tuple[str, str]:
    """Return the service and the name in it of a text such as `skype:li` or `x-apple:li`."""
    found = _SERVICE_URL.match(value)
    if found is None:
        return "", value.strip()
    scheme = found[0].rstrip("/").rstrip(":").lower()
    if scheme in ("http", "https"):
        return "", value.strip()
    return ("" if scheme == "x-apple" else scheme), unquote(value[found.end() :]).strip()


def address_text(parts: Sequence[str]) -> str:
    """Return the seven parts of an address as one line, in Chinese or in western order."""
    clean = [" ".join(part.split()) for part in (*parts, *[""] * 7)[:7]]
    box, extended, street, city, region, _postcode, country = clean
    if not _HAN.search("".join((extended, street, city, region))):
        there = (box, street, extended, city, region, country)
        return ", ".join(part.strip(" ,") for part in there if part.strip(" ,"))
    text = ""
    for part in (street, extended, box):
        if part and part not in text:
            text += part
    # 上海 stands in both the province and the city; many streets are written out in full.
    for part in (city, region):
        if part and (part.rstrip("省市区县") or part) not in text:
            text = part + text
    return text if not country or country.lower() in _COUNTRY else f"{country}{text}"
