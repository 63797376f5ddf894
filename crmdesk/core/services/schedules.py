"""The visit schedule as a document for paper: the sheets of some days, or their list."""

from __future__ import annotations

import datetime as dt
from typing import Final

from crmdesk.core.reports.document import Document
from crmdesk.core.services import printing
from crmdesk.core.services.printing import PrintOptions
from crmdesk.core.services.workspace import Workspace

_STYLES: Final = {"day": "day_sheet", "week": "week_list"}


def build(
    workspace: Workspace,
    start: dt.date,
    days: int,
    *,
    staff: str = "",
    style: str = "day",
    paper: str = "",
) -> Document:
    """Return the sheet of each day, or the week at a glance. Raises CrmError with no visits."""
    options = PrintOptions(start=start, days=max(days, 1), staff=staff, paper=paper)
    return printing.build(workspace, _STYLES[style], options)
