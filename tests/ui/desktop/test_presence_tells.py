"""What the program tells from beside the clock, and how it counts."""

from __future__ import annotations

import dataclasses
import datetime as dt

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import backup, complaints, customers, followups
from crmdesk.ui.complaints.screen import ComplaintsScreen
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.main_window import MainWindow
from crmdesk.ui.today.pile import PILE
from crmdesk.ui.today.screen import TodayScreen
from tests.ui.desktop.shops import TODAY, Shop
from tests.ui.desktop.trays import PretendedTray


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


def test_that_an_overdue_complaint_is_told_in_the_corner_once_and_a_click_opens_its_case(
    shop: Shop,
) -> None:
    received = Complaint(
        customer_id=shop.ada, received_at=shop.now, what="stains", severity="severe"
    )
    number = complaints.receive(shop.workspace, received).new_id
    shop.settings.told_of_tray = True
    shop.open()
    assert shop.tray.icon.toolTip() == "1 thing waits for you."
    shop.window.close()
    shop.after(hours=8, minutes=58)
    assert shop.tray.said == []
    shop.after(minutes=3)
    assert shop.tray.said == [("Ada", "Complaint overdue · TS-2026-0001 · stains")]
    shop.after(minutes=1)
    assert len(shop.tray.said) == 1
    shop.tray.click_message()
    shop.settle()
    screen = shop.window.body.pages.currentWidget()
    assert isinstance(screen, ComplaintsScreen)
    assert screen.browse.case.complaint_id() == number


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


def test_that_putting_off_says_until_when_and_is_taken_back_with_a_press(shop: Shop) -> None:
    shop.plan(at=dt.time(9, 30))
    presence = shop.open()
    shop.after(minutes=31)
    bar, status = presence.bar, shop.window.body.status
    assert bar is not None and bar.isVisible()
    bar.snooze("afternoon")
    shop.settle()
    assert bar.isHidden()
    assert status.message.text() == "1 reminder is put off until 14:00."
    screen = shop.window.body.place("today")
    assert isinstance(screen, TodayScreen)
    assert screen.follow_ups.list.items()[1].pill == "Later: 14:00"
    assert status.undo_button.text() == "Bring back now"
    status.undo_button.click()
    shop.settle()
    assert bar.isVisible() and bar.message.text() == "09:30 · Ada"
    assert screen.follow_ups.list.items()[1].pill == ""


def test_that_the_count_beside_the_clock_follows_the_day(shop: Shop) -> None:
    number = shop.plan()
    presence = shop.open()
    assert shop.tray.icon.toolTip() == "1 thing waits for you."
    shop.window.desk.done(followups.done(shop.workspace, number))
    shop.settle()
    assert shop.tray.icon.toolTip() == "No follow-up and no complaint waits."
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
    assert shop.tray.icon.toolTip() == "2 things wait for you."
    assert shop.window.presence is not None
    shop.window.presence.reminding.pause(True)
    followups.done(elsewhere, number)
    shop.after(minutes=1)
    assert shop.tray.icon.toolTip() == "1 thing waits for you."
    # Also on the page that is shown.
    shop.window.desk.go("today")
    shop.settle()
    followups.done(elsewhere, number + 1)
    shop.after(minutes=1)
    assert shop.tray.icon.toolTip() == "No follow-up and no complaint waits."
    screen = shop.window.body.place("today")
    assert isinstance(screen, TodayScreen) and not screen.follow_ups.list.items()


def test_that_a_window_shows_what_a_backup_put_back_elsewhere_brings(shop: Shop) -> None:
    copy = backup.backup(shop.workspace).path
    shop.plan()
    shop.open()
    shop.window.desk.go("today")
    shop.settle()
    screen = shop.window.body.place("today")
    assert isinstance(screen, TodayScreen) and screen.follow_ups.list.items()
    backup.restore(shop.workspace.path, copy)
    shop.after(minutes=1)
    assert not screen.follow_ups.list.items()


def test_that_what_this_window_wrote_is_no_news(shop: Shop) -> None:
    told: list[object] = []
    presence = shop.open()
    presence.reminding.changed.connect(told.append)
    shop.plan()
    shop.after(minutes=1)
    assert told == []


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


def test_that_the_start_page_waits_with_its_offer_while_a_reminder_stands_above(
    shop: Shop,
) -> None:
    late = TODAY - dt.timedelta(days=3)
    followups.plan_many(shop.workspace, [FollowUp(customer_id=shop.ada, due=late)] * PILE)
    shop.plan(at=dt.time(9, 30))
    shop.open()
    screen = shop.window.body.place("today")
    assert isinstance(screen, TodayScreen) and shop.window.presence is not None
    assert screen.offer.text().startswith("8 follow-ups are overdue")
    shop.after(minutes=31)
    bar = shop.window.presence.bar
    assert bar is not None and bar.message.text() == "09:30 · Ada"
    assert screen.offer.text() == ""
    bar.clear()
    assert screen.offer.text().startswith("8 follow-ups are overdue")


def test_that_what_the_command_line_writes_is_counted_without_waiting_for_the_next_look(
    shop: Shop,
) -> None:
    presence = shop.open()
    shop.window.desk.go("customers")
    listener = presence.reminding.listener
    assert listener.isActive() and listener.interval() <= 5000
    elsewhere = dataclasses.replace(shop.workspace, written=set())
    followups.plan(elsewhere, FollowUp(customer_id=shop.ada, due=TODAY))
    listener.setInterval(20)
    shop.qtbot.waitUntil(lambda: shop.tray.icon.toolTip() == "1 thing waits for you.")
    presence.stop()
    assert not listener.isActive()
