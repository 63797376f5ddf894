"""Birthdays come to mind once at each of their lead times."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

import pytest

from crmdesk.core.domain import reminders as rules
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.reminders import ReminderSettings
from crmdesk.core.services import (
    customers,
    greetings,
    occasion_settings,
    occasions,
    reminders,
)
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import reminders as stored
from tests import factories
from tests.core.services.reminding import SATURDAY, born, brought, elsewhere, on

LOUD = ReminderSettings(quiet=None, on_closed_days=True)


def leads_told(shop: Workspace, days: Iterable[int], hour: int = 9) -> list[tuple[int, str, int]]:
    """Look once on each of some days after Saturday, and return what was said of birthdays."""
    said = []
    for number in days:
        told = brought(on(shop, SATURDAY + dt.timedelta(days=number), hour))
        for one in told.reminders:
            ahead = (one.day - SATURDAY).days - number
            said.append((number, one.customer, ahead))
    return said


def test_that_a_birthday_is_told_once_at_each_lead_time(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    born(shop, "王芳", SATURDAY + dt.timedelta(days=20))
    assert leads_told(shop, [*range(22), *range(22)]) == [
        (6, "王芳", 14),
        (13, "王芳", 7),
        (19, "王芳", 1),
        (20, "王芳", 0),
    ]


def test_that_the_owner_chooses_the_lead_times(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    usual = occasion_settings.settings(shop)
    occasion_settings.save(shop, dataclasses.replace(usual, lead_days=(3,)))
    born(shop, "王芳", SATURDAY + dt.timedelta(days=5))
    assert leads_told(shop, range(8)) == [(2, "王芳", 3)]
    occasion_settings.save(shop, dataclasses.replace(usual, lead_days=()))
    born(shop, "赵强", SATURDAY + dt.timedelta(days=9))
    assert leads_told(shop, range(8, 12)) == []


def test_that_lead_times_missed_in_a_pause_come_as_one(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    born(shop, "王芳", SATURDAY + dt.timedelta(days=20))
    born(shop, "赵强", SATURDAY + dt.timedelta(days=12))
    assert leads_told(shop, [0, 16, 17, 18, 19]) == [(16, "王芳", 4), (19, "王芳", 1)]


def test_that_a_shop_that_begins_is_not_told_of_two_weeks_at_once(shop: Workspace) -> None:
    for ahead in (0, 3, 7, 9):
        born(shop, f"客户{ahead}", SATURDAY + dt.timedelta(days=ahead))
    found = brought(shop)
    assert [(one.customer, one.lead) for one in found.reminders] == [("客户0", 0), ("客户7", 7)]
    assert (found.birthdays, found.coming, found.missed) == (1, 1, 0)
    assert leads_told(shop, [2], 10) == [(2, "客户3", 1), (2, "客户9", 7)]


def test_that_a_moon_birthday_comes_at_its_lead_times_too(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    # The 15th of the tenth month is 23 November in 2026.
    factories.add(shop, "孙丽", birthday=Birthday(10, 15, None, lunar=True))
    assert leads_told(shop, range(-8, 4)) == [(-5, "孙丽", 7), (1, "孙丽", 1), (2, "孙丽", 0)]


def test_that_who_was_greeted_or_left_or_is_in_the_bin_is_not_told_of(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    week = SATURDAY + dt.timedelta(days=7)
    greeted, gone = born(shop, "王芳", week), born(shop, "赵强", week)
    row = occasions.for_customer(shop, greeted)[0]
    greetings.mark_sent(shop, row, "生日快乐")
    customers.to_bin(shop, [gone])
    assert brought(shop).reminders == ()


def test_that_birthdays_of_others_come_at_once_and_own_ones_are_known(shop: Workspace) -> None:
    born(shop, "孙丽", SATURDAY)
    look = reminders.look(shop)
    reminders.claim(shop, look)
    week = SATURDAY + dt.timedelta(days=7)
    born(shop, "王芳", week)
    born(elsewhere(shop), "赵强", SATURDAY + dt.timedelta(days=5))
    told = brought(on(shop, SATURDAY, 9, 1), look.seen)
    assert [one.customer for one in told.reminders] == ["赵强"]
    assert brought(on(shop, SATURDAY, 9, 2)).reminders == ()


def test_that_an_early_look_waits_for_the_morning(shop: Workspace) -> None:
    reminders.save(shop, LOUD)
    born(shop, "王芳", SATURDAY + dt.timedelta(days=7))
    early = reminders.look(on(shop, SATURDAY, 6))
    assert early.due == ()
    # Nothing was changed meanwhile, and still it is looked for.
    assert len(reminders.look(on(shop, SATURDAY, 8), early.seen).due) == 1


def test_that_a_birthday_that_was_put_off_comes_back_unless_it_changed(shop: Workspace) -> None:
    week = SATURDAY + dt.timedelta(days=7)
    stays, moves = born(shop, "王芳", week), born(shop, "赵强", week)
    keys = [one.key for one in brought(shop).reminders]
    assert reminders.standing(shop, keys) == frozenset(keys)
    reminders.snooze(shop, keys, rules.HOUR)
    other = dataclasses.replace(customers.get(shop, moves), birthday=Birthday(3, 3))
    customers.save(shop, other)
    assert [one.id for one in brought(on(shop, SATURDAY, 10)).reminders] == [stays]


@pytest.mark.parametrize("year", [1, 1900, 2150, 9998])
def test_that_birthdays_are_looked_for_whatever_year_the_clock_shows(
    shop: Workspace, year: int
) -> None:
    reminders.save(shop, LOUD)
    born(shop, "王芳", SATURDAY)
    factories.add(shop, "孙丽", birthday=Birthday(10, 15, None, lunar=True))
    at = dt.datetime(year, 12, 30, 12, tzinfo=dt.UTC)
    assert reminders.look(dataclasses.replace(shop, clock=Clock(lambda: at))).seen is not None
    assert reminders.claim(shop, reminders.look(shop)).birthdays == 1


def test_that_birthdays_that_were_told_are_remembered_longer(shop: Workspace) -> None:
    born(shop, "王芳", SATURDAY)
    brought(shop)
    with shop.database.write() as connection:
        assert stored.tidy(connection, remembered=0) == 0
