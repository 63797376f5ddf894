"""What the board shows: the ids of each column, and the rows of the cards seen first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.complaint import ComplaintRow
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.services import complaint_lists, complaints
from crmdesk.core.services.complaint_lists import BoardColumn
from crmdesk.core.services.workspace import Workspace

# So many rows of each column are read together with the board.
FIRST_ROWS: Final = 12


@dataclass(frozen=True, slots=True)
class BoardRead:
    """The columns of the board, and the first rows of each."""

    columns: list[BoardColumn]
    rows: dict[str, list[ComplaintRow | None]]


def read(workspace: Workspace, query: ComplaintQuery) -> BoardRead:
    """Return the board of what a query finds, as one moment shows it."""
    columns = complaint_lists.board(workspace, query)
    first = {one.state: one.ids[:FIRST_ROWS].tolist() for one in columns}
    wanted = [number for ids in first.values() for number in ids]
    known = dict(zip(wanted, complaints.rows(workspace, wanted), strict=True))
    return BoardRead(columns, {state: [known[one] for one in first[state]] for state in first})
