"""The window when the database cannot be opened: why, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from crmdesk.core import paths
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.ui.kit import file_dialogs, plain
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from crmdesk.core.services.workspace import Workspace

Opened = Callable[["Workspace", bool], object]


class StartTrouble(Dialog):
    """Says in one sentence what is wrong, and opens another database or a backup."""

    def __init__(self, database: Path, error: Exception, opened: Opened) -> None:
        super().__init__(None, "crmdesk", _("The database could not be opened."))
        self._database = database
        self._opened = opened
        self.tasks = Tasks(self)
        self.message = plain.label("", wrap=True, select=True)
        self.advice = plain.label("", "muted", wrap=True, select=True)
        self.body.addWidget(self.message)
        self.body.addWidget(self.advice)
        self.leave = self.add_button(_("Quit"))
        self.bring_back = self.add_button(_("Restore a backup…"), self._ask_backup)
        self.other = self.add_button(_("Open another file…"), self._ask_other, kind="primary")
        self.setMinimumWidth(560)
        self.show_error(error)
        self.finished.connect(lambda _code: self.tasks.close())

    def show_error(self, error: Exception) -> None:
        """Say what went wrong, and let another way be tried."""
        known = isinstance(error, CrmError)
        self.message.setText(error.message if isinstance(error, CrmError) else repr(error))
        self.advice.setText(error.advice if isinstance(error, CrmError) else "")
        self.advice.setVisible(known)
        self._allow(True)

    def open_file(self, path: Path) -> None:
        """Open another database."""
        self._send(lambda: _open(path))

    def restore(self, file: Path) -> None:
        """Put a backup in the place of the database that does not open."""
        database = self._database

        def work() -> tuple[Workspace, bool]:
            from crmdesk.core.services import backup

            backup.restore(database, file)
            return _open(database)

        self._send(work)

    def _send(self, work: Callable[[], tuple[Workspace, bool]]) -> None:
        self._allow(False)
        self.tasks.write(work, self._done, self.show_error, owner=self)

    def _done(self, found: tuple[Workspace, bool]) -> None:
        self._opened(*found)
        self.accept()

    def _allow(self, allowed: bool) -> None:
        for one in (self.other, self.bring_back, self.leave):
            one.setEnabled(allowed)
        self.setCursor(Qt.CursorShape.ArrowCursor if allowed else Qt.CursorShape.WaitCursor)

    def _ask_other(self) -> None:
        self._ask(_("Open another database"), self._database.parent, self.open_file)

    def _ask_backup(self) -> None:
        self._ask(_("Restore a backup"), paths.backup_dir(self._database), self.restore)

    def _ask(self, title: str, folder: Path, use: Callable[[Path], object]) -> None:
        kinds = _("Databases (*.db);;All files (*)")
        file_dialogs.ask_open(self, title, kinds, use, folder=folder)


def _open(path: Path) -> tuple[Workspace, bool]:
    from crmdesk.core.services import workspace

    made = workspace.open_workspace(path)
    return made, workspace.is_empty(made)
