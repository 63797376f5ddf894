"""What an operation touched, so that screens refresh only what concerns them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

CUSTOMERS: Final = "customers"
ACTIVITIES: Final = "activities"
FOLLOW_UPS: Final = "follow_ups"
VISITS: Final = "visits"
GREETINGS: Final = "greetings"
COMPLAINTS: Final = "complaints"
SETTINGS: Final = "settings"
EVERYTHING: Final = frozenset(
    {CUSTOMERS, ACTIVITIES, FOLLOW_UPS, VISITS, GREETINGS, COMPLAINTS, SETTINGS}
)


@dataclass(frozen=True, slots=True)
class Changes:
    """The nouns and customers one operation touched; `customer_ids` is empty for "many".

    `operation_id` is 0 when nothing was changed and so nothing can be undone; `new_id` is the id
    of the one record that was made, or 0; `file` is what was written for the user to open.
    """

    operation_id: int
    message: str
    nouns: frozenset[str] = frozenset()
    customer_ids: frozenset[int] = frozenset()
    new_id: int = 0
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class OperationRecord:
    """One thing a user did, as the history lists it; `at` is in UTC.

    `undone_by` is the operation that took it back, or None; `undoes` the one this took back.
    """

    id: int
    at: dt.datetime
    who: str
    kind: str
    details: dict[str, Any]
    undone_by: int | None
    undoes: int | None


@dataclass(frozen=True, slots=True)
class EditedRecord:
    """A customer that was changed again after the operation that is to be undone."""

    customer_id: int
    name: str
