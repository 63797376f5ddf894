"""Lists of complaints: filter and order to ids, and how many there are of each state."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.complaint import OPEN, STATES
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.store.complaint_tables import OPEN_SQL
from crmdesk.core.store.complaints import instant_text
from crmdesk.core.store.customers import marks

_SEVERITY: Final = "CASE t.severity WHEN 'severe' THEN 0 WHEN 'serious' THEN 1 ELSE 2 END"
_STATE: Final = (
    "CASE t.state WHEN 'new' THEN 0 WHEN 'reopened' THEN 1 WHEN 'in_progress' THEN 2"
    " WHEN 'waiting_customer' THEN 3 WHEN 'waiting_third' THEN 4 WHEN 'answered' THEN 5 ELSE 6 END"
)
_ORDER: Final = {
    "due": "t.due_at",
    "received": "t.received_at",
    "number": "t.number_key",
    "name": "coalesce(c.name_key, t.walk_in_key)",
    "severity": _SEVERITY,
    "state": _STATE,
    "category": "t.category",
    "staff": "t.staff",
    "satisfaction": "t.satisfaction",
    "cost": "t.cost",
}
# What has no time to be due at comes last, whichever way round.
_LAST: Final = {"due": "t.due_at IS NULL, "}
# Due by an instant, and no call-back that stands among the follow-ups due by a day: that is one
# thing to do.
_PRESSING: Final = (
    f"t.{OPEN_SQL} AND t.due_at IS NOT NULL AND t.due_at <= ? AND NOT EXISTS (SELECT 1"
    " FROM follow_up f WHERE f.id=t.follow_up_id AND f.status='open' AND f.due <= ?)"
)
_CUSTOMER: Final = " LEFT JOIN customer c ON c.id=t.customer_id"
# A walk-in is known by the phone, however it was spaced.
PHONE_SQL: Final = "replace(replace(t.walk_in_phone,' ',''),'-','')"
_IN_PHONES: Final = str.maketrans("", "", "-()+.·")
_PLAIN: Final = ("staff", "severity", "category", "channel", "product", "cause")

# What a figure asks for, beside what can be chosen on the screen.
_ASKED: Final = {
    "acknowledged": "t.acknowledge_minutes IS NOT NULL",
    "answered": "t.answer_minutes IS NOT NULL",
    "ended": "t.close_minutes IS NOT NULL",
    "on_time": "t.answer_minutes IS NOT NULL AND t.late = 0",
    "late": "t.late = 1",
    "reopened": "t.reopened > 0",
    "scored": "t.satisfaction > 0",
    "unreached": "t.state = 'closed' AND t.satisfaction = 0",
    "paid": "t.cost > 0",
}

_WALK_IN_SOUNDS: Final = "replace(t.walk_in_key,' ','') LIKE ? OR t.walk_in_key LIKE ?"
_MADE_BY: Final = (
    "t.id IN (SELECT c.id FROM change made JOIN complaint c"
    " ON c.id BETWEEN made.row_id AND made.last_row_id WHERE made.operation_id = ?"
    " AND made.action = 'i' AND made.noun = 'complaint')"
)

_SEARCHED: Final = (
    "t.number",
    "t.walk_in_name",
    "t.walk_in_phone",
    "t.product",
    "t.what",
    "t.action",
)


def ids(
    connection: sa.Connection, query: ComplaintQuery, now: dt.datetime, limit: int | None = None
) -> array[int]:
    """Return the complaints a query finds, in display order: all of them or the first ones."""
    where, values = where_of(query, now)
    joined = _CUSTOMER if query.sort == "name" else ""
    turned = " DESC" if query.descending else ""
    order = f"{_LAST.get(query.sort, '')}{_ORDER[query.sort]}{turned}"
    rows = connection.exec_driver_sql(
        f"SELECT t.id FROM complaint t{joined} WHERE {where}"
        f" ORDER BY {order}, t.id{turned} LIMIT ?",
        (*values, -1 if limit is None else limit),
    )
    return array("q", [row[0] for row in _bare(rows)])


def first_by_state(
    connection: sa.Connection, query: ComplaintQuery, now: dt.datetime, limit: int
) -> dict[str, tuple[array[int], int]]:
    """Return the first complaints of each state that a query finds, and how many there are.

    In the order of the board: what is open by its time, what has ended the newest first. Every
    complaint is looked at once, however many states there are.
    """
    where, values = where_of(query, now)
    parts = ["SELECT state, -count(*) FROM found GROUP BY state"]
    for state in STATES:
        order = "due_at IS NULL, due_at, id" if state in OPEN else "received_at DESC, id DESC"
        # The open ones are few among all that is found.
        table = "still" if state in OPEN else "found"
        first = (
            f"SELECT state, id FROM {table} WHERE state='{state}' ORDER BY {order} LIMIT {limit}"
        )
        parts.append(f"SELECT * FROM ({first})")
    rows = connection.exec_driver_sql(
        "WITH found AS MATERIALIZED (SELECT t.id, t.state, t.due_at, t.received_at"
        f" FROM complaint t WHERE {where}), still AS MATERIALIZED (SELECT * FROM found"
        f" WHERE {OPEN_SQL}) {' UNION ALL '.join(parts)}",
        tuple(values),
    )
    ids: dict[str, array[int]] = {state: array("q") for state in STATES}
    totals = dict.fromkeys(STATES, 0)
    for state, one in _bare(rows):
        if one < 0:
            totals[state] = -one
        else:
            ids[state].append(one)
    return {state: (ids[state], totals[state]) for state in STATES}


def _bare(found: sa.CursorResult[Any]) -> Sequence[Any]:
    """Return rows past the library's, which take several times as long as the reading itself."""
    rows = found.cursor.fetchall()
    found.close()
    return rows


