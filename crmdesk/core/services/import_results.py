"""What is left of a list after an import: the rows that failed, as a list to repair."""

from __future__ import annotations

from pathlib import Path

from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import PROBLEM, SKIPPED, ImportPlan
from crmdesk.core.importing.setup import ImportSetup, data_rows


def write_failed(
    path: Path,
    setup: ImportSetup,
    plan: ImportPlan,
    *,
    skipped: bool = False,
    progress: Progress = QUIET,
) -> int:
    """Write the failed rows in their own columns with their row and reason; return how many.

    `skipped`: also those the user left out. Raises FileProblem, or Cancelled.
    """
    from crmdesk.core.reports.workbook import write_workbook

    states = (PROBLEM, SKIPPED) if skipped else (PROBLEM,)
    wanted = {row.index: row for row in plan.rows if row.state in states}
    headers = [one.header for one in setup.mappings]
    rows = [
        [
            *("" if cell is None else clean_text(cell) for cell in cells),
            *[""] * (len(headers) - len(cells)),
            str(wanted[index].row),
            wanted[index].reason,
        ]
        for index, cells in data_rows(setup)
        if index in wanted
    ]
    headers += [_("Row"), _("Reason")]
    write_workbook(path, setup.sheet.name, headers, rows, progress, len(rows))
    return len(rows)
