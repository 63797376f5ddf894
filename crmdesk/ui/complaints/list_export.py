"""The listed complaints as a file: a workbook, or a text that other programs read."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import N_, _, in_a_row, ngettext
from crmdesk.core.services import complaint_export
from crmdesk.core.services.exporting import ExportResult
from crmdesk.ui.kit import file_dialogs
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.long_write import LongWriteDialog

_OLD_TEXT: Final = N_("CSV text for older programs, GBK (*.csv)")


def ask(desk: Desk, parent: QWidget, query: ComplaintQuery) -> QFileDialog:
    """Ask where to, and write what a query finds, in its order."""
    day = desk.workspace.clock.today().isoformat()
    kinds = (_("Excel workbook (*.xlsx)"), _("CSV text, UTF-8 (*.csv)"), _(_OLD_TEXT))

    def use(target: Path) -> None:
        old = dialog.selectedNameFilter() == _(_OLD_TEXT) and target.suffix.lower() == ".csv"
        write(desk, parent, query, target, encoding="gb18030" if old else "utf-8")

    dialog = file_dialogs.ask_save(
        parent.window(),
        _("Export the listed complaints"),
        ";;".join(kinds),
        use,
        name=_("Complaints {date}").format(date=day) + ".xlsx",
        suffix="xlsx",
    )
    return dialog


def write(
    desk: Desk, parent: QWidget, query: ComplaintQuery, target: Path, *, encoding: str = "utf-8"
) -> None:
    """Write complaints into a file; how far it is shows when it takes a moment."""
    workspace = desk.workspace

    def work(progress: Progress) -> Changes:
        result = complaint_export.export(
            workspace, target, query=query, encoding=encoding, progress=progress
        )
        return Changes(0, _told(result))

    words = _("Exporting…")
    LongWriteDialog(desk, parent.window(), words).begin(work, words, writes=False)


def _told(result: ExportResult) -> str:
    done = ngettext(
        "{count} complaint exported to {file}.",
        "{count} complaints exported to {file}.",
        result.rows,
    ).format(count=result.rows, file=result.path.name)
    if not result.problems:
        return done
    first, count = result.problems[0], len(result.problems)
    cut = ngettext(
        "{count} text is not complete in the file, first in row {row}: {reason}",
        "{count} texts are not complete in the file, first in row {row}: {reason}",
        count,
    ).format(count=count, row=first.row, reason=first.message)
    return in_a_row([done, cut])
