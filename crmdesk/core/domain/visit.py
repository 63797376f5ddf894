"""A visit: a planned call at the customer's place, or theirs at the shop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.domain.visit_forms import Answer
from crmdesk.core.i18n import N_

PLANNED: Final = "planned"
DONE: Final = "done"
MISSED: Final = "missed"
MOVED: Final = "moved"
STATUSES: Final = {
    PLANNED: N_("Planned"),
    DONE: N_("Done"),
    MISSED: N_("Missed"),
    MOVED: N_("Moved"),
}
# Older sheets are lost or do not matter any more.
DAYS_BACK: Final = 60


def oldest_open(today: dt.date) -> dt.date:
    """Return the first day whose visits without a result still matter."""
    return dt.date.fromordinal(max(today.toordinal() - DAYS_BACK, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit on a local date; `position` orders the visits of a day, `at` is an optional time.

    `round_id` names the round it was planned by, 0 for none or when it was moved to another day;
    `by_hand` tells that it was changed since. `form` is the form that is filled in, by its key.
    `activity_id`, `follow_up_id` and `moved_id` tell what its result wrote, `promise_id` the
    follow-up it closed; `on_sheet` that it was moved after its day, from the sheet.
    """

    id: int = 0
    customer_id: int
    on: dt.date
    at: dt.time | None = None
    position: int = 0
    purpose: str = ""
    staff: str = ""
    status: str = PLANNED
    outcome: str = ""
    moved_to: dt.date | None = None
    round_id: int = 0
    by_hand: bool = False
    form: str = ""
    answers: tuple[Answer, ...] = ()
    activity_id: int = 0
    follow_up_id: int = 0
    moved_id: int = 0
    on_sheet: bool = False
    promise_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What came of a visit; PLANNED takes back what was kept before.

    Without `answers` those that are there stay. `to` and `at` are for one that is moved;
    `from_sheet` tells that it was moved after its day.
    """

    status: str = DONE
    outcome: str = ""
    next_date: dt.date | None = None
    next_what: str = ""
    answers: tuple[Answer, ...] | None = None
    to: dt.date | None = None
    at: dt.time | None = None
    from_sheet: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A visit as a line of a plan or a sheet, with what the visitor needs to know."""

    visit: Visit
    customer: str
    phone: str
    address: str
    district: str
    grade: str
    last_note: str


@dataclass(frozen=True, slots=True)
class OpenSheet:
    """A day that is over and has visits without a result, and how many.

    `earlier` counts those of the days before it that matter still.
    """

    on: dt.date
    count: int
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class DayLine:
    """A visit with its number on the day's sheet; one that is not on the sheet has none (0)."""

    number: int
    row: VisitRow


def numbered(rows: Sequence[VisitRow]) -> list[DayLine]:
    """Return the visits of a day with the numbers they have on paper, where each person has a list.

    A visit that was moved before its day is on no sheet; one moved from the sheet keeps its line.
    """
    places: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if row.visit.status != MOVED or row.visit.on_sheet:
            places.setdefault(row.visit.staff, []).append(place)
    numbers = {
        place: number
        for of_person in places.values()
        for number, place in enumerate(_in_time(rows, of_person), start=1)
    }
    return [DayLine(numbers.get(place, 0), row) for place, row in enumerate(rows)]


def _in_time(rows: Sequence[VisitRow], places: Sequence[int]) -> list[int]:
    """Return places of a day so that fixed times follow each other; others stay where they are."""
    timed = [place for place in places if rows[place].visit.at is not None]
    ordered = iter(sorted(timed, key=lambda place: rows[place].visit.at or dt.time.max))
    return [place if rows[place].visit.at is None else next(ordered) for place in places]


def on_paper(rows: Sequence[VisitRow]) -> list[DayLine]:
    """Return the lines of a day's sheet as they are printed: person by person, nobody's last."""
    return [line for line in by_person(rows) if line.number]


def by_person(rows: Sequence[VisitRow]) -> list[DayLine]:
    """Return all visits of a day in the order of its sheet; each person's unnumbered ones last."""
    return sorted(
        numbered(rows),
        key=lambda line: (
            not line.row.visit.staff,
            sort_key(line.row.visit.staff),
            line.row.visit.staff,
            not line.number,
            line.number,
        ),
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something is put in a plan: a day, before which visit of it (0: at the end).

    `staff` names whose it becomes, empty for nobody's; None leaves it whose it is.
    """

    day: dt.date
    before: int = 0
    staff: str | None = None
