"""The program beside the clock: closing, coming back, notifications, quitting with a backup."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core import settings as local
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import backup, customers, followups
from crmdesk.core.services import workspace as workspaces
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.desktop import one_window
from crmdesk.ui.desktop.presence import Presence
from crmdesk.ui.main_window import MainWindow
from crmdesk.ui.today.screen import TodayScreen
from tests.ui.desktop.trays import PretendedTray

TODAY = dt.date(2026, 11, 21)


class Shop:
    """A window on a shop whose clock the test turns, on a desktop with a tray."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.now = dt.datetime(2026, 11, 21, 9).astimezone(dt.UTC)
        opened = workspaces.open_workspace(path, clock=Clock(lambda: self.now), who="Li")
        self.workspace = opened
        self.ada = customers.create(opened, Customer(name="Ada")).new_id
        self.settings = LocalSettings(close_to_tray=True)
        self.window = MainWindow(opened, self.settings)
        self.tray = PretendedTray()

    def plan(self, *, due: dt.date = TODAY, at: dt.time | None = None, what: str = "call") -> int:
        wanted = FollowUp(customer_id=self.ada, due=due, at=at, what=what)
        return followups.plan(self.workspace, wanted).new_id

    def open(self, *, hidden: bool = False) -> Presence:
        if not hidden:
            self.window.show()
        self.window.begin(empty=False)
        self.settle()
        self.window.presence = Presence(self.window, self.tray)
        if hidden:
            self.window.presence.begin_hidden()
        self.settle()
        return self.window.presence

    def settle(self) -> None:
        self.qtbot.waitUntil(self.window.desk.tasks.idle)

    def after(self, **passed: float) -> None:
        self.now += dt.timedelta(**passed)
        assert self.window.presence is not None
        self.window.presence.reminding.look()
        self.settle()

    def quit(self) -> None:
        with self.qtbot.waitSignal(self.window.closed, timeout=20_000):
            self.window.quit()


@pytest.fixture
def shop(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Shop]:
    made = Shop(qtbot, tmp_path / "shop.db")
    yield made
    made.window.quit()
    qtbot.waitUntil(lambda: made.window._ended, timeout=20_000)
    made.window.deleteLater()
    qapp.setQuitOnLastWindowClosed(False)


def test_that_closing_the_window_leaves_the_program_beside_the_clock_and_says_so_once(
    shop: Shop,
) -> None:
    presence = shop.open()
    shop.window.close()
    assert not shop.window.isVisible()
    assert shop.tray.said == [
        (
            "crmdesk goes on beside the clock",
            "A click on its picture opens it again. To end it, choose Quit there.",
        )
    ]
    assert local.load().told_of_tray
    shop.tray.open_wanted.emit()
    assert shop.window.isVisible()
    shop.window.close()
    assert len(shop.tray.said) == 1
    assert presence.reminding.is_looking()
    # Nothing was closed: the database works on.
    shop.plan(due=TODAY)


def test_that_quit_makes_the_backup_and_leaves_nothing(shop: Shop) -> None:
    presence = shop.open()
    shop.window.close()
    with shop.qtbot.waitSignal(shop.window.closed, timeout=20_000):
        shop.tray.quit.trigger()
    assert backup.backups(shop.workspace)[0].why == "close"
    assert not shop.tray.is_shown() and not presence.reminding.is_looking()
    assert not one_window.marker(shop.workspace.path).exists()


def test_that_without_a_tray_closing_the_window_ends_the_program(shop: Shop) -> None:
    shop.tray.there = False
    shop.open()
    with shop.qtbot.waitSignal(shop.window.closed, timeout=20_000):
        shop.window.close()
    assert backup.backups(shop.workspace)


def test_that_the_owner_decides_whether_closing_ends_the_program(shop: Shop) -> None:
    shop.settings.close_to_tray = False
    shop.open()
    with shop.qtbot.waitSignal(shop.window.closed, timeout=20_000):
        shop.window.close()


def test_that_shutting_the_computer_down_ends_at_once_also_while_hidden(shop: Shop) -> None:
    shop.open()
    shop.window.close()
    shop.window.end_now()
    assert shop.window._ended
    assert backup.backups(shop.workspace)


