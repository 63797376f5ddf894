"""Who should be visited around a day, and why: each with all its reasons in words."""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import crmdesk.core.store.birthdays as stored_birthdays
from crmdesk.core.domain.complaint import OpenCase
from crmdesk.core.domain.shown_dates import show_day, show_time
from crmdesk.core.domain.staying import days_words
from crmdesk.core.domain.visit import MISSED, MOVED, VisitRow
from crmdesk.core.domain.visit_suggestion import (
    BIRTHDAY,
    DUE,
    NEARBY,
    ROUND,
    SILENT,
    VISIT_DUE,
    Reason,
    Suggestion,
    Suggestions,
    ranked,
)
from crmdesk.core.domain.visit_warnings import complaint_text
from crmdesk.core.i18n import _
from crmdesk.core.services import silent, visit_rounds
from crmdesk.core.services.silent import SilentRow
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import complaints, visits
from crmdesk.core.store import visit_suggestions as stored
from crmdesk.core.store.database import Connection
from crmdesk.core.store.visit_suggestions import Wanted

# So many are looked at for each reason; the list on the screen is shorter.
_EACH: Final = 200
_NEAR_EACH: Final = 20
# A visit that was promised for the day after may as well be made now.
_VISIT_AHEAD: Final = dt.timedelta(days=2)
_BIRTHDAY_DAYS: Final = 7
# Who was met lately is not visited only because somebody else lives near.
_NOT_LATELY: Final = dt.timedelta(days=30)

Reasons = dict[int, list[Reason]]


def suggest(
    workspace: Workspace,
    day: dt.date,
    *,
    days: tuple[dt.date, dt.date] | None = None,
    staff: str = "",
    district: str = "",
    limit: int = 100,
) -> Suggestions:
    """Return who should be visited on a day and has no visit yet from the first to the last day.

    `staff` asks for the customers of one of the staff only; `district` for those of a district.
    """
    first, last = days or (day, day)
    today = workspace.clock.today()
    with workspace.database.read() as connection:
        wanted = Wanted(staff, district)
        on_day = _standing(visits.between(connection, day, day, moved=False))
        reasons = _gathered(connection, day, today, on_day, wanted)
        for customer_id in stored.planned(connection, min(first, day), max(last, day)):
            reasons.pop(customer_id, None)
        waiting = complaints.open_cases(connection, list(reasons))
        _mute(reasons, waiting)
        found = [
            Suggestion(
                customer_id=one.id,
                name=one.name,
                phone=one.phone,
                address=one.address,
                district=one.district,
                grade=one.grade,
                staff=one.staff,
                last_contact=one.last_contact,
                reasons=_all_reasons(reasons[one.id], one.district, on_day),
            )
            for one in stored.candidates(connection, reasons, wanted)
        ]
        shown = ranked(found)[:limit]
        places = stored.districts(connection, [one.customer_id for one in found])
    rows = tuple(_warned(one, waiting, today) for one in shown)
    return Suggestions(day, rows, len(found), tuple(places))


def _mute(reasons: Reasons, waiting: Iterable[int]) -> None:
    """Leave out who waits for an answer to a complaint, unless something was promised for now."""
    for customer_id in waiting:
        if not any(one.kind in (DUE, VISIT_DUE) for one in reasons[customer_id]):
            del reasons[customer_id]


def _standing(rows: Iterable[VisitRow]) -> dict[str, VisitRow]:
    """Return the first visit of each district that is planned or made."""
    found: dict[str, VisitRow] = {}
    for row in rows:
        if row.district and row.visit.status not in (MISSED, MOVED):
            found.setdefault(row.district, row)
    return found


def _gathered(
    connection: Connection,
    day: dt.date,
    today: dt.date,
    on_day: Mapping[str, VisitRow],
    wanted: Wanted,
) -> Reasons:
    """Return the reasons by customer, without that of the district."""
    found: Reasons = defaultdict(list)
    _add_due(connection, found, day, today, wanted)
    for customer_id, name in visit_rounds.due_on(connection, day).items():
        found[customer_id].append(Reason(ROUND, _("The round “{name}” is due").format(name=name)))
    lists = silent.first_rows(
        connection,
        day,
        _EACH,
        staff=wanted.staff,
        district=wanted.district,
        visits_from=min(day, today),
    )
    for row in lists:
        found[row.customer_id].append(Reason(SILENT, _silence(row), row.days // 10))
    for district in on_day:
        if not wanted.district or wanted.district == district:
            before = day - _NOT_LATELY
            for one in stored.long_ago(connection, district, before, wanted, _NEAR_EACH):
                found.setdefault(one, [])
    _add_birthdays(connection, found, day, today)
    return found


def _add_birthdays(connection: Connection, found: Reasons, day: dt.date, today: dt.date) -> None:
    """Tell of every birthday, and suggest the nearest ones for their own sake."""
    born = {one[0]: one[-1] for one in stored_birthdays.coming(connection, day, _BIRTHDAY_DAYS)}
    for customer_id in heapq.nsmallest(_EACH, born, key=lambda one: born[one]):
        found.setdefault(customer_id, [])
    for customer_id in found.keys() & born.keys():
        on = born[customer_id]
        text = (
            _("Birthday on this day")
            if on == day
            else _("Birthday {day}").format(day=show_day(on, today))
        )
        found[customer_id].append(Reason(BIRTHDAY, text))


def _silence(row: SilentRow) -> str:
    """Return in few words how long somebody was silent, and which rule says it is too long."""
    why = row.why
    if why is None:
        return row.reason()
    if why.interval and not why.own:
        return _("{days} silent (grade {grade}: every {every})").format(
            days=days_words(why.days), grade=why.grade, every=days_words(why.interval)
        )
    return _("{days} silent (usually every {every})").format(
        days=days_words(why.days), every=days_words(why.interval or why.usual_days)
    )


def _add_due(
    connection: Connection, found: Reasons, day: dt.date, today: dt.date, wanted: Wanted
) -> None:
    promised = stored.due(connection, day + _VISIT_AHEAD, wanted, _EACH, visits=True)
    others = stored.due(connection, day, wanted, _EACH, visits=False)
    for one in [*promised, *others]:
        kind = VISIT_DUE if one.kind == "visit" else DUE
        if any(reason.kind == kind for reason in found[one.customer_id]):
            continue
        words = {"day": show_day(one.due, today), "what": one.what}
        template = (
            _("Visit due {day}: {what}") if kind == VISIT_DUE else _("Follow-up due {day}: {what}")
        )
        text = template.format(**words).rstrip(" :：")
        found[one.customer_id].append(Reason(kind, text, (day - one.due).days))


def _all_reasons(
    known: list[Reason], district: str, on_day: Mapping[str, VisitRow]
) -> tuple[Reason, ...]:
    near = on_day.get(district) if district else None
    if near is None:
        return tuple(known)
    words = {"name": near.customer, "time": show_time(near.visit.at)}
    template = (
        _("In the same district as {name}, {time}")
        if near.visit.at
        else _("In the same district as {name}")
    )
    return (*known, Reason(NEARBY, template.format(**words)))


def _warned(one: Suggestion, waiting: Mapping[int, OpenCase], today: dt.date) -> Suggestion:
    case = waiting.get(one.customer_id)
    if case is None:
        return one
    return replace(one, warnings=(complaint_text(case, today),))
