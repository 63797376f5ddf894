"""What rests on what in the history of complaints: which steps have to be taken back first."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from crmdesk.core.store.operations import inserted

_MOVED: Final = "c.noun='complaint' AND c.action='u' AND c.before LIKE '%\"customer_id\"%'"


def went_on_by(connection: sa.Connection, operation_id: int) -> int:
    """Return the newest standing operation that took a complaint further than one did; 0 for none.

    What came later rests on it: a log without it would not lead to where the complaint stands, and
    what is put back would belong to somebody else.
    """
    found = connection.exec_driver_sql(
        # What it did: wrote into logs (i), took lines from them (d), moved complaints (m).
        "WITH RECURSIVE mine(complaint_id, action) AS ("
        " SELECT l.complaint_id, 'i' FROM change c JOIN complaint_log l"
        " ON l.id BETWEEN c.row_id AND c.last_row_id"
        " WHERE c.operation_id=:one AND c.noun='complaint_log' AND c.action='i'"
        " UNION SELECT json_extract(c.before, '$.complaint_id'), 'd' FROM change c"
        " WHERE c.operation_id=:one AND c.noun='complaint_log' AND c.action='d'"
        " UNION SELECT t.id, 'm' FROM change c JOIN complaint t ON t.id=c.row_id"
        f" WHERE c.operation_id=:one AND {_MOVED}"
        # With a customer who goes again goes all they were given.
        " AND NOT EXISTS (SELECT 1 FROM change m WHERE m.operation_id=:one AND m.noun='customer'"
        " AND m.action='i' AND t.customer_id BETWEEN m.row_id AND m.last_row_id)),"
        # To take back and to do again turn one and the same thing off and on: what was turned an
        # even number of times since then is as it was.
        " up(id, at) AS (SELECT id, id FROM operation WHERE id>:one"
        " UNION ALL SELECT up.id, o.undoes FROM up JOIN operation o ON o.id=up.at"
        " WHERE o.undoes IS NOT NULL),"
        " turned(id, first) AS (SELECT id, min(at) FROM up GROUP BY id),"
        " standing(id) AS (SELECT max(id) FROM turned GROUP BY first HAVING count(*)%2=1),"
        " later(id, complaint_id, action) AS ("
        " SELECT o.id, l.complaint_id, 'i' FROM standing o CROSS JOIN change c"
        " ON c.operation_id=o.id CROSS JOIN complaint_log l"
        " ON l.id BETWEEN c.row_id AND c.last_row_id"
        " WHERE c.noun='complaint_log' AND c.action='i'"
        " UNION ALL SELECT o.id, json_extract(c.before, '$.complaint_id'), 'd'"
        " FROM standing o CROSS JOIN change c ON c.operation_id=o.id"
        " WHERE c.noun='complaint_log' AND c.action='d'"
        " UNION ALL SELECT o.id, c.row_id, 'm'"
        f" FROM standing o CROSS JOIN change c ON c.operation_id=o.id WHERE {_MOVED})"
        " SELECT max(later.id) FROM later JOIN mine USING (complaint_id)"
        " WHERE later.action<>'m' OR mine.action='d'",
        {"one": operation_id},
    )
    return int(found.scalar() or 0)


def given_after(connection: sa.Connection, operation_id: int) -> int:
    """Return the standing operation that gave a walk-in's complaint to a customer made by another.

    To take back the customer would take the complaint along; 0 where there is none.
    """
    found = connection.exec_driver_sql(
        "SELECT max(o.id) FROM change mine JOIN complaint t"
        " ON t.customer_id BETWEEN mine.row_id AND mine.last_row_id"
        " JOIN complaint_log l ON l.complaint_id=t.id AND l.event='give'"
        " JOIN change gave ON gave.noun='complaint_log' AND gave.row_id=l.id AND gave.action='i'"
        " JOIN operation o ON o.id=gave.operation_id AND o.undone_by IS NULL AND o.id>?"
        " WHERE mine.operation_id=? AND mine.noun='customer' AND mine.action='i'",
        (operation_id, operation_id),
    )
    return int(found.scalar() or 0)


def repeated_after(connection: sa.Connection, operation_id: int) -> int:
    """Return the operation by which a complaint repeats one that another made; 0 for none.

    Without the first one nobody could tell what the other repeats.
    """
    runs = inserted(connection, "complaint", operation_id)
    repeating: list[int] = []
    for first, last in runs:
        rows = connection.exec_driver_sql(
            "SELECT id FROM complaint WHERE duplicate_of BETWEEN ? AND ?", (first, last)
        )
        repeating += [one for (one,) in rows if not any(a <= one <= b for a, b in runs)]
    if not repeating:
        return 0
    # Any of them has to go first: the newest will do.
    found = connection.exec_driver_sql(
        "SELECT max(c.operation_id) FROM complaint_log l JOIN change c"
        " ON l.id BETWEEN c.row_id AND c.last_row_id AND c.noun='complaint_log' AND c.action='i'"
        " WHERE l.complaint_id=? AND l.event='duplicate'",
        (max(repeating),),
    )
    return int(found.scalar() or 0)
