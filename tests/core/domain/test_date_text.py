"""What a text says about year, month, day and calendar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.date_text import DateParts, chinese_number, full_year, read_parts
from crmdesk.core.domain.lunar import lunar_day_name
from crmdesk.core.domain.values import BadValue


def test_that_the_calendar_is_none_when_it_is_not_named() -> None:
    assert read_parts("5月1日", day_first=False, pivot=26) == DateParts(None, 5, 1, None)
    assert read_parts("阳历5月1日", day_first=False, pivot=26).lunar is False
    assert read_parts("阴历5月1日", day_first=False, pivot=26).lunar is True


@given(st.integers(1, 30))
def test_that_every_lunar_day_name_is_read(day: int) -> None:
    parts = read_parts(f"农历八月{lunar_day_name(day)}", day_first=False, pivot=26)

    assert parts == DateParts(None, 8, day, True)


def test_that_month_and_day_with_their_words_are_never_swapped() -> None:
    assert read_parts("5月1日", day_first=True, pivot=26)[1:3] == (5, 1)
    assert read_parts("5/1", day_first=True, pivot=26)[1:3] == (1, 5)


def test_that_chinese_numbers_are_numbers() -> None:
    assert [chinese_number(t) for t in ("十", "十五", "二十", "廿三", "三十一", "初七", "8")] == [
        10, 15, 20, 23, 31, 7, 8,
    ]  # fmt: skip


def test_that_years_programs_put_in_are_no_years() -> None:
    assert full_year("1604", 26) is None
    assert full_year("0000", 26) is None
    assert full_year("90", 26) == 1990
    assert full_year("05", 26) == 2005


@pytest.mark.parametrize("text", ["5 1 2 3", "May", "May 1990", "month 5", "初五", "1-2-345"])
def test_that_half_a_date_is_no_date(text: str) -> None:
    with pytest.raises(BadValue):
        read_parts(text, day_first=False, pivot=26)
