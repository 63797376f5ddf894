"""One quiet line above a page: what could be done, buttons to do it, and a way to decline."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, removal, theme
from crmdesk.ui.kit.actions import button, tool_button

Choice = tuple[str, Callable[[], object]]
TAKE_KEYS = "Alt+A"
DROP_KEYS = "Alt+X"


class Offer(QFrame):
    """Hidden while there is nothing to offer; `dropped` comes when the user declines.

    The first choice is taken with Alt+A.
    """

    dropped = Signal()

    def __init__(self, parent: QWidget | None = None, *, drop: str = "") -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        theme.mark(self, "tone", "info")
        self._text = plain.label("", wrap=True)
        self.buttons: list[QPushButton] = []
        self._places = QHBoxLayout()
        self._places.setSpacing(8)
        self.drop_button = tool_button(
            "close", drop or _("Not now"), self._drop, shortcut=DROP_KEYS
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addLayout(self._places)
        row.addWidget(self.drop_button)
        self.hide()

    def show_offer(self, text: str, choices: Sequence[Choice] = ()) -> None:
        """Say what can be done; a new offer takes the place of the old one."""
        self._text.setText(text)
        for old in self.buttons:
            # Its key is free for the new one at once.
            old.setShortcut(QKeySequence())
            removal.remove(old)
        self.buttons = []
        for place, (words, slot) in enumerate(choices):
            keys = TAKE_KEYS if place == 0 else None
            made = button(words, slot, kind="" if place else "primary", shortcut=keys)
            # The keyboard stays where what is offered came from.
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._places.addWidget(made)
            self.buttons.append(made)
        self.show()

    def clear(self) -> None:
        """Offer nothing."""
        self.hide()

    def text(self) -> str:
        """Return what is offered, or nothing."""
        return "" if self.isHidden() else self._text.text()

    def _drop(self) -> None:
        self.clear()
        self.dropped.emit()
