"""The scenes that are drawn: what is done in the window before each picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.visits.screen import VisitsScreen

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow

Step = Callable[["MainWindow"], object]


def _window(window: MainWindow) -> QWidget:
    return window


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: its name, the steps that lead to it, and which widget is drawn."""

    name: str
    steps: tuple[Step, ...]
    shown: Callable[[MainWindow], QWidget] = _window


def go(place: str) -> Step:
    """Return the step to a place of the window."""
    return lambda window: window.desk.go(place)


def filled(folder: Path) -> list[Scene]:
    """Return the scenes of a shop with customers."""
    return [
        Scene("today", (go("today"),)),
        Scene("today-done", (_first_follow_up,)),
        Scene("customers", (go("customers"),)),
        Scene("customer", (_open_customer,)),
        Scene("customer-form", (lambda w: w.desk.new_customer(),)),
        Scene("find", (go("today"), _find)),
        Scene("visits-day", (_close_find, go("visits"))),
        Scene("visits-week", (_week,)),
        Scene("history", (go("history"),)),
        Scene("backups", (go("backups"),)),
        Scene("settings", (go("settings"),)),
    ]


def empty() -> list[Scene]:
    """Return the scenes of the first start."""
    return [
        Scene("welcome", ()),
        Scene("today-empty", (go("today"),)),
        Scene("customers-empty", (go("customers"),)),
        Scene("visits-empty", (go("visits"),)),
        Scene("history-empty", (go("history"),)),
    ]


def _first_follow_up(window: MainWindow) -> None:
    from crmdesk.ui.today.screen import TodayScreen

    screen = window.body.place("today")
    assert isinstance(screen, TodayScreen)
    screen.follow_ups.start_done()


def _open_customer(window: MainWindow) -> None:
    screen = _customers(window)
    number = screen.list.model.id_at(2)
    if number is not None:
        window.desk.open_customer(number)


def _customers(window: MainWindow) -> CustomersScreen:
    screen = window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    return screen


def _find(window: MainWindow) -> None:
    window.body.finder.start()
    window.body.finder.box.setText("zw")


def _close_find(window: MainWindow) -> None:
    window.body.finder.clear()


def _week(window: MainWindow) -> None:
    screen = window.body.place("visits")
    assert isinstance(screen, VisitsScreen)
    screen.bar.set_view("week")
    screen.refresh()
