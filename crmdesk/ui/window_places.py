"""The list of screens: where each stands in the navigation, and how it is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from crmdesk.core.i18n import N_, _
from crmdesk.ui.kit.screen import Desk, Screen
from crmdesk.ui.kit.side_nav import NavItem


@dataclass(frozen=True, slots=True)
class Place:
    """One place of the window; `make` is called at its first visit.

    A place `under` another has no line of its own in the navigation.
    """

    key: str
    title: str
    icon: str
    make: Callable[[Desk], Screen]
    foot: bool = False
    keys: str = ""
    under: str = ""

    def nav_item(self) -> NavItem:
        """Return the place as the navigation shows it."""
        return NavItem(self.key, lambda: _(self.title), self.icon, self.foot, self.keys)


# A screen is imported when it is first shown: the start pays for Today alone.


def _today(desk: Desk) -> Screen:
    from crmdesk.ui.today.screen import TodayScreen

    return TodayScreen(desk)


def _customers(desk: Desk) -> Screen:
    from crmdesk.ui.customers.screen import CustomersScreen

    return CustomersScreen(desk)


def _visits(desk: Desk) -> Screen:
    from crmdesk.ui.visits.screen import VisitsScreen

    return VisitsScreen(desk)


def _complaints(desk: Desk) -> Screen:
    from crmdesk.ui.complaints.screen import ComplaintsScreen

    return ComplaintsScreen(desk)


def _care(desk: Desk) -> Screen:
    from crmdesk.ui.care.screen import CareScreen

    return CareScreen(desk)


def _results(desk: Desk) -> Screen:
    from crmdesk.ui.visits.results.screen import ResultsScreen

    return ResultsScreen(desk)


def _calendar(desk: Desk) -> Screen:
    from crmdesk.ui.calendar.screen import CalendarScreen

    return CalendarScreen(desk)


def _importing(desk: Desk) -> Screen:
    from crmdesk.ui.importing.wizard import ImportWizard

    return ImportWizard(desk)


def _duplicates(desk: Desk) -> Screen:
    from crmdesk.ui.duplicates.screen import DuplicatesScreen

    return DuplicatesScreen(desk)


def _history(desk: Desk) -> Screen:
    from crmdesk.ui.history.screen import HistoryScreen

    return HistoryScreen(desk)


def _backups(desk: Desk) -> Screen:
    from crmdesk.ui.backups.screen import BackupsScreen

    return BackupsScreen(desk)


def _settings(desk: Desk) -> Screen:
    from crmdesk.ui.settings.screen import SettingsScreen

    return SettingsScreen(desk)


PLACES: Final = (
    Place("today", N_("Today"), "today", _today),
    Place("customers", N_("Customers"), "customers", _customers),
    Place("visits", N_("Visits"), "visits", _visits),
    Place("calendar", N_("Calendar"), "calendar", _calendar),
    Place("care", N_("Care"), "care", _care),
    Place("complaints", N_("Complaints"), "complaint", _complaints),
    Place("results", N_("Enter results"), "check", _results, under="visits"),
    Place("import", N_("Import a list"), "import", _importing, under="customers"),
    Place("duplicates", N_("Duplicates"), "merge", _duplicates, under="customers"),
    Place("history", N_("History"), "history", _history, foot=True, keys="Ctrl+H"),
    Place("backups", N_("Backups"), "backup", _backups, foot=True),
    Place("settings", N_("Settings"), "settings", _settings, foot=True, keys="Ctrl+,"),
)


def preload() -> None:
    """Import what is wanted next, so that the first search and the first visit are quick too."""
    # pypinyin comes with the first search; the screens bring their forms.
    import crmdesk.core.services.finding
    import crmdesk.ui.customers.screen
    import crmdesk.ui.parts.followup_forms
    import crmdesk.ui.parts.hit_list
    import crmdesk.ui.visits.screen  # noqa: F401
