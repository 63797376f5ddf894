"""The one timer: it tells each thing once, at its time, and after sleep all at once."""

from __future__ import annotations

import dataclasses
import datetime as dt
import time

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import followups
from crmdesk.core.services.reminders import Brought
from crmdesk.ui.desktop.reminding import NOW, PAUSE, START, Reminding
from tests.ui.desks import TODAY, RememberingDesk


class Watched:
    """A reminding whose clock the test turns."""

    def __init__(self, qtbot: QtBot, desk: RememberingDesk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.now = dt.datetime.combine(TODAY, dt.time(9)).astimezone(dt.UTC)
        desk.workspace = dataclasses.replace(desk.workspace, clock=Clock(lambda: self.now))
        self.busy = False
        self.told: list[tuple[int, str]] = []
        self.reminding = Reminding(desk, lambda: self.busy)
        self.reminding.brought.connect(self._tell)

    def _tell(self, brought: Brought, how: str) -> None:
        self.told.append((len(brought.reminders), how))

    def after(self, **passed: float) -> None:
        self.now += dt.timedelta(**passed)
        self.reminding.look()
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(self.desk.tasks.idle)

    def plan(self, due: dt.date = TODAY, at: dt.time | None = None) -> None:
        customer = self.desk.add_customer("Ada")
        followups.plan(self.desk.workspace, FollowUp(customer_id=customer, due=due, at=at))


@pytest.fixture
def watched(qapp: QApplication, qtbot: QtBot, desk: RememberingDesk) -> Watched:
    return Watched(qtbot, desk)


def test_that_the_start_tells_everything_due_once_and_then_each_at_its_time(
    watched: Watched,
) -> None:
    watched.plan()
    watched.plan(TODAY - dt.timedelta(days=3))
    watched.plan(at=dt.time(9, 2))
    watched.reminding.start()
    watched.settle()
    assert watched.told == [(2, START)]
    watched.after(minutes=1)
    assert len(watched.told) == 1
    watched.after(minutes=1)
    assert watched.told[1:] == [(1, NOW)]
    watched.after(minutes=1)
    watched.reminding.start()
    watched.settle()
    assert len(watched.told) == 2
    watched.reminding.stop()


def test_that_sleep_is_noticed_by_the_clock_on_the_wall(watched: Watched) -> None:
    watched.reminding.start()
    watched.settle()
    watched.plan(at=dt.time(10))
    watched.plan(at=dt.time(11))
    watched.after(hours=3)
    assert watched.told == [(2, PAUSE)]
    watched.reminding.stop()


def test_that_the_timer_runs_to_the_next_thing_by_itself(watched: Watched) -> None:
    watched.plan(at=dt.time(9, 1))
    watched.now += dt.timedelta(seconds=59)
    watched.reminding.start()
    watched.settle()
    assert watched.told == []
    watched.now += dt.timedelta(seconds=1)
    watched.qtbot.waitUntil(lambda: watched.told == [(1, NOW)], timeout=5000)
    watched.reminding.stop()


def test_that_nothing_is_looked_for_while_the_window_is_busy(watched: Watched) -> None:
    watched.plan()
    watched.busy = True
    watched.reminding.start()
    watched.settle()
    assert watched.told == [] and watched.reminding.is_looking()
    watched.busy = False
    watched.after(minutes=1)
    assert watched.told == [(1, START)]
    watched.reminding.stop()


def test_that_for_an_hour_there_is_silence_and_then_all_comes(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticks = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: ticks[0])
    watched.reminding.start()
    watched.settle()
    watched.plan(at=dt.time(9, 30))
    watched.reminding.pause(True)
    watched.after(minutes=40)
    assert watched.told == [] and watched.reminding.paused()
    ticks[0] += 3601
    watched.after(minutes=21)
    assert watched.told == [(1, PAUSE)]
    watched.reminding.pause(True)
    watched.reminding.pause(False)
    assert not watched.reminding.paused()
    watched.settle()
    watched.reminding.stop()


def test_that_trouble_is_told_once_and_tried_again(watched: Watched) -> None:
    error = CrmError("The file is gone.", "Put it back.")
    watched.reminding._failed(error)
    watched.reminding._failed(error)
    assert watched.desk.failures == [error]
    watched.desk.failures.clear()
