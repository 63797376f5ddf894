"""Complaints of a list: which are here already, and many of them written at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.choices import CATEGORY, CAUSE, CHANNEL, STAFF
from crmdesk.core.domain.complaint import (
    DUPLICATE,
    MOST_DIGITS,
    NUMBER_MARK,
    Complaint,
    LogEntry,
    activity_of,
    number_of,
)
from crmdesk.core.domain.complaint_history import (
    ORIGINAL,
    ORIGINAL_MARK,
    ORIGINAL_NUMBER,
    IncomingComplaint,
    mark_of,
)
from crmdesk.core.domain.matching import same_phone
from crmdesk.core.store import (
    activities,
    choices,
    complaint_log,
    complaint_tables,
    complaints,
    derived,
    tables,
)
from crmdesk.core.store.customers import chunks, marks
from crmdesk.core.store.history import Operation

_NUMBER: Final = re.compile(rf"{NUMBER_MARK}-(\d{{4}})-(\d{{1,{MOST_DIGITS}}})", re.ASCII)
# Whose it is (a customer, or a name with a phone), on which day, and what happened.
Mark = tuple[int, str, str, str, str]


@dataclass(slots=True)
class Known:
    """The complaints that are here, by their numbers, and what tells each from others."""

    numbers: dict[str, Complaint]
    marks: set[Mark]


def marks_of(complaint: Complaint, name: str = "", phone: str = "") -> set[Mark]:
    """Return what tells a complaint from others; a list names who complains also for a customer.

    One that came in as a walk-in's is still known once its customer is on file.
    """
    day = complaint.received_at.astimezone().date().isoformat()
    name, phone = name or complaint.walk_in_name, phone or complaint.walk_in_phone
    found: set[Mark] = set()
    if name or phone:
        found.add((0, name, same_phone(phone) or phone, day, complaint.what))
    if complaint.customer_id:
        found.add((complaint.customer_id, "", "", day, complaint.what))
    return found


def known(connection: sa.Connection) -> Known:
    """Return what is known of all complaints that are here."""
    rows = connection.exec_driver_sql("SELECT * FROM complaint")
    found = Known({}, set())
    for row in rows:
        one = complaints.as_complaint(row)
        found.numbers[one.number] = one
        found.marks |= marks_of(one)
    return found


def write(current: Operation, wanted: Sequence[IncomingComplaint]) -> None:
    """Write complaints with their logs, those of customers also on the timeline."""
    numbered = _with_numbers(current, wanted)
    first = current.next_id(complaint_tables.complaint)
    first_line = current.next_id(tables.activity)
    ids = {one.listed or one.complaint.number: first + place for place, one in enumerate(numbered)}
    made: list[Complaint] = []
    lines: list[Activity] = []
    logs: list[tuple[LogEntry, ...]] = []
    for place, one in enumerate(numbered):
        line = 0
        if one.complaint.customer_id:
            line = first_line + len(lines)
            lines.append(activity_of(one.complaint))
        log = tuple(_found(current, entry, ids) for entry in one.log)
        logs.append(log)
        repeated = [int((entry.details or {}).get(ORIGINAL, 0)) for entry in log]
        original = next((number for number in reversed(repeated) if number), 0)
        made.append(
            replace(
                one.complaint,
                id=first + place,
                activity_id=line,
                duplicate_of=original if one.complaint.state == DUPLICATE else 0,
            )
        )
    _insert(
        current,
        complaint_tables.complaint,
        [{"id": one.id, **complaints.values_of(one)} for one in made],
    )
    _insert(
        current,
        tables.activity,
        [{"id": first_line + n, **activities.values_of(one)} for n, one in enumerate(lines)],
    )
    _write_logs(current, list(zip(made, logs, strict=True)))
    _keep_choices(current, made)
    concerned = sorted({one.customer_id for one in made} - {0})
    current.touched.update(concerned)
    for part in chunks(concerned):
        derived.refresh_dates(current.connection, f"IN ({marks(part)})", part)


def _with_numbers(
    current: Operation, wanted: Sequence[IncomingComplaint]
) -> list[IncomingComplaint]:
    """Return complaints that all have a number; those of the list are given to nobody else."""
    highest: dict[int, int] = {}
    for one in wanted:
        if match := _NUMBER.fullmatch(one.complaint.number):
            year = int(match[1])
            highest[year] = max(highest.get(year, 0), int(match[2]))
    for year, number in highest.items():
        complaints.taken_up_to(current.connection, year, number)
    found: list[IncomingComplaint] = []
    for one in wanted:
        complaint = one.complaint
        if not complaint.number:
            year = complaint.received_at.astimezone().year
            number = complaints.next_number(current.connection, year)
            complaint = replace(complaint, number=number_of(year, number))
        found.append(replace(one, complaint=complaint))
    return found


def _found(current: Operation, entry: LogEntry, ids: dict[str, int]) -> LogEntry:
    """Return a step that names another complaint by the id that one has here.

    That is one of the same list, or the very one that stood in the database the list came from;
    a number for which there is none stays.
    """
    details = dict(entry.details or {})
    if ORIGINAL_NUMBER not in details:
        return entry
    number, mark = str(details[ORIGINAL_NUMBER]), details.get(ORIGINAL_MARK)
    details[ORIGINAL] = ids.get(number, 0)
    if not details[ORIGINAL]:
        there = complaints.by_number(current.connection, number)
        if there is not None and mark_of(there) == mark:
            details[ORIGINAL] = there.id
    if details[ORIGINAL] or not number:
        details.pop(ORIGINAL_NUMBER)
        details.pop(ORIGINAL_MARK, None)
    return replace(entry, details=details)


def _write_logs(current: Operation, pairs: Sequence[tuple[Complaint, Sequence[LogEntry]]]) -> None:
    first = current.next_id(complaint_tables.complaint_log)
    rows: list[dict[str, Any]] = []
    for complaint, log in pairs:
        for entry in log:
            rows.append({"id": first + len(rows), **complaint_log.log_values(complaint, entry)})
    _insert(current, complaint_tables.complaint_log, rows)


def _keep_choices(current: Operation, made: Sequence[Complaint]) -> None:
    for name, attribute in (
        (CATEGORY, "category"),
        (CHANNEL, "channel"),
        (CAUSE, "cause"),
        (STAFF, "staff"),
    ):
        choices.add_many(current, name, [getattr(one, attribute) for one in made])


def _insert(current: Operation, table: sa.Table, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        current.insert_each(
            table,
            tuple(rows[0]),
            [tuple(row.values()) for row in rows],
            [int(row["customer_id"] or 0) for row in rows],
        )
