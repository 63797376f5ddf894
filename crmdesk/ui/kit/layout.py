"""Pieces to arrange a screen with: cards, headers, rows of tools, sections, splits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crmdesk.ui.kit import icons, painting, plain
from crmdesk.ui.kit.actions import action_button
from crmdesk.ui.kit.flow_layout import FlowLayout as FlowLayout
from crmdesk.ui.kit.scrolling import reveal

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
