"""The imports of a shop: which lists came in, when, by whom, and what became of their rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.changes import OperationRecord
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.importing.setup import CUSTOMERS
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import operations as stored

_KIND: Final = "import"


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """An import that wrote something: rows = created + updated + skipped + failed; `at` is in UTC.

    `target` is what its rows became: customers, activities or complaints. `can_undo` is False once
    it was taken back.
    """

    operation_id: int
    at: dt.datetime
    who: str
    file: str
    sheet: str
    target: str
    rows: int
    created: int
    updated: int
    skipped: int
    failed: int
    can_undo: bool


def imports(workspace: Workspace, limit: int = 100) -> list[ImportRecord]:
    """Return the newest imports first."""
    with workspace.database.read() as connection:
        return [_as_import(one) for one in stored.operations(connection, limit, _KIND)]


def _as_import(record: OperationRecord) -> ImportRecord:
    # Imports of earlier versions kept fewer details.
    told = record.details
    return ImportRecord(
        operation_id=record.id,
        at=record.at,
        who=record.who,
        file=str(told.get("file", "")),
        sheet=str(told.get("sheet", "")),
        target=str(told.get("target", CUSTOMERS)),
        rows=int(told.get("rows", 0)),
        created=int(told.get("created", 0)),
        updated=int(told.get("updated", 0)),
        skipped=int(told.get("skipped", 0)),
        failed=int(told.get("failed", 0)),
        can_undo=record.undone_by is None,
    )


def brought_complaints(operation_id: int) -> ComplaintQuery:
    """Return which complaints an import brought."""
    return ComplaintQuery(made_by=operation_id, sort="received", descending=True)


def newly_brought(operation_id: int, target: str) -> CustomerQuery:
    """Return which customers the new rows of an import stand for: those made, or contacted."""
    if target != CUSTOMERS:
        return CustomerQuery(changed_by=operation_id)
    return CustomerQuery(made_by=operation_id)
