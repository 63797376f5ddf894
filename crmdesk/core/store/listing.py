"""Lists of customers: filter and sort in SQL, ids out."""

from __future__ import annotations

import datetime as dt
from array import array
from dataclasses import replace
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.choices import STAGES
from crmdesk.core.domain.custom_fields import CHOICE, NO, NUMBER, YES_NO, id_of_key
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.store import search
from crmdesk.core.store.customers import marks
from crmdesk.core.store.tables import RECORDED, SEARCH_TABLE

_AT_ONCE: Final = 5000
# In longer lists of choices the owner's order says nothing; values after these stand together.
_MOST_CHOICES: Final = 100
_STAGE_ORDER: Final = (
    "CASE stage "
    + " ".join(f"WHEN '{code}' THEN {number}" for number, code in enumerate(STAGES))
    + " WHEN '' THEN 99 ELSE 50 END"
)
# Empty values come last in either direction; the name decides among equals.
SORTS: Final[dict[str, tuple[str, str]]] = {
    "name": ("", "name_key"),
    "kind": ("", "kind"),
    "mobile": ("mobile=''", "mobile"),
    "company": ("company=''", "company"),
    "gender": ("gender=''", "gender"),
    "birthday": ("birthday_md+lunar_md=0", "birthday_md+lunar_md"),
    "grade": ("grade=''", "grade"),
    "stage": ("stage=''", _STAGE_ORDER),
    "source": ("source=''", "source"),
    "tags": ("tags=''", "tags"),
    "staff": ("staff=''", "staff"),
    "card": ("card=''", "card"),
    "address": ("address=''", "address"),
    "district": ("district=''", "district"),
    "last_contact": ("last_contact IS NULL", "last_contact"),
    "next_date": ("next_due IS NULL", "next_due"),
    "created": ("created=''", "created"),
    "stay_days": ("stay_days=0", "stay_days"),
}
_MADE_BY: Final = (
    "id IN (SELECT c.id FROM change made JOIN customer c"
    " ON c.id BETWEEN made.row_id AND made.last_row_id WHERE made.operation_id = ?"
    " AND made.action = 'i' AND made.noun = 'customer')"
)
# A change of one customer names it; a run of inserted rows is looked up, since the customers it
# names are only the first and the last. What belongs to a run of new customers is left out.
_CONCERNED_BY: Final = (
    "id IN (SELECT customer_id FROM change WHERE operation_id = ?"
    " AND customer_id > 0 AND last_customer_id = customer_id"
    + "".join(
        f" UNION SELECT t.customer_id FROM change run JOIN {table.name} t"
        " ON t.id BETWEEN run.row_id AND run.last_row_id WHERE run.operation_id = ?"
        f" AND run.noun = '{table.name}' AND run.action = 'i'"
        " AND run.last_customer_id > run.customer_id AND NOT EXISTS (SELECT 1 FROM change made"
        " WHERE made.operation_id = run.operation_id AND made.noun = 'customer'"
        " AND made.action = 'i' AND run.customer_id BETWEEN made.row_id AND made.last_row_id"
        " AND run.last_customer_id BETWEEN made.row_id AND made.last_row_id)"
        for table in RECORDED
        if "customer_id" in table.c
    )
    + ")"
)
_CHOICES: Final = (
    ("kinds", "kind"),
    ("grades", "grade"),
    ("stages", "stage"),
    ("sources", "source"),
    ("staff", "staff"),
    ("districts", "district"),
)


def conditions(query: CustomerQuery, today: dt.date) -> tuple[str, list[Any]]:
    """Return the WHERE text of a query without its search text, and its parameters."""
    parts: list[str] = []
    values: list[Any] = []
    for attribute, column in _CHOICES:
        wanted = getattr(query, attribute)
        if wanted:
            parts.append(f"{column} IN ({marks(wanted)})")
            values.extend(wanted)
    if query.tags:
        parts.append(
            f"id IN (SELECT customer_id FROM customer_tag WHERE tag IN ({marks(query.tags)}))"
        )
        values.extend(query.tags)
    for key, wanted in query.custom:
        if wanted:
            parts.append(
                "id IN (SELECT customer_id FROM custom_value"
                f" WHERE field_id = ? AND value IN ({marks(wanted)}))"
            )
            values.extend((id_of_key(key), *wanted))
    if query.made_by is not None:
        parts.append(_MADE_BY)
        values.append(query.made_by)
    if query.changed_by is not None:
        parts.append(f"{_CONCERNED_BY} AND NOT {_MADE_BY}")
        values.extend([query.changed_by] * (_CONCERNED_BY.count("?") + 1))
    if query.own_interval is not None:
        parts.append("stay_days > 0" if query.own_interval else "stay_days = 0")
    if query.birthday_month:
        first = query.birthday_month * 100
        parts.append(
            "(birthday_md BETWEEN ? AND ? OR lunar_md BETWEEN ? AND ?)",
        )
        values.extend((first + 1, first + 31, first + 1, first + 31))
    if query.contact_within_days is not None:
        parts.append("last_contact >= ?")
        values.append((today - dt.timedelta(days=query.contact_within_days)).isoformat())
    if query.silent_days is not None:
        parts.append("(last_contact IS NULL OR last_contact <= ?)")
        values.append((today - dt.timedelta(days=query.silent_days)).isoformat())
    if query.due:
        parts.append("next_due <= ?")
        values.append(today.isoformat())
    return " AND ".join((_alive(query, narrowed=bool(parts)), *parts)), values


