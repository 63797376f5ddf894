"""The results of a day, typed in from the printed sheet in its order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.visit import (
    DONE,
    MISSED,
    MOVED,
    PLANNED,
    OpenSheet,
    Result,
    Visit,
    VisitRow,
    on_paper,
)
from crmdesk.core.domain.visit_forms import Answer, to_fill_in
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import followups, opening, reachable, visit_forms, visit_writing, visits
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import rolling
from crmdesk.core.store import visits as stored

QUICK_TEXTS: Final = 9
# What is longer than this was meant for one visit only.
_LONGEST_QUICK: Final = 40
_LOOKED_AT: Final = 300
_KINDS: Final = {DONE: "visit.done", MISSED: "visit.missed", MOVED: "visit.move"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A line of the sheet: its number on paper, the visit, and what is kept or proposed.

    `next_date` is proposed by the customer's interval while the visit has no result; afterwards
    it is the one that was planned, as long as it is still to come.
    """

    number: int
    row: VisitRow
    next_date: dt.date | None = None
    next_what: str = ""
    form: str = ""
    answers: tuple[Answer, ...] = ()

    @property
    def visit(self) -> Visit:
        """The visit itself."""
        return self.row.visit

    def result(self) -> Result:
        """Return what is kept as the visit's result."""
        visit = self.visit
        return Result(
            status=visit.status,
            outcome=visit.outcome,
            next_date=self.next_date if visit.status == DONE else None,
            next_what=self.next_what,
            answers=self.answers,
            to=visit.moved_to,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySheet:
    """The sheet of a day, with the outcomes used last and the next day the shop is open."""

    on: dt.date
    staff: str
    rows: tuple[SheetRow, ...]
    quick_texts: tuple[str, ...]
    next_open: dt.date


def sheet(workspace: Workspace, on: dt.date, staff: str = "") -> DaySheet:
    """Return the lines of a day's sheet as they stand on paper."""
    today = workspace.clock.today()
    with workspace.database.read() as connection:
        lines = on_paper(stored.between(connection, on, on, staff))
        forms = {form.key: form for form in visit_forms.forms_of(connection)}
        waiting = {line.row.visit.customer_id for line in lines if line.row.visit.status == PLANNED}
        # Who is met again by a rolling follow-up needs no second one.
        waiting -= rolling.rolling_customers(connection, sorted(waiting))
        proposed = followups.proposed_dates(connection, today, sorted(waiting))
        rows = []
        for line in lines:
            visit = line.row.visit
            form = forms.get(visit.form)
            following = visit_writing.open_next(connection, visit)
            planned = following.due if following else None
            still = visit.status == PLANNED
            rows.append(
                SheetRow(
                    number=line.number,
                    row=line.row,
                    next_date=proposed.get(visit.customer_id) if still else planned,
                    next_what=following.what if following else "",
                    form=form.name if form else "",
                    answers=to_fill_in(form, visit.answers),
                )
            )
        quick = stored.last_outcomes(connection, _LOOKED_AT, _LONGEST_QUICK)[:QUICK_TEXTS]
        after = max(on, today) + dt.timedelta(days=1)
        next_open = opening.opening_of(connection).next_open(after)
    return DaySheet(
        on=on, staff=staff, rows=tuple(rows), quick_texts=tuple(quick), next_open=next_open
    )


def open_sheet(workspace: Workspace) -> OpenSheet | None:
    """Return the last day before today whose sheet has visits without a result, or None."""
    with workspace.database.read() as connection:
        return stored.open_sheet(connection, workspace.clock.today())


def enter(workspace: Workspace, visit_id: int, result: Result) -> Changes:
    """Keep a result from the sheet, in the place of the one that was kept before if any.

    Raises CrmError for a next date or a new day of a customer in the bin.
    """
    before = visits.get(workspace, visit_id)
    result = replace(result, from_sheet=True)
    if before.status != PLANNED or result.status == PLANNED:
        return correct(workspace, visit_id, result)
    return visit_writing.keep(workspace, _KINDS[result.status], visit_id, result)


def correct(workspace: Workspace, visit_id: int, result: Result) -> Changes:
    """Keep another result of a visit; what the first one wrote is changed, never doubled.

    Raises CrmError when a moved visit has a result on its new day.
    """
    return visit_writing.keep(workspace, "visit.correct", visit_id, result, anew=True)


def close_day(workspace: Workspace, results: Sequence[tuple[int, Result]]) -> Changes:
    """Keep what becomes of the visits nobody made, all in one operation: moved or missed.

    Who is planned on the new day already is named. Raises CrmError for one that has a result
    meanwhile, or a new day of a customer in the bin.
    """
    if not results:
        return Changes(0, "")
    moved = sum(result.status == MOVED for _visit, result in results)
    with operate(workspace, "visit.close_day", {"count": len(results)}) as writing:
        found = [
            (visit_writing.without_result(writing, visit_id), result)
            for visit_id, result in results
        ]
        going = [visit.customer_id for visit, result in found if result.status == MOVED]
        names = reachable.names(writing.connection, going)
        twice = [
            names[visit.customer_id]
            for visit, result in found
            if result.to and stored.planned_on(writing.connection, visit.customer_id, result.to)
        ]
        for visit, result in found:
            wanted = replace(result, from_sheet=True, at=result.at or visit.at)
            visit_writing.write(workspace, writing, visit, wanted)
        writing.many = True
        writing.message = _summary(moved, len(results) - moved)
        if twice:
            named = ", ".join(dict.fromkeys(twice))
            writing.add(_("Planned twice on the new day: {names}.").format(names=named))
    return writing.changes()


def _summary(moved: int, missed: int) -> str:
    parts = []
    if moved:
        words = ngettext("{count} visit was moved.", "{count} visits were moved.", moved)
        parts.append(words.format(count=moved))
    if missed:
        words = ngettext(
            "{count} visit was marked as missed.", "{count} visits were marked as missed.", missed
        )
        parts.append(words.format(count=missed))
    return _("{first} {second}").format(first=parts[0], second=parts[1]) if parts[1:] else parts[0]
