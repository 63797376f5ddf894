"""The counts at the top of the start page; each jumps to its group."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from crmdesk.ui.kit import plain, theme, tokens


class CountButton(QPushButton):
    """A number beside what it counts, grey when it is none; `short` are words for little room."""

    def __init__(
        self, text: str, tone: str, keys: str, short: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._short = short or text
        self._tone = tone
        self._words = text
        self._count = 0
        self._number = plain.label("0", "number")
        self._caption = plain.label(text, "hint")
        layout = QHBoxLayout(self)
        self._layout = layout
        self.set_narrow(False)
        for part in (self._number, self._caption):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        self.setShortcut(keys)
        self.setToolTip(plain.tip(f"{text} ({keys})"))
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.watcher().changed.connect(self._colour)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show a number."""
        self._count = count
        self._number.setText(f"{count:,}")
        self.setAccessibleName(f"{self._words}: {count}")
        self._colour()
        self.updateGeometry()

    def set_narrow(self, narrow: bool) -> None:
        """Take little room, or as much as is good to look at."""
        side = 7 if narrow else 12
        self._caption.setText(self._short if narrow else self._words)
        self._layout.setContentsMargins(side, 2, side, 2)
        self._layout.setSpacing(5 if narrow else 8)
        self.updateGeometry()

    def count(self) -> int:
        """Return the number that is shown."""
        return self._count

    def sizeHint(self) -> QSize:
        """Return the room the words need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the room the words need."""
        return self.sizeHint()

    def _colour(self) -> None:
        ink = tokens.ink(self._tone if self._count else "muted")
        self._number.setStyleSheet(f"color: {ink.name()}")
