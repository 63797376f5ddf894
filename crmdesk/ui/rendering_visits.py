"""Pictures of planning visits: the week, its staff, and the times of a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from crmdesk.ui.rendering_scenes import Scene, go
from crmdesk.ui.visits.screen import VisitsScreen

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow

# The Monday after the day on which the pictures are taken.
_NEXT_WEEK: Final = dt.date(2026, 11, 23)


def planning() -> list[Scene]:
    """Return the scenes of the planner."""
    return [
        Scene("plan-week", (go("visits"), _next_week)),
        Scene("plan-staff", (_by_staff,)),
        Scene("plan-times", (_times,)),
        Scene("plan-rounds", (lambda w: _screen(w).rounds.show(),)),
        Scene("plan-round", (_round,)),
    ]


def _screen(window: MainWindow) -> VisitsScreen:
    screen = window.body.place("visits")
    assert isinstance(screen, VisitsScreen)
    return screen


def _next_week(window: MainWindow) -> None:
    screen = _screen(window)
    screen.bar.set_view("week")
    screen.bar.set_day(_NEXT_WEEK)
    if not screen.small.narrow:
        screen.side.show_picker()


def _by_staff(window: MainWindow) -> None:
    _screen(window).bar.by_staff.click()


def _times(window: MainWindow) -> None:
    screen = _screen(window)
    screen.bar.by_staff.click()
    screen.planner.ask_times()


def _round(window: MainWindow) -> None:
    screen = _screen(window)
    row = screen.side.rounds.current()
    if row is not None:
        screen.rounds.ask_edit(row.round)
