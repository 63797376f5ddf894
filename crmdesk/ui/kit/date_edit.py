"""A date: typed as people write it, picked from a calendar, or one of a few quick days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain import weeks
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, language, ngettext
from crmdesk.ui.kit import icons, theme, tokens
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.popup import Popup

QUICK_DAYS = (0, 1, 3, 7, 30)

Parse = Callable[[str], dt.date | None]


class DateEdit(QWidget):
    """A line for free text and a popup with quick days and a calendar (Down or Alt+Down).

    `parse` turns text into a date; where it cannot it returns None, raises ValueError, or a
    `CrmError` that tells the user why. `date_changed` tells what the text means at every key;
    `date_settled` a date that is meant: picked, written out in full, or left with Enter or Tab.
    """

    date_changed = Signal(object)
    date_settled = Signal(object)

    def __init__(
        self,
        parse: Parse,
        today: Callable[[], dt.date],
        *,
        show: Callable[[dt.date], str] = dt.date.isoformat,
        quick: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._parse = parse
        self._today = today
        self._show = show
        self._quick = quick
        self._date: dt.date | None = None
        self._settled: dt.date | None = None
        self._valid = True
        self._problem = ""
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Date"))
        opener = self.line.addAction(
            icons.icon("calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        icons.set_icon(opener, "calendar", "muted")
        opener.setToolTip(_("Choose a day"))
        opener.triggered.connect(self.open_popup)
        self.line.textEdited.connect(self._typed)
        self.line.editingFinished.connect(self._settle)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def date(self) -> dt.date | None:
        """Return the date, or None where there is none or it is not understood."""
        return self._date

    def set_date(self, date: dt.date | None) -> None:
        """Show a date; text that is being typed and means it stays as it is."""
        typing = self.line.hasFocus() and self.line.isModified()
        if date is None or date != self._date or not typing:
            self.line.setText(self._show(date) if date else "")
        self._settled = date
        self._take(date, True)

    def set_text(self, text: str) -> None:
        """Write text into the line as if it had been typed."""
        self.line.setText(text)
        self._typed(text)

    def text(self) -> str:
        """Return what is written."""
        return self.line.text().strip()

    def is_valid(self) -> bool:
        """Return whether what is written is a date or nothing at all."""
        return self._valid

    def problem(self) -> str:
        """Return why what is written is no date, as far as `parse` says so."""
        return self._problem

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Down, go a day on or back with Page Up and Page Down."""
        if event.key() == Qt.Key.Key_Down:
            self.open_popup()
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = 1 if event.key() == Qt.Key.Key_PageUp else -1
            self._choose((self._date or self._today()) + dt.timedelta(days=step))
        else:
            super().keyPressEvent(event)

    def open_popup(self) -> QFrame:
        """Show the quick days and the calendar under the line, and return the popup."""
        popup = CalendarPopup(self._date or self._today(), self._today(), self._quick, self)
        popup.picked.connect(self._picked)
        popup.adjustSize()
        popup.move(_on_screen(popup, self))
        popup.show()
        return popup

    def _picked(self, date: dt.date) -> None:
        self._choose(date)
        self.line.setFocus()

    def _choose(self, date: dt.date) -> None:
        before = self._settled
        self.set_date(date)
        self._settled = before
        self._tell_settled()

    def _tell_settled(self) -> None:
        if self._valid and self._date != self._settled:
            self._settled = self._date
            self.date_settled.emit(self._date)

    def _typed(self, text: str) -> None:
        wanted = text.strip()
        date: dt.date | None = None
        problem = ""
        if wanted:
            try:
                date = self._parse(wanted)
            except CrmError as error:
                problem = str(error)
            except (ValueError, OverflowError):
                date = None
        self._take(date, date is not None or not wanted, problem)
        if date is not None and self._show(date) == wanted:
            # In full: no further key could make it another date.
            self._tell_settled()

    def _take(self, date: dt.date | None, valid: bool, problem: str = "") -> None:
        self._valid, self._problem = valid, problem
        if valid:
            theme.mark(self.line, "invalid", False)
        if date != self._date:
            self._date = date
            self.date_changed.emit(date)

    def _settle(self) -> None:
        if self._date is not None:
            self.line.setText(self._show(self._date))
        theme.mark(self.line, "invalid", not self._valid)
        self._tell_settled()


class CalendarPopup(Popup):
    """Quick days over a month; goes away by itself."""

    picked = Signal(object)

    def __init__(self, shown: dt.date, today: dt.date, quick: bool, parent: QWidget) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        if quick:
            grid = QGridLayout()
            grid.setSpacing(6)
            for place, days in enumerate(QUICK_DAYS):
                date = today + dt.timedelta(days=days)
                choice = button(quick_text(days), partial(self._pick, date), kind="quiet")
                grid.addWidget(choice, place // 3, place % 3)
            layout.addLayout(grid)
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setLocale(QLocale(language()))
        day = Qt.DayOfWeek
        first = day.Sunday if weeks.begins() == weeks.SUNDAY else day.Monday
        self.calendar.setFirstDayOfWeek(first)
        self._colours()
        self.calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        self.calendar.clicked.connect(self._pick_day)
        self.calendar.activated.connect(self._pick_day)
        layout.addWidget(self.calendar)
        self.calendar.setFocus()

    def _colours(self) -> None:
        plain_day, head = QTextCharFormat(), QTextCharFormat()
        plain_day.setForeground(tokens.colour("text"))
        head.setForeground(tokens.colour("muted"))
        head.setBackground(tokens.colour("raised"))
        self.calendar.setHeaderTextFormat(head)
        for day in Qt.DayOfWeek:
            self.calendar.setWeekdayTextFormat(day, plain_day)

    def _pick_day(self, day: QDate) -> None:
        self._pick(dt.date(day.year(), day.month(), day.day()))

    def _pick(self, date: dt.date) -> None:
        if self.isVisible():
            self.close()
            self.picked.emit(date)


def quick_text(days: int) -> str:
    """Return the words for a day that many days from now."""
    if days == 0:
        return _("Today")
    if days == 1:
        return _("Tomorrow")
    return ngettext("In {count} day", "In {count} days", days).format(count=days)


def _on_screen(popup: QWidget, under: QWidget) -> QPoint:
    place = under.mapToGlobal(QPoint(0, under.height() + 2))
    area = under.screen().availableGeometry()
    size = popup.sizeHint()
    if place.y() + size.height() > area.bottom():
        place.setY(under.mapToGlobal(QPoint(0, 0)).y() - size.height() - 2)
    place.setX(max(area.left(), min(place.x(), area.right() - size.width())))
    return place
