"""What a pressed key means, on whichever block of the keyboard it is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def modifiers_of(event: QKeyEvent) -> Qt.KeyboardModifier:
    """Return the modifiers held down; to be on the number block is none."""
    return event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier


def is_enter(event: QKeyEvent) -> bool:
    """Return whether it is Enter with nothing held; with a modifier it means something else."""
    return event.key() in ENTER and not modifiers_of(event)


def digit_of(event: QKeyEvent, most: int = 9) -> int | None:
    """Return the digit from 1 to `most` that was pressed with nothing held, or None."""
    number = int(event.key()) - int(Qt.Key.Key_0)
    return number if 1 <= number <= most and not modifiers_of(event) else None
