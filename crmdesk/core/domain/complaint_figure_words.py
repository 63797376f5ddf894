"""The figures of complaints as people read them."""

from __future__ import annotations

from crmdesk.core.domain.complaint_figures import (
    COUNT,
    FIGURES,
    MEAN,
    MONEY,
    SHARE,
    TIME,
    Figures,
)
from crmdesk.core.domain.money import show_money
from crmdesk.core.i18n import _, ngettext

_HOUR = 60
NOTHING = "–"


def show_label(key: str) -> str:
    """Return the name of a figure."""
    return _(FIGURES[key].label).format(score=key[-1])


def show_value(figures: Figures, key: str, day_minutes: int) -> str:
    """Return a figure in words: 8, 80% (8 of 10), 1.5 working days, 4.2, 1,280.00; – for none."""
    figure = FIGURES[key]
    value = figures.value(key)
    if value is None:
        return NOTHING
    if figure.kind == COUNT:
        return str(value)
    if figure.kind == SHARE:
        return _("{percent} ({count} of {whole})").format(
            percent=show_share(value), count=figures.count(key), whole=figures.count(figure.of)
        )
    if figure.kind == MEAN:
        return f"{value:.1f}"
    if figure.kind == MONEY:
        return show_money(int(value))
    assert figure.kind == TIME
    return show_working_time(int(value), day_minutes)


def show_short(figures: Figures, key: str, day_minutes: int) -> str:
    """Return a figure for a narrow column: a share without its numbers, working days as days."""
    value, kind = figures.value(key), FIGURES[key].kind
    if value is not None and kind == SHARE:
        return show_share(value)
    if value is not None and kind == TIME and value >= day_minutes:
        return _("{days} d").format(days=_short(value / day_minutes))
    return show_value(figures, key, day_minutes)


def show_share(share: float) -> str:
    """Return a share of 1 in whole percent; it is 0 or 100 only when it is so exactly."""
    percent = round(share * 100)
    if percent in (0, 100) and share not in (0, 1):
        percent = 1 if percent == 0 else 99
    return _("{percent}%").format(percent=percent)


def show_working_time(minutes: int, day_minutes: int) -> str:
    """Return working time in minutes, hours, or days as long as the shop is open."""
    if minutes < _HOUR:
        return _("{minutes} min").format(minutes=minutes)
    if minutes < day_minutes:
        return _("{hours} h").format(hours=_short(minutes / _HOUR))
    days = _short(minutes / day_minutes)
    text = ngettext("{days} working day", "{days} working days", 1 if days == "1" else 2)
    return text.format(days=days)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
