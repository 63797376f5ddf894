"""Pieces to arrange a screen with: cards, rows of tools, splits, sections, flows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crmdesk.ui.kit import icons, painting, plain
from crmdesk.ui.kit.actions import action_button
from crmdesk.ui.kit.flow_layout import FlowLayout as FlowLayout

LEAST_TITLE: Final = 90


class Card(QFrame):
    """A white box with an optional title; put things into `body`, buttons into `header`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 14)
        outer.setSpacing(8)
        self.title = plain.label(title, "subheading")
        if not title:  # shown before it has a place, it would be a window of its own
            self.title.hide()
        self.header = QHBoxLayout()
        self.header.setSpacing(6)
        self.header.addWidget(self.title, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        outer.addLayout(self.header)
        outer.addLayout(self.body, 1)

    def set_title(self, text: str) -> None:
        """Change the title."""
        plain.say(self.title, text)


class _Shortened(QLabel):
    """One line of plain text that ends with a sign where there is no room for all of it."""

    def __init__(self, text: str, kind: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the beginning of the text."""
        painting.draw_shortened(self, Qt.TextElideMode.ElideRight)


class PageHeader(QWidget):
    """The first line of a screen: its title, a quiet subtitle, and its main buttons."""

    def __init__(self, title: str, subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = _Shortened(title, "title")
        self._subtitle = _Shortened(subtitle, "muted")
        if not subtitle:
            self._subtitle.hide()
        for label in (self._title, self._subtitle):
            # A long name must not make the window wide.
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            label.setMinimumWidth(LEAST_TITLE)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addLayout(words, 1)

    def set_title(self, text: str) -> None:
        """Change the title."""
        self._title.setText(text)

    def set_subtitle(self, text: str) -> None:
        """Change the quiet line under the title."""
        plain.say(self._subtitle, text)

    def add(self, widget: QWidget) -> None:
        """Add a button on the right."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class ToolbarRow(QWidget):
    """One row of buttons and boxes."""

    def __init__(self, parent: QWidget | None = None, spacing: int = 8) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(spacing)

    def add(self, what: QWidget | QAction, stretch: int = 0) -> QWidget:
        """Add a widget, or a button for an action, and return it."""
        widget = action_button(what) if isinstance(what, QAction) else what
        self._row.addWidget(widget, stretch)
        return widget


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


class CollapsibleSection(QWidget):
    """A heading that shows or hides what is under it."""

    toggled = Signal(bool)

    def __init__(self, title: str, expanded: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = QToolButton()
        self._head.setProperty("kind", "section")
        self._head.setText(plain.caption(title))
        self._head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._head.setCheckable(False)
        self._head.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head.setIconSize(QSize(16, 16))
        self._head.clicked.connect(lambda _checked=False: self._turn())
        self.content = QWidget()
        self.body = QVBoxLayout(self.content)
        self.body.setContentsMargins(0, 2, 0, 4)
        self.body.setSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._head, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.content)
        self._expanded = not expanded
        self.set_expanded(expanded)

    def expanded(self) -> bool:
        """Return whether the content is shown."""
        return self._expanded

    def set_expanded(self, expanded: bool) -> None:
        """Show or hide the content."""
        if expanded == self._expanded:
            return
        self._expanded = expanded
        self.content.setVisible(expanded)
        icons.set_icon(self._head, "down" if expanded else "right", "muted")
        self.toggled.emit(expanded)

    def set_title(self, title: str) -> None:
        """Change the heading."""
        self._head.setText(plain.caption(title))

    def click(self) -> None:
        """Show or hide the content as a click on the heading does."""
        self._head.click()

    def _turn(self) -> None:
        self.set_expanded(not self._expanded)
        if self._expanded:
            # What was asked for may lie below the window.
            reveal(self.content)


class SplitView(QSplitter):
    """Parts side by side (or one over the other) whose sizes can be kept as plain numbers."""

    sizes_changed = Signal()

    def __init__(
        self,
        parts: Sequence[QWidget] = (),
        orientation: Qt.Orientation = Qt.Orientation.Horizontal,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(8)
        self.setChildrenCollapsible(False)
        for part in parts:
            self.addWidget(part)
        self.splitterMoved.connect(lambda *_args: self.sizes_changed.emit())

    def save_state(self) -> list[int]:
        """Return the sizes of the parts in screen points."""
        return self.sizes()

    def restore_state(self, sizes: object) -> None:
        """Bring back sizes; anything that does not fit the parts is left alone."""
        if (
            isinstance(sizes, list)
            and len(sizes) == self.count()
            and all(isinstance(s, int) and 0 < s < 20000 for s in sizes)
        ):
            self.setSizes(sizes)


def reveal(part: QWidget) -> None:
    """Scroll to a part that is new, which may have come while something else was looked at."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if isinstance(around, QScrollArea):
        # Its place is known only when it is laid out.
        QTimer.singleShot(0, part, partial(around.ensureWidgetVisible, part))


def line() -> QFrame:
    """Return a thin line across."""
    made = QFrame()
    made.setProperty("kind", "line")
    made.setFixedHeight(1)
    return made


def column(*widgets: QWidget, spacing: int = 8) -> QWidget:
    """Return the widgets one below the other, without margins."""
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    return made
