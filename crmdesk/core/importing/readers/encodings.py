"""How a text file was written: the mark at its start, then strict UTF-8, then what reads best."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.importing.readers import likeness
from crmdesk.core.importing.readers.content import looks_like_utf16

# The codecs a user may choose from, with the sentence that tells which one was taken.
SENTENCES: Final = {
    "utf-8": N_("Read as UTF-8."),
    "gb18030": N_("Read as GBK (Chinese Windows)."),
    "big5": N_("Read as Big5 (Traditional Chinese)."),
    "utf-16": N_("Read as UTF-16 (Unicode text)."),
    "shift_jis": N_("Read as Shift-JIS (Japanese Windows)."),
    "cp1252": N_("Read as Western Windows text."),
    "utf-32": N_("Read as UTF-32 (Unicode text)."),
}
_CHOICES: Final = ("utf-8", "gb18030", "big5", "shift_jis", "utf-16", "cp1252")
# The codec behind each name; those of Windows know more signs than the standards they extend.
_CODECS: Final = {
    "gb18030": "gb18030",
    "big5": "cp950",
    "shift_jis": "cp932",
    "cp1252": "cp1252",
    "utf-8": "utf-8",
}
_ALIASES: Final = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "cp950": "big5",
    "big5hkscs": "big5",
    "cp932": "shift_jis",
    "utf-8-sig": "utf-8",
    "utf-16-le": "utf-16",
    "utf-16-be": "utf-16",
    "utf-32-le": "utf-32",
    "utf-32-be": "utf-32",
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
}
# Codecs that are no way to write a list; some of them cannot even be told to go on after an error.
_NO_TEXT: Final = frozenset({"idna", "punycode", "undefined", "unicode-escape", "utf-7"})
_GUESSED: Final = ("gb18030", "big5", "shift_jis", "cp1252")
_SAMPLE: Final = 60_000
_LINE: Final = 4_000
_SHORT: Final = 200
_HIGH: Final = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file, the codec it was read with, and what could not be read."""

    text: str
    encoding: str
    sentence: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, chosen: str | None = None, told: str | None = None) -> Text:
    """Return the text of a file; a chosen codec is obeyed, otherwise the content decides.

    `told` is the codec the file itself claims; it is believed unless the content speaks against
    it. Never refuses a content: characters that fit no encoding become U+FFFD and are counted in
    a warning. Raises FileProblem for a chosen codec that does not exist.
    """
    if chosen:
        return _as_chosen(data, chosen)
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return _read(data, "utf-32", "utf-32")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _read(data, "utf-16", "utf-16")
    if data.startswith(codecs.BOM_UTF8):
        return _read(data[3:], "utf-8", "utf-8")
    if b"\0" in data[:8192] and (wide := looks_like_utf16(data[:8192])):
        return _read(data, wide, "utf-16")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _without_mark(data, told)
    if len(data) < _SHORT and not told and not data.isascii() and _is_chance(text, data):
        return _read(data, "gb18030", "gb18030")
    return Text(text, "utf-8", _sentence("utf-8"))


def canonical(name: str) -> str | None:
    """Return the name under which a codec is known here, or None when it is none for text."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'")).name
        "".encode(codec)
        b"".decode(codec, "replace")
    except (LookupError, ValueError):
        return None
    codec = codec.replace("_", "-") if codec != "shift_jis" else codec
    return None if codec in _NO_TEXT else _ALIASES.get(codec, codec)


def _as_chosen(data: bytes, chosen: str) -> Text:
    name = canonical(chosen)
    if name is None:
        raise FileProblem(
            _("There is no encoding “{name}”.").format(name=chosen),
            _("Use one of these: {names}.").format(names=", ".join(_CHOICES)),
        )
    if name == "utf-16" and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        wanted = chosen.strip().lower().replace("_", "-")
        codec = wanted if wanted in ("utf-16-le", "utf-16-be") else None
        return _read(data, codec or looks_like_utf16(data[:8192]) or "utf-16-le", name)
    return _read(data.removeprefix(codecs.BOM_UTF8), _codec(name, data), name)


def _without_mark(data: bytes, told: str | None) -> Text:
    name = canonical(told) if told else None
    if _is_broken_utf8(data):
        return _read(data, "utf-8", "utf-8")
    if name and name not in ("utf-8", "utf-16", "utf-32", "cp1252"):
        # What a file says of itself is believed as long as nearly all of it can be read that way.
        found = _read(data, _codec(name, data), name)
        if found.text.count("\ufffd") * 50 <= len(_HIGH.findall(data)):
            return found
    best = guess(data)
    return _read(data, _codec(best, data), best)


def guess(data: bytes) -> str:
    """Return the likeliest encoding of text that has no mark and is not UTF-8."""
    sample = _telling_lines(data)
    costs = {
        name: likeness.cost(sample.decode(_CODECS[name], "replace"), name) for name in _GUESSED
    }
    return min(costs, key=costs.__getitem__)


def _telling_lines(data: bytes) -> bytes:
    # Only lines with signs beyond ASCII tell anything, and they may come late in a file.
    lines: list[bytes] = []
    size = position = 0
    while size < _SAMPLE and (found := _HIGH.search(data, position)):
        start = max(data.rfind(b"\n", position, found.start()) + 1, position)
        start = max(start, found.start() - _LINE)
        end = data.find(b"\n", found.start())
        end = min(end if end >= 0 else len(data), start + 2 * _LINE)
        lines.append(data[start:end])
        size += end - start
        position = end
    return b"\n".join(lines)


def _is_broken_utf8(data: bytes) -> bool:
    # Other encodings hardly ever form the sequences of UTF-8, so a few broken ones change nothing.
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - broken - len(text.encode("ascii", "ignore"))
    return broken * 3 <= whole


def _is_chance(text: str, data: bytes) -> bool:
    # Two or three names in GBK may happen to be valid UTF-8 (谢元 is), as signs nobody writes.
    if max(text) > "\u07ff" or len(_HIGH.findall(data)) < 4:
        return False
    return likeness.cost(data.decode("gb18030", "replace"), "gb18030") < likeness.cost(
        text, "utf-8"
    )


def _codec(name: str, data: bytes) -> str:
    codec = _CODECS.get(name, name)
    if name == "big5" and _lost(data, codec) > _lost(data, "big5hkscs"):
        return "big5hkscs"
    return codec


def _lost(data: bytes, codec: str) -> int:
    return data.decode(codec, "replace").count("\ufffd")


def _read(data: bytes, codec: str, name: str) -> Text:
    text = data.decode(codec, "replace").removeprefix("\ufeff")
    lost = text.count("\ufffd")
    if lost and (codec.startswith("utf") or codec == "gb18030"):
        lost -= data.count("\ufffd".encode(codec if codec != "utf-16" else "utf-16-le"))
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
