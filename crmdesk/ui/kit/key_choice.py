"""A row of words of which one key chooses one: 1 to 9 while the row has the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from crmdesk.ui.kit import painting
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.key_press import digit_of, is_enter
from crmdesk.ui.kit.layout import FlowLayout

MOST_KEYS = 9


class KeyChoice(QWidget):
    """One of a few choices, all in sight; a digit chooses, Enter or Tab goes on.

    To go on by itself would lead who presses Tab out of habit past the next row. The Tab key
    stops at the chosen one; the arrows go from one to the next. `changed` comes with every other
    choice, `picked` when a key or a click chose, be it the same again.
    """

    changed = Signal()
    picked = Signal()

    def __init__(
        self, choices: Sequence[tuple[str, str]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._key = ""
        self.buttons: dict[str, QPushButton] = {}
        self._flow = FlowLayout(self, 6)
        # Room for the ring around the row.
        self._flow.setContentsMargins(4, 3, 4, 3)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (key, text) pairs, keeping what is chosen where it is still offered."""
        self._flow.clear()
        self.buttons = {}
        for number, (key, text) in enumerate(choices, 1):
            made = button(f"{number} {text}" if number <= MOST_KEYS else text, kind="answer")
            made.setCheckable(True)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setAccessibleName(text)
            made.clicked.connect(lambda _checked=False, key=key: self._pick(key))
            self.buttons[key] = made
            self._flow.addWidget(made)
        self._show()

    def key(self) -> str:
        """Return the key of the choice, or nothing."""
        return self._key

    def set_key(self, key: str) -> None:
        """Choose by key; nothing, or what is not offered, chooses none but is kept."""
        if key != self._key:
            self._key = key
            self._show()
            self.changed.emit()

    def _pick(self, key: str) -> None:
        self._show()
        self.set_key(key)
        self.picked.emit()

    def _show(self) -> None:
        for key, made in self.buttons.items():
            made.setChecked(key == self._key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by a digit; step with the arrows; Enter goes on, Backspace chooses none."""
        digit = digit_of(event, min(MOST_KEYS, len(self.buttons)))
        keys = list(self.buttons)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if digit is not None:
            self._pick(keys[digit - 1])
        elif is_enter(event):
            self.focusNextChild()
        elif event.key() in steps and keys:
            step = steps[Qt.Key(event.key())]
            place = keys.index(self._key) + step if self._key in keys else 0
            self._pick(keys[max(0, min(place, len(keys) - 1))])
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.set_key("")
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ring that shows that the digits choose here now."""
        if self.hasFocus():
            painter = QPainter(self)
            painting.draw_focus(painter, self.rect())
            painter.end()
