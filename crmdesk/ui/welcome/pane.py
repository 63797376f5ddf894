"""What an empty database offers: bring in a list, look at the demo, or start empty."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import _
from crmdesk.ui.kit import icons, plain, theme
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.scrolling import ScrollArea

SIDE_BY_SIDE = 780


class StartingDesk(Protocol):
    """The part of the desk that begins with the demo or with nothing."""

    def import_list(self) -> None:
        """Open the import of a list."""

    def open_demo(self) -> None:
        """Open the demo database."""

    def start_empty(self) -> None:
        """Begin with no customers."""


class WayCard(QPushButton):
    """A large button with a picture, a title, and what it leads to."""

    def __init__(self, icon: str, title: str, text: str, keys: str) -> None:
        super().__init__()
        self._icon = icon
        self._picture = QLabel()
        self._title = plain.label(title, "heading", wrap=True)
        self._text = plain.label(text, "muted", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 20)
        layout.setSpacing(10)
        for part in (self._picture, self._title, self._text):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        layout.addStretch()
        self.setShortcut(keys)
        self.setToolTip(plain.tip(f"{title} ({keys})"))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.watcher().changed.connect(self._draw)
        self._draw()

    def sizeHint(self) -> QSize:
        """Return the room the words need at the present width."""
        layout = self.layout()
        assert layout is not None
        width = max(self.width(), 200)
        return QSize(220, max(layout.heightForWidth(width), 150))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size that cuts nothing."""
        return QSize(140, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for the height that the new width needs."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _draw(self) -> None:
        self._picture.setPixmap(icons.pixmap(self._icon, 36, "accent"))


class WelcomePane(Screen):
    """Three ways to begin; each has its key."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        starting = cast(StartingDesk, desk)
        self.import_card = self._card(
            "import",
            _("Bring in my list"),
            _("Excel, WPS or CSV as it is: you see every row before anything is written."),
            "1",
            starting.import_list,
        )
        self.demo_card = self._card(
            "search",
            _("Look at the demo"),
            _("A made-up shop with customers, follow-ups and visits. Your own data stays apart."),
            "2",
            starting.open_demo,
        )
        self.empty_card = self._card(
            "plus",
            _("Start empty"),
            _("Write down the first customer by hand. A list can be brought in later."),
            "3",
            starting.start_empty,
        )
        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        self.setFocusProxy(self.import_card)

    def refresh(self, changes: Changes | None = None) -> None:
        """Nothing here comes from the database."""

    def _card(
        self, icon: str, title: str, text: str, keys: str, go: Callable[[], object]
    ) -> WayCard:
        made = WayCard(icon, title, text, keys)
        made.clicked.connect(lambda _checked=False: go())
        return made

    def _lay_out(self) -> None:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(32, 32, 32, 32)
        layout.setSpacing(8)
        layout.addStretch(2)
        middle = Qt.AlignmentFlag.AlignHCenter
        title = plain.label(_("Welcome to your customer desk"), "title", wrap=True)
        text = plain.label(_("How would you like to begin?"), "muted", wrap=True)
        for part in (title, text):
            part.setAlignment(middle)
            layout.addWidget(part)
        layout.addSpacing(16)
        self._cards.setSpacing(16)
        for card in (self.import_card, self.demo_card, self.empty_card):
            self._cards.addWidget(card, 1)
        layout.addLayout(self._cards)
        layout.addSpacing(16)
        hint = plain.label(
            _("Everything stays on this computer. Every step can be undone."), "hint", wrap=True
        )
        hint.setAlignment(middle)
        layout.addWidget(hint)
        layout.addStretch(3)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollArea(page))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the cards below each other when the window is narrow."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        wide = self.width() >= SIDE_BY_SIDE
        self._cards.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
