"""Lists of complaints: which, how many, and what presses today."""

from __future__ import annotations

import datetime as dt
from array import array
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain.complaint import OPEN, STATES, ComplaintRow
from crmdesk.core.domain.complaint_query import SAVED, ComplaintQuery, saved_query
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import complaint_lists as lists
from crmdesk.core.store import complaints as stored
from crmdesk.core.store.database import Connection

# Nobody reads more cards of one state; the count tells how many there are.
LONGEST_COLUMN: Final = 200


@dataclass(frozen=True, slots=True)
class Page:
    """The beginning of a list: the first ids with their lines, and how long the list is."""

    ids: array[int]
    rows: list[ComplaintRow | None]
    total: int


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """A state with its complaints: the ids in order, the most urgent first, and how many."""

    state: str
    ids: array[int]
    total: int


def ids(workspace: Workspace, query: ComplaintQuery, limit: int | None = None) -> array[int]:
    """Return the ids a query finds, in display order."""
    with workspace.database.read() as connection:
        return lists.ids(connection, query, workspace.clock.now(), limit)


def count(workspace: Workspace, query: ComplaintQuery) -> int:
    """Return how many complaints a query finds."""
    with workspace.database.read() as connection:
        return lists.count(connection, query, workspace.clock.now())


def first_page(workspace: Workspace, query: ComplaintQuery, size: int = 200) -> Page:
    """Return the beginning of a list as one unchanging state of the database shows it."""
    now = workspace.clock.now()
    with workspace.database.read() as connection:
        if query.text:
            # Words are looked for in every complaint: once, not again for the count.
            found = lists.ids(connection, query, now)
            first, total = found[:size], len(found)
        else:
            first = lists.ids(connection, query, now, size)
            total = len(first) if len(first) < size else lists.count(connection, query, now)
        return Page(first, stored.rows_of(connection, first), total)


def saved(workspace: Workspace, key: str) -> ComplaintQuery:
    """Return the query of a saved filter, as of today and for who uses this PC."""
    return saved_query(key, today=workspace.clock.today(), me=workspace.who)


def saved_counts(workspace: Workspace) -> dict[str, int]:
    """Return how many complaints each saved filter finds."""
    now = workspace.clock.now()
    with workspace.database.read() as connection:
        return {key: lists.count(connection, saved(workspace, key), now) for key in SAVED}


def board(workspace: Workspace, query: ComplaintQuery | None = None) -> list[BoardColumn]:
    """Return the columns of the board, one for each state; `query` narrows all of them."""
    asked = query or ComplaintQuery()
    now = workspace.clock.now()
    with workspace.database.read() as connection:
        if asked.text:
            # Words are looked for in every complaint: once, not for each column.
            whole = replace(asked, states=frozenset())
            found = lists.first_by_state(connection, whole, now, LONGEST_COLUMN)
            return [BoardColumn(state, *found[state]) for state in STATES]
        return [_column(connection, asked, state, now) for state in STATES]


def _column(
    connection: Connection, asked: ComplaintQuery, state: str, now: dt.datetime
) -> BoardColumn:
    wanted = replace(asked, states=frozenset({state}), sort="due", descending=False)
    if state not in OPEN:
        wanted = replace(wanted, sort="received", descending=True)
    first = lists.ids(connection, wanted, now, LONGEST_COLUMN)
    total = len(first) if len(first) < LONGEST_COLUMN else lists.count(connection, wanted, now)
    return BoardColumn(state, first, total)


def pressing(
    connection: Connection, now: dt.datetime, day: dt.date, limit: int
) -> tuple[list[ComplaintRow], int, int]:
    """Return what is overdue or due by the end of a local day, and how many of each there are.

    Call-backs are left out that stand among the follow-ups of the day: they are one thing to do.
    """
    until = _end_of(day)
    overdue, due = lists.pressing_counts(connection, now, until, day)
    if not overdue + due:
        return [], 0, 0
    found = stored.rows_of(connection, lists.pressing(connection, until, day, limit))
    return [row for row in found if row is not None], overdue, due


def count_pressing(connection: Connection, now: dt.datetime, day: dt.date) -> int:
    """Return how many are due by the end of a local day and stand in no follow-up of it."""
    return sum(lists.pressing_counts(connection, now, _end_of(day), day))


def count_overdue(connection: Connection, now: dt.datetime) -> int:
    """Return how many open complaints are overdue, those to call back about as well."""
    return lists.count_overdue(connection, now)


def _end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.max).astimezone()
