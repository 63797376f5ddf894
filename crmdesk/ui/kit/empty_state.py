"""What is shown where there is nothing: an icon, a sentence, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crmdesk.ui.kit import icons, plain, removal, theme
from crmdesk.ui.kit.actions import button

# Lower than this, in screen points, the words and buttons need all the room.
LOW: Final = 150

Choice = tuple[str, Callable[[], object]]


class EmptyState(QWidget):
    """An icon over a sentence, a hint and buttons; the first button is the main one."""

    def __init__(
        self,
        icon: str = "info",
        text: str = "",
        buttons: Sequence[Choice] = (),
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self._covered: QWidget | None = None
        self._picture = QLabel()
        self._text = plain.label("", "subheading", wrap=True)
        self._hint = plain.label("", "muted", wrap=True)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(10)
        layout.addStretch(2)
        for part in (self._picture, self._text, self._hint):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(part)
        layout.addSpacing(6)
        layout.addLayout(self._row)
        layout.addStretch(3)
        self.set_content(icon, text, buttons, hint)
        theme.watcher().changed.connect(self._draw)

    def set_content(
        self, icon: str, text: str, buttons: Sequence[Choice] = (), hint: str = ""
    ) -> None:
        """Change what is said and offered."""
        self._icon = icon
        self._draw()
        self._text.setText(text)
        plain.say(self._hint, hint)
        removal.clear(self._row)
        self._row.addStretch()
        for place, (words, slot) in enumerate(buttons):
            self._row.addWidget(button(words, slot, kind="" if place else "primary"))
        self._row.addStretch()

    def text(self) -> str:
        """Return the sentence."""
        return self._text.text()

    def cover(self, view: QWidget) -> None:
        """Lie over the viewport of a list and follow its size."""
        self._covered = view
        self.setParent(view)
        self.setGeometry(view.rect())
        view.installEventFilter(self)

    def setVisible(self, visible: bool) -> None:
        """Hand the keyboard to what was covered: Qt would carry it to whatever stands behind."""
        behind = self._covered.parentWidget() if self._covered is not None else None
        if not visible and behind is not None and self.isAncestorOf(self.window().focusWidget()):
            behind.setFocus(Qt.FocusReason.OtherFocusReason)
        super().setVisible(visible)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the view when it is resized."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the picture out where there is no room for it."""
        super().resizeEvent(event)
        self._picture.setVisible(event.size().height() >= LOW)

    def _draw(self) -> None:
        self._picture.setPixmap(icons.pixmap(self._icon, 44, "muted"))
