"""The tags and texts of a web page, in time that grows with its length only."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

_TAG: Final = re.compile(
    # A quotation mark that does not follow `=` is a sign like any other.
    r"<(/?)([a-zA-Z][\w:.-]*+)((?:[^\"'<>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?+|[\"'])*+)>",
    re.ASCII,
)
_NAME: Final = re.compile(r"<(/?)([a-zA-Z][\w:.-]*+)", re.ASCII)
_ATTRIBUTE: Final = re.compile(
    r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>]++)))?"
)
# What stands inside these is no text that anybody sees.
_UNSEEN: Final = frozenset({"script", "style", "template", "textarea", "select", "svg"})
_PROGRAM: Final = frozenset({"script", "style"})
_SIGN: Final = re.compile("[<>]")
# Searching for the end of broken tags costs; no tag is that long, and after so many broken ones
# the next `>` is taken.
_LONGEST: Final = 20_000
_PATIENCE: Final = 1000

Piece = tuple[str, str, str]  # ("text", text, "") | ("open", tag, attributes) | ("close", tag, "")


class Pieces:
    """The pieces of a page; comments, scripts, styles and declarations are left away."""

    def __init__(self, page: str) -> None:
        self._page = page
        self._patience = _PATIENCE
        self._gone: set[str] = set()  # ends that do not come any more

    def __iter__(self) -> Iterator[Piece]:
        page, position, text_from = self._page, 0, 0
        while (start := page.find("<", position)) >= 0:
            tag = _TAG.match(page, start, start + _LONGEST) if self._patience else None
            if tag is None:
                end, piece = self._odd(start)
                if end <= start:
                    position = start + 1  # a sign of the text, as in `a < b`
                    continue
            else:
                end = tag.end()
                piece = ("close" if tag[1] else "open", tag[2].lower(), tag[3])
            if start > text_from:
                yield ("text", page[text_from:start], "")
            if piece:
                yield piece
                if piece[0] == "open" and piece[1] in _UNSEEN and not piece[2].endswith("/"):
                    end = self._unseen_until(piece[1], end)
            position = text_from = end
        if text_from < len(page):
            yield ("text", page[text_from:], "")

    def _odd(self, start: int) -> tuple[int, Piece | None]:
        """Return where a comment, a declaration or a broken tag ends, and the tag."""
        page = self._page
        if page.startswith("<!--", start) and (end := self._after("-->", start + 4)):
            # What Excel wraps for other programs in `<!--[if ...]>` is a comment as well.
            return end, None
        name = _NAME.match(page, start)
        if name is None:
            declared = page.startswith(("<!", "<?", "</"), start)
            return (self._after(">", start) or start) if declared else start, None
        self._patience -= self._patience > 0
        sign = _SIGN.search(page, name.end())
        end = sign.start() if sign else len(page)
        piece = ("close" if name[1] else "open", name[2].lower(), page[name.end() : end])
        return end + bool(sign and sign[0] == ">"), piece

    def _unseen_until(self, tag: str, start: int) -> int:
        closing = f"</{tag}"
        if closing not in self._gone:
            if found := re.compile(closing, re.IGNORECASE).search(self._page, start):
                return found.start()
            self._gone.add(closing)
        # A program without an end is no text; anything else may just have been left open.
        return len(self._page) if tag in _PROGRAM else start

    def _after(self, sign: str, start: int) -> int:
        """Return the place after a sign, 0 when it does not come any more."""
        if sign not in self._gone:
            if (place := self._page.find(sign, start)) >= 0:
                return place + len(sign)
            self._gone.add(sign)
        return 0


@lru_cache(maxsize=512)
def attributes(text: str) -> Mapping[str, str]:
    """Return the attributes of a tag by name in small letters; one without a value is empty."""
    found = dict[str, str]()
    if not text.strip():
        return found
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        value = double or single or bare
        found.setdefault(name.lower(), html.unescape(value) if "&" in value else value)
    return found
