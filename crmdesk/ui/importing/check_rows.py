"""The rows of a checked list as lines of a table: cells as written, and what is wrong where."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from crmdesk.core.domain.problems import Problem
from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import (
    DUPLICATE,
    MODES,
    NEW,
    PROBLEM,
    SKIP,
    SKIPPED,
    STATES,
    UPDATE,
    PlannedRow,
)
from crmdesk.core.importing.setup import cells_reader
from crmdesk.core.importing.value_guess import show_cell
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.columns import Column

if TYPE_CHECKING:
    from crmdesk.core.importing.plan import ImportPlan
    from crmdesk.core.importing.setup import ImportSetup
    from crmdesk.core.importing.sheet import Cell

TONES: Final = {
    NEW: "success",
    UPDATE: "info",
    DUPLICATE: "neutral",
    PROBLEM: "danger",
    SKIPPED: "muted",
}
_NAMES: Final = ("name", "family_name", "given_name", "company")
MEASURED: Final = 40
MOST_DOUBTS: Final = 3
LONGEST_DOUBT: Final = 240
NARROWEST: Final = 70
WIDEST: Final = 160


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A planned row with the texts of its mapped columns.

    `troubles` and `before` are by the place of the cell in `texts`: what is wrong with it, and
    what the file says where the user wrote it anew. `decision` is the row's own mode.
    """

    planned: PlannedRow
    texts: tuple[str, ...]
    troubles: Mapping[int, str]
    before: Mapping[int, str]
    decision: str


class CheckRows:
    """Makes the lines of a setup and its plan, a page at a time; their ids are places in it."""

    def __init__(self, setup: ImportSetup, plan: ImportPlan) -> None:
        self.setup = setup
        self.plan = plan
        self.columns = tuple(one.index for one in setup.mappings if one.field is not None)
        self._places: dict[str, list[int]] = {}
        headers = {one.index: one.header for one in setup.mappings}
        for place, column in enumerate(self.columns):
            self._places.setdefault(headers[column], []).append(place)
        fields = {one.index: one.field for one in setup.mappings}
        self._names = [at for at, one in enumerate(self.columns) if fields[one] in _NAMES]
        self._cells: Callable[[int], Sequence[Cell]] | None = None
        self._errors: dict[tuple[int, int], str] = {}

    def fetch(self, ids: Iterable[int]) -> list[CheckRow | None]:
        """Return the lines at these places of the plan."""
        if self._cells is None:
            self._errors = {(one.row, one.column): one.text for one in self.setup.sheet.errors}
            self._cells = cells_reader(self.setup)
        rows = self.plan.rows
        return [self._line(rows[place]) if place < len(rows) else None for place in ids]

    def _line(self, row: PlannedRow) -> CheckRow:
        assert self._cells is not None
        cells, setup = self._cells(row.index), self.setup
        texts = tuple(self._text(cells, row.index, column) for column in self.columns)
        written = setup.sheet.rows[row.index]
        before = {
            place: self._text(written, row.index, column)
            for place, column in enumerate(self.columns)
            if (row.index, column) in setup.edits
        }
        return CheckRow(
            row, texts, self._troubles(row, texts), before, setup.decisions.get(row.index, "")
        )

    def _text(self, cells: Sequence[Cell], index: int, column: int) -> str:
        cell = cells[column] if column < len(cells) else None
        if cell is None and (index, column) not in self.setup.edits:
            return self._errors.get((index, column), "")
        return "" if cell is None else show_cell(cell)

    def _troubles(self, row: PlannedRow, texts: Sequence[str]) -> dict[int, str]:
        found: dict[int, str] = {}
        for problem in row.problems:
            places = self._places.get(problem.column or "", [])
            if not places and row.state == PROBLEM and row.why == "no name":
                places = self._names[:1]
            if len(places) > 1 and problem.value:
                # Two columns with one header: the one that says so.
                places = [at for at in places if problem.value in texts[at]] or places
            words = f"{problem.message} {problem.advice}".strip()
            for place in places:
                found[place] = f"{found[place]}\n{words}" if place in found else words
        return found


def remark(problem: Problem) -> str:
    """Return a remark on a row as one line: column, value, what is wrong, what to do."""
    place = problem.column or ""
    if place and problem.value:
        place = _("{column} “{value}”").format(column=place, value=problem.value)
    words = f"{problem.message} {problem.advice}".strip()
    if place and problem.value and problem.value in problem.message:
        return words
    return _("{place}: {words}").format(place=place, words=words) if place else words


def has_remarks(row: PlannedRow) -> bool:
    """Tell whether there is anything to say about a row."""
    return bool(row.problems)


def doubts_of(plan: ImportPlan) -> str:
    """Return the first remarks that concern the whole list, one on each line."""
    found = [remark(problem) for problem in plan.problems if problem.row is None]
    return "\n".join(plain.wrapped(text, LONGEST_DOUBT) for text in found[:MOST_DOUBTS])


def reason(row: PlannedRow) -> str:
    """Return in sentences why a row becomes what it becomes, and every remark on it."""
    told = [remark(problem) for problem in row.problems]
    if row.reason and not any(row.reason in words for words in told):
        told.insert(0, row.reason)
    return "  ".join(told)


def _why(row: CheckRow) -> str:
    words = reason(row.planned)
    if row.decision and row.decision != SKIP:
        return "  ".join(part for part in (_(MODES[row.decision]), words) if part)
    return words


def check_columns(rows: CheckRows | None = None, *, state: bool = True) -> list[Column[Any]]:
    """Return the columns: row, state, every mapped column of the list, and the reason."""
    made: list[Column[Any]] = [
        Column(
            "row",
            lambda: _("Row"),
            lambda row: str(row.planned.row),
            align="right",
            width=58,
            sortable=False,
            tabular=True,
        )
    ]
    if state:
        made.append(
            Column(
                "state",
                lambda: _("Becomes"),
                lambda row: _(STATES[row.planned.state]),
                width=112,
                sortable=False,
                tone=lambda row: TONES[row.planned.state],
                pill=True,
            )
        )
    why = Column[Any]("reason", lambda: _("Why, and remarks"), _why, width=180, sortable=False)
    return [*made, why, *_cell_columns(rows)] if rows is not None else made


def _cell_columns(rows: CheckRows) -> list[Column[Any]]:
    headers = {one.index: one.header for one in rows.setup.mappings}
    samples = [row for row in rows.fetch(range(MEASURED)) if row is not None]

    def made(place: int, column: int) -> Column[Any]:
        header = headers[column]
        texts = [header, *(row.texts[place] for row in samples)]
        return Column(
            f"cell{column}",
            lambda: header,
            partial(_cell, place),
            width=min(max(max(map(_points, texts)) + 26, NARROWEST), WIDEST),
            sortable=False,
            tone=partial(_tone, place),
        )

    return [made(place, column) for place, column in enumerate(rows.columns)]


def _cell(place: int, row: CheckRow) -> str:
    return row.texts[place]


def _tone(place: int, row: CheckRow) -> str | None:
    if place not in row.troubles:
        return "muted" if row.planned.state == SKIPPED else None
    return "danger" if row.planned.state == PROBLEM else "warning"


def _points(text: str) -> int:
    """Return about how wide a text is, in screen points."""
    return sum(8 if character < "\u1100" else 14 for character in text[:30])


def place_of(column: Column[Any], rows: CheckRows) -> int:
    """Return the place in the texts of a row that a column shows, -1 for other columns."""
    if not column.key.startswith("cell"):
        return -1
    return rows.columns.index(int(column.key.removeprefix("cell")))