def test_that_a_due_follow_up_is_told_in_the_corner_and_a_click_opens_the_customer(
    shop: Shop,
) -> None:
    shop.plan(at=dt.time(9, 30), what="ask about curtains")
    shop.open()
    shop.settings.told_of_tray = True
    shop.window.close()
    shop.after(minutes=30)
    assert shop.tray.said == [("09:30 · Ada", "Follow-up · ask about curtains")]
    shop.tray.click_message()
    shop.settle()
    assert shop.window.isVisible()
    screen = shop.window.body.pages.currentWidget()
    assert isinstance(screen, CustomersScreen)
    assert screen.detail.customer_id() == shop.ada
    assert shop.window.presence is not None and shop.window.presence.bar is not None
    assert shop.window.presence.bar.message.text() == "09:30 · Ada"
    shop.after(minutes=1)
    assert len(shop.tray.said) == 1


def test_that_several_at_once_are_one_notification_that_opens_today(shop: Shop) -> None:
    shop.settings.told_of_tray = True
    for minute in (1, 2, 3):
        shop.plan(at=dt.time(9, minute))
    shop.open()
    shop.window.desk.go("customers")
    shop.window.close()
    shop.after(minutes=4)
    assert shop.tray.said == [("3 follow-ups", "Ada")]
    shop.tray.click_message()
    assert shop.window.body.current == "today" and shop.window.isVisible()


def test_that_notifications_can_be_switched_off_and_the_window_still_shows_them(
    shop: Shop,
) -> None:
    shop.settings.notify = False
    shop.settings.told_of_tray = True
    shop.plan(at=dt.time(9, 30))
    presence = shop.open()
    shop.window.close()
    shop.after(minutes=30)
    assert shop.tray.said == []
    assert presence.bar is not None and len(presence.bar.reminders) == 1


def test_that_a_start_in_the_background_shows_no_window_and_tells_the_day_in_one_line(
    shop: Shop,
) -> None:
    for day in (1, 2):
        shop.plan(due=TODAY - dt.timedelta(days=day))
    shop.open(hidden=True)
    assert not shop.window.isVisible()
    assert shop.tray.said == [("2 follow-ups", "Ada")]
    assert shop.tray.today.text() == "2 follow-ups wait for you."


def test_that_a_start_in_the_background_without_a_tray_shows_the_window_after_all(
    shop: Shop,
) -> None:
    shop.tray.there = False
    shop.settings.tray = False
    shop.open(hidden=True)
    shop.qtbot.waitUntil(shop.window.isVisible)
    assert shop.window.isMinimized()


def test_that_an_ordinary_start_says_nothing_but_what_is_still_ahead(shop: Shop) -> None:
    shop.plan(due=TODAY - dt.timedelta(days=1))
    shop.plan(at=dt.time(8, 30))
    presence = shop.open()
    assert presence.bar is not None and presence.bar.isHidden()


def test_that_after_days_away_today_says_it_once_in_a_quiet_line(shop: Shop) -> None:
    shop.open()
    shop.quit()
    later = Shop.__new__(Shop)
    later.qtbot, later.tray = shop.qtbot, PretendedTray()
    later.now = shop.now + dt.timedelta(days=12)
    later.ada, later.settings = shop.ada, shop.settings
    later.workspace = dataclasses.replace(shop.workspace, clock=Clock(lambda: later.now))
    for day in range(1, 10):
        later.plan(due=TODAY + dt.timedelta(days=day))
    later.window = MainWindow(later.workspace, later.settings)
    later.open()
    screen = later.window.body.place("today")
    assert isinstance(screen, TodayScreen)
    assert screen.offer.text() == (
        "While you were away (12 days): 9 follow-ups became due.\n"
        "9 follow-ups are overdue. Spread them over the next days?"
    )
    later.quit()
    later.window.deleteLater()


def test_that_the_digest_names_birthdays_at_their_lead_times_once(shop: Shop) -> None:
    shop.settings.told_of_tray = True
    for name, ahead in (("Bert", 8), ("Cleo", 2), ("Dora", 1), ("Emil", 4)):
        day = TODAY + dt.timedelta(days=ahead)
        born = Customer(name=name, birthday=Birthday(day.month, day.day))
        customers.create(shop.workspace, born)
    shop.open()
    shop.window.close()
    assert shop.tray.said == []
    # Over Sunday, on which the shop is closed.
    shop.plan(due=TODAY + dt.timedelta(days=2))
    shop.after(days=2)
    assert shop.tray.said == [
        (
            "1 follow-up, 3 birthdays",
            "Ada\nBirthday today: Cleo\nBirthday in 6 days: Bert",
        )
    ]
    shop.after(minutes=1)
    assert len(shop.tray.said) == 1
    shop.after(days=1)
    assert shop.tray.said[1:] == [("Emil", "Birthday tomorrow")]
    shop.tray.click_message()
    shop.settle()
    screen = shop.window.body.pages.currentWidget()
    assert isinstance(screen, CustomersScreen)
    assert customers.get(shop.workspace, screen.detail.customer_id()).name == "Emil"


