"""The figures of complaints as tiles, columns and bars, each with the list behind it in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QLocale

from crmdesk.core.domain.complaint import SCORES
from crmdesk.core.domain.complaint_figure_words import (
    NOTHING,
    show_label,
    show_share,
    show_short,
    show_value,
    show_working_time,
)
from crmdesk.core.domain.complaint_figures import (
    ACKNOWLEDGE,
    ANSWER,
    CLOSE,
    FIGURES,
    MIDDLE,
    MOST,
    Complainer,
    Counted,
    Figures,
    Group,
    Report,
)
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.i18n import N_, _, language, ngettext
from crmdesk.core.services.print_complaint_month import days_of
from crmdesk.ui.complaints.step_forms import SCORE_WORDS
from crmdesk.ui.kit.bar_columns import Bar, Cell
from crmdesk.ui.kit.column_chart import Pillar, Point
from crmdesk.ui.kit.figure_tile import Tile
from crmdesk.ui.parts.complaint_looks import score_tone

# What a line of a group tells besides how many it has; the first ones stay in a narrow window.
CELLS: Final = ("on_time", "answer_median", "satisfaction", "reopened", "cost")
_TIMES: Final = {
    ACKNOWLEDGE: N_("Time to accept"),
    ANSWER: N_("Time to answer"),
    CLOSE: N_("Time to close"),
}
_FURTHER: Final = ("open", "overdue", "late", "closed", "unfounded", "duplicate", "unreached")


@dataclass(frozen=True, slots=True)
class Behind:
    """The list behind a figure, and what it is called."""

    query: ComplaintQuery
    title: str


@dataclass(frozen=True, slots=True)
class Person:
    """The customer's file behind a name."""

    customer_id: int


def _behind(query: ComplaintQuery, what: str, period: Period) -> Behind:
    return Behind(query, _("{what}, {days}").format(what=what, days=days_of(period)))


def _count(count: int) -> str:
    return ngettext("{count:,} complaint", "{count:,} complaints", count).format(count=count)


# The key figures


def tiles(report: Report) -> list[Tile]:
    """Return the key figures: how many, in time, how long, how satisfied, what it cost."""
    total = report.total
    still = _("{open} still open, {overdue} overdue").format(
        open=f"{total.count('open'):,}", overdue=f"{total.count('overdue'):,}"
    )
    return [
        _tile(report, "received", f"{total.count('received'):,}", still),
        _share(report, "on_time", _("{count} of {whole} answered")),
        *(_time(report, time) for time in (ACKNOWLEDGE, ANSWER, CLOSE)),
        _share(report, "reopened", _("{count} of {whole} received")),
        _tile(
            report,
            "satisfaction",
            show_value(total, "satisfaction", report.day_minutes),
            ngettext("of 5, {count} score", "of 5, {count} scores", total.count("satisfaction")),
        ),
        _tile(
            report,
            "cost",
            show_value(total, "cost", report.day_minutes),
            _count(total.count("cost")),
        ),
    ]


def _tile(
    report: Report, key: str, value: str, note: str, label: str = "", tone: str = "neutral"
) -> Tile:
    label = label or show_label(key)
    note = note.format(count=f"{report.total.count(key):,}")
    told = ", ".join(part for part in (f"{label}: {value}", note) if part)
    behind = _behind(report.total.behind(key), label, report.period)
    return Tile(key, label, value, note, told, behind, tone)


def _share(report: Report, key: str, note: str) -> Tile:
    total = report.total
    value = total.value(key)
    shown = NOTHING if value is None else show_share(value)
    whole = total.count(FIGURES[key].of)
    words = note.format(count=f"{total.count(key):,}", whole=f"{whole:,}")
    return _tile(report, key, shown, words)


def _time(report: Report, time: str) -> Tile:
    middle, most = (report.total.value(time + one) for one in (MIDDLE, MOST))
    if middle is None or most is None:
        value, note = NOTHING, ""
    else:
        value = show_working_time(int(middle), report.day_minutes)
        note = _("median; 9 of 10 within {time}").format(
            time=show_working_time(int(most), report.day_minutes)
        )
    return _tile(report, time + MIDDLE, value, note, label=_(_TIMES[time]))


def further(report: Report) -> list[Cell]:
    """Return the remaining counts, and what went through the shop."""
    flow, made = report.flow, []
    for key in _FURTHER:
        if report.total.count(key):
            made.append(
                (show_label(key), Counted(report.total.count(key), report.total.behind(key)))
            )
    for words, counted in (
        (_("Open before"), flow.before),
        (_("Ended, old ones too"), flow.ended),
        (_("Open at the end"), flow.after),
    ):
        if counted.count:
            made.append((words, counted))
    return [
        Cell(
            f"{words} {one.count:,}",
            f"{words}: {_count(one.count)}",
            _behind(one.query, words, report.period),
        )
        for words, one in made
    ]


# Twelve months


def trend(report: Report) -> list[Pillar]:
    """Return the twelve months; those of the period stand out."""
    months = report.period.twelve_months()
    return [
        _pillar(report, place, month, group)
        for place, (month, group) in enumerate(zip(months, report.trend, strict=True))
    ]


