"""The small card of one thing, or the list of many of a day; both go away by themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QElapsedTimer, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain import followup, visit
from crmdesk.core.domain.calendar import CLOSED, FOLLOW_UP, NAMES, VISIT, CalendarItem
from crmdesk.core.domain.shown_dates import show_day, show_time
from crmdesk.core.i18n import _
from crmdesk.core.services.calendar_moves import why_fixed
from crmdesk.ui.calendar.chips import TONES
from crmdesk.ui.calendar.verbs import WORDS, Verbs
from crmdesk.ui.kit import icons, plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.layout import line
from crmdesk.ui.kit.pill import Pill
from crmdesk.ui.kit.popup import Popup

WIDTH: Final = 330
LIST_HEIGHT: Final = 320
LONGEST: Final = 400
ICONS: Final = {
    "follow_up": "follow-up",
    "visit": "visits",
    "birthday": "cake",
    "festival": "star",
    "closed": "moon",
}
MARGIN: Final = 6


class BesidePopup(Popup):
    """A popup beside what it tells of."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 12)
        self.body.setSpacing(8)
        self._beside = QRect()
        self._opened = QElapsedTimer()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        connect_keys(self, "Esc", self.close)

    def open_beside(self, place: QRect) -> None:
        """Show it beside a rectangle of the screen, wherever there is room."""
        self._beside = place
        self.adjustSize()
        self.move(self._corner(self.sizeHint()))
        self.show()
        self._opened.start()
        # The keys of the calendar behind it must not act while it is open.
        first = self.findChild(QPushButton)
        (first or self).setFocus(Qt.FocusReason.PopupFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Stay at the second press of a double click, which would close it at once."""
        inside = self.rect().contains(event.position().toPoint())
        if inside or self._opened.elapsed() >= QApplication.doubleClickInterval():
            super().mousePressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the wrapped words need."""
        super().showEvent(event)
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            self.resize(WIDTH, layout.totalHeightForWidth(WIDTH))
            self.move(self._corner(self.size()))

    def _corner(self, size: QSize) -> QPoint:
        screen = QGuiApplication.screenAt(self._beside.center()) or self.screen()
        room = screen.availableGeometry()
        x = self._beside.right() + MARGIN
        if x + WIDTH > room.right():
            x = self._beside.left() - WIDTH - MARGIN
        x = max(room.left(), min(x, room.right() - WIDTH))
        y = max(room.top(), min(self._beside.top() - MARGIN, room.bottom() - size.height()))
        return QPoint(x, y)


class ItemCard(BesidePopup):
    """Who, when, what, and what can be done."""

    def __init__(self, item: CalendarItem, verbs: Verbs, today: dt.date, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self._verbs = verbs
        self.setAccessibleName(plain.one_line(item.title))
        head = QHBoxLayout()
        head.setSpacing(8)
        title = plain.label(
            plain.wrapped(plain.one_line(item.title), LONGEST), "heading", wrap=True
        )
        head.addWidget(title, 1)
        head.addWidget(Pill(_state(item), _tone(item)), 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(head)
        when = " ".join(part for part in (show_day(item.day, today), show_time(item.at)) if part)
        for icon, text in (
            ("calendar", when[:1].upper() + when[1:]),
            ("note", item.detail),
            ("phone", item.phone),
            ("location", item.place),
            ("person", item.staff),
            ("refresh", _("Comes again") if item.series_id and not item.done else ""),
            ("refresh", why_fixed(item) if item.round else ""),
        ):
            if text:
                self.body.addLayout(_fact(icon, text))
        self._add_buttons(verbs.of(item))

    def _add_buttons(self, verbs: Sequence[str]) -> None:
        if not verbs:
            return
        self.body.addWidget(line())
        grid = QGridLayout()
        grid.setSpacing(2)
        for place, verb in enumerate(verbs):
            words, keys, icon = WORDS[verb]
            made = button(_(words), self._doing(verb), icon=icon, kind="action", shortcut=keys)
            grid.addWidget(made, place // 2, place % 2)
        for column in range(2):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def _doing(self, verb: str) -> Callable[[], None]:
        def do() -> None:
            self.close()
            self._verbs.do(verb, self.item)

        return do


class ItemList(BesidePopup):
    """Everything of a day, or all its birthdays; Enter or a click opens the card of one."""

    chosen = Signal(object, QRect)

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.body.addWidget(plain.label(title, "subheading"))
        self.list = CardList()
        self.list.setFixedHeight(LIST_HEIGHT)
        self.list.chosen.connect(self._choose)
        self.body.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.list.setAccessibleName(title)

    def show_items(self, items: Sequence[CalendarItem]) -> None:
        """Show what there is."""
        self.list.set_items([_line(item) for item in items])
        if items and self.list.current() is None:
            self.list.select_id(items[0].key)
        self.list.setFocus()

    def _choose(self, card: CardItem) -> None:
        place = QRect(self.pos(), self.size())
        self.close()
        self.chosen.emit(card.payload, place)


def _line(item: CalendarItem) -> CardItem:
    about = [show_time(item.at), item.detail, item.phone]
    return CardItem(
        item.key,
        item.title,
        " · ".join(part for part in about if part),
        icon="check" if item.done else ICONS[item.noun],
        icon_tone="muted" if item.done else item.tone,
        payload=item,
    )


def _fact(icon: str, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(9)
    picture = QLabel()
    picture.setPixmap(icons.pixmap(icon, 16, "muted"))
    words = plain.label(plain.wrapped(text, LONGEST), wrap=True, select=True)
    words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    # Beside the first line, also where the words take several.
    picture.setFixedHeight(words.fontMetrics().height())
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return row


def _state(item: CalendarItem) -> str:
    if item.noun == FOLLOW_UP and item.status != followup.OPEN:
        return _(followup.STATUSES[item.status])
    if item.noun == VISIT and item.status != visit.PLANNED:
        return _(visit.STATUSES[item.status])
    return _(NAMES[item.noun])


def _tone(item: CalendarItem) -> str:
    quiet = item.done or item.noun == CLOSED or item.status == visit.MISSED
    return "neutral" if quiet else TONES[item.noun]
