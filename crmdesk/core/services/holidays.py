"""Public holidays of a year, to be offered as days on which the shop stays closed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from crmdesk.core import i18n
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import N_, _

if TYPE_CHECKING:
    from holidays import HolidayBase

# Whose holidays are known, by the key that stands in the settings.
PLACES: Final = {
    "cn": N_("Mainland China"),
    "hk": N_("Hong Kong"),
    "tw": N_("Taiwan"),
    "mo": N_("Macau"),
    "sg": N_("Singapore"),
    "my": N_("Malaysia"),
    "us": N_("United States"),
    "gb": N_("United Kingdom"),
    "ca": N_("Canada"),
    "au": N_("Australia"),
}
FIRST_YEAR: Final = 1998
LAST_YEAR: Final = 2099


def public_holidays(region: str, year: int) -> list[tuple[dt.date, str]]:
    """Return the public holidays of a place as (day, name) in their order, Sundays among them.

    Mainland China announces each November which days are moved in the coming year; until then
    the days the law names are known, and no others. Raises BadValue for a place or a year that is
    not known.
    """
    code = region.lower()
    if code not in PLACES or not FIRST_YEAR <= year <= LAST_YEAR:
        raise BadValue(
            _("The public holidays of {place} in {year} are not known.").format(
                place=_(PLACES.get(code, region)), year=year
            ),
            _("Choose another place or year."),
        )
    found = _found(code, year)
    return sorted((day, name) for day, name in found.items() if day.year == year)


def working_weekends(region: str, year: int) -> list[dt.date]:
    """Return the weekend days on which a place works to make up for a holiday."""
    moved: set[dt.date] = getattr(_found(region.lower(), year), "weekend_workdays", set())
    return sorted(day for day in moved if day.year == year)


def _found(code: str, year: int) -> HolidayBase:
    # Imported when it is asked for: it brings the rules of every country.
    from holidays import country_holidays

    # Banks and schools of Hong Kong close on more days than the employees' law names.
    kinds = ("public", "optional") if code == "hk" else ("public",)
    return country_holidays(code.upper(), years=year, language=_spoken(code), categories=kinds)


def usual_place() -> str:
    """Return the place a shop is most likely in, by the language and the PC's locale."""
    locale = i18n.system_language().replace("-", "_").partition(".")[0].lower()
    place = locale.partition("_")[2]
    if i18n.language().startswith("zh"):
        return place if place in ("hk", "tw", "mo", "sg", "my") else "cn"
    return place if place in PLACES else "us"


def _spoken(code: str) -> str:
    # The English of a place where there is one: "Boxing Day" is called so in Britain alone.
    if i18n.language().startswith("zh") and code in ("cn", "hk", "tw", "mo"):
        return "zh_CN"
    own = {"hk", "mo", "sg", "gb", "ca", "au"}
    return f"en_{code.upper()}" if code in own else "en_US"
