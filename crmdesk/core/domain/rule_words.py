"""A rule of recurrence in the user's language."""

from __future__ import annotations

from typing import Final

from crmdesk.core.domain.birthdays import MONTH_NAMES
from crmdesk.core.domain.rule_parts import (
    AFTER,
    DAILY,
    LAST,
    MONTHLY,
    WEEKLY,
    WORKING_DAYS,
    RuleParts,
)
from crmdesk.core.domain.shown_dates import WEEKDAYS
from crmdesk.core.i18n import N_, _, language, ngettext

FULL_WEEKDAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
NTH: Final = {
    1: N_("first"),
    2: N_("second"),
    3: N_("third"),
    4: N_("fourth"),
    LAST: N_("last"),
}


def show(parts: RuleParts) -> str:
    """Return the rule in words."""
    count = parts.every
    if parts.unit == AFTER:
        return ngettext(
            "{count} day after the last contact", "{count} days after the last contact", count
        ).format(count=count)
    if parts.unit == DAILY:
        if count == 1:
            return _("every day")
        return ngettext("every {count} day", "every {count} days", count).format(count=count)
    if parts.unit == WEEKLY:
        return _show_weekly(parts)
    return _show_monthly(parts) if parts.unit == MONTHLY else _show_yearly(parts)


def weekday(day: int) -> str:
    """Return the name of a weekday, 0 for Monday, in full where the language has a full one."""
    # 周一 is said more often than 星期一.
    return _(WEEKDAYS[day]) if language().startswith("zh") else FULL_WEEKDAYS[day]


def nth_day(day: int) -> str:
    """Return the number of a day of the month: 15th, or 15 where the language says no more."""
    if language().startswith("zh"):
        return str(day)
    ending = "th" if 10 < day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _sign() -> str:
    return "、" if language().startswith("zh") else ", "


def _several(words: list[str]) -> str:
    *first, last = words
    return _("{first} and {last}").format(first=_sign().join(first), last=last) if first else last


def _show_weekly(parts: RuleParts) -> str:
    if parts.weekdays == WORKING_DAYS:
        days = _("{weekday} to {until}").format(weekday=weekday(0), until=weekday(4))
    else:
        days = _sign().join(weekday(day) for day in parts.weekdays)
    if parts.every == 1:
        return _("every {weekday}").format(weekday=days)
    return ngettext(
        "every {count} week on {weekday}", "every {count} weeks on {weekday}", parts.every
    ).format(count=parts.every, weekday=days)


def _show_monthly(parts: RuleParts) -> str:
    if parts.days:
        day = _several(
            [
                _("the last day") if day == LAST else _("the {number}").format(number=nth_day(day))
                for day in parts.days
            ]
        )
    else:
        nth = _several([_(NTH[one]) for one in parts.nth])
        day = _("the {nth} {weekday}").format(nth=nth, weekday=weekday(parts.weekdays[0]))
    if parts.every == 1:
        return _("every month on {day}").format(day=day)
    return ngettext(
        "every {count} month on {day}", "every {count} months on {day}", parts.every
    ).format(count=parts.every, day=day)


def _show_yearly(parts: RuleParts) -> str:
    month = _(MONTH_NAMES[parts.month - 1])
    if parts.days == (LAST,):
        day = _("the last day of {month}").format(month=month)
    elif parts.days:
        day = _("{day} {month}").format(day=parts.days[0], month=month)
    else:
        day = _("the {nth} {weekday} of {month}").format(
            nth=_(NTH[parts.nth[0]]), weekday=weekday(parts.weekdays[0]), month=month
        )
    if parts.every == 1:
        return _("every year on {day}").format(day=day)
    return ngettext(
        "every {count} year on {day}", "every {count} years on {day}", parts.every
    ).format(count=parts.every, day=day)
