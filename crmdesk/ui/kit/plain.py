"""Text from data stays plain text wherever Qt would guess HTML or a shortcut letter."""

from __future__ import annotations

import html
import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

# More would be a tooltip as large as the screen.
LONGEST_TIP: Final = 800
_LONG_WORD: Final = re.compile(r"[!-~]{24}(?=[!-~])")


def tip(text: str) -> str:
    """Return a tooltip that shows exactly this text; tooltips guess HTML otherwise."""
    if not text:
        return ""
    return f'<qt><p style="white-space:pre-wrap">{html.escape(short(text, LONGEST_TIP))}</p></qt>'


def short(text: str, most: int) -> str:
    """Return at most so many characters of a text, the last one a sign that there is more."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def wrapped(text: str, most: int) -> str:
    """Return a text that is not too long for a wrapped label, nor a word of it too wide."""
    return _LONG_WORD.sub("\\g<0>\u200b", short(text, most))


def caption(text: str) -> str:
    """Return the text for a button, menu or tab, where a single & would underline a letter."""
    return text.replace("&", "&&")


def one_line(text: str) -> str:
    """Return the text without line breaks and invisible control characters."""
    if text.isprintable():
        return text
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def say(on: QLabel, text: str) -> None:
    """Show a text on a label; without one the label takes no room."""
    on.setText(text)
    on.setVisible(bool(text))


def label(text: str = "", kind: str = "", *, wrap: bool = False, select: bool = False) -> QLabel:
    """Return a label of plain text; `kind` is one the style sheet knows."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    if kind:
        made.setProperty("kind", kind)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if select:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made
