"""What a check asks of an open database: how it writes, and whether the text index is right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from crmdesk.core.store import customers, search
from crmdesk.core.store.tables import SEARCH_TABLE

# Words the index surely keeps as they are; rarer signs may be cut differently there.
_PLAIN_WORD: Final = re.compile("[a-z0-9]+|[\u4e00-\u9fa5]")
_MOST_WORDS: Final = 12


def writes_at_once(connection: sa.Connection) -> bool:
    """Tell whether a change is on the disk before it counts as saved."""
    mode = connection.exec_driver_sql("PRAGMA journal_mode").scalar()
    level = connection.exec_driver_sql("PRAGMA synchronous").scalar()
    return mode == "wal" and level == 2


def not_found_by_name(connection: sa.Connection, ids: Sequence[int]) -> list[int]:
    """Return those of the customers whose name or first phone the index does not lead to."""
    return [
        customer.id
        for customer in customers.load(connection, ids)
        if not _leads_to(connection, search.index_row(customer.id, customer))
    ]


def _leads_to(connection: sa.Connection, row: search.IndexRow) -> bool:
    customer_id, name, phone, _more = row
    terms = [*_terms("name", name, _MOST_WORDS), *_terms("phone", phone, 1)]
    if not terms:
        return True
    # The row is named, so that even the most frequent word costs one look.
    found = connection.exec_driver_sql(
        f"SELECT 1 FROM {SEARCH_TABLE} WHERE {SEARCH_TABLE} MATCH ? AND rowid=?",
        (" AND ".join(terms), customer_id),
    )
    return found.first() is not None


def _terms(column: str, text: str, most: int) -> list[str]:
    words = [word for word in dict.fromkeys(text.split()) if _PLAIN_WORD.fullmatch(word)]
    return [f'{column} : "{word}"' for word in words[:most]]
