"""Festivals that people greet each other for, or close for: by date, weekday, moon or sun."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from crmdesk.core.domain.lunar import (
    FIRST_LUNAR_YEAR,
    LAST_LUNAR_YEAR,
    QINGMING,
    WINTER_SOLSTICE,
    solar_date,
    term_date,
)
from crmdesk.core.i18n import N_, _

REGIONS: Final = {
    "cn": N_("Mainland China"),
    "hk": N_("Hong Kong"),
    "tw": N_("Taiwan"),
    "west": N_("The West"),
}
_CHINESE: Final = ("cn", "hk", "tw")
_ALL: Final = ("cn", "hk", "tw", "west")
_SUNDAY: Final = calendar.SUNDAY
_THURSDAY: Final = calendar.THURSDAY

# The days of a solar year on which a festival falls: none, one, and with the moon two at times.
Rule = Callable[[int], list[dt.date]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Festival:
    """A festival on its day, named in the user's language."""

    key: str
    day: dt.date
    name: str


class Kind(NamedTuple):
    """A festival without its year; `greet` tells whether one wishes somebody well for it."""

    key: str
    name: str
    rule: Rule
    regions: tuple[str, ...]
    greet: bool = True


def festivals_between(
    first: dt.date, last: dt.date, regions: Collection[str], *, greet: bool = False
) -> list[Festival]:
    """Return the festivals of some regions from a day to a day, in their order.

    `greet`: only those one wishes somebody well for.
    """
    found = []
    for year in range(first.year, last.year + 1):
        for day, place in _days_of_year(year):
            kind = KINDS[place]
            wanted = not regions_apart(kind, regions) and (kind.greet or not greet)
            if wanted and first <= day <= last:
                found.append(Festival(key=kind.key, day=day, name=_(kind.name)))
    return found


def next_day(key: str, day: dt.date, regions: Collection[str] = ()) -> Festival | None:
    """Return a festival's next day on or after a day, None for one that is not known."""
    kind = next((one for one in KINDS if one.key == key), None)
    if kind is None or (regions and regions_apart(kind, regions)):
        return None
    years = (day.year, day.year + 1, day.year + 2)
    days = (on for year in years for on in sorted(kind.rule(year)) if on >= day)
    on = next(days, None)
    return None if on is None else Festival(key=key, day=on, name=_(kind.name))


def regions_apart(kind: Kind, regions: Collection[str]) -> bool:
    """Tell whether a festival is kept in none of the regions."""
    return not any(region in regions for region in kind.regions)


def to_greet(regions: Collection[str]) -> dict[str, str]:
    """Return key and name of the festivals one greets for in some regions, as in the year."""
    return {
        kind.key: _(kind.name) for kind in KINDS if kind.greet and not regions_apart(kind, regions)
    }


def festival_name(key: str) -> str:
    """Return the name of a festival in the user's language, the key for one that is not known."""
    return next((_(kind.name) for kind in KINDS if kind.key == key), key)


def usual_regions(language: str, locale: str = "") -> tuple[str, ...]:
    """Return the regions of a shop that has chosen none, by its language and its PC's locale."""
    if not language.startswith("zh"):
        return ("west",)
    place = locale.replace("-", "_").partition(".")[0].lower()
    return {"zh_tw": ("tw",), "zh_hk": ("hk",)}.get(place, ("cn",))


@lru_cache(maxsize=16)
def _days_of_year(year: int) -> tuple[tuple[dt.date, int], ...]:
    """Return (day, place in KINDS) of all festivals of a solar year in their order."""
    days = [(day, place) for place, kind in enumerate(KINDS) for day in kind.rule(year)]
    return tuple(sorted(days))


def _on(month: int, day: int) -> Rule:
    return lambda year: [dt.date(year, month, day)]


def _nth(month: int, number: int, weekday: int) -> Rule:
    def rule(year: int) -> list[dt.date]:
        first = dt.date(year, month, 1)
        ahead = (weekday - first.weekday()) % 7
        return [first + dt.timedelta(days=ahead + 7 * (number - 1))]

    return rule


