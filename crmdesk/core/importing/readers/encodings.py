"""How a text file was written: the mark at its start, then strict UTF-8, then GB18030."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.importing.readers.content import looks_like_utf16

# The codecs a user may choose from, with the sentence that tells which one was taken.
SENTENCES: Final = {
    "utf-8": N_("Read as UTF-8."),
    "gb18030": N_("Read as GBK (Chinese Windows)."),
    "big5": N_("Read as Big5 (Traditional Chinese)."),
    "utf-16": N_("Read as UTF-16 (Unicode text)."),
    "cp1252": N_("Read as Western Windows text."),
}
_CODECS: Final = {"gb18030": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "big5": "cp950"}
_SAMPLE: Final = 200_000

# Text that is valid in both Chinese encodings reads as common words in one and as rare characters
# in the other; these are the commonest of names, addresses and headers.
_COMMON_SIMPLIFIED: Final = frozenset(
    "的一是不了在人有我他这大来上个国中到说们为子和你地出会时要得里年月日号姓名电话手机地址备注客户"
    "生男女公司省市区县路街道楼室王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗先小老家店员级微信等类"
)
_COMMON_TRADITIONAL: Final = frozenset(
    "的一是不了在人有我他這大來上個國中到說們為子和你地出會時要得裡年月日號姓名電話手機地址備註客戶"
    "生男女公司省市區縣路街道樓室王李張劉陳楊黃趙吳周徐孫馬朱胡林郭何高羅先小老家店員級微信等類臺"
)
# Two Chinese characters side by side; accents of Western names never stand so close.
_CHINESE_RUN: Final = re.compile(rb"[\x80-\xff]{4}")


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, the codec it was read with, and what could not be read."""

    text: str
    encoding: str
    sentence: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, chosen: str | None = None) -> Text:
    """Return the text of a file; a chosen codec is obeyed, otherwise the content decides.

    Never refuses: characters that fit no encoding become U+FFFD and are counted in a warning.
    """
    if chosen:
        return _as_chosen(data, chosen)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _read(data, "utf-16", "utf-16")
    if data.startswith(codecs.BOM_UTF8):
        return _read(data[3:], "utf-8", "utf-8")
    if b"\0" in data[:8192] and (wide := looks_like_utf16(data[:8192])):
        return _read(data, wide, "utf-16")
    try:
        return Text(data.decode("utf-8"), "utf-8", _sentence("utf-8"))
    except UnicodeDecodeError:
        return _without_mark(data)


def _as_chosen(data: bytes, chosen: str) -> Text:
    wanted = chosen.strip().lower().replace("_", "-")
    try:
        codec = _CODECS.get(wanted) or codecs.lookup(wanted).name
        if not isinstance("".encode(codec), bytes):
            raise LookupError(codec)
    except (LookupError, ValueError):
        raise FileProblem(
            _("There is no encoding “{name}”.").format(name=chosen),
            _("Use one of these: {names}.").format(names=", ".join(SENTENCES)),
        ) from None
    name = {"cp950": "big5", "utf-8-sig": "utf-8"}.get(codec, codec)
    return _read(data.removeprefix(codecs.BOM_UTF8), codec, name)


def _without_mark(data: bytes) -> Text:
    chinese, traditional = _strictly(data, "gb18030"), _strictly(data, "cp950")
    if traditional is not None and (
        chinese is None
        or _commonness(traditional, _COMMON_TRADITIONAL) > _commonness(chinese, _COMMON_SIMPLIFIED)
    ):
        return Text(traditional, "big5", _sentence("big5"))
    if chinese is not None:
        return Text(chinese, "gb18030", _sentence("gb18030"))
    if not _CHINESE_RUN.search(data):
        return _read(data, "cp1252", "cp1252")
    return _read_best(data)


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _commonness(text: str, common: frozenset[str]) -> float:
    wide = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(char in common for char in wide) / max(len(wide), 1)


def _read_best(data: bytes) -> Text:
    tries = [_read(data, codec, codec) for codec in ("utf-8", "gb18030")]
    return min(tries, key=lambda found: found.text.count("\ufffd"))


def _read(data: bytes, codec: str, name: str) -> Text:
    text = data.decode(codec, "replace").removeprefix("\ufeff")
    lost = text.count("\ufffd") - data.count("\ufffd".encode()) * (codec == "utf-8")
    warnings: tuple[str, ...] = ()
    if lost > 0:
        warnings = (
            ngettext(
                "{count} character could not be read and is shown as �.",
                "{count} characters could not be read and are shown as �.",
                lost,
            ).format(count=lost),
        )
    return Text(text, name, _sentence(name), warnings)


def _sentence(name: str) -> str:
    sentence = SENTENCES.get(name)
    return _(sentence) if sentence else _("Read as {name}.").format(name=name)
