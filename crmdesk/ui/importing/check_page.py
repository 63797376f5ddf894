"""The third step: what will become of every row, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QButtonGroup, QPushButton, QVBoxLayout, QWidget

from crmdesk.core.domain.problems import Problem
from crmdesk.core.i18n import N_, _
from crmdesk.core.importing.plan import DUPLICATE, NEW, PROBLEM, STATES, UPDATE, PlannedRow
from crmdesk.ui.importing.flow import ImportFlow
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.table_view import RowsView

if TYPE_CHECKING:
    from crmdesk.core.importing.plan import ImportPlan

ALL: Final = "all"
REMARKS: Final = "remarks"
TONES: Final = {NEW: "success", UPDATE: "info", DUPLICATE: "neutral", PROBLEM: "danger"}
_FILTERS: Final = {ALL: N_("All rows"), **STATES, REMARKS: N_("With remarks")}


def remark(problem: Problem) -> str:
    """Return a remark on a row as one line: column, value, what is wrong, what to do."""
    place = problem.column or ""
    if place and problem.value:
        place = _("{column} “{value}”").format(column=place, value=problem.value)
    words = f"{problem.message} {problem.advice}".strip()
    if place and problem.value and problem.value in problem.message:
        return words
    return _("{place}: {words}").format(place=place, words=words) if place else words


def _reason(row: PlannedRow) -> str:
    told = [remark(problem) for problem in row.problems]
    if row.reason and not any(row.reason in words for words in told):
        told.insert(0, row.reason)
    return "  ".join(told)


def check_columns() -> list[Column[PlannedRow]]:
    """Return the columns of the checked rows."""
    return [
        Column(
            "row",
            lambda: _("Row"),
            lambda row: str(row.row),
            align="right",
            width=70,
            sortable=False,
            tabular=True,
        ),
        Column(
            "state",
            lambda: _("Becomes"),
            lambda row: _(STATES[row.state]),
            width=130,
            sortable=False,
            tone=lambda row: TONES[row.state],
            pill=True,
        ),
        Column("name", lambda: _("Name"), lambda row: row.name, width=150, sortable=False),
        Column(
            "mobile",
            lambda: _("Mobile"),
            lambda row: row.mobile,
            width=140,
            sortable=False,
            tabular=True,
        ),
        Column("reason", lambda: _("Why, and remarks"), _reason, width=300, sortable=False),
    ]


class CheckPage(QWidget):
    """Counts that are filters, over all rows with their reasons."""

    def __init__(self, desk: Desk, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._rows: Sequence[PlannedRow] = ()
        self.model = RowsModel(check_columns(), desk.tasks, self._fetch, self)
        self.view = RowsView(self.model)
        self.view.horizontalHeader().setSortIndicatorShown(False)
        self.view.set_empty("check", _("No rows of this kind."))
        self.filters: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._doubts = plain.label("", "hint", wrap=True)
        row = QWidget()
        places = FlowLayout(row, 6)
        for key in _FILTERS:
            made = button("", kind="quiet")
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, key=key: self.show_only(key))
            self._group.addButton(made)
            self.filters[key] = made
            places.addWidget(made)
        self.view.setProperty("kind", "boxed")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(row)
        layout.addWidget(self._doubts)
        layout.addWidget(self.view, 1)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show all rows of a plan."""
        self._rows = plan.rows
        remarks = sum(bool(row.problems) for row in plan.rows)
        counts = {ALL: len(plan.rows), **plan.counts, REMARKS: remarks}
        for key, made in self.filters.items():
            text = _("{what}  {count:,}").format(what=_(_FILTERS[key]), count=counts[key])
            made.setText(plain.caption(text))
            made.setEnabled(bool(counts[key]) or key == ALL)
        doubts = [remark(problem) for problem in plan.problems if problem.row is None]
        self._doubts.setText("\n".join(doubts[:5]))
        self._doubts.setVisible(bool(doubts))
        self.show_only(PROBLEM if counts[PROBLEM] else ALL)

    def show_only(self, key: str) -> None:
        """Show the rows of one kind."""
        self.filters[key].setChecked(True)
        rows = self._rows
        if key == ALL:
            ids = range(len(rows))
        elif key == REMARKS:
            ids = [place for place, row in enumerate(rows) if row.problems]  # type: ignore[assignment]
        else:
            ids = [place for place, row in enumerate(rows) if row.state == key]  # type: ignore[assignment]
        self.model.show_ids(ids)
        self.view.scrollToTop()

    def take_focus(self) -> None:
        """Give the keyboard to the rows."""
        self.view.setFocus()

    def _fetch(self, ids: list[int]) -> list[PlannedRow | None]:
        rows = self._rows
        return [rows[place] if place < len(rows) else None for place in ids]
