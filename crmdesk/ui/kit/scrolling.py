"""Areas that are scrolled, and the pages inside them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from crmdesk.ui.kit.flow_layout import FlowLayout as FlowLayout


class ScrollArea(QScrollArea):
    """Scrolls a widget up and down when the window is too low for it."""

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        # Keys that nothing inside takes scroll it anyway.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        widget.setProperty("kind", "page")
        self.setWidget(widget)
        self.viewport().setAutoFillBackground(False)
        widget.setAutoFillBackground(False)

    def minimumSizeHint(self) -> QSize:
        """Return a width at which nothing is cut on the right."""
        inner = self.widget()
        width = inner.minimumSizeHint().width() if inner is not None else 0
        return QSize(width + self.verticalScrollBar().sizeHint().width(), 80)


class FittingArea(ScrollArea):
    """As high as what it shows; it scrolls only where the screen is too low for that.

    `beside` is the height that the rest of the window takes.
    """

    def __init__(self, widget: QWidget, beside: int, parent: QWidget | None = None) -> None:
        super().__init__(widget, parent)
        self._inner = widget
        self._beside = beside
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the height of what it shows, as far as the screen allows."""
        inner = self._inner
        height = max(inner.minimumSizeHint().height(), inner.heightForWidth(self.width()))
        most = max(self.screen().availableGeometry().height() - self._beside, 80)
        # A bar beside what just fits would only cut its width.
        fits = height <= most
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAlwaysOff if fits else policy.ScrollBarAsNeeded
        )
        return QSize(inner.sizeHint().width(), min(height, most))

    def minimumSizeHint(self) -> QSize:
        """Return the same height, so that a window grows with what is shown."""
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with what is shown."""
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)


class Page(QWidget):
    """Something to scroll that is as high as its words need at the present width.

    Of its own a widget asks for the height its words would need at its narrowest.
    """

    def minimumSizeHint(self) -> QSize:
        """Return the smallest width; the height follows from the width where words wrap."""
        hint, layout = super().minimumSizeHint(), self.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        return QSize(hint.width(), 0 if wraps else hint.height())


class AtLeast(QWidget):
    """Gives a widget all its room, but never less than its smallest size.

    In a ScrollArea it scrolls only below that; a layout with wrapped text would scroll below the
    size it would like best.
    """

    def __init__(self, widget: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inner = widget
        widget.setParent(self)
        widget.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size of the widget."""
        return self._inner.minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the widget follow."""
        super().resizeEvent(event)
        self._inner.resize(event.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell the scroll area when the smallest size may be another one."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return False


def reveal(part: QWidget) -> None:
    """Scroll to a part that is new, which may have come while something else was looked at."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        # Its place is known only when it is laid out.
        QTimer.singleShot(0, part, partial(around.ensureWidgetVisible, part))
