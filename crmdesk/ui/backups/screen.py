"""The backups: made by themselves or by hand, listed, and brought back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core import paths
from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import _
from crmdesk.core.services import backup
from crmdesk.ui.backups.line import BackupLine, when
from crmdesk.ui.kit import dialogs, file_dialogs, notices, plain, removal, theme
from crmdesk.ui.kit.actions import button, make_action
from crmdesk.ui.kit.empty_state import EmptyState
from crmdesk.ui.kit.layout import Card, FlowLayout, PageHeader
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.scrolling import ScrollArea

if TYPE_CHECKING:
    from crmdesk.core.services.backup import BackupFile


class RestoringDesk(Protocol):
    """The part of the desk that can put a backup in the place of the open database."""

    def restore_backup(self, path: Path) -> None:
        """Close the database, put the backup in its place, and open it again."""


class BackupsScreen(Screen):
    """The backups of this database, newest first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.lines: list[BackupLine] = []
        self._folder = paths.backup_dir(desk.workspace.path)
        self.now_button = button(_("Back up now"), self.back_up_now, icon="backup", kind="primary")
        self.now_button.setToolTip(_("Back up now (Ctrl+B)"))
        make_action(self, _("Back up now"), self.back_up_now, shortcut="Ctrl+B")
        self._list = Card(_("Backups, newest first"))
        self._list.body.setSpacing(2)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self._list.body.addLayout(self._rows)
        self.empty = EmptyState(
            "backup",
            _("No backups yet"),
            [(_("Back up now"), self.back_up_now)],
            _("One is made by itself when the program closes and before every import."),
        )
        self.empty.hide()
        self._list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._lay_out()
        theme.watcher().changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        header = PageHeader(
            _("Backups"),
            _("Made by themselves when the program closes and before each import."),
        )
        header.add(self.now_button)
        tools = FlowLayout(spacing=8)
        tools.addWidget(button(_("Back up to…"), self.back_up_to, icon="export"))
        tools.addWidget(button(_("Restore a file…"), self.restore_file, icon="undo"))
        tools.addWidget(button(_("Open the folder"), self.open_folder, icon="folder"))
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(header)
        layout.addLayout(tools)
        layout.addWidget(self._list)
        layout.addWidget(self.empty, 1)
        self._place = plain.label(
            _(
                "The newest 10 are kept in {folder}. Keep a copy on a USB stick too: a backup"
                " on the same disk does not help when the disk breaks."
            ).format(folder=self._folder),
            "hint",
            wrap=True,
            select=True,
        )
        layout.addWidget(self._place)
        layout.addStretch()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ScrollArea(page))

    def refresh(self, changes: Changes | None = None) -> None:
        """Read the list of backups again; changes of records do not concern it."""
        if changes is None:
            workspace = self.desk.workspace
            self.desk.tasks.read(lambda: backup.backups(workspace), self._show, key=(self, "list"))

    def back_up_now(self) -> None:
        """Make a checked backup in the usual folder."""
        self._back_up(None)

    def back_up_to(self) -> None:
        """Ask where to, and make a checked backup there."""
        name = f"crmdesk-{self.desk.workspace.clock.today().isoformat()}.db"
        file_dialogs.ask_save(
            self, _("Back up to"), _kinds(), self._back_up, name=name, suffix="db"
        )

    def restore_file(self) -> None:
        """Ask for a backup file, and bring it back."""
        file_dialogs.ask_open(
            self, _("Restore a backup"), _kinds(), self.restore, folder=self._folder
        )

    def restore(self, path: Path, title: str = "") -> dialogs.Dialog:
        """Ask once, then put a backup in the place of the open database."""
        desk = cast(RestoringDesk, self.desk)
        return dialogs.confirm(
            self,
            _("Bring back the backup {name}?").format(name=title or path.name),
            lambda: desk.restore_backup(path),
            detail=_(
                "Everything goes back to how it was then. What is there now is first kept as a"
                " backup of its own, so you can come back to it."
            ),
            yes=_("Restore"),
            danger=True,
        )

    def open_folder(self) -> None:
        """Show the folder of the backups in the file manager."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _back_up(self, target: Path | None) -> None:
        workspace = self.desk.workspace
        self.now_button.setEnabled(False)
        self.desk.tasks.write(
            lambda: backup.backup(workspace, target), self._backed_up, self._failed, owner=self
        )

    def _backed_up(self, made: BackupFile) -> None:
        self.now_button.setEnabled(True)
        self.refresh()
        notices.show_notice(
            self, _("The backup was made and checked."), str(made.path), tone="success"
        )

    def _failed(self, error: Exception) -> None:
        self.now_button.setEnabled(True)
        self.desk.trouble(error)

    def _show(self, found: Sequence[BackupFile]) -> None:
        removal.clear(self._rows)
        today = self.desk.workspace.clock.today()
        self.lines = [BackupLine(one, today, self._restore_line) for one in found]
        for line in self.lines:
            self._rows.addWidget(line)
        self._list.setVisible(bool(found))
        self.empty.setVisible(not found)

    def _restore_line(self, chosen: BackupFile) -> None:
        self.restore(chosen.path, when(chosen, self.desk.workspace.clock.today()))


def _kinds() -> str:
    return _("Backups (*.db);;All files (*)")