def _pillar(report: Report, place: int, month: Period, group: Group) -> Pillar:
    figures = group.figures
    count, share = figures.count("received"), figures.value("on_time")
    point = None
    if share is not None:
        words = show_value(figures, "on_time", report.day_minutes)
        point = Point(
            share,
            show_share(share),
            f"{group.label}: {show_label('on_time')} {words}",
            _behind(figures.behind("on_time"), show_label("on_time"), month),
        )
    period = report.period
    return Pillar(
        name=month_name(month.first),
        more=f"{month.first.year}" if place == 0 or month.first.month == 1 else "",
        number=count,
        told=f"{group.label}: {_count(count)}",
        payload=_behind(figures.query, show_label("received"), month),
        strong=month.first <= period.last and period.first <= month.last,
        point=point,
    )


def month_name(day: dt.date) -> str:
    """Return the short name of a month."""
    return QLocale(language()).standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)


# Bars


def causes(report: Report) -> list[Bar]:
    """Return the causes, the most frequent first, with their share and that of all so far."""
    made = []
    for one in report.causes:
        share, so_far = show_share(one.share), show_share(one.so_far)
        made.append(
            Bar(
                one.label,
                (f"{one.counted.count:,}", share, so_far),
                _("{cause}: {complaints}, {share}; with all above {so_far}").format(
                    cause=one.label,
                    complaints=_count(one.counted.count),
                    share=share,
                    so_far=so_far,
                ),
                _behind(one.counted.query, one.label, report.period),
                one.share,
                so_far=one.so_far,
            )
        )
    return made


def without_cause(report: Report) -> Cell | None:
    """Return those whose cause is not known yet, or None."""
    count = report.no_cause.count
    if not count:
        return None
    text = ngettext(
        "{count} complaint has no cause yet.", "{count} complaints have no cause yet.", count
    ).format(count=f"{count:,}")
    return Cell(text, text, _behind(report.no_cause.query, _("No cause yet"), report.period))


def groups(report: Report, found: Sequence[Group]) -> list[Bar]:
    """Return a line for each group, its bar as long as its share of the largest that has a name.

    What was not given has no bar: it would dwarf all others.
    """
    most = max((one.figures.count("received") for one in found if one.key), default=1)
    whole = report.total.count("received")
    return [_group(report, one, most, whole) for one in found]


def _group(report: Report, group: Group, most: int, whole: int) -> Bar:
    figures = group.figures
    count = figures.count("received")
    share = show_share(count / whole)
    return Bar(
        group.label,
        (f"{count:,}", share),
        f"{group.label}: {_count(count)}, {share}",
        _behind(figures.query, group.label, report.period),
        count / most if group.key else None,
        cells=tuple(_cell(report, group.label, figures, key) for key in CELLS),
    )


def _cell(report: Report, label: str, figures: Figures, key: str) -> Cell:
    what = f"{label}: {show_label(key)}"
    value = show_value(figures, key, report.day_minutes)
    return Cell(
        show_short(figures, key, report.day_minutes),
        f"{what} {value}",
        _behind(figures.behind(key), what, report.period),
    )


def scores(report: Report) -> list[Bar]:
    """Return how often each score was given, the best first, and who could not be reached."""
    total = report.total
    given = total.count("satisfaction")
    counts = {one: total.count(f"score_{one}") for one in SCORES}
    missed = total.count("unreached")
    most = max(1, missed, *counts.values())
    made = [
        Bar(
            f"{one} {_(SCORE_WORDS[one - 1])}",
            (f"{counts[one]:,}", show_share(counts[one] / given) if given else NOTHING),
            f"{_('{score} of 5').format(score=one)}: {_count(counts[one])}",
            _behind(
                total.behind(f"score_{one}"), _("{score} of 5").format(score=one), report.period
            ),
            counts[one] / most,
            score_tone(one),
        )
        for one in reversed(SCORES)
    ]
    made.append(
        Bar(
            show_label("unreached"),
            (f"{missed:,}", ""),
            f"{show_label('unreached')}: {_count(missed)}",
            _behind(total.behind("unreached"), show_label("unreached"), report.period),
            missed / most,
            "muted",
        )
    )
    return made


def repeaters(report: Report) -> list[Bar]:
    """Return who complained repeatedly; a name opens the customer's file."""
    return [_repeater(report, one) for one in report.repeated]


def _repeater(report: Report, one: Complainer) -> Bar:
    here = _behind(one.in_period.query, one.name, report.period)
    year = _behind(one.in_year.query, one.name, report.period.year_back())
    told = f"{one.name} {one.phone}".strip() if one.phone != one.name else one.name
    return Bar(
        one.name,
        (one.phone if one.phone != one.name else "",),
        _("{name}: open the customer's file").format(name=told) if one.customer_id else told,
        Person(one.customer_id) if one.customer_id else year,
        cells=(
            _counted(one.in_period, _("In this period"), one.name, here),
            _counted(one.in_year, _("In twelve months"), one.name, year),
        ),
    )


def _counted(counted: Counted, what: str, name: str, behind: Behind) -> Cell:
    return Cell(f"{counted.count:,}", f"{name}: {what} {_count(counted.count)}", behind)
