"""Looking through the whole file for customers that may be the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Any, Final

import sqlalchemy as sa

from crmdesk.core.domain.customer import COMPANY
from crmdesk.core.domain.duplicates import (
    METHODS,
    MOST_NAMES,
    Shared,
    Subject,
    company_key,
    street_key,
)
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.store.customers import chunks, marks

Pair = tuple[int, int]
Key = tuple[str, str]

_KINDS: Final = ", ".join(f"'{kind}'" for kind in METHODS)
_FAMILY: Final = (
    "CASE m.kind"
    + "".join(f" WHEN '{kind}' THEN '{family}'" for kind, family in METHODS.items())
    + " END"
)
_SHORTEST_KEY: Final = 5
# In a larger heap each is compared with its neighbours only, which keeps the heap together.
_ALL_PAIRS: Final = 12
_PART: Final = 5000


def candidates(connection: sa.Connection, progress: Progress) -> tuple[set[Pair], frozenset[Key]]:
    """Return the pairs of live customers worth comparing, and the contact keys worth nothing.

    Raises Cancelled.
    """
    progress.report(0, 0, _("Comparing phones and accounts"))
    pairs, worthless = _by_method(connection, progress)
    pairs |= _by_name(connection, progress)
    pairs -= set(apart(connection))
    return pairs, worthless


def apart(connection: sa.Connection) -> Iterator[Pair]:
    """Return the pairs that the owner said are different people, the lower id first."""
    rows = connection.exec_driver_sql("SELECT customer_id, other_id FROM not_duplicate")
    for row in rows:
        yield min(row[0], row[1]), max(row[0], row[1])


def _by_method(connection: sa.Connection, progress: Progress) -> tuple[set[Pair], frozenset[Key]]:
    rows = connection.exec_driver_sql(
        f"SELECT {_FAMILY} AS family, m.key, group_concat(DISTINCT m.customer_id)"
        " FROM contact_method m JOIN customer c ON c.id=m.customer_id"
        f" WHERE m.kind IN ({_KINDS}) AND length(m.key) >= {_SHORTEST_KEY}"
        " AND c.binned_at IS NULL GROUP BY m.key, family HAVING count(DISTINCT m.customer_id) > 1"
    )
    pairs: set[Pair] = set()
    worthless: set[Key] = set()
    for number, (family, key, text) in enumerate(rows):
        if number % _PART == 0:
            progress.check()
        ids = sorted(map(int, text.split(",")))
        if len(ids) > MOST_NAMES and _different_names(connection, ids) > MOST_NAMES:
            worthless.add((family, key))
        else:
            pairs.update(_pairs(ids))
    return pairs, frozenset(worthless)


def _different_names(connection: sa.Connection, ids: Sequence[int]) -> int:
    found: set[str] = set()
    for part in chunks(ids):
        rows = connection.exec_driver_sql(
            f"SELECT name FROM customer WHERE id IN ({marks(part)})", tuple(part)
        )
        found.update(fold_key(row[0]) for row in rows)
        if len(found) > MOST_NAMES:
            break
    return len(found)


def _by_name(connection: sa.Connection, progress: Progress) -> set[Pair]:
    """Return pairs that share a name by sound and one more fact, or two facts beside a name."""
    total = int(
        connection.exec_driver_sql(
            "SELECT count(*) FROM customer WHERE binned_at IS NULL"
        ).scalar_one()
    )
    rows = connection.exec_driver_sql(
        "SELECT id, name_key, kind, birthday, company, address, name FROM customer"
        " WHERE binned_at IS NULL"
    )
    # Only what the facts hash to is kept: the words of 100,000 customers would fill the memory.
    first: dict[int, int] = {}
    more: dict[int, list[int]] = {}
    for row in progress.through(rows, total, _("Comparing names")):
        for fact in _facts(row):
            place = hash(fact)
            before = first.setdefault(place, row[0])
            if before != row[0]:
                more.setdefault(place, [before]).append(row[0])
    first.clear()
    pairs: set[Pair] = set()
    for ids in more.values():
        pairs.update(_pairs(ids))
    return pairs


def _facts(row: Any) -> Iterator[tuple[str, ...]]:
    _id, name_key, kind, birthday, company, address, name = row
    sounds = name_key.replace(" ", "")
    street = street_key(address) if address else ""
    firm = company_key(company) if company else ""
    if birthday:
        yield sounds, "b", birthday
        # Beside two other facts a slip of the pen in the name is worth a look.
        if street:
            yield "bs", birthday, street
        if firm:
            yield "bc", birthday, firm
    if street:
        yield sounds, "s", street
    elif address:
        yield sounds, "a", fold_key(address)
    if firm:
        yield sounds, "c", firm
    if kind == COMPANY and (own := company_key(name)):
        yield "k", own


def _pairs(ids: Sequence[int]) -> Iterable[Pair]:
    ordered = sorted(set(ids))
    return combinations(ordered, 2) if len(ordered) <= _ALL_PAIRS else pairwise(ordered)


def subjects(
    connection: sa.Connection, ids: Iterable[int], progress: Progress
) -> dict[int, Subject]:
    """Return what is compared of customers, by id. Raises Cancelled."""
    found: dict[int, Subject] = {}
    wanted = sorted(ids)
    for number, part in enumerate(chunks(wanted)):
        progress.check()
        progress.report(number * len(part), len(wanted), _("Weighing what they share"))
        found.update((one.id, one) for one in _some_subjects(connection, part))
    return found


def _some_subjects(connection: sa.Connection, part: Sequence[int]) -> Iterator[Subject]:
    known = tuple(part)
    methods: dict[int, list[Shared]] = defaultdict(list)
    for row in connection.exec_driver_sql(
        f"SELECT customer_id, kind, key, value FROM contact_method WHERE kind IN ({_KINDS})"
        f" AND customer_id IN ({marks(part)}) ORDER BY customer_id, position",
        known,
    ):
        if len(row[2]) >= _SHORTEST_KEY:
            methods[row[0]].append(Shared(METHODS[row[1]], row[2], row[3]))
    places: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for row in connection.exec_driver_sql(
        "SELECT customer_id, text, district FROM address"
        f" WHERE customer_id IN ({marks(part)}) ORDER BY customer_id, position",
        known,
    ):
        places[row[0]].append((row[1], row[2]))
    for row in connection.exec_driver_sql(
        "SELECT id, name, kind, gender, birthday, company FROM customer"
        f" WHERE id IN ({marks(part)})",
        known,
    ).fetchall():
        one, name, kind, gender, birthday, company = row
        yield Subject(
            one, name, kind, gender, birthday, company, tuple(places[one]), tuple(methods[one])
        )
