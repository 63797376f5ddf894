"""The last step: what was done, as a sum that adds up, and the way back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crmdesk.core.i18n import _, ngettext
from crmdesk.core.importing.plan import SKIPPED
from crmdesk.core.importing.setup import COMPLAINTS, CUSTOMERS
from crmdesk.ui.importing.flow import ImportFlow
from crmdesk.ui.importing.result_lists import CREATED, FAILED, LEFT, UPDATED, ResultLists
from crmdesk.ui.importing.step_pieces import Sentence
from crmdesk.ui.kit import file_dialogs, icons, plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk

if TYPE_CHECKING:
    from crmdesk.core.domain.progress import Progress
    from crmdesk.core.services.importing import ImportResult

SUFFIX: Final = "xlsx"


class ResultPage(QWidget):
    """Shows rows = created + updated + skipped + failed, their lists, and what can be done now."""

    list_wanted = Signal()
    again_wanted = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._flow = flow
        self._result: ImportResult | None = None
        self._title = plain.label("", "heading", wrap=True)
        self._numbers: list[QLabel] = []
        self._words: list[QLabel] = []
        self._told = Sentence()
        self.lists = ResultLists(desk)
        self.list_button = button(
            _("Show in the customer list"), self._show_list, icon="customers", kind="link"
        )
        self.save_button = button(_("Save the failed rows…"), self._ask_save, icon="export")
        self.skipped_box = QCheckBox(_("Also the rows left out"))
        self.show_button = button(
            _("Show the customers"), self.list_wanted.emit, kind="primary", icon="customers"
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
        for part in (self.skipped_box, self.list_button, self.save_button):
            self.lists.verbs.addWidget(part)
        self.lists.chosen.connect(self._chosen)
        self.lists.customer_wanted.connect(self._desk.open_customer)
        self.lists.complaint_wanted.connect(self._desk.open_complaint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self._title)
        layout.addLayout(self._sum())
        layout.addWidget(buttons)
        layout.addWidget(self._told)
        layout.addWidget(self.lists, 1)

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
            self._words.append(name)
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
        customers = result.setup.target == CUSTOMERS
        self._words[1].setText(_("new") if customers else _("entries"))
        complaints = result.setup.target == COMPLAINTS
        self.show_button.setText(
            _("Show the complaints") if complaints else _("Show the customers")
        )
        icons.set_icon(self.show_button, "complaint" if complaints else "customers", "on_accent")
        self._result = result
        self._told.tell("")
        self.skipped_box.setChecked(False)
        self.lists.show_result(result)
        self.back_button.setEnabled(bool(result.import_id))
        self.show_button.setEnabled(True)
        self.show_button.setFocus()

    def show_taken_back(self) -> None:
        """Say that the import is undone."""
        self._title.setText(_("The import was taken back. Everything is as it was before."))
        self.back_button.setEnabled(False)
        self.show_button.setEnabled(False)
        self.lists.refresh()
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

    def _chosen(self, key: str) -> None:
        """Offer what can be done with the list that is shown."""
        result = self._result
        if result is None:
            return
        left_out = result.plan.counts[SKIPPED]
        customers = result.setup.target != COMPLAINTS
        self.list_button.setVisible(key in (CREATED, UPDATED) and customers)
        self.save_button.setVisible(key == FAILED or (key == LEFT and bool(left_out)))
        self.save_button.setEnabled(bool(result.failed or left_out))
        self.skipped_box.setVisible(key in (FAILED, LEFT) and bool(left_out))

    def _show_list(self) -> None:
        result = self._result
        if result is not None:
            words = _("From the import of {file}").format(file=plain.one_line(result.file))
            self._desk.show_customers(self.lists.query(), words)

    def _ask_save(self) -> None:
        result = self._result
        if result is None:
            return
        stem = plain.one_line(Path(result.file).stem) or _("List")
        file_dialogs.ask_save(
            self.window(),
            _("Save the failed rows"),
            _("Excel workbook (*.xlsx)"),
            self.save_failed,
            name=_("{file} to repair.xlsx").format(file=stem),
            suffix=SUFFIX,
        )

    def save_failed(self, path: Path) -> None:
        """Write the rows that failed into a workbook, to be repaired and imported again."""
        result, skipped = self._result, self.skipped_box.isChecked()
        if result is None:
            return

        def work(progress: Progress) -> int:
            from crmdesk.core.services import import_results

            return import_results.write_failed(
                path, result.setup, result.plan, skipped=skipped, progress=progress
            )

        def done(count: int) -> None:
            words = ngettext(
                "{count:,} row is saved in {file}, with its reason.",
                "{count:,} rows are saved in {file}, with their reasons.",
                count,
            )
            advice = _("Repair them there, and import that file.")
            text = words.format(count=count, file=plain.one_line(str(path)))
            self._told.tell(text, advice, tone="success")

        self._flow.run(_("Saving the rows"), work, done)