def test_that_the_count_beside_the_clock_follows_the_day(shop: Shop) -> None:
    number = shop.plan()
    presence = shop.open()
    assert shop.tray.icon.toolTip() == "1 follow-up waits for you."
    shop.window.desk.done(followups.done(shop.workspace, number))
    shop.settle()
    assert shop.tray.icon.toolTip() == "Nothing waits today."
    shop.window.desk.use_language("zh_CN")
    shop.qtbot.waitUntil(lambda: shop.tray.quit.text() != "Quit")
    shop.settle()
    assert presence.reminding.is_looking()
    shop.window.desk.use_language("en")
    shop.qtbot.waitUntil(lambda: shop.tray.quit.text() == "Quit")


def test_that_the_count_follows_what_the_command_line_changes(shop: Shop) -> None:
    number = shop.plan()
    shop.open()
    shop.window.desk.go("customers")
    elsewhere = dataclasses.replace(shop.workspace, written=set())
    followups.plan(elsewhere, FollowUp(customer_id=shop.ada, due=TODAY))
    shop.after(minutes=1)
    assert shop.tray.icon.toolTip() == "2 follow-ups wait for you."
    assert shop.window.presence is not None
    shop.window.presence.reminding.pause(True)
    followups.done(elsewhere, number)
    shop.after(minutes=1)
    assert shop.tray.icon.toolTip() == "1 follow-up waits for you."
    # Also on the page that is shown.
    shop.window.desk.go("today")
    shop.settle()
    followups.done(elsewhere, number + 1)
    shop.after(minutes=1)
    assert shop.tray.icon.toolTip() == "Nothing waits today."
    screen = shop.window.body.place("today")
    assert isinstance(screen, TodayScreen) and not screen.follow_ups.list.items()


def test_that_what_this_window_wrote_is_no_news(shop: Shop) -> None:
    told: list[object] = []
    presence = shop.open()
    presence.reminding.changed.connect(told.append)
    shop.plan()
    shop.after(minutes=1)
    assert told == []


def test_that_the_menu_finds_and_adds_customers(shop: Shop) -> None:
    shop.settings.told_of_tray = True
    shop.open()
    shop.window.close()
    shop.tray.find.trigger()
    assert shop.window.isVisible()
    shop.tray.new.trigger()
    shop.settle()
    screen = shop.window.body.place("customers")
    assert isinstance(screen, CustomersScreen) and screen.form.isVisible()


def test_that_reminders_can_be_paused_from_the_menu(shop: Shop) -> None:
    shop.settings.told_of_tray = True
    shop.plan(at=dt.time(9, 30))
    presence = shop.open()
    shop.window.close()
    shop.tray.pause.trigger()
    shop.after(minutes=40)
    assert shop.tray.said == [] and presence.reminding.paused()
    shop.tray.pause.trigger()
    shop.settle()
    assert [title for title, _text in shop.tray.said] == ["09:30 · Ada"]


def test_that_a_second_start_shows_the_window_that_waits(shop: Shop) -> None:
    shop.settings.told_of_tray = True
    presence = shop.open()
    shop.window.close()
    file = one_window.marker(shop.workspace.path)
    assert file.exists()
    with shop.qtbot.waitSignal(presence.one_window.shown):
        shop.window.desk.tasks.read(
            lambda: one_window.another_shows_itself(shop.workspace.path), lambda heard: None
        )
    shop.settle()
    assert shop.window.isVisible()


def test_that_a_mark_left_by_a_killed_program_stops_nobody(qapp: object, tmp_path: Path) -> None:
    file = one_window.marker(tmp_path / "shop.db")
    assert not one_window.another_shows_itself(tmp_path / "shop.db")
    file.parent.mkdir(parents=True)
    file.write_text(str(tmp_path / "nobody"), encoding="utf-8")
    assert not one_window.another_shows_itself(tmp_path / "shop.db")
