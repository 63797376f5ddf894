"""The form that spreads a pile over the next days, with a look at each day before it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import spreading
from crmdesk.ui.kit import plain, removal
from crmdesk.ui.kit.actions import connect_keys
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import ScrollArea
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.kit.writing_dialog import WritingDialog
from crmdesk.ui.parts.due_fields import due_edit
from crmdesk.ui.today.wording import day_heading

if TYPE_CHECKING:
    import datetime as dt

    from crmdesk.core.services.spreading import SpreadPlan

MOST_DAYS: Final = 60
USUAL_A_DAY: Final = 6


class SpreadDialog(WritingDialog):
    """Asks over how many days and from when; the days below follow at once."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, _("Spread overdue follow-ups"))
        self.plan: SpreadPlan | None = None
        self._asked: tuple[dt.date | None, int] | None = None
        self.days = NumberBox(1, MOST_DAYS)
        self.days.setValue(5)
        self.first = due_edit(desk.workspace.clock)
        form = Form(columns=2)
        form.add(_("Over how many open days"), self.days)
        self._first_row = form.add(_("Beginning on"), self.first)
        self.body.addWidget(form)
        hint = _("The important ones come first. Each keeps its time of day and its staff.")
        self.body.addWidget(plain.label(hint, "hint", wrap=True))
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 8, 0)
        self._grid.setHorizontalSpacing(24)
        self._grid.setVerticalSpacing(6)
        area = ScrollArea(inner)
        area.setMinimumHeight(120)
        self.body.addWidget(area, 1)
        self.add_buttons(_("Spread"), self.spread)
        self.agree.setToolTip(_("Spread (Ctrl+Enter)"))
        self.agree.setEnabled(False)
        connect_keys(self, "Ctrl+Return", self.spread)
        for line in (self.days.lineEdit(), self.first.line):
            line.returnPressed.connect(self.spread)
        self.days.valueChanged.connect(lambda _days: self._look())
        self.first.date_changed.connect(lambda _day: self._look())
        self.resize(480, min(440, self.screen().availableGeometry().height() - 60))
        self.given_size = True
        self.days.setFocus(Qt.FocusReason.OtherFocusReason)
        self._propose()

    def spread(self) -> None:
        """Spread the pile as it is shown."""
        first = self.first.date()
        if not self.agree.isEnabled() or first is None or self.plan is None:
            return
        workspace, days = self._desk.workspace, self.days.value()
        ids = [number for number, _day in self.plan.moves]
        self.write(lambda: spreading.over_days(workspace, first, days, ids))

    def show_problem(self, text: str) -> None:
        """Say beside the first day why the pile cannot be spread."""
        self._first_row.set_error(text)

    def _propose(self) -> None:
        workspace = self._desk.workspace

        def begin(found: tuple[dt.date, int]) -> None:
            first, waiting = found
            self.days.setValue(max(2, min(MOST_DAYS, -(-waiting // USUAL_A_DAY))))
            self.first.set_date(first)

        self._desk.tasks.read(lambda: spreading.proposal(workspace), begin, owner=self)

    def _look(self) -> None:
        first, workspace, days = self.first.date(), self._desk.workspace, self.days.value()
        if self._asked == (first, days):
            return  # Enter in the number tells it once more
        self._asked = (first, days)
        self.agree.setEnabled(False)
        past = first is not None and first < workspace.clock.today()
        self._first_row.set_error(_("Choose today or a later day.") if past else "")
        if first is not None and not past:
            self._desk.tasks.read(
                lambda: spreading.preview(workspace, first, days), self._show, key=(self, "plan")
            )

    def _show(self, plan: SpreadPlan) -> None:
        self.plan = plan
        removal.clear(self._grid)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        today = self._desk.workspace.clock.today()
        for column, words in enumerate((_("Day"), _("Planned already"), _("Added"), _("Together"))):
            self._put(0, column, words, "caption")
        for row, share in enumerate(plan.days, 1):
            self._put(row, 0, day_heading(share.day, today))
            numbers = (share.already, share.added, share.already + share.added)
            for column, number in enumerate(numbers, 1):
                self._put(row, column, f"{number:,}" if number else "–")
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(len(plan.days) + 1, 1)
        count = len(plan.moves)
        self.agree.setEnabled(count > 0)
        words = ngettext("Spread {count} follow-up", "Spread {count} follow-ups", count)
        self.agree.setText(words.format(count=count))

    def _put(self, row: int, column: int, text: str, kind: str = "") -> None:
        made = plain.label(text, kind)
        side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
        self._grid.addWidget(made, row, column, side | Qt.AlignmentFlag.AlignVCenter)
