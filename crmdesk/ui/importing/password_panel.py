"""Asks for the password of a file, inside the window; what is typed is used once and not kept."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, theme
from crmdesk.ui.kit.actions import button


class PasswordPanel(QWidget):
    """A card with a sentence and a line; it takes the place of the step while it asks."""

    entered = Signal(str)
    cancelled = Signal()
    asking = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = plain.label("", "subheading", wrap=True)
        self._advice = plain.label("", "muted", wrap=True)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setPlaceholderText(_("Password"))
        self.line.setAccessibleName(_("Password"))
        self.open_button = button(_("Open the file"), self._enter, kind="primary")
        self.cancel_button = button(_("Cancel"), self.cancel, tip=_("Cancel (Esc)"))
        self._build()
        self.line.returnPressed.connect(self._enter)
        self.line.textChanged.connect(self._typed)
        self.hide()

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(520)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.open_button)
        inner = QVBoxLayout(card)
        inner.setContentsMargins(28, 24, 28, 24)
        inner.setSpacing(10)
        for part in (self._sentence, self._advice, self.line):
            inner.addWidget(part)
        inner.addSpacing(4)
        inner.addLayout(buttons)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 100)
        middle.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addLayout(middle)
        layout.addStretch(2)

    def ask(self, sentence: str, advice: str) -> None:
        """Ask for a password; when one was tried before, the sentence says it was wrong."""
        self._sentence.setText(sentence)
        plain.say(self._advice, advice)
        theme.mark(self.line, "invalid", not self.isHidden())
        self.line.clear()
        self._typed("")
        self.asking.emit(True)
        self.show()
        self.line.setFocus()

    def sentence(self) -> str:
        """Return what is asked."""
        return self._sentence.text()

    def close_panel(self) -> None:
        """Take the panel and what was typed away."""
        if self.isHidden():
            return
        self.line.clear()
        theme.mark(self.line, "invalid", False)
        self.hide()
        self.asking.emit(False)

    def cancel(self) -> None:
        """Give up on the file."""
        self.close_panel()
        self.cancelled.emit()

    def _enter(self) -> None:
        if self.line.text():
            self.entered.emit(self.line.text())

    def _typed(self, text: str) -> None:
        self.open_button.setEnabled(bool(text))
