"""Boxes to type and choose in: choices, tags, growing text, search."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QSizePolicy,
    QWidget,
)

from crmdesk.ui.kit import icons
from crmdesk.ui.kit.key_press import ENTER
from crmdesk.ui.kit.pause import pause


def completer(words: Iterable[str], parent: QWidget) -> QCompleter:
    """Return a completer that finds the typed text anywhere in a word."""
    made = QCompleter(list(words), parent)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    made.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = QListView()
    popup.setProperty("kind", "completion")
    popup.setUniformItemSizes(True)
    made.setPopup(popup)
    return made


class ChoiceBox(QComboBox):
    """One of several choices, in a list that a click anywhere opens.

    With `free_text` it is a line to type in, which also takes what is not in the list.
    """

    changed = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]] = (),
        *,
        free_text: bool = False,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._free = free_text
        self.line: QLineEdit | None = None
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setPlaceholderText(placeholder)
        if free_text:
            self.line = self._let_type(placeholder)
        self.set_choices(choices)
        self.currentIndexChanged.connect(lambda _place: self._show_beginning())
        self.currentIndexChanged.connect(lambda _place: self.changed.emit())
        if free_text:
            self.editTextChanged.connect(lambda _text: self.changed.emit())

    def _let_type(self, placeholder: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(placeholder)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setLineEdit(line)
        finder = completer((), self)
        finder.setModel(self.model())
        self.setCompleter(finder)
        finder.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        return line

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (key, text) pairs, keeping what is chosen where it is still offered."""
        before, text = self.key(), self.text()
        self.blockSignals(True)
        self.clear()
        for key, shown in choices:
            self.addItem(shown, key)
        self.setCurrentIndex(self.findData(before) if before is not None else -1)
        if self._free and self.currentIndex() < 0:
            self.setEditText(text)
        self.blockSignals(False)
        self._show_beginning()

    def key(self) -> str | None:
        """Return the key of the choice, the text itself where it is free, or None."""
        if not self._free:
            return str(self.currentData()) if self.currentIndex() >= 0 else None
        text = self.text()
        place = self.findText(text, Qt.MatchFlag.MatchFixedString) if text else -1
        if place >= 0:
            return str(self.itemData(place))
        return text or None

    def set_key(self, key: str | None) -> None:
        """Choose by key; None clears the box."""
        place = self.findData(key) if key is not None else -1
        self.setCurrentIndex(place)
        if place < 0 and self._free:
            self.setEditText(key or "")
        self._show_beginning()

    def text(self) -> str:
        """Return what is written in the box."""
        return self.currentText().strip()

    def wheelEvent(self, event: object) -> None:
        """Let the page scroll: turning the wheel over a form must not change a field."""
        event.ignore()  # type: ignore[attr-defined]

    def _show_beginning(self) -> None:
        # A long text would show its end.
        if self.line is not None:
            self.line.setCursorPosition(0)


class PlainTextEdit(QPlainTextEdit):
    """Plain text that grows with what is written; Ctrl+Enter emits `submitted`."""

    submitted = Signal()

    def __init__(
        self,
        lines: int = 3,
        max_lines: int = 12,
        *,
        placeholder: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._max_lines = max_lines
        self._laid_out_for = 0
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        # Lines are broken at its edge; a bar would only cover the last one.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def text(self) -> str:
        """Return what is written."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Write this text into the box."""
        self._lay_out_anew()
        self.setPlainText(text)

    def _lay_out_anew(self) -> None:
        """Break the lines for the present width, which may have come while the box was hidden."""
        if self._laid_out_for != self.viewport().width():
            self._laid_out_for = self.viewport().width()
            # Qt does so by itself only when it is told of the new width by an event.
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send with Ctrl+Enter."""
        enter = event.key() in ENTER
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the new line breaks."""
        super().resizeEvent(event)
        self._laid_out_for = event.size().width()
        self._fit()

    def _fit(self) -> None:
        # A plain document counts its height in lines.
        shown = max(self._lines, min(self._max_lines, round(self.document().size().height())))
        step = self.fontMetrics().lineSpacing()
        height = step * shown + 2 * round(self.document().documentMargin()) + 10
        if height != self.height():
            self.setFixedHeight(height)


class SearchBox(QLineEdit):
    """A box with a magnifier; `text_settled` comes when typing pauses for a moment."""

    text_settled = Signal(str)
    down = Signal()

    def __init__(
        self, placeholder: str = "", *, pause_ms: int = 60, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self.setClearButtonEnabled(True)
        self._magnifier = self.addAction(
            icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        icons.set_icon(self._magnifier, "search", "muted")
        self._pause = pause(self, pause_ms, lambda: self.text_settled.emit(self.text().strip()))
        self.textChanged.connect(lambda _text: self._pause.start())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down goes to the results, Escape empties the box."""
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)
