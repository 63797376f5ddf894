"""The scenes of reminders: in the window, after a pause, and how they are set."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.reminders import in_order
from crmdesk.core.services import followups, listing, opening, reminders
from crmdesk.core.services.reminders import Brought
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.desktop.reminder_bar import ReminderBar
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.rendering_scenes import Scene, go
from crmdesk.ui.settings.card import SettingsCard
from crmdesk.ui.settings.complaint_times_card import ComplaintTimesCard
from crmdesk.ui.settings.opening_card import OpeningCard
from crmdesk.ui.settings.reminders_card import RemindersCard
from crmdesk.ui.settings.screen import SettingsScreen
from crmdesk.ui.today.screen import TodayScreen

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow

PILE = 14


def reminding() -> list[Scene]:
    """Return the scenes; the first lets a pile of follow-ups become overdue."""
    return [
        Scene("today-away", (_pile_up, go("today"), _away)),
        Scene("spread", (_spread,), _dialog),
        Scene("reminder", (_close_dialogs, _remind(1))),
        Scene("reminders", (_remind(4),)),
        Scene("settings-reminders", (_close_bar, go("settings"), _settings(RemindersCard))),
        Scene("settings-opening", (_settings(OpeningCard),)),
        Scene("settings-holidays", (_ask_holidays,), _dialog),
        Scene("settings-complaints", (_close_dialogs, _settings(ComplaintTimesCard))),
    ]


def _pile_up(window: MainWindow) -> None:
    workspace = window.desk.workspace
    window.desk.tasks.write(lambda: _fill(workspace), window.desk.done, window.desk.trouble)


def _fill(workspace: Workspace) -> Changes:
    late = workspace.clock.today() - dt.timedelta(days=5)
    who = listing.ids(workspace, CustomerQuery(), PILE)
    opening.save(workspace, opening.with_holidays(opening.opening(workspace), "cn", 2026)[0])
    return followups.plan_many(
        workspace, [FollowUp(customer_id=customer, due=late) for customer in who]
    )


def _away(window: MainWindow) -> None:
    window.body.show_away(Brought(follow_ups=PILE, visits=2, birthdays=3, away=12))


def _spread(window: MainWindow) -> None:
    screen = window.body.place("today")
    assert isinstance(screen, TodayScreen)
    screen.pile.spread()


def _remind(count: int) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        bar = window.body.findChild(ReminderBar)
        if not isinstance(bar, ReminderBar):
            bar = ReminderBar(window.desk)
            window.body.add_bar(bar)
        bar.add(in_order(reminders.look(window.desk.workspace).due)[-count:])

    return show


def _close_bar(window: MainWindow) -> None:
    for bar in window.body.findChildren(ReminderBar):
        bar.clear()


def _settings_screen(window: MainWindow) -> SettingsScreen:
    screen = window.body.place("settings")
    assert isinstance(screen, SettingsScreen)
    return screen


def _settings(card: type[SettingsCard]) -> Callable[[MainWindow], object]:
    return lambda window: _settings_screen(window).card(card)


def _ask_holidays(window: MainWindow) -> None:
    _settings_screen(window).card(OpeningCard).add_holidays()


def _close_dialogs(window: MainWindow) -> None:
    for dialog in window.findChildren(Dialog):
        dialog.reject()


def _dialog(window: MainWindow) -> QWidget:
    (found,) = (one for one in window.findChildren(Dialog) if one.isVisible())
    return found
