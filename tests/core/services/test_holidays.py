"""The public holidays of a year are offered by name, where they are known."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest

from crmdesk.core import i18n
from crmdesk.core.domain.values import BadValue
from crmdesk.core.services.holidays import LAST_YEAR, PLACES, public_holidays


def test_that_the_holidays_of_china_stand_in_their_order() -> None:
    i18n.use_language("zh_CN")
    found = public_holidays("CN", 2027)

    assert [day for day, _name in found] == sorted({day for day, _name in found})
    assert (dt.date(2027, 2, 6), "春节") in found
    assert (dt.date(2027, 9, 15), "中秋节") in found


def test_that_hong_kong_rests_on_good_friday() -> None:
    days = [day for day, _name in public_holidays("hk", 2026)]

    assert dt.date(2026, 4, 3) in days and dt.date(2026, 9, 26) in days


@pytest.mark.parametrize("place", sorted(PLACES))
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_each_place_has_holidays_of_the_asked_year_alone(place: str, language: str) -> None:
    i18n.use_language(language)
    found = public_holidays(place, 2027)

    assert len(found) >= 5
    assert all(day.year == 2027 and name for day, name in found)
    chinese = language == "zh_CN" and place in ("cn", "hk", "tw", "mo")
    assert all(name.isascii() != chinese for _day, name in found)


@pytest.mark.parametrize(("place", "year"), [("xx", 2027), ("cn", LAST_YEAR + 1), ("cn", 1900)])
def test_that_an_unknown_place_or_year_is_refused(place: str, year: int) -> None:
    with pytest.raises(BadValue):
        public_holidays(place, year)


def test_that_the_rules_of_the_countries_are_loaded_only_when_asked_for() -> None:
    code = "import crmdesk.core.services.holidays, sys; print('holidays' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "False"
