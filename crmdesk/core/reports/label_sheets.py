"""Sheets of labels as they are sold: where each label lies, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crmdesk.core.reports.document import PAPER_SIZES, Paper


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """One kind of sheet: how many labels of which size, where the first lies, and the steps."""

    key: str
    paper: Paper
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step_x: float
    step_y: float

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows

    def show(self) -> str:
        """Return how the sheet is told apart in a shop: paper, number, size of a label."""
        size = f"{round(self.width, 1):g}×{round(self.height, 1):g} mm"
        return f"{self.paper} {self.columns}×{self.rows} · {size}"

    def place(self, number: int) -> tuple[float, float]:
        """Return left and top of a label, counted from 1 along the rows."""
        row, column = divmod(number - 1, self.columns)
        return self.left + column * self.step_x, self.top + row * self.step_y


def _centred(
    key: str,
    columns: int,
    rows: int,
    width: float,
    height: float,
    *,
    paper: Paper = "A4",
    gap: float = 0.0,
) -> LabelSheet:
    """Return a sheet whose labels lie in the middle, with a gap between the columns."""
    across, down = PAPER_SIZES[paper]
    step = width + gap
    left = (across - step * columns + gap) / 2
    top = (down - height * rows) / 2
    return LabelSheet(key, paper, columns, rows, width, height, left, top, step, height)


_SHEETS: Final = (
    _centred("a4-3x8", 3, 8, 70.0, 37.0),
    _centred("a4-3x7", 3, 7, 63.5, 38.1, gap=2.54),
    _centred("a4-2x7", 2, 7, 99.1, 38.1, gap=2.5),
    _centred("a4-2x8", 2, 8, 99.1, 33.9, gap=2.5),
    _centred("a4-2x4", 2, 4, 99.1, 67.7, gap=2.5),
    _centred("a4-4x10", 4, 10, 48.5, 25.4),
    _centred("a4-2x5", 2, 5, 99.1, 57.0, gap=2.5),
    _centred("letter-3x10", 3, 10, 66.675, 25.4, paper="Letter", gap=3.175),
    _centred("letter-2x10", 2, 10, 101.6, 25.4, paper="Letter", gap=4.7625),
    _centred("letter-2x5", 2, 5, 101.6, 50.8, paper="Letter", gap=4.7625),
)
LABEL_SHEETS: Final[dict[str, LabelSheet]] = {sheet.key: sheet for sheet in _SHEETS}
USUAL_SHEETS: Final[dict[Paper, str]] = {
    "A4": "a4-3x8",
    "A5": "a4-3x8",
    "Letter": "letter-3x10",
}
