"""The complaints of a month on paper: figures, tables of them, causes as bars, and the list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain.complaint_figure_words import (
    show_label,
    show_share,
    show_short,
    show_value,
)
from crmdesk.core.domain.complaint_figures import BY, DIMENSIONS, FIGURES, MONTH, Group, Report
from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.reports.document import (
    Block,
    Column,
    Document,
    Heading,
    Look,
    Row,
    Table,
    Text,
    cell,
)
from crmdesk.core.reports.tick_boxes import NO_BREAK
from crmdesk.core.reports.wording import texts

FIGURES_PART: Final = "figures"
CAUSES_PART: Final = "causes"
REPEATED_PART: Final = "repeated"
TREND_PART: Final = "trend"
LIST_PART: Final = "list"
MONTH_PARTS: Final = {
    FIGURES_PART: N_("Figures"),
    **{key: label for key, label in DIMENSIONS.items() if key != MONTH},
    CAUSES_PART: N_("Causes"),
    REPEATED_PART: N_("Complained repeatedly"),
    TREND_PART: N_("Twelve months"),
    LIST_PART: N_("All complaints"),
}
# What a table of groups shows of each.
COLUMNS: Final = (
    "received",
    "open",
    "on_time",
    "answer_median",
    "answer_most",
    "reopened",
    "satisfaction",
    "cost",
)
# Short names where the column is narrow.
_SHORT: Final = {
    "received": N_("Count"),
    "on_time": N_("In time"),
    "answer_median": N_("Answer, median"),
    "answer_most": N_("9 of 10 within"),
}
GROUPS_SHOWN: Final = 15
_LONGEST_BAR: Final = 16
_BAR: Final = "■"
_SMALL_POINTS: Final = 7.5
_FACTS: Final = (Column("", 30), Column("", 20), Column("", 30), Column("", 20))


@dataclass(frozen=True, slots=True)
class ComplaintLine:
    """A complaint of the list as texts."""

    number: str
    received: str
    name: str
    phone: str
    category: str
    product: str
    what: str
    severity: str
    state: str
    staff: str
    answered: str
    late: str


def build_complaint_month(
    look: Look,
    title: str,
    report: Report,
    lines: Sequence[ComplaintLine],
    parts: Sequence[str],
    *,
    remark: str = "",
) -> Document:
    """Return the sheet of a period."""
    if look.paper == "A5" and not look.points:
        look = replace(look, points=_SMALL_POINTS)
    blocks: list[Block] = [Heading(title), Text(_flow(report))]
    if not report.total.count("received"):
        blocks.append(Text(_("There were no complaints in this time.")))
    for part in parts:
        if part == FIGURES_PART:
            blocks += [Heading(_("Figures"), minor=True), _figures(report)]
        elif part in report.groups:
            blocks += _groups(part, report.groups[part], report.day_minutes)
        elif part == CAUSES_PART:
            blocks += _causes(report)
        elif part == REPEATED_PART:
            blocks += _repeated(report)
        elif part == TREND_PART:
            blocks += _groups(MONTH, report.trend, report.day_minutes, all_of=True)
        elif part == LIST_PART and lines:
            blocks += [Heading(_("All complaints"), minor=True), _list(lines)]
    return look.document("complaint_month", title, tuple(blocks), remark=remark)


def _flow(report: Report) -> str:
    flow = report.flow
    return _(
        "Open before: {before}. Received: {received}. Ended, old ones too: {ended}."
        " Open at the end: {after}."
    ).format(
        before=flow.before.count,
        received=flow.received.count,
        ended=flow.ended.count,
        after=flow.after.count,
    )


def _figures(report: Report) -> Table:
    """Return the figures twice beside each other, read downwards."""
    keys = list(FIGURES)
    half = (len(keys) + 1) // 2
    rows: list[Row] = []
    for place in range(half):
        cells = []
        for number in (place, place + half):
            key = keys[number] if number < len(keys) else ""
            value = show_value(report.total, key, report.day_minutes) if key else NO_BREAK
            cells += [texts(Text(show_label(key) if key else "", quiet=True)), cell(value)]
        rows.append(Row(tuple(cells)))
    return Table(_FACTS, tuple(rows), headed=False)


def _groups(
    dimension: str, groups: Sequence[Group], day_minutes: int, *, all_of: bool = False
) -> list[Block]:
    if not groups:
        return []
    shown = groups if all_of else groups[:GROUPS_SHOWN]
    columns = (
        Column(_(DIMENSIONS[dimension]), 20),
        *(Column(short_label(key), 10, "right") for key in COLUMNS),
    )
    rows = tuple(
        Row(
            (
                cell(one.label, small=True),
                *(cell(show_short(one.figures, key, day_minutes), small=True) for key in COLUMNS),
            )
        )
        for one in shown
    )
    heading = Heading(_("Twelve months") if all_of else _(BY[dimension]), minor=True)
    blocks: list[Block] = [heading, Table(columns, rows, compact=True)]
    more = groups[len(shown) :]
    if more:
        blocks.append(Text(others_text(more), small=True, quiet=True))
    return blocks


def others_text(groups: Sequence[Group]) -> str:
    """Return what is said of the groups that have no line of their own."""
    count = sum(one.figures.count("received") for one in groups)
    text = ngettext(
        "{others} more with {count} complaint.", "{others} more with {count} complaints.", count
    )
    return text.format(others=len(groups), count=count)


def short_label(key: str) -> str:
    """Return the name of a figure for a narrow column."""
    return _(_SHORT[key]) if key in _SHORT else show_label(key)


def _causes(report: Report) -> list[Block]:
    if not report.causes:
        return []
    columns = (
        Column(_("Cause"), 26),
        Column(_("Count"), 9, "right"),
        Column(_("Share"), 9, "right"),
        Column(_("Cumulative"), 10, "right"),
        Column("", 46),
    )
    longest = max(one.counted.count for one in report.causes)
    rows = tuple(
        Row(
            (
                cell(one.label),
                cell(str(one.counted.count)),
                cell(show_share(one.share)),
                cell(show_share(one.so_far)),
                cell(_BAR * max(1, round(one.counted.count / longest * _LONGEST_BAR))),
            )
        )
        for one in report.causes
    )
    blocks: list[Block] = [Heading(_("Causes"), minor=True), Table(columns, rows, compact=True)]
    if report.no_cause.count:
        text = ngettext(
            "{count} complaint has no cause yet.",
            "{count} complaints have no cause yet.",
            report.no_cause.count,
        )
        blocks.append(Text(text.format(count=report.no_cause.count), small=True, quiet=True))
    return blocks


def _repeated(report: Report) -> list[Block]:
    if not report.repeated:
        return []
    columns = (
        Column(_("Customer"), 44),
        Column(_("Phone"), 26),
        Column(_("In this period"), 15, "right"),
        Column(_("In twelve months"), 15, "right"),
    )
    rows = tuple(
        Row(
            (
                cell(one.name),
                cell(one.phone),
                cell(str(one.in_period.count)),
                cell(str(one.in_year.count)),
            )
        )
        for one in report.repeated[:GROUPS_SHOWN]
    )
    blocks: list[Block] = [
        Heading(_("Complained repeatedly"), minor=True),
        Table(columns, rows, compact=True),
    ]
    more = report.repeaters - len(rows)
    if more > 0:
        text = ngettext("{count} more customer.", "{count} more customers.", more)
        blocks.append(Text(text.format(count=more), small=True, quiet=True))
    return blocks


def _list(lines: Sequence[ComplaintLine]) -> Table:
    columns = (
        Column(_("Complaint no."), 15),
        Column(_("Customer"), 17),
        Column(_("Category"), 15),
        Column(_("What happened"), 30),
        Column(_("State"), 11),
        Column(_("Answered"), 12),
    )
    rows = tuple(
        Row(
            (
                texts(Text(one.number, small=True), Text(one.received, small=True, quiet=True)),
                texts(Text(one.name, small=True), Text(one.phone, small=True, quiet=True)),
                texts(Text(one.category, small=True), Text(one.product, small=True, quiet=True)),
                cell(one.what, small=True),
                texts(
                    Text(one.state, small=True),
                    Text(one.severity, small=True, strong=True),
                    Text(one.staff, small=True, quiet=True),
                ),
                texts(Text(one.answered, small=True), Text(one.late, small=True, strong=True)),
            )
        )
        for one in lines
    )
    return Table(columns, rows, compact=True)
