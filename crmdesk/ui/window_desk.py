"""The desk: what screens may ask of the window they stand in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from crmdesk.core import i18n
from crmdesk.core.domain.changes import Changes
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.kit import language, theme
from crmdesk.ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from crmdesk.core.domain.customer import CustomerQuery
    from crmdesk.core.services.workspace import Workspace
    from crmdesk.ui.main_window import MainWindow


class WindowDesk:
    """Gives every screen the open database, the background, and the ways to the other screens."""

    def __init__(self, window: MainWindow, workspace: Workspace, settings: LocalSettings) -> None:
        self.window = window
        self.workspace = workspace
        self.settings = settings
        self.tasks = Tasks(window, on_error=self.trouble)
        self.tasks.on_orphan = self._done_for_nobody

    def done(self, changes: Changes) -> None:
        """Show what was done with Undo, and let every screen refresh that is concerned."""
        operation = changes.operation_id
        undo = (lambda: self.undo(operation)) if operation else None
        self.window.body.status.show_done(changes.message, undo)
        self.window.tell(changes)

    def _done_for_nobody(self, result: object) -> None:
        """Tell of a write whose form is gone; an import keeps its changes among other numbers."""
        changes = getattr(result, "changes", result)
        if isinstance(changes, Changes):
            self.done(changes)

    def trouble(self, error: Exception) -> None:
        """Tell the user about a failure."""
        from crmdesk.ui.kit import dialogs

        dialogs.show_trouble(self.window, error)

    def undo(self, operation_id: int | None = None) -> None:
        """Take an operation back, the newest one without an id."""
        from crmdesk.ui.parts.undoing import undo_operation

        undo_operation(self, self.window.body, operation_id)

    def go(self, screen: str) -> None:
        """Show a screen by its key: today, customers, visits, history, backups, settings."""
        self.window.body.show_screen(screen)

    def open_customer(self, customer_id: int) -> None:
        """Show a customer's file."""
        from crmdesk.ui.customers.screen import CustomersScreen

        screen = self.window.body.show_screen("customers")
        assert isinstance(screen, CustomersScreen)
        screen.open_customer(customer_id)

    def show_customers(self, query: CustomerQuery, title: str) -> None:
        """Show the customers a query finds; `title` says in a few words who they are."""
        from crmdesk.ui.customers.screen import CustomersScreen

        screen = self.window.body.show_screen("customers")
        assert isinstance(screen, CustomersScreen)
        screen.show_customers(query, title)

    def new_customer(self, name: str = "", phone: str = "") -> None:
        """Open the form for a new customer."""
        from crmdesk.ui.customers.screen import CustomersScreen

        screen = self.window.body.show_screen("customers")
        assert isinstance(screen, CustomersScreen)
        screen.new_customer(name, phone)

    def plan_visit(self, customer_ids: Sequence[int]) -> None:
        """Go to the visits with these customers ready to be planned."""
        from crmdesk.ui.visits.screen import VisitsScreen

        screen = self.window.body.show_screen("visits")
        assert isinstance(screen, VisitsScreen)
        screen.plan_customers(customer_ids)

    def print_schedule(self, start: dt.date, days: int, staff: str = "") -> None:
        """Open the print preview of the visit schedule."""
        from crmdesk.ui.visits.schedule_printing import open_schedule_preview

        open_schedule_preview(self, self.window.body, start, days, staff)

    def print_today(self) -> None:
        """Open the print preview of today's visits."""
        self.print_schedule(self.workspace.clock.today(), 1)

    def import_list(self) -> None:
        """Open the import of a list, where it was left or at its beginning."""
        from crmdesk.ui.importing.wizard import ImportWizard

        screen = self.window.body.show_screen("import")
        assert isinstance(screen, ImportWizard)
        screen.begin()

    def merge_customers(self, ids: Sequence[int] = ()) -> None:
        """Compare these customers to make one of them; without ids look for all duplicates."""
        from crmdesk.ui.duplicates.screen import DuplicatesScreen

        screen = self.window.body.place("duplicates")
        assert isinstance(screen, DuplicatesScreen)
        if ids:
            screen.compare(ids)
        else:
            screen.search()
        self.window.body.show_screen("duplicates")

    def show_history(self, *, imports: bool = False) -> None:
        """Show what was done, or only which lists were imported, to take it back."""
        from crmdesk.ui.history.screen import HistoryScreen

        screen = self.window.body.show_screen("history")
        assert isinstance(screen, HistoryScreen)
        if imports:
            screen.show_imports()

    def show_settings(self) -> None:
        """Show the settings."""
        self.go("settings")

    def open_demo(self) -> None:
        """Open the demo database, filled at its first use."""
        self.window.files.open_demo()

    def start_empty(self) -> None:
        """Leave the welcome and begin with the first customer's form."""
        self.new_customer()

    def restore_backup(self, path: Path) -> None:
        """Put a backup in the place of the open database, and open it."""
        self.window.files.restore_backup(path)

    def use_language(self, code: str) -> None:
        """Show everything in a language; an empty code follows the system."""
        self.settings.language = code
        chosen = i18n.use_language(code or None)
        language.use(chosen)
        theme.use_language(chosen)
        # Not at once: it is a screen that asked, and it is about to be replaced.
        QTimer.singleShot(0, self.window, self.window.speak)
