"""Festivals fall on the days that a second library knows, and are named in both languages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core import i18n
from crmdesk.core.domain.festivals import (
    KINDS,
    REGIONS,
    festival_name,
    festivals_between,
    next_day,
    to_greet,
    usual_regions,
)

YEARS = range(2000, 2041)


def _days(key: str, region: str, years: Iterable[int] = YEARS) -> set[dt.date]:
    found = festivals_between(dt.date(min(years), 1, 1), dt.date(max(years), 12, 31), (region,))
    return {one.day for one in found if one.key == key}


def _known(country: str, name: str, years: Iterable[int] = YEARS, **more: str) -> set[dt.date]:
    # In Hong Kong the general holidays are more than those the employees' law names.
    kinds = ("public", "optional") if country == "HK" else ("public",)
    known = holidays.country_holidays(
        country, years=years, language="en_US", observed=False, categories=kinds, **more
    )
    return {day for day in known if name in known.get_list(day)}


@pytest.mark.parametrize(
    ("key", "region", "country", "name", "first"),
    [
        ("new_year", "cn", "CN", "New Year's Day", 2000),
        ("qingming", "cn", "CN", "Tomb-Sweeping Day", 2008),
        ("labour_day", "cn", "CN", "Labor Day", 2008),
        ("dragon_boat", "cn", "CN", "Dragon Boat Festival", 2008),
        ("mid_autumn", "cn", "CN", "Mid-Autumn Festival", 2008),
        ("spring_eve", "cn", "CN", "Chinese New Year's Eve", 2025),
        ("dragon_boat", "tw", "TW", "Dragon Boat Festival", 2000),
        ("mid_autumn", "tw", "TW", "Mid-Autumn Festival", 2000),
        ("double_tenth", "tw", "TW", "National Day", 2000),
        ("hksar", "hk", "HK", "Hong Kong S.A.R. Establishment Day", 2000),
        ("double_ninth", "hk", "HK", "Double Ninth Festival", 2000),
        ("buddha", "hk", "HK", "The Buddha's Birthday", 2000),
        ("good_friday", "hk", "HK", "Good Friday", 2000),
        ("thanksgiving", "west", "US", "Thanksgiving Day", 2000),
        ("christmas", "west", "US", "Christmas Day", 2000),
    ],
)
def test_that_a_festival_falls_on_the_days_a_second_library_knows(
    key: str, region: str, country: str, name: str, first: int
) -> None:
    years = range(first, 2041)
    known = _known(country, name, years)

    # The library counts days that follow a festival, too: it is the first of them.
    # One that falls on a Sunday may be left out there.
    years_known = {day.year for day in known}
    assert len(years_known) >= len(years) * 0.9
    days = {min(day for day in known if day.year == year) for year in years_known}
    assert {day for day in _days(key, region, years) if day.year in years_known} == days


def test_that_spring_festival_is_the_first_of_its_public_holidays() -> None:
    known = _known("CN", "Chinese New Year (Spring Festival)", range(2014, 2041))

    assert _days("spring_festival", "cn", range(2014, 2041)) == {
        min(day for day in known if day.year == year) for year in range(2014, 2041)
    }


def test_that_easter_follows_good_friday() -> None:
    fridays = _known("GB", "Good Friday", subdiv="ENG")

    assert _days("easter", "west") == {day + dt.timedelta(days=2) for day in fridays}


@pytest.mark.parametrize(
    ("key", "region", "day"),
    [
        ("mothers_day", "cn", dt.date(2026, 5, 10)),
        ("fathers_day", "cn", dt.date(2026, 6, 21)),
        ("fathers_day_tw", "tw", dt.date(2026, 8, 8)),
        ("teachers_day", "cn", dt.date(2026, 9, 10)),
        ("teachers_day_tw", "tw", dt.date(2026, 9, 28)),
        ("qixi", "cn", dt.date(2026, 8, 19)),
        ("laba", "cn", dt.date(2026, 1, 26)),
        ("lantern", "cn", dt.date(2026, 3, 3)),
        ("ghost", "tw", dt.date(2026, 8, 27)),
        ("winter_solstice", "cn", dt.date(2026, 12, 22)),
    ],
)
def test_that_a_festival_of_2026_is_found(key: str, region: str, day: dt.date) -> None:
    assert _days(key, region, range(2026, 2027)) == {day}


@given(
    st.dates(dt.date(1890, 1, 1), dt.date(2110, 12, 31)),
    st.integers(0, 400),
    st.sets(st.sampled_from(sorted(REGIONS))),
)
def test_that_festivals_stand_in_order_within_their_days_and_belong_to_the_regions(
    first: dt.date, days: int, regions: set[str]
) -> None:
    last = first + dt.timedelta(days=days)
    found = festivals_between(first, last, regions)
    kinds = {kind.key: kind for kind in KINDS}

    assert [one.day for one in found] == sorted(one.day for one in found)
    assert all(first <= one.day <= last for one in found)
    assert all(regions & set(kinds[one.key].regions) for one in found)
    greeted = festivals_between(first, last, regions, greet=True)
    assert greeted == [one for one in found if kinds[one.key].greet]


@given(st.dates(dt.date(1901, 3, 1), dt.date(2098, 1, 1)), st.sampled_from(KINDS))
def test_that_the_next_day_of_a_festival_is_the_first_that_comes(day: dt.date, kind) -> None:  # type: ignore[no-untyped-def]
    found = next_day(kind.key, day)

    assert found is not None and 0 <= (found.day - day).days <= 385
    between = festivals_between(day, found.day, kind.regions)
    assert [one for one in between if one.key == kind.key] == [found]


def test_that_nobody_is_greeted_for_the_days_of_the_dead() -> None:
    for regions in (("cn",), ("hk", "tw"), tuple(REGIONS)):
        assert not {"qingming", "ghost", "good_friday"} & set(to_greet(regions))
        assert "spring_festival" in to_greet(regions)


def test_that_every_festival_has_a_name_in_both_languages() -> None:
    english = {kind.key: festival_name(kind.key) for kind in KINDS}
    i18n.use_language("zh_CN")
    for kind in KINDS:
        assert english[kind.key].isascii() and not festival_name(kind.key).isascii()


@pytest.mark.parametrize(
    ("language", "locale", "regions"),
    [
        ("zh_CN", "zh_CN.UTF-8", ("cn",)),
        ("zh_CN", "en_US", ("cn",)),
        ("zh_CN", "zh-TW", ("tw",)),
        ("zh_CN", "zh_HK.UTF-8", ("hk",)),
        ("en", "zh_CN", ("west",)),
    ],
)
def test_that_the_regions_of_a_new_shop_are_those_of_its_language(
    language: str, locale: str, regions: tuple[str, ...]
) -> None:
    assert usual_regions(language, locale) == regions
