"""The texts of a contact file: encodings of the file and of single properties, and escapes."""

from __future__ import annotations

import base64
import binascii
import codecs
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from crmdesk.core.importing.readers import encodings
from crmdesk.core.importing.readers.vcard_lines import Card, Property

_ESCAPE: Final = re.compile(r"\\([\\;,:nN\"])")
# Stands for a separator while the rest of a value is decoded.
_MARK: Final = "\x1f"
_CODECS: Final = {"gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030", "big5": "cp950"}


class Texts:
    """Reads the values of one file; `encoding` and `sentence` tell how it was written."""

    def __init__(self, cards: Iterable[Card], chosen: str | None) -> None:
        wide = [
            one.value
            for card in cards
            for one in card.properties
            if not one.value.isascii() and not one.param("CHARSET")
        ]
        found = encodings.decode(b"\n".join(wide), chosen)
        self.encoding = found.encoding
        self.sentence = found.sentence
        self.warnings = found.warnings
        self._codec = {"big5": "cp950"}.get(found.encoding, found.encoding)

    def text(self, one: Property) -> str:
        """Return a value as one text."""
        return unescaped(self._raw(one)).strip()

    def parts(self, one: Property) -> list[str]:
        """Return the parts of a value that is parted by semicolons."""
        return [unescaped(part) for part in split(self._raw(one, parted=True), ";")]

    def several(self, one: Property) -> list[str]:
        """Return the values of a list that is parted by commas, or by semicolons in old files."""
        raw = self._raw(one, parted=True)
        sign = ";" if ";" in raw and "," not in raw else ","
        return [text for part in split(raw, sign) if (text := unescaped(part).strip())]

    def param(self, one: Property, name: str) -> str:
        """Return a parameter as text."""
        raw = one.param(name).encode("latin-1")
        text = self._decoded(raw, one.param("CHARSET"))
        for sign, meant in (("^n", "\n"), ("^'", '"'), ("^^", "^")):
            text = text.replace(sign, meant)
        return unescaped(text)

    def _raw(self, one: Property, *, parted: bool = False) -> str:
        """Return a value with its escapes; where an encoded `;` is part of the text, it is one."""
        value, charset = one.value, one.param("CHARSET")
        if one.base64:
            return self._decoded(_from_base64(value), charset).replace("\\", "\\\\")
        if not one.quoted_printable:
            return self._decoded(value, charset)
        if not parted or b";" not in value:
            return self._decoded(binascii.a2b_qp(value), charset)
        text = self._decoded(binascii.a2b_qp(value.replace(b";", _MARK.encode())), charset)
        return text.replace(";", "\\;").replace(_MARK, ";")

    def _decoded(self, value: bytes, charset: str) -> str:
        if value.isascii():
            return value.decode("ascii")
        for codec in (_codec(charset), self._codec, "utf-8", "gb18030"):
            if codec:
                try:
                    return value.decode(codec)
                except (UnicodeDecodeError, LookupError, ValueError):
                    continue
        return value.decode(_codec(charset) or self._codec, "replace")


@lru_cache(maxsize=64)
def _codec(charset: str) -> str:
    """Return the codec of a CHARSET, or nothing when there is none for text."""
    plain = charset.strip().lower()
    try:
        name = _CODECS.get(plain) or codecs.lookup(plain).name
        return name if isinstance("".encode(name), bytes) else ""
    except (LookupError, ValueError):
        return ""


def _from_base64(value: bytes) -> bytes:
    plain = re.sub(rb"[^A-Za-z0-9+/]", b"", value)
    try:
        return base64.b64decode(plain + b"=" * (-len(plain) % 4))
    except binascii.Error:
        return b""


def split(text: str, sign: str) -> list[str]:
    """Return the parts between separators that are not escaped; escapes stay in them."""
    found: list[str] = []
    start = 0
    for match in re.finditer(rf"\\.|{sign}", text, re.DOTALL):
        if match[0] == sign:
            found.append(text[start : match.start()])
            start = match.end()
    return [*found, text[start:]]


def unescaped(text: str) -> str:
    """Return a text without its escapes: a backslash before n is a line end."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: "\n" if match[1] in "nN" else match[1], text)
