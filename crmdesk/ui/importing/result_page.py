"""The last step: what was done, as a sum that adds up, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crmdesk.core.domain.problems import Problem
from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.ui.importing.flow import ImportFlow
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.table_view import RowsView

if TYPE_CHECKING:
    from crmdesk.core.services.importing import ImportResult


def problem_columns() -> list[Column[Problem]]:
    """Return the columns of the list of problems."""

    def column(key: str, title: str, value: object, width: int) -> Column[Problem]:
        return Column(key, lambda: _(title), value, width=width, sortable=False)  # type: ignore[arg-type]

    return [
        column("row", N_("Row"), lambda one: "" if one.row is None else str(one.row), 70),
        column("column", N_("Column of the list"), lambda one: one.column or "", 130),
        column("value", N_("Value"), lambda one: one.value or "", 130),
        column("message", N_("What is wrong"), lambda one: one.message, 220),
        column("advice", N_("Advice"), lambda one: one.advice, 220),
    ]


class ResultPage(QWidget):
    """Shows rows = created + updated + skipped + failed, the problems, and what can be done now."""

    customers_wanted = Signal()
    again_wanted = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._problems: Sequence[Problem] = ()
        self._title = plain.label("", "heading", wrap=True)
        self._numbers: list[QLabel] = []
        self.model = RowsModel(problem_columns(), desk.tasks, self._fetch, self)
        self.view = RowsView(self.model)
        self.view.horizontalHeader().setSortIndicatorShown(False)
        self.view.set_empty("check", _("No problems were found."))
        self.show_button = button(
            _("Show the customers"), self.customers_wanted.emit, kind="primary", icon="customers"
        )
        self.back_button = button(_("Undo this import"), self._take_back, icon="undo")
        self.again_button = button(_("Import another list"), self.again_wanted.emit, icon="import")
        self.close_button = button(_("Close"), self.closed.emit, tip=_("Close (Esc)"))
        self._build()

    def _build(self) -> None:
        buttons = QWidget()
        flow = FlowLayout(buttons, 8)
        for made in (self.show_button, self.back_button, self.again_button, self.close_button):
            flow.addWidget(made)
        self.view.setProperty("kind", "boxed")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addLayout(self._sum())
        layout.addWidget(buttons)
        self._list_title = plain.label("", "subheading")
        layout.addWidget(self._list_title)
        layout.addWidget(self.view, 1)

    def _sum(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        words = (_("rows"), _("new"), _("updated"), _("skipped"), _("failed"))
        for sign, word in zip(("", "=", "+", "+", "+"), words, strict=True):
            if sign:
                row.addWidget(plain.label(sign, "number"), 0, Qt.AlignmentFlag.AlignTop)
            box = QVBoxLayout()
            box.setSpacing(0)
            number = plain.label("", "number")
            name = plain.label(word, "muted")
            for label in (number, name):
                label.setAlignment(Qt.AlignmentFlag.AlignCenter)
                box.addWidget(label)
            self._numbers.append(number)
            row.addLayout(box)
            row.setAlignment(box, Qt.AlignmentFlag.AlignTop)
        row.addStretch()
        return row

    def show_result(self, result: ImportResult) -> None:
        """Show what was done."""
        self._title.setText(_("{file} is imported.").format(file=plain.one_line(result.file)))
        counts = (result.rows, result.created, result.updated, result.skipped, result.failed)
        for label, count in zip(self._numbers, counts, strict=True):
            label.setText(f"{count:,}")
        self._problems = result.problems
        self._list_title.setText(
            ngettext("{count:,} remark", "{count:,} remarks", len(result.problems)).format(
                count=len(result.problems)
            )
        )
        self.model.show_ids(range(len(result.problems)))
        self.back_button.setEnabled(bool(result.import_id))
        self.show_button.setEnabled(True)
        self.show_button.setFocus()

    def show_taken_back(self) -> None:
        """Say that the import is undone."""
        self._title.setText(_("The import was taken back. Everything is as it was before."))
        self.back_button.setEnabled(False)
        self.show_button.setEnabled(False)
        self.again_button.setFocus()

    def sum_text(self) -> str:
        """Return the sum as text: `5 = 3 + 1 + 1 + 0`."""
        rows, *parts = (label.text() for label in self._numbers)
        return f"{rows} = {' + '.join(parts)}"

    def title_text(self) -> str:
        """Return the sentence above the sum."""
        return self._title.text()

    def _take_back(self) -> None:
        self._flow.take_back(self.window())

    def _fetch(self, ids: list[int]) -> list[Problem | None]:
        found = self._problems
        return [found[place] if place < len(found) else None for place in ids]
