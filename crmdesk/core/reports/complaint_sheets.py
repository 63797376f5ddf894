"""The figures of complaints as the sheets of a workbook, in numbers that can be reckoned with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.complaint_figure_words import show_label
from crmdesk.core.domain.complaint_figures import (
    BY,
    COUNT,
    DIMENSIONS,
    FIGURES,
    MEAN,
    MONEY,
    MONTH,
    SHARE,
    Figures,
    Group,
    Report,
)
from crmdesk.core.i18n import _
from crmdesk.core.reports.workbook import Sheet
from crmdesk.core.reports.workbook_look import Share, Value

_HOUR: Final = 60
_HUNDRED: Final = 100


def sheets_of(
    report: Report, headers: Sequence[str], rows: Sequence[Sequence[Value]]
) -> list[Sheet]:
    """Return the sheets of a report; `headers` and `rows` are its list of complaints."""
    return [
        _figures(report),
        *(_groups(_(BY[key]), _(DIMENSIONS[key]), groups) for key, groups in report.groups.items()),
        _groups(_("Twelve months"), _(DIMENSIONS[MONTH]), report.trend),
        _causes(report),
        _repeated(report),
        Sheet(_("All complaints"), headers, rows),
    ]


def _figures(report: Report) -> Sheet:
    flow = report.flow
    rows: list[tuple[Value, ...]] = [
        (_("From"), report.period.first.isoformat()),
        (_("Until"), report.period.last.isoformat()),
        (_("Open before"), flow.before.count),
        (_("Ended, old ones too"), flow.ended.count),
        (_("Open at the end"), flow.after.count),
    ]
    rows += [(label_of(key), value_of(report.total, key)) for key in FIGURES]
    return Sheet(_("Figures"), (_("Figure"), _("Value")), rows)


def _groups(name: str, heading: str, groups: Sequence[Group]) -> Sheet:
    headers = (heading, *(label_of(key) for key in FIGURES))
    rows = [(one.label, *(value_of(one.figures, key) for key in FIGURES)) for one in groups]
    return Sheet(name, headers, rows)


def _causes(report: Report) -> Sheet:
    headers = (_("Cause"), _("Count"), _("Share"), _("Cumulative"))
    rows: list[tuple[Value, ...]] = [
        (one.label, one.counted.count, Share(one.share), Share(one.so_far)) for one in report.causes
    ]
    if report.no_cause.count:
        rows.append((_("Not given"), report.no_cause.count, "", ""))
    return Sheet(_("Causes"), headers, rows)


def _repeated(report: Report) -> Sheet:
    headers = (_("Customer"), _("Phone"), _("In this period"), _("In twelve months"))
    rows = [
        (one.name, one.phone, one.in_period.count, one.in_year.count) for one in report.repeated
    ]
    return Sheet(_("Complained repeatedly"), headers, rows)


def label_of(key: str) -> str:
    """Return the name of a figure with the unit of its column."""
    kind = FIGURES[key].kind
    if kind in (COUNT, SHARE, MEAN, MONEY):
        return show_label(key)
    return _("{figure} (working hours)").format(figure=show_label(key))


def value_of(figures: Figures, key: str) -> Value:
    """Return a figure as a number: a share, hours, the currency; an empty text for none."""
    kind, value = FIGURES[key].kind, figures.value(key)
    if value is None:
        return ""
    if kind == SHARE:
        return Share(value)
    if kind == COUNT:
        return int(value)
    if kind == MEAN:
        return round(float(value), 2)
    if kind == MONEY:
        return value / _HUNDRED
    return round(value / _HOUR, 2)
