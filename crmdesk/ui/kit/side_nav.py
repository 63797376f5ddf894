"""The way around: icons and words down the left side, icons alone where room is short."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.ui.kit import icons, painting, theme, tokens
from crmdesk.ui.kit.actions import make_action, tip_with_keys

WIDE = 184
NARROW = 56


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place to go; `title` is asked whenever it is drawn; `foot` puts it at the bottom.

    Places without `keys` of their own get Ctrl+1 to Ctrl+9, those at the bottom none.
    """

    key: str
    title: Callable[[], str]
    icon: str
    foot: bool = False
    keys: str = ""


class NavButton(QAbstractButton):
    """One line of the navigation."""

    def __init__(self, item: NavItem, keys: QKeySequence) -> None:
        super().__init__()
        self.item = item
        self.narrow = False
        self.badge = ""
        self._keys = keys
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.rename()

    def rename(self) -> None:
        """Ask for the title again, after the language has changed."""
        self.setAccessibleName(self.item.title())
        self.setToolTip(tip_with_keys(self.item.title(), self._keys))
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of one line."""
        return QSize(NARROW if self.narrow else WIDE, max(38, self.fontMetrics().height() + 18))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the icon, the words and the count."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        box = self.rect().adjusted(8, 1, -8, -1)
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painting.draw_focus(painter, box)
        tone = "accent" if chosen else "muted"
        size = 20
        left = box.center().x() - size // 2 + 1 if self.narrow else box.left() + 10
        picture = icons.pixmap(self.item.icon, size, tone, self.devicePixelRatioF())
        painter.drawPixmap(left, box.center().y() - size // 2 + 1, picture)
        if self.narrow:
            self._dot(painter, left + size)
        else:
            self._words(painter, box, left + size + 10, chosen)
        painter.end()

    def _words(self, painter: QPainter, box: QRect, left: int, chosen: bool) -> None:
        right = box.right() - 8
        if self.badge:
            width = painting.pill_width(self.badge, self.font())
            place = QRect(right - width + 1, box.top(), width, box.height())
            painting.draw_pill(
                painter, place, self.badge, "neutral" if chosen else "accent", self.font()
            )
            right -= width + 6
        font = self.font()
        if chosen:
            font.setWeight(font.Weight.DemiBold)
        colour = tokens.colour("accent" if chosen else "text")
        place = QRect(left, box.top(), right - left, box.height())
        painting.draw_text(painter, place, self.item.title(), font, colour)

    def _dot(self, painter: QPainter, right: int) -> None:
        if not self.badge:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tokens.colour("danger"))
        painter.drawEllipse(right - 3, self.height() // 2 - 12, 7, 7)


class SideNav(QFrame):
    """The places of the program; `ways` are the actions that go to them, for a menu."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[NavItem], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "nav")
        self._buttons: dict[str, NavButton] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 10, 0, 10)
        self._layout.setSpacing(2)
        self.ways: dict[str, QAction] = {}
        for place, item in enumerate([i for i in items if not i.foot], 1):
            self._add(item, item.keys or (f"Ctrl+{place}" if place < 10 else ""))
        self._layout.addStretch(1)
        for item in [i for i in items if i.foot]:
            self._add(item, item.keys)
        self.set_collapsed(False)
        theme.watcher().changed.connect(self.update)

    def select(self, key: str) -> None:
        """Go to a place, as if it had been clicked."""
        self._buttons[key].setChecked(True)
        self.chosen.emit(key)

    def show_current(self, key: str) -> None:
        """Mark a place as the current one without going there."""
        self._buttons[key].setChecked(True)

    def current(self) -> str | None:
        """Return the key of the current place."""
        found = [key for key, button in self._buttons.items() if button.isChecked()]
        return found[0] if found else None

    def set_badge(self, key: str, count: int) -> None:
        """Show a count beside a place; 0 takes it away."""
        button = self._buttons[key]
        button.badge = "" if count <= 0 else str(count) if count < 1000 else "999+"
        button.update()

    def set_collapsed(self, collapsed: bool) -> None:
        """Show icons alone, or icons and words."""
        self._narrow = collapsed
        wide = WIDE
        if not collapsed:
            metrics = QFontMetrics(self.font())
            titles = [metrics.horizontalAdvance(b.item.title()) for b in self._buttons.values()]
            wide = max(WIDE, min(max(titles, default=0) + 110, 260))
        self.setFixedWidth(NARROW if collapsed else wide)
        for button in self._buttons.values():
            button.narrow = collapsed
            button.updateGeometry()
            button.update()

    def collapsed(self) -> bool:
        """Return whether icons alone are shown."""
        return self._narrow

    def adapt(self, window_width: int) -> None:
        """Collapse in a narrow window; call it when the window is resized."""
        if (narrow := window_width < 1100) != self._narrow:
            self.set_collapsed(narrow)

    def _add(self, item: NavItem, keys: str) -> None:
        button = NavButton(item, QKeySequence(keys))
        self._buttons[item.key] = button
        self._layout.addWidget(button)
        button.clicked.connect(lambda _checked=False: self.chosen.emit(item.key))
        self.ways[item.key] = make_action(
            self, item.title(), lambda: self.select(item.key), shortcut=keys
        )
