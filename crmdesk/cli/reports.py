"""Reports from the command line: the figures of complaints as text, JSON, PDF and workbook."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from crmdesk.cli.output import Answer, pairs, table
from crmdesk.cli.paper import saved_as_pdf
from crmdesk.cli.session import opened, stoppable
from crmdesk.cli.usage import Usage
from crmdesk.core.domain.complaint_figure_words import (
    show_label,
    show_share,
    show_short,
    show_value,
)
from crmdesk.core.domain.complaint_figures import (
    DIMENSIONS,
    FIGURES,
    MONEY,
    MONTH,
    TIME,
    Figures,
    Group,
    Report,
)
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.problems import Problem
from crmdesk.core.i18n import _
from crmdesk.core.reports.complaint_month import COLUMNS, GROUPS_SHOWN, others_text, short_label
from crmdesk.core.reports.document import Document
from crmdesk.core.services import complaint_figures, print_complaint_month, printing
from crmdesk.core.services.printing import PrintOptions
from crmdesk.core.services.workspace import Workspace

_WIDEST = 40


def report(options: Namespace) -> Answer:
    """Tell the figures of a period's complaints, and write them to the files that are named."""
    with stoppable(options) as progress, opened(options) as work:
        period = _period(work, options)
        found = complaint_figures.report(work, period)
        files: dict[str, object] = {}
        lines: list[str] = []
        if options.xlsx:
            # Only a workbook needs what writes it.
            from crmdesk.core.services import complaint_report_file

            target = Path(options.xlsx).expanduser()
            problems = complaint_report_file.write(work, period, target, progress)
            files["xlsx"] = str(target)
            lines += [_("Saved {file}.").format(file=target), *_told(problems)]
        if options.pdf:
            target = Path(options.pdf).expanduser()
            _saved, told = saved_as_pdf(_sheet(work, period, options.paper), target)
            files["pdf"] = str(target)
            lines += told
    return Answer({**_document(found), "files": files}, lines or _lines(found))


def _period(work: Workspace, options: Namespace) -> Period:
    if options.last and not options.first:
        raise Usage(
            _("--to needs the first day as well."), _("Give both, such as --from 2026-11-01.")
        )
    if options.year:
        return Period.year(options.year)
    if options.first:
        return Period(options.first, options.last or work.clock.today())
    day = options.month or work.clock.today()
    return Period.month(day.year, day.month)


def _sheet(work: Workspace, period: Period, paper: str) -> Document:
    days = (period.last - period.first).days + 1
    wanted = PrintOptions(start=period.first, days=days, paper=paper)
    return printing.build(work, print_complaint_month.COMPLAINT_MONTH.key, wanted)


def _told(problems: Sequence[Problem]) -> list[str]:
    """Return what a workbook could not keep, once for each kind."""
    return list(dict.fromkeys(one.message for one in problems))


def _lines(found: Report) -> list[str]:
    flow, days = found.flow, found.day_minutes
    lines = [
        print_complaint_month.title_of(found.period),
        "",
        *pairs(
            [
                (_("Open before"), flow.before.count),
                (_("Ended, old ones too"), flow.ended.count),
                (_("Open at the end"), flow.after.count),
                *((show_label(key), show_value(found.total, key, days)) for key in FIGURES),
            ]
        ),
    ]
    for key, groups in found.groups.items():
        if groups and not (key == MONTH and len(groups) == 1):
            lines += ["", *_groups(_(DIMENSIONS[key]), groups, days)]
    if found.causes:
        rows = [
            (one.label, one.counted.count, show_share(one.share), show_share(one.so_far))
            for one in found.causes
        ]
        headers = (_("Cause"), _("Count"), _("Share"), _("Cumulative"))
        lines += ["", *table(headers, rows, _WIDEST)]
    if found.repeated:
        people = [
            (one.name, one.phone, one.in_period.count, one.in_year.count) for one in found.repeated
        ]
        who = (_("Complained repeatedly"), _("Phone"), _("In this period"), _("In twelve months"))
        lines += ["", *table(who, people, _WIDEST)]
    return lines


def _groups(heading: str, groups: Sequence[Group], day_minutes: int) -> list[str]:
    headers = (heading, *(short_label(key) for key in COLUMNS))
    rows = [
        (one.label, *(show_short(one.figures, key, day_minutes) for key in COLUMNS))
        for one in groups[:GROUPS_SHOWN]
    ]
    more = groups[GROUPS_SHOWN:]
    return table(headers, rows, _WIDEST) + ([others_text(more)] if more else [])


def _document(found: Report) -> dict[str, object]:
    flow = found.flow
    return {
        "from": found.period.first,
        "to": found.period.last,
        "working_day_minutes": found.day_minutes,
        "open_before": flow.before.count,
        "ended": flow.ended.count,
        "open_after": flow.after.count,
        "figures": _figures(found.total),
        "by": {key: [_group(one) for one in groups] for key, groups in found.groups.items()},
        "causes": [
            {
                "cause": one.key,
                "label": one.label,
                "count": one.counted.count,
                "share": round(one.share, 4),
                "cumulative": round(one.so_far, 4),
            }
            for one in found.causes
        ],
        "without_cause": found.no_cause.count,
        "repeated": [
            {
                "customer_id": one.customer_id or None,
                "name": one.name,
                "phone": one.phone,
                "in_period": one.in_period.count,
                "in_twelve_months": one.in_year.count,
            }
            for one in found.repeated
        ],
        "twelve_months": [_group(one) for one in found.trend],
    }


def _group(one: Group) -> dict[str, object]:
    return {"key": one.key, "label": one.label, "figures": _figures(one.figures)}


def _figures(figures: Figures) -> dict[str, object]:
    """Return figures as numbers: shares of 1, working minutes, amounts in the currency."""
    found: dict[str, object] = {}
    for key, figure in FIGURES.items():
        value = figures.value(key)
        if figure.kind == TIME:
            found[f"{key}_minutes"] = value
        elif figure.kind == MONEY and value is not None:
            found[key] = value / 100
        else:
            found[key] = round(value, 4) if isinstance(value, float) else value
    return found
