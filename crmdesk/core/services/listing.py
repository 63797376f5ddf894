"""Lists of customers: how many, which, and what their lines show."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

from crmdesk.core.domain.customer import CustomerQuery, CustomerRow
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import list_rows
from crmdesk.core.store import listing as stored


@dataclass(frozen=True, slots=True)
class Page:
    """The beginning of a list: the first ids with their lines, and how long the list is."""

    ids: array[int]
    rows: list[CustomerRow | None]
    total: int


def count(workspace: Workspace, query: CustomerQuery) -> int:
    """Return how many customers a query finds."""
    with workspace.database.read() as connection:
        return stored.count(connection, query, workspace.clock.today())


def ids(workspace: Workspace, query: CustomerQuery, limit: int | None = None) -> array[int]:
    """Return the ids a query finds, in display order."""
    with workspace.database.read() as connection:
        return stored.ids(connection, query, workspace.clock.today(), limit)


def rows(workspace: Workspace, wanted: Sequence[int]) -> list[CustomerRow | None]:
    """Return the lines of customers in the order of the ids; None for one that is gone."""
    with workspace.database.read() as connection:
        return list_rows.list_rows(connection, wanted)


def first_page(workspace: Workspace, query: CustomerQuery, size: int = 200) -> Page:
    """Return the beginning of a list as one unchanging state of the database shows it."""
    today = workspace.clock.today()
    with workspace.database.read() as connection:
        first = stored.ids(connection, query, today, size)
        total = len(first) if len(first) < size else stored.count(connection, query, today)
        return Page(first, list_rows.list_rows(connection, first), total)
