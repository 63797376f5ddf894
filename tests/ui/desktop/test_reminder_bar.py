"""Reminders inside the window: one or several, done, opened or put off at once."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_states import WAIT_CUSTOMER, Given
from crmdesk.core.domain.followup import DONE, FollowUp
from crmdesk.core.domain.reminders import Reminder
from crmdesk.core.services import (
    complaint_steps,
    complaints,
    followups,
    greetings,
    occasions,
    reminders,
    visits,
)
from crmdesk.core.services.reminders import Brought
from crmdesk.ui.desktop.reminder_bar import ReminderBar
from tests.ui.desks import TODAY, RememberingDesk

ALT = Qt.KeyboardModifier.AltModifier


def brought(desk: RememberingDesk) -> Brought:
    return reminders.claim(desk.workspace, reminders.look(desk.workspace))


def plan(desk: RememberingDesk, name: str, what: str, at: dt.time | None = None) -> int:
    follow_up = FollowUp(customer_id=desk.add_customer(name), due=TODAY, at=at, what=what)
    return followups.plan(desk.workspace, follow_up).new_id


def shown(qtbot: QtBot, desk: RememberingDesk, *more: Reminder) -> ReminderBar:
    bar = ReminderBar(desk)
    qtbot.addWidget(bar)
    bar.add(more or brought(desk).reminders)
    with qtbot.waitActive(bar):
        bar.activateWindow()
    return bar


def buttons(bar: ReminderBar) -> list[str]:
    return [one.text() for one in bar.findChildren(QPushButton) if one.isVisible()]


def test_that_one_reminder_says_who_when_and_what_as_it_stands(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    plan(desk, "Ada & <b>Co</b>", "ask\nabout curtains", dt.time(8, 30))
    bar = shown(qtbot, desk)
    assert bar.message.text() == "08:30 · Ada & <b>Co</b>"
    assert bar.details.text() == "Follow-up · ask about curtains"
    assert bar.message.textFormat() == Qt.TextFormat.PlainText
    assert buttons(bar) == ["Open the customer", "Done", "Remind later"]


def test_that_a_birthday_ahead_is_said_with_its_day_and_is_gone_once_greeted(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    day = TODAY + dt.timedelta(days=7)
    anna = desk.add_customer("Anna", birthday=Birthday(day.month, day.day))
    bar = shown(qtbot, desk)
    assert (bar.message.text(), bar.details.text()) == ("Anna", "Birthday in 7 days")
    assert buttons(bar) == ["Open the customer", "Remind later"]
    greetings.mark_sent(desk.workspace, occasions.for_customer(desk.workspace, anna)[0], "Hi")
    bar.refresh()
    qtbot.waitUntil(desk.tasks.idle)
    assert bar.isHidden()


def test_that_birthdays_stand_in_lines_of_their_own(qtbot: QtBot, desk: RememberingDesk) -> None:
    plan(desk, "Ada", "call")
    for name, ahead in (("Anna", 7), ("Bert", 1), ("Cleo", 7)):
        day = TODAY + dt.timedelta(days=ahead)
        desk.add_customer(name, birthday=Birthday(day.month, day.day))
    bar = shown(qtbot, desk)
    assert bar.message.text() == "1 follow-up, 3 birthdays"
    assert bar.details.text() == "Ada · Birthday tomorrow: Bert · Birthday in 7 days: Anna, Cleo"


def test_that_alt_d_does_the_follow_up_and_the_line_is_gone(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    number = plan(desk, "Ada", "call")
    bar = shown(qtbot, desk)
    qtbot.keyClick(bar, Qt.Key.Key_D, ALT)
    qtbot.waitUntil(lambda: desk.tasks.idle() and bool(desk.changes))
    assert bar.isHidden()
    assert followups.get(desk.workspace, number).status == DONE
    assert desk.changes[-1].operation_id


def test_that_alt_o_opens_the_customer(qtbot: QtBot, desk: RememberingDesk) -> None:
    plan(desk, "Ada", "call")
    bar = shown(qtbot, desk)
    qtbot.keyClick(bar, Qt.Key.Key_O, ALT)
    qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.asked == [("open_customer", 1)]
    assert bar.isHidden()


def test_that_a_visit_leads_to_the_visits(qtbot: QtBot, desk: RememberingDesk) -> None:
    visits.plan_visits(
        desk.workspace, [desk.add_customer("Ada")], TODAY, at=dt.time(9, 20), purpose="measure"
    )
    bar = shown(qtbot, desk)
    assert bar.details.text() == "Visit · measure"
    assert buttons(bar) == ["Open the customer", "Go to the visits", "Remind later"]
    bar.visits_button.click()
    assert desk.asked == [("go", "visits")]


def test_that_several_stand_together_and_new_ones_join_them(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    for name in ("Ada", "Bo", "Cy", "Di"):
        plan(desk, name, "call")
    found = brought(desk).reminders
    bar = shown(qtbot, desk, *found[:1])
    bar.add(found)
    assert bar.message.text() == "4 follow-ups"
    assert bar.details.text() == "Ada, Bo, Cy and 1 more"
    assert buttons(bar) == ["Go to Today", "All later"]
    bar.today_button.click()
    assert desk.asked == [("go", "today", "due")] and bar.isHidden()


def test_that_all_are_put_off_together_and_come_back(qtbot: QtBot, desk: RememberingDesk) -> None:
    for name in ("Ada", "Bo"):
        plan(desk, name, "call")
    bar = shown(qtbot, desk)
    bar.menu.aboutToShow.emit()
    words = [action.text() for action in bar.menu.actions()]
    assert words == ["10 minutes", "1 hour", "This afternoon", "Tomorrow morning"]
    with qtbot.waitSignal(bar.snoozed):
        bar.menu.actions()[2].trigger()
    assert bar.isHidden()
    with desk.workspace.database.read() as connection:
        rows = connection.exec_driver_sql(
            "SELECT snoozed_until FROM reminder WHERE key LIKE 'follow_up:%'"
        )
        assert rows.scalars().all() == ["2026-11-21T14:00:00"] * 2


def test_that_what_is_done_elsewhere_leaves_the_line(qtbot: QtBot, desk: RememberingDesk) -> None:
    first, _second = plan(desk, "Ada", "call"), plan(desk, "Bo", "write")
    bar = shown(qtbot, desk)
    followups.done(desk.workspace, first)
    bar.refresh()
    qtbot.waitUntil(lambda: bar.message.text() == "Bo")
    assert bar.details.text() == "Follow-up · write"


def test_that_closing_it_leaves_everything_as_it_is(qtbot: QtBot, desk: RememberingDesk) -> None:
    number = plan(desk, "Ada", "call")
    bar = shown(qtbot, desk)
    bar.close_button.click()
    assert bar.isHidden() and desk.changes == []
    assert followups.get(desk.workspace, number).status == "open"


def complain(desk: RememberingDesk, name: str) -> int:
    received = desk.workspace.clock.now() - dt.timedelta(days=5)
    wanted = Complaint(walk_in_name=name, received_at=received, what="the colour came off")
    return complaints.receive(desk.workspace, wanted).new_id


def test_that_an_overdue_complaint_is_said_in_red_and_alt_o_opens_its_case(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    number = complain(desk, "Ada")
    bar = shown(qtbot, desk)
    assert bar.message.text() == "Ada"
    assert bar.details.text() == (
        "Complaint overdue · Tue 17 Nov · TS-2026-0001 · the colour came off"
    )
    assert bar.property("tone") == "danger"
    assert buttons(bar) == ["Open the complaint", "Remind later"]
    qtbot.keyClick(bar, Qt.Key.Key_O, ALT)
    qtbot.waitUntil(bar.isHidden)
    assert desk.asked == [("open_complaint", number)]
    bar.add([Reminder(noun="follow_up", id=1, customer_id=1, day=TODAY, customer="Bert")])
    assert bar.property("tone") == "info" and buttons(bar)[0] == "Open the customer"


def test_that_complaints_come_first_among_several_and_go_when_they_are_seen_to(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    number = complain(desk, "Cleo")
    complain(desk, "Dora")
    plan(desk, "Ada", "call")
    bar = shown(qtbot, desk)
    assert bar.message.text() == "2 complaints, 1 follow-up"
    assert bar.details.text() == "Complaint overdue: Cleo, Dora · Ada"
    complaint_steps.step(desk.workspace, number, WAIT_CUSTOMER, Given())
    bar.refresh()
    qtbot.waitUntil(desk.tasks.idle)
    assert bar.message.text() == "1 complaint, 1 follow-up"


def test_that_in_a_low_window_a_reminder_is_one_line_with_its_buttons_beside_it(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    plan(desk, "Ada", "ask about curtains", dt.time(8, 30))
    window = QWidget()
    qtbot.addWidget(window)
    bar = ReminderBar(desk)
    column = QVBoxLayout(window)
    column.addWidget(bar)
    column.addStretch()
    window.resize(640, 360)
    window.show()
    bar.add(brought(desk).reminders)
    qtbot.waitUntil(lambda: bar.isVisible() and not bar.details.isVisible())
    assert bar.message.text() == "08:30 · Ada · Follow-up · ask about curtains"
    qtbot.waitUntil(lambda: bar.snooze_button.y() < bar.message.geometry().bottom())
    window.resize(900, 700)
    qtbot.waitUntil(bar.details.isVisible)
    assert bar.message.text() == "08:30 · Ada"
