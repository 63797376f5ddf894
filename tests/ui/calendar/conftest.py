"""A calendar with a few things in it, on the desk of the screen tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import followups, visits
from crmdesk.ui.calendar.screen import CalendarScreen
from tests.ui.desks import TODAY, RememberingDesk, desk, shown

__all__ = ["DAY", "TODAY", "desk", "plan", "screen", "visit"]

DAY = dt.timedelta(days=1)


def plan(desk: RememberingDesk, customer_id: int, day: dt.date, **more: Any) -> int:
    """Plan a follow-up and return its id."""
    made = FollowUp(customer_id=customer_id, due=day, **more)
    return followups.plan(desk.workspace, made).new_id


def visit(desk: RememberingDesk, customer_id: int, day: dt.date, **more: Any) -> int:
    """Plan a visit and return its id."""
    return visits.plan_visits(desk.workspace, [customer_id], day, **more).new_id


@pytest.fixture
def screen(desk: RememberingDesk, qtbot: QtBot) -> Iterator[CalendarScreen]:
    """Give the calendar of an empty shop, with the keyboard in it."""
    made = CalendarScreen(desk)
    shown(qtbot, desk, made)
    made.board().setFocus()
    yield made
    desk.screens.clear()
