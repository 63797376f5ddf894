"""The tab with the report: the figures of a period, on screen, on paper and as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import COMPLAINTS, CUSTOMERS, EVERYTHING, SETTINGS, Changes
from crmdesk.core.domain.complaint_figures import Report
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_figures
from crmdesk.core.services.print_complaint_month import title_of
from crmdesk.ui.complaints.pane import MONTH_SHEET, ComplaintPane
from crmdesk.ui.complaints.period_bar import PeriodBar
from crmdesk.ui.complaints.report_behind import Behind, Person
from crmdesk.ui.complaints.report_body import ReportBody
from crmdesk.ui.kit.actions import action_inside, button
from crmdesk.ui.kit.file_dialogs import ask_save
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import ScrollArea
from crmdesk.ui.parts.incomplete import tell_incomplete
from crmdesk.ui.parts.long_write import LongWriteDialog

# Narrower or lower than this, in screen points, something has to be left out.
NARROW: Final = 760
LOW: Final = 330


class ReportPane(ComplaintPane):
    """Reads the figures of the chosen period in the background; of several answers the newest."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.report: Report | None = None
        self._stale = True
        self.period_bar = PeriodBar(desk.workspace.clock)
        self.print_button = button("", self.print_sheet, icon="print")
        self.export_button = button("", self.ask_export, icon="export")
        self.print_button.setToolTip(_("The sheet of this period (Ctrl+P)"))
        export = action_inside(
            self, _("Export the figures as an Excel workbook"), self.ask_export, "Ctrl+E", "export"
        )
        self.export_button.setToolTip(export.toolTip())
        self.set_narrow(False)
        self.body = ReportBody()
        self.area = ScrollArea(self.body)
        self._begin()
        self._lay_out()
        self.period_bar.changed.connect(self._period_changed)
        self.body.chosen.connect(self._chosen)
        self.body.hide()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.period_bar, 1)
        top.addWidget(self.print_button)
        top.addWidget(self.export_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.area, 1)

    def set_narrow(self, narrow: bool) -> None:
        """Keep what chooses and prints in one line where there is little room."""
        self.period_bar.set_narrow(narrow)
        for made, words in ((self.print_button, _("Print…")), (self.export_button, _("Export…"))):
            made.setAccessibleName(words)
            made.setText("" if narrow else words)

    @property
    def period(self) -> Period:
        """The period that is chosen."""
        return self.period_bar.period

    def _begin(self) -> None:
        """Let the keyboard begin where the period is chosen."""
        bar = self.period_bar
        self.first_stop = bar.first if bar.days_button.isChecked() else bar.month_box

    # Reading

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what the changes concern; while another tab is shown, when this one is."""
        nouns = EVERYTHING if changes is None else changes.nouns
        if nouns & {COMPLAINTS, CUSTOMERS, SETTINGS}:
            self._stale = True
            if self.isVisible():
                self._read()

    def _period_changed(self) -> None:
        self.body.forget_more()
        self._read()

    def _read(self) -> None:
        self._stale = False
        workspace, period = self.desk.workspace, self.period
        self.desk.tasks.read(
            lambda: complaint_figures.report(workspace, period),
            self._show,
            self.desk.trouble,
            key=(self, "report"),
        )

    def _show(self, report: Report) -> None:
        moved = self.report is not None and self.report.period != report.period
        if report != self.report:
            self.report = report
            self._begin()
            focus = QApplication.focusWidget()
            held = focus is not None and self.body.isAncestorOf(focus)
            self.body.show_report(report)
            # A part that is gone must not send the keyboard to somewhere else in the window.
            if held and QApplication.focusWidget() is not focus and self.first_stop is not None:
                self.first_stop.setFocus()
        self.body.show()
        if moved:
            self.area.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say less in a narrow window, and leave the title out of a low one."""
        super().resizeEvent(event)
        self.set_narrow(event.size().width() < NARROW)
        self.body.set_low(event.size().height() < LOW)

    def showEvent(self, event: QShowEvent) -> None:
        """Read what changed while something else was shown."""
        super().showEvent(event)
        if self._stale:
            # Together with what the screen asks for when it is shown.
            QTimer.singleShot(0, self, self._read_stale)

    def _read_stale(self) -> None:
        if self._stale and self.isVisible():
            self._read()

    # What can be done

    def _chosen(self, what: object) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self.body.isAncestorOf(focus):
            # Whoever comes back from the list goes on there.
            self.first_stop = focus
        if isinstance(what, Behind):
            self.listed.emit(what.query, what.title)
        elif isinstance(what, Person):
            self.desk.open_customer(what.customer_id)

    def prints(self) -> tuple[str, dict[str, Any]]:
        """Return the sheet of the period that is shown."""
        period = self.period
        days = (period.last - period.first).days + 1
        return MONTH_SHEET, {"start": period.first, "days": days}

    def print_sheet(self) -> None:
        """Open the window for printing with the sheet of the period."""
        style, what = self.prints()
        self.desk.print_style(style, **what)

    def ask_export(self) -> None:
        """Ask where to, and write the figures and the list of the period into a workbook."""
        ask_save(
            self.window(),
            _("Export the figures as an Excel workbook"),
            _("Excel workbook (*.xlsx)"),
            self.export_to,
            name=f"{title_of(self.period)}.xlsx",
            suffix="xlsx",
        )

    def export_to(self, path: Path) -> None:
        """Write the workbook in the background, and say so with a way to open it."""
        workspace, period, window = self.desk.workspace, self.period, self.window()
        problems: list[Problem] = []

        def work(progress: Progress) -> Changes:
            from crmdesk.core.services import complaint_report_file

            problems.extend(complaint_report_file.write(workspace, period, path, progress))
            text = _("The figures are written to {file}.").format(file=path.name)
            return Changes(0, text, file=path)

        dialog = LongWriteDialog(self.desk, window, _("Export the figures as an Excel workbook"))
        dialog.accepted.connect(lambda: tell_incomplete(window, problems))
        dialog.begin(work, _("Writing the workbook"), writes=False)
