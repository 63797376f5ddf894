"""What a screen is, and all it may use from outside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.problems import CrmError

if TYPE_CHECKING:
    from crmdesk.core.domain.changes import Changes
    from crmdesk.core.domain.complaint_query import ComplaintQuery
    from crmdesk.core.domain.customer import CustomerQuery
    from crmdesk.core.services.workspace import Workspace
    from crmdesk.core.settings import LocalSettings
    from crmdesk.ui.kit.tasks import Tasks


class Desk(Protocol):
    """The desk a screen stands on; the main window is the only one that provides it."""

    workspace: Workspace
    tasks: Tasks
    settings: LocalSettings

    def done(self, changes: Changes) -> None:
        """Show what was done with Undo, and let every screen refresh that is concerned."""

    def trouble(self, error: Exception) -> None:
        """Tell the user about a failure."""

    def open_customer(self, customer_id: int) -> None:
        """Show a customer's file."""

    def show_customers(self, query: CustomerQuery, title: str) -> None:
        """Show the customers a query finds; `title` says in a few words who they are."""

    def new_customer(self, name: str = "", phone: str = "") -> None:
        """Open the form for a new customer."""

    def new_complaint(
        self, customer_id: int = 0, name: str = "", phone: str = "", text: str = ""
    ) -> None:
        """Open the form for a new complaint, with what is known of it already typed in."""

    def open_complaint(self, complaint_id: int, event: str = "") -> None:
        """Show a complaint beside the list, with the form of a step if one is named."""

    def show_complaints(self, query: ComplaintQuery, title: str) -> None:
        """Show the complaints a query finds; `title` says in a few words what they are."""

    def plan_visit(self, customer_ids: Sequence[int]) -> None:
        """Go to the visits with these customers ready to be planned."""

    def print_schedule(self, start: dt.date, days: int, staff: str = "") -> None:
        """Open the print preview of the visit schedule."""

    def print_style(self, style: str, **what: Any) -> None:
        """Open the window for printing with a style; `what` are fields of PrintOptions."""

    def enter_results(self, on: dt.date, staff: str = "") -> None:
        """Enter the results of a day from its printed sheet."""

    def import_list(self) -> None:
        """Open the import of a list."""

    def merge_customers(self, ids: Sequence[int] = ()) -> None:
        """Compare these customers to make one of them; without ids look for all duplicates."""

    def go(self, screen: str, part: str = "") -> None:
        """Show a screen by its key: today, customers, visits, care, settings; or a part of it."""

    def show_history(self, *, imports: bool = False) -> None:
        """Show what was done, or only which lists were imported, to take it back."""

    def open_demo(self) -> None:
        """Open the demo database, filled at its first use."""

    def start_empty(self) -> None:
        """Leave the welcome and show the empty list of customers."""

    def restore_backup(self, path: Path) -> None:
        """Put a backup in the place of the open database, and open it."""

    def use_language(self, code: str) -> None:
        """Show everything in a language; an empty code follows the system."""


def tell_here(desk: Desk, error: Exception, say: Callable[[str], object]) -> None:
    """Say an expected failure where it happened, and anything else as the trouble it is."""
    if isinstance(error, CrmError):
        say(str(error))
    else:
        desk.trouble(error)


class Screen(QWidget):
    """A screen of the main window.

    `counted` tells how much waits on the screen, for the navigation, `counted_at` how much at
    another place, by its key, that was not shown yet; `closed` tells that a screen
    without a place in the navigation has done its work and gives the window back. `first_stop`
    takes the keyboard when the screen is shown. `prints` tells the style of print that suits
    what is shown, and what it prints; `complains` whose complaint is begun from here, if anybody's.
    """

    counted = Signal(int)
    counted_at = Signal(str, int)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.first_stop: QWidget | None = None
        self.prints: Callable[[], tuple[str, dict[str, Any]]] = lambda: ("customer_list", {})
        self.complains: Callable[[], int] = lambda: 0

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard on; a focus proxy would make Tab jump over what stands before it."""
        super().focusInEvent(event)
        if self.first_stop is not None:
            self.first_stop.setFocus(event.reason())

    def refresh(self, changes: Changes | None = None) -> None:
        """Read again what the changes concern; everything when there are none."""

    def show_part(self, part: str) -> None:
        """Show one of the parts a screen has, by its key."""

    def stand_back(self, back: bool) -> None:
        """Offer nothing while a line above the screens has something to say."""

    def settle(self) -> None:
        """Send off at once what waits for a pause of the user; the screen is about to go."""

    def has_unsaved(self) -> bool:
        """Return whether something was typed that closing the window would lose."""
        return False
