"""Labels in a row: each with a cross, and a line to type the next one."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, QStringListModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, theme
from crmdesk.ui.kit.actions import tool_button
from crmdesk.ui.kit.inputs import completer
from crmdesk.ui.kit.key_press import ENTER
from crmdesk.ui.kit.layout import FlowLayout


class TagEdit(QFrame):
    """Labels as chips; Enter or a comma adds one, Backspace takes the last one away."""

    changed = Signal()

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "input")
        self._tags: list[str] = []
        self._words = QStringListModel(self)
        self._line = _TagLine(self)
        self._line.setPlaceholderText(placeholder or _("Add a tag"))
        self._line.setProperty("kind", "bare")
        self._line.setMinimumWidth(90)
        finder = completer((), self)
        finder.setModel(self._words)
        self._line.setCompleter(finder)
        finder.activated.connect(lambda _text: QTimer.singleShot(0, self, self.take))
        self._flow = FlowLayout(self, 4)
        self._flow.setContentsMargins(6, 5, 6, 5)
        self._flow.addWidget(self._line)
        self._line.returnPressed.connect(self.take)
        self._line.left.connect(self._left)
        self._line.entered.connect(lambda: theme.mark(self, "active", True))
        self._line.emptied.connect(self._take_last)
        self._line.textEdited.connect(self._split)
        self.setFocusProxy(self._line)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def tags(self) -> list[str]:
        """Return the tags, with one that is still being typed."""
        typed = self._line.text().strip()
        return [*self._tags, typed] if typed and typed not in self._tags else list(self._tags)

    def set_tags(self, tags: Iterable[str]) -> None:
        """Show these tags."""
        self._tags = list(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
        self._line.clear()
        self._draw()

    def set_known(self, words: Iterable[str]) -> None:
        """Offer these words while typing."""
        self._words.setStringList(list(words))

    def take(self) -> None:
        """Turn what is typed into a chip."""
        typed = self._line.text().strip(" ,，、;；")
        self._line.clear()
        if typed and typed not in self._tags:
            self._tags.append(typed)
            self._draw()
            self.changed.emit()

    def _left(self) -> None:
        theme.mark(self, "active", False)
        self.take()

    def _split(self, text: str) -> None:
        if text.endswith((",", "，", "、", ";", "；")):
            self.take()

    def _take_last(self) -> None:
        if self._tags:
            self._tags.pop()
            self._draw()
            self.changed.emit()

    def _remove(self, tag: str) -> None:
        self._tags.remove(tag)
        self._draw()
        self._line.setFocus()
        self.changed.emit()

    def _draw(self) -> None:
        self._flow.removeWidget(self._line)
        self._flow.clear()
        for tag in self._tags:
            self._flow.addWidget(self._chip(tag))
        self._flow.addWidget(self._line)
        self.updateGeometry()

    def _chip(self, tag: str) -> QFrame:
        chip = QFrame(self)
        chip.setProperty("kind", "chip")
        row = QHBoxLayout(chip)
        row.setContentsMargins(8, 1, 2, 1)
        row.setSpacing(2)
        row.addWidget(plain.label(plain.one_line(tag)))
        away = tool_button("close", _("Remove {tag}").format(tag=tag), lambda: self._remove(tag))
        away.setIconSize(QSize(12, 12))
        away.setStyleSheet("padding: 2px;")
        row.addWidget(away)
        return chip


class _TagLine(QLineEdit):
    """The line inside a TagEdit."""

    entered = Signal()
    left = Signal()
    emptied = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        super().keyPressEvent(event)
        if event.key() in ENTER:
            event.accept()  # a form around it must not be sent by this Enter

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.entered.emit()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.left.emit()
