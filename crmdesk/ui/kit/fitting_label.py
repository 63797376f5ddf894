"""A line of text that is said shorter where there is too little room."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from crmdesk.ui.kit import plain


class FittingLabel(QLabel):
    """Shows the longest of its texts that fits; the first one is its tooltip where it does not."""

    def __init__(self, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._texts: tuple[str, ...] = ("",)

    def set_texts(self, *texts: str) -> None:
        """Show one of these texts, the longest first."""
        self._texts = texts or ("",)
        self.setAccessibleName(self._texts[0])
        self._choose()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the size of the longest text."""
        return QSize(self._width(self._texts[0]), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Return the size of the shortest text."""
        return QSize(self._width(self._texts[-1]), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose again."""
        super().resizeEvent(event)
        self._choose()

    def _width(self, text: str) -> int:
        return self.fontMetrics().horizontalAdvance(text) + 2

    def _choose(self) -> None:
        fitting = (text for text in self._texts if self._width(text) <= self.width())
        shown = next(fitting, self._texts[-1])
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == self._texts[0] else plain.tip(self._texts[0]))
