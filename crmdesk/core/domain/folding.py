"""Text as it is compared: small letters, no accents, half-width signs, simplified characters."""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final


def fold(text: str) -> str:
    """Return the text as indexes and queries hold it; folding twice changes nothing."""
    if text.isascii():
        return text.lower()
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    text = text.translate(_FOLDED)
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return text
    return unicodedata.normalize("NFC", text)


def fold_key(text: str) -> str:
    """Return the folded text without spaces and punctuation, to compare names and addresses."""
    text = fold(text)
    return text if text.isalnum() else "".join(filter(str.isalnum, text)) or text.strip()


class _Folded(dict[int, str]):
    """Folds each character once and remembers it."""

    def __missing__(self, code: int) -> str:
        before, char = "", chr(code)
        # Two or three rounds: a sign may fold to one that folds again.
        while char != before:
            before, char = char, _fold_once(char)
        self[code] = char
        return char


_FOLDED: Final = _Folded()


def _fold_once(text: str) -> str:
    simple = "".join(simplified_characters().get(c, c) for c in text)
    parts = unicodedata.normalize("NFKD", simple).casefold()
    bare = "".join(
        c for c in unicodedata.normalize("NFD", parts) if unicodedata.category(c) != "Mn"
    )
    return unicodedata.normalize("NFKC", bare)


@cache
def simplified_characters() -> dict[str, str]:
    """Return the simplified form of each traditional character that has just one."""
    spec = find_spec("zhconv")
    folder = (spec.submodule_search_locations or [""])[0] if spec else ""
    # The table is read past its package, whose import costs ten times as much.
    table = json.loads(Path(folder, "zhcdict.json").read_text(encoding="utf-8"))["zh2Hans"]
    pairs = {k: v for k, v in table.items() if len(k) == len(v) == 1}
    # A character that is itself the target of another must stay where it is, or two would swap.
    return {k: v for k, v in pairs.items() if pairs.get(v, v) == v}
