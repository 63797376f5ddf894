"""The listed complaints as a file: a workbook, or a text that other programs read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from crmdesk.core.domain.attachment import show_size
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import N_, _, in_a_row, ngettext
from crmdesk.core.services import complaint_export, complaint_export_files
from crmdesk.core.services.complaint_export_files import FilesThere, FilesWritten
from crmdesk.core.services.exporting import ExportResult
from crmdesk.ui.kit import file_dialogs
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.long_write import LongWriteDialog

_OLD_TEXT: Final = N_("CSV text for older programs, GBK (*.csv)")


def ask(desk: Desk, parent: QWidget, query: ComplaintQuery) -> QFileDialog:
    """Ask where to, and write what a query finds, in its order."""
    day = desk.workspace.clock.today().isoformat()
    kinds = (_("Excel workbook (*.xlsx)"), _("CSV text, UTF-8 (*.csv)"), _(_OLD_TEXT))

    def use(target: Path) -> None:
        old = dialog.selectedNameFilter() == _(_OLD_TEXT) and target.suffix.lower() == ".csv"
        offer(desk, parent, query, target, encoding="gb18030" if old else "utf-8")

    dialog = file_dialogs.ask_save(
        parent.window(),
        _("Export the listed complaints"),
        ";;".join(kinds),
        use,
        name=_("Complaints {date}").format(date=day) + ".xlsx",
        suffix="xlsx",
    )
    return dialog


def offer(
    desk: Desk, parent: QWidget, query: ComplaintQuery, target: Path, *, encoding: str = "utf-8"
) -> None:
    """Write complaints into a file; ask first whether their files are to stand beside it."""
    workspace = desk.workspace

    def found(there: FilesThere) -> None:
        if there.count:
            FilesDialog(parent.window(), there, target, go)
        else:
            go(files=False)

    def go(*, files: bool) -> None:
        write(desk, parent, query, target, encoding=encoding, files=files)

    desk.tasks.read(
        lambda: complaint_export_files.files_there(workspace, query),
        found,
        desk.trouble,
        key=(parent, "files there"),
        owner=parent,
    )


def write(
    desk: Desk,
    parent: QWidget,
    query: ComplaintQuery,
    target: Path,
    *,
    encoding: str = "utf-8",
    files: bool = False,
) -> None:
    """Write complaints into a file; how far it is shows when it takes a moment."""
    workspace = desk.workspace

    def work(progress: Progress) -> Changes:
        if not files:
            alone = complaint_export.export(
                workspace, target, query=query, encoding=encoding, progress=progress
            )
            return Changes(0, _told(alone))
        done, beside = complaint_export_files.export_with_files(
            workspace, target, query=query, encoding=encoding, progress=progress
        )
        return Changes(0, in_a_row([_told(done), _told_files(beside)]))

    words = _("Exporting…")
    LongWriteDialog(desk, parent.window(), words).begin(work, words, writes=False)


class FilesDialog(Dialog):
    """Asks whether the files of the complaints are to be put beside the list."""

    def __init__(
        self, parent: QWidget, there: FilesThere, target: Path, go: Callable[..., object]
    ) -> None:
        super().__init__(parent, _("Export"), _("Put the files beside the list?"))
        folder = complaint_export_files.folder_beside(target)
        self.add_text(
            ngettext(
                "{count} file ({size}) belongs to these complaints. A list holds no files; it can"
                " be put into the folder “{folder}” beside it.",
                "{count} files ({size}) belong to these complaints. A list holds no files; they can"
                " be put into the folder “{folder}” beside it.",
                there.count,
            ).format(count=there.count, size=show_size(there.size), folder=folder.name)
        )
        self.add_button(_("Cancel"))
        self.alone = self.add_button(_("The list alone"), partial(self._end, go, files=False))
        self.both = self.add_button(
            _("List and files"), partial(self._end, go, files=True), "primary"
        )
        self.both.setFocus(Qt.FocusReason.OtherFocusReason)
        self.open()

    def _end(self, go: Callable[..., object], *, files: bool) -> None:
        self.accept()
        go(files=files)


def _told_files(beside: FilesWritten) -> str:
    return ngettext(
        "{count} file went into the folder {folder}.",
        "{count} files went into the folder {folder}.",
        beside.count,
    ).format(count=beside.count, folder=beside.folder.name)


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
