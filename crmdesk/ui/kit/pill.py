"""A badge: a short word on a quiet coloured ground."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from crmdesk.ui.kit import painting, plain


class Pill(QLabel):
    """Shows plain text as a badge in the colours of a tone."""

    def __init__(
        self, text: str = "", tone: str = "neutral", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._tone = tone
        self.set_text(text, tone)

    def set_text(self, text: str, tone: str | None = None) -> None:
        """Change the word, and the tone where one is given."""
        self._tone = tone or self._tone
        self.setText(plain.one_line(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the badge."""
        metrics = QFontMetrics(painting.pill_font(self.font()))
        return QSize(painting.pill_width(self.text(), self.font()), metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which some of the word is seen."""
        return QSize(min(self.sizeHint().width(), 48), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the badge."""
        painter = QPainter(self)
        painting.draw_pill(painter, self.rect(), self.text(), self._tone, self.font())
        painter.end()
