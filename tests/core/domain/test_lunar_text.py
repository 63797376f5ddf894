"""A calendar writes the lunar day under each day, as on the wall calendars of China."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.lunar import lunar_day_of
from crmdesk.core.domain.lunar_text import lunar_label


@pytest.mark.parametrize(
    ("day", "plain", "with_festival"),
    [
        (dt.date(2026, 2, 16), "廿九", "除夕"),
        (dt.date(2026, 2, 17), "正月", "春节"),
        (dt.date(2026, 2, 18), "初二", "初二"),
        (dt.date(2026, 3, 3), "十五", "元宵"),
        (dt.date(2025, 7, 25), "闰六月", "闰六月"),
        (dt.date(2025, 8, 29), "初七", "七夕"),
        (dt.date(2026, 12, 9), "冬月", "冬月"),
        (dt.date(2027, 1, 8), "腊月", "腊月"),
        (dt.date(2027, 1, 15), "初八", "腊八"),
        (dt.date(2027, 2, 5), "廿九", "除夕"),
        (dt.date(2026, 4, 5), "十八", "清明"),
        (dt.date(2026, 9, 25), "十五", "中秋"),
        (dt.date(2026, 12, 22), "十四", "冬至"),
        (dt.date(2101, 3, 1), "", ""),
    ],
)
def test_that_a_day_bears_its_name(day: dt.date, plain: str, with_festival: str) -> None:
    assert lunar_label(day) == plain
    assert lunar_label(day, festivals=True) == with_festival


def test_that_a_festival_is_not_kept_again_in_the_leap_month() -> None:
    # 2028 has a leap fifth month: its fifth day is no Dragon Boat Festival.
    leap = dt.date(2028, 6, 27)
    assert lunar_day_of(leap)[1:4] == (5, 5, True)
    assert lunar_label(leap, festivals=True) == "初五"


@given(st.dates(dt.date(1901, 1, 1), dt.date(2099, 12, 31)))
def test_that_every_known_day_has_a_short_name(day: dt.date) -> None:
    assert 2 <= len(lunar_label(day)) <= 3
    assert lunar_label(day, festivals=True)


def test_that_the_labels_of_a_month_take_less_than_a_millisecond() -> None:
    days = [dt.date(2031, 5, 1) + dt.timedelta(days=n) for n in range(42)]
    spent = []
    for _ in range(20):
        lunar_label.cache_clear()
        start = time.thread_time()
        for day in days:
            lunar_label(day, festivals=True)
        spent.append(time.thread_time() - start)
    assert min(spent) < 0.001
