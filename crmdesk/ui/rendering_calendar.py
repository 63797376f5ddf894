"""Pictures of the calendar: a month, a week, a day, and what opens over them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QWidget

from crmdesk.core.domain.calendar import VISIT
from crmdesk.ui.calendar.screen import CalendarScreen
from crmdesk.ui.calendar.spans import DAY, MONTH, WEEK
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.rendering_scenes import Scene, Step, go

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


def calendar() -> list[Scene]:
    """Return the scenes."""
    return [
        Scene("calendar-month", (go("calendar"), _view(MONTH))),
        Scene("calendar-festivals", (_next_year,)),
        Scene("calendar-week", (_today, _view(WEEK))),
        Scene("calendar-card", (_open_visit,), _popup),
        Scene("calendar-day", (_close_popup, _view(DAY))),
        Scene("calendar-new", (lambda w: _screen(w).asking.plan_new(),), _dialog),
        Scene("calendar-export", (_close, lambda w: _screen(w).asking.export()), _dialog),
        Scene("calendar-after", (_close, _view(MONTH))),
    ]


def _screen(window: MainWindow) -> CalendarScreen:
    screen = window.body.place("calendar")
    assert isinstance(screen, CalendarScreen)
    return screen


def _view(view: str) -> Step:
    return lambda window: _screen(window).bar.set_view(view)


def _next_year(window: MainWindow) -> None:
    # The month with Spring Festival, or with Valentine's Day.
    _screen(window).step(3)


def _today(window: MainWindow) -> None:
    _screen(window).bar.go_today()


def _open_visit(window: MainWindow) -> None:
    board = _screen(window).hours
    for slot in board.slots:
        item = slot.entry.item
        if item is not None and item.noun == VISIT and item.movable and not slot.fixed:
            board.choose(slot.entry.key)
            board.open_slot(slot)
            return


def _popup(window: MainWindow) -> QWidget:
    return QApplication.activePopupWidget() or window


def _close_popup(window: MainWindow) -> None:
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def _dialog(window: MainWindow) -> QWidget:
    return next(iter(_screen(window).findChildren(Dialog)), window)


def _close(window: MainWindow) -> None:
    for dialog in _screen(window).findChildren(Dialog):
        dialog.reject()
