"""The start page puts overdue and due complaints first, and only where there are any."""

from __future__ import annotations

import dataclasses
import datetime as dt

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.complaint import OPEN, SEVERE, Complaint
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.complaint_states import ANSWER, WAIT_THIRD, Given
from crmdesk.core.services import complaint_steps, complaints, followups, history
from crmdesk.ui.today.screen import TodayScreen
from tests.ui.desks import RememberingDesk, shown


def complained(desk: RememberingDesk, name: str, days: int = 0, **more: object) -> int:
    received = desk.workspace.clock.now() - dt.timedelta(days=days)
    values: dict[str, object] = {"walk_in_name": name, "what": "stains", **more}
    wanted = Complaint(received_at=received, **values)  # type: ignore[arg-type]
    return complaints.receive(desk.workspace, wanted).new_id


def opened(qtbot: QtBot, desk: RememberingDesk) -> TodayScreen:
    screen = TodayScreen(desk)
    shown(qtbot, desk, screen)
    screen.resize(1000, 800)
    qtbot.waitUntil(desk.tasks.idle)
    return screen


def test_that_without_a_pressing_complaint_nothing_is_said_of_them(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    complained(desk, "Ada")
    screen = opened(qtbot, desk)
    assert screen.complaints.isHidden() and screen.counts["complaints"].isHidden()
    assert "complaint" not in screen.header._subtitle.text()


def test_that_overdue_and_due_ones_stand_first_with_their_tone(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    complained(desk, "Bert", severity=SEVERE, walk_in_phone="13800138000")
    complained(desk, "Cleo", days=5)
    screen = opened(qtbot, desk)
    assert not screen.complaints.isHidden()
    assert screen.complaints.title.text() == "1 complaint overdue · 1 complaint due today"
    assert screen.complaints.property("tone") == "danger"
    late, due = screen.complaints.list.items()
    assert (late.title, late.right, late.right_tone) == ("Cleo", "4 days over", "danger")
    assert (due.title, due.right, due.right_tone) == (
        "Bert · 13800138000",
        "today 18:00",
        "warning",
    )
    assert due.pill == "Severe" and due.subtitle == "TS-2026-0001 · stains"
    assert screen.complaints.y() < screen.follow_ups.y()
    assert screen.counts["complaints"].count() == 2
    assert "2 complaints" in screen.header._subtitle.text()


def test_that_in_a_low_window_they_take_one_line_each(qtbot: QtBot, desk: RememberingDesk) -> None:
    complained(desk, "Cleo", days=5)
    screen = opened(qtbot, desk)
    high = screen.complaints.list.height()
    screen.resize(1000, 560)
    (card,) = screen.complaints.list.items()
    assert (card.title, card.subtitle) == ("Cleo · stains", "")
    qtbot.waitUntil(lambda: screen.complaints.list.height() < high)


def test_that_seven_goes_there_and_enter_opens_the_case(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    number = complained(desk, "Cleo", days=5)
    screen = opened(qtbot, desk)
    qtbot.keyClick(screen, Qt.Key.Key_7)
    qtbot.waitUntil(screen.complaints.list.hasFocus)
    qtbot.keyClick(screen.complaints.list, Qt.Key.Key_Down)
    qtbot.keyClick(screen.complaints.list, Qt.Key.Key_Return)
    screen.complaints.all_button.click()
    assert desk.asked == [
        ("open_complaint", number),
        ("show_complaints", ComplaintQuery(states=OPEN), "Open"),
    ]


def test_that_a_complaint_that_waits_goes_and_undo_brings_it_back(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    number = complained(desk, "Cleo", days=5)
    screen = opened(qtbot, desk)
    desk.done(complaint_steps.step(desk.workspace, number, WAIT_THIRD, Given()))
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.complaints.isHidden()
    desk.done(history.undo(desk.workspace))
    qtbot.waitUntil(desk.tasks.idle)
    assert not screen.complaints.isHidden()


def test_that_what_becomes_overdue_while_the_page_is_shown_turns_red(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    complained(desk, "Bert", severity=SEVERE)
    screen = opened(qtbot, desk)
    assert screen.complaints.property("tone") == "warning"
    evening = dt.datetime(2026, 11, 21, 18, 1).astimezone(dt.UTC)
    desk.workspace = dataclasses.replace(desk.workspace, clock=Clock(lambda: evening))
    screen._look_at_the_clock()
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.complaints.property("tone") == "danger"
    assert screen.complaints.title.text() == "1 complaint overdue"


def test_that_a_call_back_that_is_a_follow_up_too_is_one_thing(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    told: list[int] = []
    customer = desk.add_customer("Dora")
    number = complained(desk, "", days=4, customer_id=customer)
    earlier = desk.workspace.clock.now() - dt.timedelta(days=4)
    past = dataclasses.replace(desk.workspace, clock=Clock(lambda: earlier))
    complaint_steps.step(past, number, ANSWER, Given(action="a new pair"))
    screen = TodayScreen(desk)
    screen.counted.connect(told.append)
    late: list[int] = []
    screen.counted_at.connect(lambda _place, count: late.append(count))
    shown(qtbot, desk, screen)
    assert screen.counts["complaints"].count() == 0 and screen.counts["overdue"].count() == 1
    assert not screen.complaints.isVisible()
    (row,) = [card.payload for card in screen.follow_ups.list.items() if not card.heading]
    assert row.complaint_id == number
    assert told[-1] == 1 and late[-1] == 1


def test_that_a_call_back_is_done_where_its_complaint_is_closed(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made = complained(desk, "", customer_id=desk.add_customer("张伟", "13800138000"))
    complaint_steps.step(desk.workspace, made, ANSWER, Given(action="换一套"))
    (row,) = followups.open_rows(desk.workspace)
    assert row.complaint_id == made
    screen = opened(qtbot, desk)
    screen.follow_ups.jump(row.follow_up.id)
    screen.follow_ups.start_done()
    assert desk.asked[-1] == ("open_complaint", made, "close")
    assert screen.follow_ups.panel.form() is None


def test_that_the_start_page_tells_the_navigation_how_many_are_overdue(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    complained(desk, "Dora", days=9)
    screen = TodayScreen(desk)
    with qtbot.waitSignal(screen.counted_at) as told:
        shown(qtbot, desk, screen)
    assert told.args == ["complaints", 1]
