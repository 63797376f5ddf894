"""The third step: what will become of every row, and repairing it before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crmdesk.core.i18n import N_, _
from crmdesk.core.importing.plan import DOUBTFUL, PROBLEM, SKIP, STATES
from crmdesk.ui.importing.check_grid import CheckGrid
from crmdesk.ui.importing.check_model import CheckModel
from crmdesk.ui.importing.check_rows import CheckRows, doubts_of, has_remarks
from crmdesk.ui.importing.compare_panel import WIDTH, ComparePanel
from crmdesk.ui.importing.decision_bar import DecisionBar
from crmdesk.ui.importing.flow import ImportFlow
from crmdesk.ui.importing.repairs import Repairs
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout, SplitView
from crmdesk.ui.kit.offer import Offer
from crmdesk.ui.kit.screen import Desk

if TYPE_CHECKING:
    from crmdesk.core.importing.plan import ImportPlan, PlannedRow

ALL: Final = "all"
REMARKS: Final = "remarks"
# Narrower, rows and panel have no room beside each other.
_NARROW: Final = 720
# The heads of the columns and four rows; three in a low window.
_LEAST_ROWS: Final = 180
_FEWEST_ROWS: Final = 134
_FILTERS: Final = {ALL: N_("All rows"), **STATES, REMARKS: N_("With remarks")}


class CheckPage(QWidget):
    """Counts that are filters, all rows with their cells, and both sides of the current one."""

    def __init__(self, desk: Desk, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._flow = flow
        self._plan: ImportPlan | None = None
        self._shown = ALL
        self._narrow = False
        self._low = False
        self.repairs = Repairs(desk, flow, self)
        self.model = CheckModel(desk.tasks, self)
        self.view = CheckGrid(self.model)
        self.view.setMinimumHeight(_LEAST_ROWS)
        self.view.set_empty("check", _("No rows of this kind."))
        self.panel = ComparePanel(desk)
        self.decisions = DecisionBar()
        self.offer = Offer(drop=_("Leave the others as they are"))
        self.filters: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._doubts = plain.label("", "doubt", wrap=True)
        self.fold_button = button(
            _("Both sides"), self._fold, icon="columns", kind="quiet", shortcut="F8",
            tip=_("Show what is stored, what the list says, and what it becomes"),
        )  # fmt: skip
        self.fold_button.setCheckable(True)
        self.fold_button.setChecked(True)
        self._build()
        self._connect()

    def _build(self) -> None:
        row = QWidget()
        places = FlowLayout(row, 4)
        for key in _FILTERS:
            made = button("", kind="quiet")
            made.setCheckable(True)
            made.clicked.connect(lambda _checked=False, key=key: self.show_only(key))
            self._group.addButton(made)
            self.filters[key] = made
            places.addWidget(made)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(row, 1)
        top.addWidget(self.fold_button)
        self.split = SplitView((self.view, self.panel))
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.setSizes([2 * WIDTH, WIDTH])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self._doubts)
        layout.addWidget(self.split, 1)
        layout.addWidget(self.offer)
        layout.addWidget(self.decisions)

    def _connect(self) -> None:
        repairs, view = self.repairs, self.view
        self.model.cell_written.connect(repairs.write_cell)
        view.undo_wanted.connect(repairs.undo)
        view.leave_out_wanted.connect(lambda: self._decide(SKIP))
        view.current_id.connect(lambda _row_id: self._show_current())
        view.selection_changed.connect(self._show_selection)
        self.decisions.decided.connect(self._decide)
        self.decisions.undo_wanted.connect(repairs.undo)
        self.offer.dropped.connect(repairs.drop_offer)
        repairs.changed.connect(self._changed)
        repairs.checked.connect(self._checked)
        repairs.offered.connect(self._show_offer)
        self.panel.file_wanted.connect(self._desk.open_customer)

    def _show_offer(self) -> None:
        found = self.repairs.offer
        if found is None:
            self.offer.clear()
        else:
            self.offer.show_offer(found.text, [(found.button, self.repairs.take_offer)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the rows all the width where the panel would leave no room for what is wrong."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.fold_button.setChecked(not narrow)
            self._fold()

    def show_plan(self, plan: ImportPlan) -> None:
        """Show all rows of a plan; those with problems first, where there are any."""
        setup = self._flow.setup
        if setup is None:
            return
        self.repairs.begin(setup)
        self.decisions.show_target(setup.target)
        self._take(plan)
        assert self.model.lines is not None
        self.view.show_lines(self.model.lines)
        self.show_only(PROBLEM if plan.counts[PROBLEM] else ALL)
        self.view.scrollToTop()
        self.view.horizontalScrollBar().setValue(0)
        ids = self.model.ids()
        if ids:
            self.view.select_id(ids[0])
            self.view.start_at_cell()

    def set_low(self, low: bool) -> None:
        """Keep to what the rows need in a window without room for more."""
        self._low = low
        self.view.setMinimumHeight(_FEWEST_ROWS if low else _LEAST_ROWS)
        self.decisions.set_low(low)
        for made in self.filters.values():
            made.setVisible(made.isEnabled() or not low)

    def show_only(self, key: str) -> None:
        """Show the rows of one kind."""
        self._shown = key
        self.filters[key].setChecked(True)
        rows = self._rows
        if key == ALL:
            self.model.show_ids(range(len(rows)))
        else:
            self.model.show_ids([at for at, row in enumerate(rows) if _is_of(row, key)])
        if self.view.current() is None:
            self.view.scrollToTop()
        self._show_current()

    def take_focus(self) -> None:
        """Give the keyboard to the rows."""
        self.view.setFocus()

    def finish_editing(self) -> None:
        """Take a cell that is being written as it is."""
        self.view.finish_editing()

    @property
    def _rows(self) -> Sequence[PlannedRow]:
        return self._plan.rows if self._plan is not None else ()

    def _take(self, plan: ImportPlan) -> None:
        setup = self._flow.setup
        assert setup is not None
        self._plan = plan
        self.model.take(CheckRows(setup, plan))
        remarks = sum(map(has_remarks, plan.rows))
        counts = {ALL: len(plan.rows), **plan.counts, REMARKS: remarks}
        for key, made in self.filters.items():
            text = _("{what}  {count:,}").format(what=_(_FILTERS[key]), count=counts[key])
            made.setText(plain.caption(text))
            made.setEnabled(bool(counts[key]) or key in (ALL, self._shown))
            # Where there is no room for a second line, only what there is is named.
            made.setVisible(made.isEnabled() or not self._low)
        doubts = doubts_of(plan)
        plain.say(self._doubts, doubts)

    def _changed(self) -> None:
        """Show a change at once, with the states as they were until the check is done."""
        if self._plan is not None and self.repairs.setup is not None:
            self.model.take(CheckRows(self.repairs.setup, self._plan))
        self.decisions.set_undo(self.repairs.can_undo())

    def _checked(self) -> None:
        """Show a later check; the rows stay where they are, also those that were repaired."""
        plan = self._flow.plan
        if plan is None:
            return
        self._take(plan)
        self._show_current()
        self._show_selection(self.view.selected_count())

    def _decide(self, decision: str | None) -> None:
        self.repairs.decide(self.view.selected_ids(), decision)

    def _fold(self) -> None:
        self.panel.setVisible(self.fold_button.isChecked())

    def _show_current(self) -> None:
        self.panel.show_row(self.model.lines, self.view.current())

    def _show_selection(self, count: int) -> None:
        setup = self.repairs.setup
        ids = self.view.selected_ids()
        rows = [self._rows[at] for at in ids[:200] if at < len(self._rows)]
        own = setup is not None and any(row.index in setup.decisions for row in rows)
        asked = any(row.why == DOUBTFUL for row in rows)
        self.decisions.show_rows(count, {row.state for row in rows}, own=own, asked=asked)
        self.decisions.set_undo(self.repairs.can_undo())


def _is_of(row: PlannedRow, key: str) -> bool:
    return has_remarks(row) if key == REMARKS else row.state == key
