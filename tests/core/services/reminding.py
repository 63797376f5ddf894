"""A shop at a moment of the wall clock, and what is brought to mind then."""

from __future__ import annotations

import dataclasses
import datetime as dt

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import (
    followups,
    reminders,
)
from crmdesk.core.services.reminders import Brought, Seen
from crmdesk.core.services.workspace import Workspace
from tests import factories

SATURDAY = dt.date(2026, 11, 21)


def on(shop: Workspace, day: dt.date, hour: int = 9, minute: int = 0) -> Workspace:
    at = dt.datetime.combine(day, dt.time(hour, minute)).astimezone(dt.UTC)
    return dataclasses.replace(shop, clock=Clock(lambda: at))


def brought(shop: Workspace, since: Seen | None = None) -> Brought:
    return reminders.claim(shop, reminders.look(shop, since))


def plan(shop: Workspace, due: dt.date, at: dt.time | None = None, name: str = "张伟") -> int:
    follow_up = FollowUp(customer_id=factories.add(shop, name), due=due, at=at, what="窗帘")
    followups.plan(shop, follow_up)
    with shop.database.read() as connection:
        return int(connection.exec_driver_sql("SELECT max(id) FROM follow_up").scalar_one())


def elsewhere(shop: Workspace) -> Workspace:
    """Return the shop as another window or the command line has it open."""
    return dataclasses.replace(shop, written=set())


def born(shop: Workspace, name: str, day: dt.date) -> int:
    return factories.add(shop, name, birthday=Birthday(day.month, day.day, 1986))
