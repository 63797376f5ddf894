"""The bars of the report of complaints: causes, groups, scores, and who complains repeatedly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.complaint import SCORES
from crmdesk.core.domain.complaint_figure_words import (
    NOTHING,
    show_label,
    show_share,
    show_short,
    show_value,
)
from crmdesk.core.domain.complaint_figures import Complainer, Counted, Figures, Group, Report
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.complaints.close_step import SCORE_WORDS
from crmdesk.ui.complaints.report_behind import Behind, Person, count_words, list_behind
from crmdesk.ui.kit.bar_columns import Bar, Cell
from crmdesk.ui.parts.complaint_looks import score_tone

# What a line of a group tells besides how many it has; the first ones stay in a narrow window.
CELLS: Final = ("on_time", "answer_median", "satisfaction", "reopened", "cost")


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
                    complaints=count_words(one.counted.count),
                    share=share,
                    so_far=so_far,
                ),
                list_behind(one.counted.query, one.label, report.period),
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
    return Cell(text, text, list_behind(report.no_cause.query, _("No cause yet"), report.period))


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
        f"{group.label}: {count_words(count)}, {share}",
        list_behind(figures.query, group.label, report.period),
        count / most if group.key else None,
        cells=tuple(_cell(report, group.label, figures, key) for key in CELLS),
    )


def _cell(report: Report, label: str, figures: Figures, key: str) -> Cell:
    what = f"{label}: {show_label(key)}"
    value = show_value(figures, key, report.day_minutes)
    return Cell(
        show_short(figures, key, report.day_minutes),
        f"{what} {value}",
        list_behind(figures.behind(key), what, report.period),
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
            f"{_('{score} of 5').format(score=one)}: {count_words(counts[one])}",
            list_behind(
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
            f"{show_label('unreached')}: {count_words(missed)}",
            list_behind(total.behind("unreached"), show_label("unreached"), report.period),
            missed / most,
            "muted",
        )
    )
    return made


def repeaters(report: Report) -> list[Bar]:
    """Return who complained repeatedly; a name opens the customer's file."""
    return [_repeater(report, one) for one in report.repeated]


def _repeater(report: Report, one: Complainer) -> Bar:
    here = list_behind(one.in_period.query, one.name, report.period)
    year = list_behind(one.in_year.query, one.name, report.period.year_back())
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
    return Cell(f"{counted.count:,}", f"{name}: {what} {count_words(counted.count)}", behind)
