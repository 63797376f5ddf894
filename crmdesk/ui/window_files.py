"""What the window does with whole files: export, back up, restore, and change the database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer

from crmdesk.core import paths
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit import notices

if TYPE_CHECKING:
    from crmdesk.core.domain.customer import CustomerQuery
    from crmdesk.core.services.exporting import ExportResult
    from crmdesk.ui.main_window import MainWindow

DEMO_CUSTOMERS: Final = 300
IDLE_LOOK_MS: Final = 15


class WindowFiles(QObject):
    """The file menu's long work; whatever fails, a database is open afterwards.

    What it needs is imported when it is asked for: the start is quicker.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    # Copies of the data

    def export(self, query: CustomerQuery | None = None) -> None:
        """Ask where to, and write customers into a workbook, a text or contacts: all, or some."""
        day = self._window.desk.workspace.clock.today().isoformat()
        old_text = _("CSV text for older programs, GBK (*.csv)")
        kinds = [_("Excel workbook (*.xlsx)"), _("CSV text, UTF-8 (*.csv)"), old_text]
        kinds.append(_("Contacts for phones (*.vcf)"))
        name = _("Customers {date}").format(date=day) + ".xlsx"
        title = _("Export all customers") if query is None else _("Export the listed customers")

        def use(target: Path, kind: str) -> None:
            old = kind == old_text and target.suffix.lower() == ".csv"
            self.export_to(target, query, encoding="gb18030" if old else "utf-8")

        self._ask_save(title, name, ";;".join(kinds), "xlsx", use)

    def export_listed(self) -> None:
        """Ask where to, and write the customers that the list shows as it is filtered."""
        from crmdesk.ui.customers.screen import CustomersScreen

        screen = self._window.body.place("customers")
        if isinstance(screen, CustomersScreen):
            self.export(screen.list.query)

    def export_to(
        self, target: Path, query: CustomerQuery | None = None, *, encoding: str = "utf-8"
    ) -> None:
        """Write customers into a file."""
        from crmdesk.core.services import exporting

        workspace = self._window.desk.workspace
        self._window.body.status.show_text(_("Exporting…"))
        self._window.desk.tasks.run(
            lambda progress: exporting.export(
                workspace, target, query=query, encoding=encoding, progress=progress
            ),
            self._exported,
            self._failed,
        )

    def back_up(self) -> None:
        """Ask where to, and make a checked copy of the database there."""
        day = self._window.desk.workspace.clock.today().isoformat()
        kinds = _("Backups (*.db);;All files (*)")
        self._ask_save(
            _("Back up to"),
            f"crmdesk-{day}.db",
            kinds,
            "db",
            lambda file, _kind: self.back_up_to(file),
        )

    def back_up_to(self, target: Path) -> None:
        """Make a checked copy of the database in a file."""
        from crmdesk.core.services import backup

        workspace = self._window.desk.workspace
        self._window.body.status.show_text(_("Saving a backup…"))
        self._window.desk.tasks.write(
            lambda: backup.backup(workspace, target),
            lambda made: self._say(_("The backup was made and checked."), str(made.path)),
            self._failed,
            owner=self,
        )

    def restore(self) -> None:
        """Show the backups, where one can be brought back."""
        self._window.desk.go("backups")

    def about(self) -> None:
        """Say which program this is and where its data are."""
        from crmdesk import __version__
        from crmdesk.ui.kit import dialogs

        dialogs.show_message(
            self._window,
            f"crmdesk {__version__}",
            _("Your data: {file}\nLog files: {folder}").format(
                file=self._window.desk.workspace.path, folder=paths.log_dir()
            ),
        )

    # Another database

    def open_own(self) -> None:
        """Go back from the demo to the user's own database."""
        self.open(paths.default_database())

    def open_other(self) -> None:
        """Ask for another database, and open it."""
        ask_database(self._window, self._window.desk.workspace.path.parent, self.open)

    def open(self, path: Path) -> None:
        """Open another database in the place of this one."""
        self._change(lambda progress: _open(path, self._window), _("Opening…"))

    def open_demo(self) -> None:
        """Open the demo database, filled at its first use."""
        path = paths.demo_database()
        self._change(
            lambda progress: _open_demo(path, self._window, progress),
            _("Opening the demo…"),
        )

    def restore_backup(self, file: Path) -> None:
        """Put a backup in the place of the open database, and open it again."""
        from crmdesk.core.services import backup, workspace

        old = self._window.desk.workspace

        def work(progress: Progress) -> Workspace:
            workspace.close(old)
            backup.restore(old.path, file, old.clock)
            return workspace.open_workspace(old.path, clock=old.clock, who=old.who)

        self._change(work, _("Restoring the backup…"), restored=True)

    def close(self, then: Callable[[], object], failed: Callable[[Exception], object]) -> None:
        """Let the writes finish, make the backup, and close the database."""
        from crmdesk.core.services import workspace

        window, old = self._window, self._window.desk.workspace
        window.body.show_busy(_("Saving a backup…"))
        window.body.drop_screens()
        window.desk.tasks.write(
            lambda: workspace.close(old), lambda _none: then(), failed, owner=self
        )

    def _change(
        self, work: Callable[[Progress], Workspace], text: str, *, restored: bool = False
    ) -> None:
        window, old = self._window, self._window.desk.workspace
        page = window.body.show_busy(text)
        window.menuBar().setEnabled(False)
        window.body.drop_screens()

        def opened(made: Workspace) -> None:
            window.use_workspace(made)
            if restored:
                self._say(_("The backup was restored."), _("What was there before is kept too."))
            else:
                self._close_behind(old)

        def failed(error: Exception) -> None:
            # A closed database opens its file again by itself.
            window.use_workspace(old)
            window.desk.trouble(error)

        def start() -> None:
            if not window.desk.tasks.idle():
                QTimer.singleShot(IDLE_LOOK_MS, self, start)
                return
            window.desk.tasks.run(work, opened, failed, page.report, writes=True, owner=self)

        # Nobody can stop a long run any more, and it would keep the user waiting.
        window.desk.tasks.stop_long()
        start()

    def _close_behind(self, old: Workspace) -> None:
        from crmdesk.core.services import workspace

        self._window.desk.tasks.write(lambda: workspace.close(old), None, self._window.desk.trouble)

    # Telling and asking

    def _exported(self, result: ExportResult) -> None:
        from crmdesk.core.i18n import ngettext
        from crmdesk.ui.parts.incomplete import tell_incomplete

        text = ngettext(
            "{count} customer exported to {file}.",
            "{count} customers exported to {file}.",
            result.rows,
        )
        told = text.format(count=result.rows, file=result.path.name)
        self._window.desk.done(Changes(0, told, file=result.path))
        tell_incomplete(self._window, result.problems)

    def _failed(self, error: Exception) -> None:
        self._window.body.status.clear()
        self._window.desk.trouble(error)

    def _say(self, text: str, advice: str) -> None:
        self._window.body.status.clear()
        notices.show_notice(self._window, text, advice, tone="success")

    def _ask_save(
        self, title: str, name: str, kinds: str, suffix: str, use: Callable[[Path, str], object]
    ) -> None:
        """Ask for a file; `use` also gets the kind that was chosen."""
        from crmdesk.ui.kit import file_dialogs

        dialog = file_dialogs.ask_save(
            self._window,
            title,
            kinds,
            lambda file: use(file, dialog.selectedNameFilter()),
            name=name,
            suffix=suffix,
        )


def ask_database(parent: MainWindow | None, folder: Path, use: Callable[[Path], object]) -> None:
    """Ask for a database file."""
    from crmdesk.ui.kit import file_dialogs

    kinds = _("Databases (*.db);;All files (*)")
    file_dialogs.ask_open(parent, _("Open another database"), kinds, use, folder=folder)


def _open(path: Path, window: MainWindow) -> Workspace:
    from crmdesk.core.services.workspace import open_workspace

    return open_workspace(path, clock=window.desk.workspace.clock, who=window.desk.settings.staff)


def _open_demo(path: Path, window: MainWindow, progress: Progress) -> Workspace:
    from crmdesk.core.services import demo, workspace

    made = _open(path, window)
    if workspace.is_empty(made):
        demo.fill(made, DEMO_CUSTOMERS, progress=progress)
    return made
