"""Choices to tick on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

# Signs that every font for Chinese has.
_EMPTY_BOX: Final = "□"
_TICKED_BOX: Final = "■"
_FEW: Final = 24
NO_BREAK: Final = "\N{NO-BREAK SPACE}"


def boxes(choices: Sequence[tuple[str, str]], chosen: str) -> str:
    """Return the choices with a box before each, which no line break parts from its words."""
    return f"{NO_BREAK * 3} ".join(
        f"{_TICKED_BOX if key == chosen else _EMPTY_BOX}{NO_BREAK}{_together(words)}"
        for key, words in choices
    )


def _together(words: str) -> str:
    """Return a few words as one, which a line does not part; many may need two lines."""
    return words.replace(" ", NO_BREAK) if len(words) <= _FEW else words
