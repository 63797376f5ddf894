"""The clock tells the instant in UTC and the day on the wall."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from crmdesk.core.domain.clock import Clock, fixed_clock


def test_that_a_fixed_clock_stands_still() -> None:
    clock = fixed_clock(2026, 11, 21)
    assert clock.now() == clock.now()
    assert clock.now().tzinfo == dt.UTC
    assert clock.today() == dt.date(2026, 11, 21)


@pytest.mark.parametrize("zone, day", [("Asia/Shanghai", 22), ("America/New_York", 21)])
def test_that_today_is_the_day_on_the_shops_wall(
    monkeypatch: pytest.MonkeyPatch, zone: str, day: int
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        clock = Clock(lambda: dt.datetime(2026, 11, 21, 18, tzinfo=dt.UTC))
        assert clock.today().day == day
    finally:
        monkeypatch.undo()
        time.tzset()


def test_that_the_systems_clock_knows_its_zone() -> None:
    assert Clock().now().tzinfo == dt.UTC
