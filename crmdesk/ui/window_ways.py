"""The ways of the desk to the places of the window: what one screen asks another to show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmdesk.ui.kit.screen import Screen

if TYPE_CHECKING:
    from crmdesk.core.domain.complaint_query import ComplaintQuery
    from crmdesk.core.domain.customer import CustomerQuery
    from crmdesk.ui.complaints.screen import ComplaintsScreen
    from crmdesk.ui.main_window import MainWindow


class Ways:
    """Goes to a place and opens there what is wanted; a screen is imported when it is needed."""

    window: MainWindow

    def go(self, screen: str, part: str = "") -> None:
        """Show a screen by its key: today, customers, visits, care, settings; or a part of it."""
        shown = self.window.body.show_screen(screen)
        if part:
            shown.show_part(part)

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

    def new_complaint(
        self, customer_id: int = 0, name: str = "", phone: str = "", text: str = ""
    ) -> None:
        """Open the form for a new complaint, with what is known of it already typed in."""
        self._complaints().new_complaint(customer_id, name, phone, text)

    def complain_here(self) -> None:
        """Begin a complaint of whoever is found just now, or shown, or of nobody yet."""
        body = self.window.body
        if body.finder.is_open():
            body.finder.complain()
        else:
            shown = body.pages.currentWidget()
            self.new_complaint(shown.complains() if isinstance(shown, Screen) else 0)

    def open_complaint(self, complaint_id: int, event: str = "") -> None:
        """Show a complaint beside the list, with the form of a step if one is named."""
        self._complaints().open_complaint(complaint_id, event)

    def show_complaints(self, query: ComplaintQuery, title: str) -> None:
        """Show the complaints a query finds; `title` says in a few words what they are."""
        self._complaints().show_query(query, title)

    def _complaints(self) -> ComplaintsScreen:
        from crmdesk.ui.complaints.screen import ComplaintsScreen

        screen = self.window.body.show_screen("complaints")
        assert isinstance(screen, ComplaintsScreen)
        return screen

    def plan_visit(self, customer_ids: Sequence[int]) -> None:
        """Go to the visits with these customers ready to be planned."""
        from crmdesk.ui.visits.screen import VisitsScreen

        screen = self.window.body.show_screen("visits")
        assert isinstance(screen, VisitsScreen)
        screen.plan_customers(customer_ids)

    def enter_results(self, on: dt.date, staff: str = "") -> None:
        """Enter the results of a day from its printed sheet."""
        from crmdesk.ui.visits.results.screen import ResultsScreen

        screen = self.window.body.show_screen("results")
        assert isinstance(screen, ResultsScreen)
        screen.begin(on, staff)

    def export_calendar(self) -> None:
        """Ask what of the calendar goes into a file for a phone."""
        from crmdesk.ui.calendar.screen import CalendarScreen

        screen = self.window.body.show_screen("calendar")
        assert isinstance(screen, CalendarScreen)
        screen.asking.export()

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

    def start_empty(self) -> None:
        """Leave the welcome and begin with the first customer's form."""
        self.new_customer()