def _lunar(month: int, day: int, shift: int = 0) -> Rule:
    """Return the rule of a lunar day; `shift` days later, as the eve of Spring Festival."""

    def rule(year: int) -> list[dt.date]:
        return [
            found
            for lunar in (year - 1, year)
            if FIRST_LUNAR_YEAR <= lunar <= LAST_LUNAR_YEAR
            for found in [solar_date(lunar, month, day) + dt.timedelta(days=shift)]
            if found.year == year
        ]

    return rule


def _term(number: int) -> Rule:
    def rule(year: int) -> list[dt.date]:
        known = FIRST_LUNAR_YEAR <= year <= LAST_LUNAR_YEAR
        return [term_date(year, number)] if known else []

    return rule


def _easter(shift: int) -> Rule:
    def rule(year: int) -> list[dt.date]:
        # Imported at its first use: the start is quicker.
        from dateutil.easter import easter

        # The rule of Western Easter holds for these years.
        if not 1583 <= year <= 4099:
            return []
        sunday: dt.date = easter(year)
        return [sunday + dt.timedelta(days=shift)]

    return rule


# In the order in which they are offered, about that of the year.
KINDS: Final = (
    Kind("new_year", N_("New Year's Day"), _on(1, 1), _ALL),
    Kind("laba", N_("Laba Festival"), _lunar(12, 8), ("cn",)),
    Kind("spring_eve", N_("Chinese New Year's Eve"), _lunar(1, 1, -1), _CHINESE),
    Kind("spring_festival", N_("Spring Festival"), _lunar(1, 1), _CHINESE),
    Kind("lantern", N_("Lantern Festival"), _lunar(1, 15), _CHINESE),
    Kind("valentine", N_("Valentine's Day"), _on(2, 14), _ALL),
    Kind("womens_day", N_("Women's Day"), _on(3, 8), ("cn", "tw")),
    Kind("good_friday", N_("Good Friday"), _easter(-2), ("hk", "west"), greet=False),
    Kind("easter", N_("Easter"), _easter(0), ("hk", "west")),
    Kind("qingming", N_("Qingming"), _term(QINGMING), _CHINESE, greet=False),
    Kind("labour_day", N_("Labour Day"), _on(5, 1), _CHINESE),
    Kind("mothers_day", N_("Mother's Day"), _nth(5, 2, _SUNDAY), _ALL),
    Kind("buddha", N_("Buddha's Birthday"), _lunar(4, 8), ("hk",), greet=False),
    Kind("childrens_day", N_("Children's Day"), _on(6, 1), ("cn",)),
    Kind("childrens_day_tw", N_("Children's Day"), _on(4, 4), ("hk", "tw")),
    Kind("dragon_boat", N_("Dragon Boat Festival"), _lunar(5, 5), _CHINESE),
    Kind("fathers_day", N_("Father's Day"), _nth(6, 3, _SUNDAY), ("cn", "hk", "west")),
    Kind("hksar", N_("Hong Kong SAR Day"), _on(7, 1), ("hk",), greet=False),
    Kind("fathers_day_tw", N_("Father's Day"), _on(8, 8), ("tw",)),
    Kind("qixi", N_("Qixi"), _lunar(7, 7), _CHINESE),
    Kind("ghost", N_("Ghost Festival"), _lunar(7, 15), ("hk", "tw"), greet=False),
    Kind("teachers_day", N_("Teachers' Day"), _on(9, 10), ("cn", "hk")),
    Kind("teachers_day_tw", N_("Teachers' Day"), _on(9, 28), ("tw",)),
    Kind("mid_autumn", N_("Mid-Autumn Festival"), _lunar(8, 15), _CHINESE),
    Kind("national_day", N_("National Day"), _on(10, 1), ("cn", "hk")),
    Kind("double_tenth", N_("Double Tenth"), _on(10, 10), ("tw",)),
    Kind("double_ninth", N_("Double Ninth"), _lunar(9, 9), _CHINESE),
    Kind("halloween", N_("Halloween"), _on(10, 31), ("west",)),
    Kind("thanksgiving", N_("Thanksgiving"), _nth(11, 4, _THURSDAY), ("west",)),
    Kind("winter_solstice", N_("Winter Solstice"), _term(WINTER_SOLSTICE), _CHINESE),
    Kind("christmas_eve", N_("Christmas Eve"), _on(12, 24), ("hk", "west")),
    Kind("christmas", N_("Christmas"), _on(12, 25), ("hk", "west")),
)
