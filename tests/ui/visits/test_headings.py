"""What stands above the plan."""

from __future__ import annotations

import datetime as dt

from crmdesk.ui.visits.headings import heading_of


def test_that_days_of_one_month_are_named_in_short() -> None:
    days = [dt.date(2026, 11, 23) + dt.timedelta(days=count) for count in range(8)]
    assert heading_of(days[:7], days[0]) == "23 to 29 Nov"
    assert heading_of([*days, dt.date(2026, 12, 1)], days[0]) == "23 Nov to 1 Dec"