def count(connection: sa.Connection, query: ComplaintQuery, now: dt.datetime) -> int:
    """Return how many complaints a query finds."""
    where, values = where_of(query, now)
    found = connection.exec_driver_sql(
        f"SELECT count(*) FROM complaint t WHERE {where}", tuple(values)
    )
    return int(found.scalar_one())


def where_of(query: ComplaintQuery, now: dt.datetime) -> tuple[str, list[Any]]:
    """Return the condition on a complaint `t`, and the values in it."""
    parts: list[str] = ["1"]
    values: list[Any] = []

    def ask(part: str, *known: Any) -> None:
        parts.append(part)
        values.extend(known)

    if query.states == OPEN:
        # Word for word what the index of the open ones says of whom it holds.
        ask("t." + OPEN_SQL)
    elif query.states:
        states = sorted(query.states)
        if query.states < OPEN:
            ask("t." + OPEN_SQL)
        ask(f"t.state IN ({marks(states)})", *states)
    for name in _PLAIN:
        if getattr(query, name):
            ask(f"t.{name}=?", getattr(query, name))
    if query.product:
        # What the index of those with a product says of whom it holds.
        ask("t.product != ''")
    if query.overdue:
        ask("t.due_at IS NOT NULL AND t.due_at < ?", instant_text(now))
    for name in sorted(query.without):
        ask(f"t.{_PLAIN[_PLAIN.index(name)]}=''")
    if query.customer_id:
        ask("t.customer_id=?", query.customer_id)
    if query.walk_in_phone:
        ask(f"t.customer_id IS NULL AND {PHONE_SQL}=?", query.walk_in_phone)
    _ask_days(query, ask)
    for name, part in _ASKED.items():
        if getattr(query, name):
            ask(part)
    if query.made_by:
        ask(_MADE_BY, query.made_by)
    if query.satisfaction:
        ask("t.satisfaction=?", query.satisfaction)
    for word in query.text.split():
        _ask_word(word, ask)
    return " AND ".join(parts), values


def _ask_word(word: str, ask: Callable[..., None]) -> None:
    # Today reads complaints at the start, when nobody has looked for a word yet.
    from crmdesk.core.store import search

    wanted = f"%{_escaped(word)}%"
    # Sounds are written in Latin letters, and no other word need be looked for in them.
    columns = ["name", *(["name_key", "mobile"] if word.isascii() else [])]
    own, theirs = _like(_SEARCHED), _like(columns)
    values = [[wanted] * len(_SEARCHED), [wanted] * len(columns)]
    digits = word.translate(_IN_PHONES)
    if digits.isdecimal():
        # A phone is found however it is written.
        own, theirs = f"{own} OR {_like([PHONE_SQL])}", f"{theirs} OR {_like(['mobile'])}"
        values = [[*group, f"%{digits}%"] for group in values]
    if sounds := search.sounding(word):
        own = f"{own} OR (t.customer_id IS NULL AND ({_WALK_IN_SOUNDS}))"
        theirs = f"{theirs} OR id IN ({search.FOUND_SQL})"
        values = [[*values[0], wanted, "% ".join(word) + "%"], [*values[1], sounds]]
    # Beside a join, which would look up the customer of each complaint.
    people = f"t.customer_id IN (SELECT id FROM customer WHERE {theirs})"
    ask(f"({own} OR {people})", *values[0], *values[1])


def _ask_days(query: ComplaintQuery, ask: Callable[..., None]) -> None:
    for column, first, last in (
        ("received_at", query.received_from, query.received_to),
        ("ended_at", query.ended_from, query.ended_to),
    ):
        if first:
            ask(f"t.{column} >= ?", begin_of(first))
        if last:
            ask(f"t.{column} < ?", begin_of(last + dt.timedelta(days=1)))
    if query.open_on:
        end = begin_of(query.open_on + dt.timedelta(days=1))
        ask("t.received_at < ? AND (t.ended_at IS NULL OR t.ended_at >= ?)", end, end)


def _like(columns: Iterable[str]) -> str:
    return " OR ".join(f"{column} LIKE ? ESCAPE '\\'" for column in columns)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def begin_of(day: dt.date) -> str:
    """Return the instant at which a local day begins, as it is stored."""
    return instant_text(dt.datetime.combine(day, dt.time()).astimezone()) or ""


def pressing(connection: sa.Connection, until: dt.datetime, day: dt.date, limit: int) -> list[int]:
    """Return the open complaints that are due by an instant, the longest overdue first.

    A call-back that is due by a day is left out: it stands among the follow-ups of that day.
    """
    rows = connection.exec_driver_sql(
        f"SELECT t.id FROM complaint t WHERE {_PRESSING} ORDER BY t.due_at, t.id LIMIT ?",
        (instant_text(until), day.isoformat(), limit),
    )
    return [row[0] for row in rows]


def pressing_counts(
    connection: sa.Connection, now: dt.datetime, until: dt.datetime, day: dt.date
) -> tuple[int, int]:
    """Return how many of the pressing complaints are overdue now, and how many will be."""
    row = connection.exec_driver_sql(
        f"SELECT coalesce(sum(t.due_at < ?), 0), count(*) FROM complaint t WHERE {_PRESSING}",
        (instant_text(now), instant_text(until), day.isoformat()),
    ).one()
    return int(row[0]), int(row[1]) - int(row[0])


def count_overdue(connection: sa.Connection, now: dt.datetime) -> int:
    """Return how many open complaints are overdue."""
    found = connection.exec_driver_sql(
        f"SELECT count(*) FROM complaint WHERE {OPEN_SQL} AND due_at < ?", (instant_text(now),)
    )
    return int(found.scalar_one())
