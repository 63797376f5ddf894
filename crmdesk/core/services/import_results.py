"""What is left of a list after an import: the rows that failed, as a list to repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from crmdesk.core.domain.dates import parse_birthday, parse_date
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import N_, _, in_every_language
from crmdesk.core.importing import date_columns
from crmdesk.core.importing.plan import PROBLEM, SKIPPED, STATES, ImportPlan, PlannedRow
from crmdesk.core.importing.setup import ImportSetup, data_rows
from crmdesk.core.importing.sheet import Cell

_TWO_READINGS: Final = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")
Written = Callable[[Cell], str]


def write_failed(
    path: Path,
    setup: ImportSetup,
    plan: ImportPlan,
    *,
    skipped: bool = False,
    progress: Progress = QUIET,
) -> int:
    """Write the failed rows in their own columns with their row and reason; return how many.

    `skipped`: also those the user left out. Imported again, the list is read as it was. Raises
    FileProblem when the file cannot be written, Cancelled when the user stops it.
    """
    from crmdesk.core.reports.workbook import write_workbook

    states = (PROBLEM, SKIPPED) if skipped else (PROBLEM,)
    wanted = {row.index: row for row in plan.rows if row.state in states}
    added = [_("Row"), _("Reason")]
    headers = [one.header for one in sorted(setup.mappings, key=lambda one: one.index)]
    if _are_ours(headers[-2:]):
        # The list is itself what was left of one; its old rows and reasons are of no use.
        headers = headers[:-2]
    rows = _rows(setup, wanted, len(headers))
    write_workbook(path, setup.sheet.name, [*headers, *added], rows, progress, len(wanted))
    return len(wanted)


def _are_ours(headers: Sequence[str]) -> bool:
    wanted = (N_("Row"), N_("Reason"))
    return len(headers) == len(wanted) and all(
        header in in_every_language(word) for header, word in zip(headers, wanted, strict=True)
    )


def reason_of(row: PlannedRow) -> str:
    """Return in sentences why a row was not written."""
    told = [f"{one.message} {one.advice}".strip() for one in row.problems]
    if row.reason and not any(row.reason in words for words in told):
        told.insert(0, row.reason)
    return " ".join(told) or _(STATES[row.state])


def _rows(
    setup: ImportSetup, wanted: Mapping[int, PlannedRow], width: int
) -> Iterator[Sequence[str]]:
    columns = [_written(setup, column) for column in range(width)]
    for index, cells in data_rows(setup):
        row = wanted.get(index)
        if row is not None:
            texts = [write(cell) for write, cell in zip(columns, cells, strict=False)]
            yield [*texts, *[""] * (width - len(texts)), str(row.row), reason_of(row)]


def _written(setup: ImportSetup, column: int) -> Written:
    """Return how the cells of a column are written, so that they mean the same by themselves."""
    mapping = next((one for one in setup.mappings if one.index == column), None)
    if mapping is None or not date_columns.holds_dates(mapping, setup.catalogue):
        return _text
    day_first, _doubts = date_columns.look_at(
        mapping,
        setup.sheet.rows[setup.first_data :],
        None,
        setup.catalogue,
        setup.date_orders.get(column),
    )
    epoch_1904 = setup.file.epoch_1904

    def write(cell: Cell) -> str:
        # What the whole column decided is lost with the other rows.
        try:
            if isinstance(cell, str) and _TWO_READINGS.fullmatch(cell.strip()):
                return parse_birthday(cell, day_first=day_first).to_text()
            if epoch_1904 and isinstance(cell, int | float) and not isinstance(cell, bool):
                return parse_date(cell, epoch_1904=True).isoformat()
        except BadValue:
            # It could not be read before, and is told again.
            return _text(cell)
        return _text(cell)

    return write


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        # A number that lost its last digits must not look whole.
        return f"{cell:.15g}"
    return cell if isinstance(cell, str) else clean_text(cell)
