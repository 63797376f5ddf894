"""The figures of complaints as tiles, columns and bars, each with the list behind it in words."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import QLocale

from crmdesk.core.domain.complaint_figure_words import (
    NOTHING,
    show_label,
    show_share,
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
    Counted,
    Group,
    Report,
)
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.i18n import N_, _, language, ngettext
from crmdesk.ui.complaints.report_behind import count_words, list_behind
from crmdesk.ui.kit.bar_columns import Cell
from crmdesk.ui.kit.column_chart import Pillar, Point
from crmdesk.ui.kit.figure_tile import Tile

_TIMES: Final = {
    ACKNOWLEDGE: N_("Time to accept"),
    ANSWER: N_("Time to answer"),
    CLOSE: N_("Time to close"),
}
_FURTHER: Final = ("open", "overdue", "late", "closed", "unfounded", "duplicate", "unreached")
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
            count_words(total.count("cost")),
        ),
    ]


def _tile(
    report: Report, key: str, value: str, note: str, label: str = "", tone: str = "neutral"
) -> Tile:
    label = label or show_label(key)
    note = note.format(count=f"{report.total.count(key):,}")
    told = ", ".join(part for part in (f"{label}: {value}", note) if part)
    behind = list_behind(report.total.behind(key), label, report.period)
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
            f"{words}: {count_words(one.count)}",
            list_behind(one.query, words, report.period),
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
            list_behind(figures.behind("on_time"), show_label("on_time"), month),
        )
    period = report.period
    return Pillar(
        name=month_name(month.first),
        more=f"{month.first.year}" if place == 0 or month.first.month == 1 else "",
        number=count,
        told=f"{group.label}: {count_words(count)}",
        payload=list_behind(figures.query, show_label("received"), month),
        strong=month.first <= period.last and period.first <= month.last,
        point=point,
    )


def month_name(day: dt.date) -> str:
    """Return the short name of a month."""
    return QLocale(language()).standaloneMonthName(day.month, QLocale.FormatType.ShortFormat)
