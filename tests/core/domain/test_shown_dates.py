"""Dates and times as the user reads them."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.shown_dates import show_date, show_date_time, show_day, show_time

TODAY = dt.date(2026, 11, 21)


def test_that_dates_and_times_are_shown_plainly() -> None:
    assert show_date(TODAY) == "2026-11-21"
    assert show_time(dt.time(9, 5)) == "09:05"
    assert show_date(None) == show_time(None) == show_date_time(None) == ""


def test_that_an_instant_is_shown_in_the_shops_time() -> None:
    local = dt.datetime(2026, 11, 21, 15, 30).astimezone()

    assert show_date_time(local.astimezone(dt.UTC)) == "2026-11-21 15:30"


def test_that_near_days_have_names() -> None:
    shown = [show_day(TODAY + dt.timedelta(days=n), TODAY) for n in (-1, 0, 1, 3)]

    assert shown == ["yesterday", "today", "tomorrow", "Tue 24 Nov"]


def test_that_another_year_is_told() -> None:
    assert show_day(dt.date(2027, 1, 4), TODAY) == "Mon 4 Jan 2027"
