"""The desk: what screens may ask of the window they stand in."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from crmdesk.core import i18n
from crmdesk.core.domain.changes import Changes
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.kit import language, theme
from crmdesk.ui.kit.screen import Screen
from crmdesk.ui.kit.tasks import Tasks
from crmdesk.ui.window_ways import Ways

if TYPE_CHECKING:
    from crmdesk.core.services.workspace import Workspace
    from crmdesk.ui.main_window import MainWindow


class WindowDesk(Ways):
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
        self.window.body.status.show_done(changes.message, undo, file=changes.file)
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

        undoing = undo_operation(self, self.window.body, operation_id)
        undoing.nothing.connect(self.window.body.status.show_hint)

    def redo(self) -> None:
        """Do again what the last undo took back."""
        from crmdesk.ui.parts.undoing import undo_operation

        undoing = undo_operation(self, self.window.body, again=True)
        undoing.nothing.connect(self.window.body.status.show_hint)

    def print_schedule(self, start: dt.date, days: int, staff: str = "") -> None:
        """Open the print preview of the visit schedule."""
        style = "day_sheet" if days == 1 else "week_grid"
        self.print_style(style, start=start, days=days, staff=staff)

    def print_style(self, style: str, **what: Any) -> None:
        """Open the window for printing with a style; `what` are fields of PrintOptions."""
        from crmdesk.ui.parts.printing import open_print

        open_print(self, self.window.body, style, **what)

    def print_here(self) -> None:
        """Open the window for printing with what suits the screen that is shown."""
        screen = self.window.body.pages.currentWidget()
        style, what = screen.prints() if isinstance(screen, Screen) else ("customer_list", {})
        self.print_style(style, **what)

    def open_demo(self) -> None:
        """Open the demo database, filled at its first use."""
        self.window.files.open_demo()

    def restore_backup(self, path: Path) -> None:
        """Put a backup in the place of the open database, and open it."""
        self.window.files.restore_backup(path)

    def use_presence(self) -> None:
        """Stand beside the clock, or no longer, as this PC's settings say."""
        if self.window.presence is not None:
            self.window.presence.apply()

    def keep_home(self) -> None:
        """Let the festivals stay those of the language the shop had so far."""
        from crmdesk.core.services import occasion_settings

        workspace, spoken = self.workspace, i18n.language()

        def kept(changes: Changes) -> None:
            if changes.nouns:
                self.window.tell(changes)

        self.tasks.write(lambda: occasion_settings.keep_home(workspace, spoken), kept, self.trouble)

    def use_language(self, code: str) -> None:
        """Show everything in a language; an empty code follows the system."""
        self.keep_home()
        self.settings.language = code
        chosen = i18n.use_language(code or None)
        language.use(chosen)
        language.use_weeks(self.settings.week_begins)
        theme.use_language(chosen)
        # Not at once: it is a screen that asked, and it is about to be replaced.
        QTimer.singleShot(0, self.window, self.window.speak)