def _alive(query: CustomerQuery, *, narrowed: bool) -> str:
    if query.in_bin:
        return "binned_at IS NOT NULL"
    # The plus keeps the query off the index of names, by which rows are read in random order:
    # good for the first page by name, but five times slower than reading the table through.
    by_name = SORTS.get(query.sort or "name", SORTS["name"])[1] == "name_key"
    return "binned_at IS NULL" if by_name and not narrowed else "+binned_at IS NULL"


def order(query: CustomerQuery, own: str = "") -> str:
    """Return the ORDER BY text of a query; `own` sorts by one of the owner's own fields."""
    if own:
        direction = "DESC" if query.descending else "ASC"
        return f"own_value IS NULL, {own} {direction}, name_key, id"
    empty_last, column = SORTS.get(query.sort or "name", SORTS["name"])
    if query.in_bin and query.sort in ("", "name") and not query.descending:
        return "binned_at DESC, id"
    direction = "DESC" if query.descending else "ASC"
    if column == "name_key":
        return f"name_key {direction}, id {direction}"
    first = f"{empty_last}, " if empty_last else ""
    return f"{first}{column} {direction}, name_key, id"


def count(connection: sa.Connection, query: CustomerQuery, today: dt.date) -> int:
    """Return how many customers a query finds."""
    # The order does not matter here, and the index of names counts quickest.
    where, values = _with_text(connection, replace(query, sort="name"), today)
    if where is None:
        return 0
    return int(
        connection.exec_driver_sql(
            f"SELECT count(*) FROM customer WHERE {where}", tuple(values)
        ).scalar_one()
    )


def ids(
    connection: sa.Connection, query: CustomerQuery, today: dt.date, limit: int | None = None
) -> array[int]:
    """Return the ids of a query in display order, all of them or the first ones."""
    if query.text.strip() and not query.sort:
        return _ranked(connection, query, today, limit)
    where, values = _with_text(connection, query, today)
    if where is None:
        return array("q")
    joined, own, known = _own_order(connection, query.sort)
    rows = connection.exec_driver_sql(
        f"SELECT id FROM customer{joined} WHERE {where} ORDER BY {order(query, own)} LIMIT ?",
        (*values, *known, -1 if limit is None else limit),
    )
    found = array("q")
    for part in rows.partitions(_AT_ONCE):
        found.extend([row[0] for row in part])
    return found


def _own_order(connection: sa.Connection, sort: str) -> tuple[str, str, list[Any]]:
    """Return how a sort by an own field joins its values and orders them, and its parameters.

    Numbers stand by their size, choices in the owner's order, yes before no.
    """
    field_id = id_of_key(sort)
    if field_id is None:
        return "", "", []
    kind = connection.exec_driver_sql(
        "SELECT type FROM custom_field WHERE id=?", (field_id,)
    ).scalar()
    if kind is None:
        return "", "", []
    joined = (
        " LEFT JOIN (SELECT customer_id AS own_id, value AS own_value FROM custom_value"
        f" WHERE field_id = {field_id}) ON own_id = id"
    )
    if kind == NUMBER:
        return joined, "CAST(own_value AS REAL)", []
    if kind == YES_NO:
        return joined, f"own_value = '{NO}'", []
    if kind == CHOICE:
        codes = connection.exec_driver_sql(
            "SELECT code FROM choice WHERE list=? ORDER BY position, id LIMIT ?",
            (sort, _MOST_CHOICES),
        )
        known = [row[0] for row in codes]
        if known:
            cases = " ".join(f"WHEN ? THEN {place}" for place in range(len(known)))
            return joined, f"CASE own_value {cases} ELSE {len(known)} END", known
    return joined, "own_value", []


def _with_text(
    connection: sa.Connection, query: CustomerQuery, today: dt.date
) -> tuple[str | None, list[Any]]:
    where, values = conditions(query, today)
    if query.text.strip():
        match = search.expression(query.text, search.meant_choices(connection, query.text))
        if not match:
            return None, []
        where += f" AND id IN (SELECT rowid FROM {SEARCH_TABLE} WHERE {SEARCH_TABLE} MATCH ?)"
        values.append(match)
    return where, values


def _ranked(
    connection: sa.Connection, query: CustomerQuery, today: dt.date, limit: int | None
) -> array[int]:
    """Return ids with better kinds of match first, by name within each kind."""
    where, values = conditions(query, today)
    found: dict[int, None] = {}
    meant = search.meant_choices(connection, query.text)
    for match in search.tiers(query.text, meant):
        if limit is not None and len(found) >= limit:
            break
        rows = connection.exec_driver_sql(
            f"SELECT id FROM customer WHERE {where} AND id IN"
            f" (SELECT rowid FROM {SEARCH_TABLE} WHERE {SEARCH_TABLE} MATCH ?)"
            " ORDER BY name_key, id LIMIT ?",
            (*values, match, -1 if limit is None else limit),
        )
        for row in rows:
            found.setdefault(row[0])
    everything = array("q", found)
    return everything if limit is None else everything[:limit]
