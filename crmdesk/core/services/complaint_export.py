"""All complaints, or a filtered selection, as a list that the import reads back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from crmdesk.core.domain.complaint import STATES, Complaint, LogEntry
from crmdesk.core.domain.complaint_fields import COMPLAINT_FIELDS
from crmdesk.core.domain.complaint_history import ORIGINAL, log_text
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.complaint_words import show_value
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.event_fields import WHO
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _
from crmdesk.core.services.exporting import ExportResult, checked_list
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices, complaint_lists, complaint_log, customers
from crmdesk.core.store import complaints as stored
from crmdesk.core.store.customers import chunks
from crmdesk.core.store.database import Connection

_PART = 500
# Programs of tables hold 32,767 characters in a cell.
_LOG_CELL = 30_000
_INSTANTS = ("received_at", "acknowledged_at", "answered_at", "ended_at")
_DAYS = ("ordered_on", "promised_on")


def export(
    workspace: Workspace,
    path: Path,
    *,
    query: ComplaintQuery | None = None,
    encoding: str = "utf-8",
    progress: Progress = QUIET,
) -> ExportResult:
    """Write complaints to an .xlsx or .csv file, whole or not at all. Raises FileProblem.

    The last column holds each log, so that a list that comes in again is the same; files of
    complaints stay in the database.
    """
    from crmdesk.core.reports import workbook

    kind, codec = checked_list(path, encoding)
    wanted = query or ComplaintQuery(sort="number")
    with workspace.database.read() as connection:
        ids = complaint_lists.ids(connection, wanted, workspace.clock.now())
        columns = 1 + complaint_log.longest_log(connection) // _LOG_CELL
        rows = _rows(connection, ids, columns)
        headers = [field.show() for field in COMPLAINT_FIELDS]
        headers += [f"{headers[-1]} ({number})" for number in range(2, columns + 1)]
        if kind == ".xlsx":
            problems = workbook.write_workbook(
                path, _("Complaints"), headers, rows, progress, len(ids)
            )
        else:
            problems = workbook.write_csv(path, headers, rows, progress, len(ids), codec)
    return ExportResult(path, len(ids), tuple(problems))


def _rows(connection: Connection, ids: Sequence[int], columns: int) -> Iterator[list[str]]:
    labels = choices.labels(connection)
    for part in chunks(ids, _PART):
        found = [row.complaint for row in stored.rows_of(connection, part) if row is not None]
        owners = [one.customer_id for one in found if one.customer_id]
        people = {one.id: one for one in customers.load(connection, sorted(set(owners)))}
        logs = complaint_log.logs_of(connection, part)
        named = {
            int((entry.details or {}).get(ORIGINAL, 0)) for log in logs.values() for entry in log
        }
        repeated = stored.rows_of(connection, sorted(named))
        originals = {row.complaint.id: row.complaint for row in repeated if row is not None}
        for one in found:
            row = _row(one, people.get(one.customer_id), logs[one.id], originals, labels)
            cells = _log_cells(row[-1])
            yield [*row[:-1], *cells, *[""] * (columns - len(cells))]


def _log_cells(text: str) -> list[str]:
    """Return a log in parts that fit into a cell; none begins or ends with a blank."""
    cells: list[str] = []
    while len(text) > _LOG_CELL:
        end = _LOG_CELL
        while end > 1 and (text[end - 1].isspace() or text[end].isspace()):
            end -= 1
        cells.append(text[:end])
        text = text[end:]
    return [*cells, text]


def _row(
    complaint: Complaint,
    customer: Customer | None,
    log: Sequence[LogEntry],
    originals: Mapping[int, Complaint],
    labels: Mapping[str, Mapping[str, str]],
) -> list[str]:
    values = _who(complaint, customer)
    values["number"] = complaint.number
    values["state"] = _(STATES[complaint.state])
    values["log"] = log_text(log, originals)
    for name in _INSTANTS:
        values[name] = _wall(getattr(complaint, name))
    for name in _DAYS:
        day = getattr(complaint, name)
        values[name] = day.isoformat() if day else ""
    values["cost"] = f"{complaint.cost / 100:.2f}" if complaint.cost else ""
    for name in ("satisfaction", "tries"):
        values[name] = str(getattr(complaint, name) or "")
    return [
        values[field.key]
        if field.key in values
        else show_value(field.key, getattr(complaint, field.key), labels)
        for field in COMPLAINT_FIELDS
    ]


def _wall(instant: dt.datetime | None) -> str:
    if instant is None:
        return ""
    return instant.astimezone().replace(tzinfo=None).isoformat(" ", "seconds")


def _who(complaint: Complaint, customer: Customer | None) -> dict[str, str]:
    if customer is None:
        return {
            **dict.fromkeys(WHO, ""),
            "name": complaint.walk_in_name,
            "mobile": complaint.walk_in_phone,
        }
    firsts = {
        kind: next((one.value for one in customer.methods if one.kind == kind), "")
        for kind in ("phone", "wechat", "email")
    }
    return {
        "name": customer.name,
        "mobile": customer.mobile,
        "card": customer.card,
        "company": customer.company,
        **firsts,
    }
