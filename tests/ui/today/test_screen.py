"""A morning on the start page, by keyboard."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import CANCELLED, DONE, OPEN, FollowUp
from crmdesk.core.services import activities, customers, followups, greetings, occasions, visits
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.parts.followup_forms import DoneForm, MoveForm
from crmdesk.ui.today.new_follow_up import ChooseCustomer
from crmdesk.ui.today.screen import TodayScreen
from tests.ui.desks import TODAY, RememberingDesk, shown

KEY = Qt.Key


def days(count: int) -> dt.date:
    return TODAY + dt.timedelta(days=count)


def plan(desk: RememberingDesk, customer_id: int, due: dt.date, what: str, **more: object) -> int:
    wanted = FollowUp(customer_id=customer_id, due=due, what=what, **more)
    return followups.plan(desk.workspace, wanted).new_id


def opened(qtbot: QtBot, desk: RememberingDesk) -> TodayScreen:
    screen = TodayScreen(desk)
    shown(qtbot, desk, screen)
    screen.follow_ups.list.setFocus()
    return screen


def titles(cards: tuple[CardItem, ...]) -> list[str]:
    return [card.title for card in cards]


def test_that_overdue_comes_first_then_today_by_time_then_the_next_days(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    person = desk.add_customer("Ada")
    for due, what, at in (
        (days(2), "soon", None),
        (days(0), "any time", None),
        (days(0), "at nine", dt.time(9)),
        (days(-1), "late", None),
        (days(-30), "very late", None),
        (days(9), "far away", None),
    ):
        plan(desk, person, due, what, at=at)
    screen = opened(qtbot, desk)
    cards = screen.follow_ups.list.items()
    said = [card.title if card.heading else card.subtitle for card in cards]
    assert said == [
        "Overdue",
        "very late",
        "late",
        "Due today",
        "at nine",
        "any time",
        "Mon 23 Nov",
        "soon",
    ]
    assert [card.right for card in cards if not card.heading][:4] == [
        "30 days late",
        "since yesterday",
        "09:00",
        "today",
    ]
    assert {key: one.count() for key, one in screen.counts.items()} == {
        "overdue": 2,
        "due": 2,
        "coming": 1,
        "visits": 0,
        "birthdays": 0,
        "silent": 0,
        "complaints": 0,
    }


def test_that_one_key_and_enter_mark_done_with_the_proposed_next_date(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    person = desk.add_customer("Ada", grade="A")
    follow_up = plan(desk, person, days(-3), "Ask about the chairs")
    screen = opened(qtbot, desk)
    qtbot.keyClick(screen.follow_ups.list, KEY.Key_D)
    form = screen.follow_ups.panel.form()
    assert isinstance(form, DoneForm)
    qtbot.waitUntil(desk.tasks.idle)
    assert form.next_date.date() == days(14)
    qtbot.keyClicks(form.note, "She likes them")
    qtbot.keyClick(form.note, KEY.Key_Return)
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, follow_up).status == DONE
    waiting = followups.open_rows(desk.workspace)
    assert [(row.follow_up.due, row.follow_up.what) for row in waiting] == [
        (days(14), "Ask about the chairs")
    ]
    written = [
        item for item in customers.timeline(desk.workspace, person) if item.noun == "activity"
    ]
    assert [item.text for item in written] == ["Ask about the chairs: She likes them"]
    assert screen.follow_ups.panel.form() is None
    assert screen.counts["overdue"].count() == 0


def test_that_a_fast_hand_does_not_lose_the_proposal(qtbot: QtBot, desk: RememberingDesk) -> None:
    plan(desk, desk.add_customer("Ada", grade="B"), days(0), "Call")
    screen = opened(qtbot, desk)
    qtbot.keyClick(screen.follow_ups.list, KEY.Key_Space)
    form = screen.follow_ups.panel.form()
    assert isinstance(form, DoneForm) and form.next_date.date() is None
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert [row.follow_up.due for row in followups.open_rows(desk.workspace)] == [days(30)]


def test_that_shift_d_marks_done_with_nothing_following(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    follow_up = plan(desk, desk.add_customer("Ada"), days(0), "Call")
    screen = opened(qtbot, desk)
    qtbot.keyClick(screen.follow_ups.list, KEY.Key_D, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, follow_up).status == DONE
    assert followups.open_rows(desk.workspace) == []
    assert screen.follow_ups.list.items() == ()


def test_that_a_date_that_cannot_be_read_keeps_the_form_open(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    follow_up = plan(desk, desk.add_customer("Ada"), days(0), "Call")
    screen = opened(qtbot, desk)
    screen.follow_ups.start_done()
    form = screen.follow_ups.panel.form()
    assert isinstance(form, DoneForm)
    form.next_date.set_text("whenever")
    form.confirm()
    assert form.problem()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, follow_up).status == OPEN
    qtbot.keyClick(form.note, KEY.Key_Escape)
    assert screen.follow_ups.panel.form() is None


def test_that_m_moves_by_a_typed_date_or_one_press(qtbot: QtBot, desk: RememberingDesk) -> None:
    follow_up = plan(desk, desk.add_customer("Ada"), days(-5), "Call")
    screen = opened(qtbot, desk)
    qtbot.keyClick(screen.follow_ups.list, KEY.Key_M)
    form = screen.follow_ups.panel.form()
    assert isinstance(form, MoveForm)
    qtbot.keyClicks(form.date.line, "+2")
    form.time.set_text("930")
    qtbot.keyClick(form.date.line, KEY.Key_Return)
    qtbot.waitUntil(desk.tasks.idle)
    moved = followups.get(desk.workspace, follow_up)
    assert (moved.due, moved.at, moved.moved) == (days(2), dt.time(9, 30), 1)
    screen.follow_ups.start_move()
    form = screen.follow_ups.panel.form()
    assert isinstance(form, MoveForm)
    qtbot.mouseClick(form.quick[7], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, follow_up).due == days(9)


def test_that_c_cancels_and_the_next_one_is_chosen(qtbot: QtBot, desk: RememberingDesk) -> None:
    first = plan(desk, desk.add_customer("Ada"), days(-2), "one")
    second = plan(desk, desk.add_customer("Bo"), days(-1), "two")
    screen = opened(qtbot, desk)
    qtbot.keyClick(screen.follow_ups.list, KEY.Key_C)
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, first).status == CANCELLED
    current = screen.follow_ups.current()
    assert current is not None and current.follow_up.id == second
    assert desk.changes[-1].operation_id > 0


def test_that_enter_opens_the_file_and_ctrl_c_copies_the_phone(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    person = desk.add_customer("Ada", "13800138000")
    plan(desk, person, days(0), "Call")
    screen = opened(qtbot, desk)
    qtbot.keyClick(screen.follow_ups.list, KEY.Key_Return)
    assert desk.asked == [("open_customer", person)]
    qtbot.keyClick(screen.follow_ups.list, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "13800138000"
    assert desk.changes[-1].message == "Copied 13800138000."


def test_that_a_count_jumps_to_its_group(qtbot: QtBot, desk: RememberingDesk) -> None:
    person = desk.add_customer("Ada")
    plan(desk, person, days(-2), "late")
    coming = plan(desk, person, days(3), "soon")
    screen = opened(qtbot, desk)
    qtbot.mouseClick(screen.counts["coming"], Qt.MouseButton.LeftButton)
    current = screen.follow_ups.current()
    assert current is not None and current.follow_up.id == coming


def test_that_visits_and_birthdays_are_shown_and_the_sheet_is_printed(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    ada = desk.add_customer("Ada", birthday=Birthday(11, 21, 1988))
    bo = desk.add_customer("Bo", birthday=Birthday(10, 15, 1970, lunar=True))
    visits.plan_visits(desk.workspace, [bo, ada], TODAY, purpose="samples")
    screen = opened(qtbot, desk)
    assert titles(screen.side.visits.items()) == ["Bo", "Ada"]
    cards = screen.side.birthdays.items()
    assert [(card.title, card.right, card.subtitle) for card in cards] == [
        ("Ada", "Today", "21 November 1988, turns 38"),
        ("Bo", "Mon 23 Nov", "lunar 1970-10-15, turns 56"),
    ]
    qtbot.keyClick(screen, KEY.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert desk.asked == [("print_schedule", TODAY, 1, "")]


def test_that_a_new_follow_up_asks_for_the_customer_and_proposes_a_date(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    person = desk.add_customer("Ada", grade="C")
    screen = opened(qtbot, desk)
    screen.new_follow_up()
    dialog = next(one for one in screen.children() if isinstance(one, ChooseCustomer))
    # There is room below the box for several of those who are found.
    qtbot.waitUntil(lambda: dialog.height() - dialog.picker.geometry().bottom() > 200)
    dialog.picker.set_one(person, "Ada")
    dialog.picker.changed.emit()
    form = dialog.form
    assert form is not None
    qtbot.waitUntil(desk.tasks.idle)
    assert form.date.date() == days(90)
    qtbot.keyClicks(form.what, "Show the catalogue")
    qtbot.keyClick(form.what, KEY.Key_Return)
    qtbot.waitUntil(desk.tasks.idle)
    made = followups.open_rows(desk.workspace)[0].follow_up
    assert (made.customer_id, made.due, made.what) == (person, days(90), "Show the catalogue")


def test_that_markup_in_a_name_stays_text(qtbot: QtBot, desk: RememberingDesk) -> None:
    plan(desk, desk.add_customer("<b>Ada</b>"), days(0), "<i>call</i>")
    screen = opened(qtbot, desk)
    assert titles(screen.follow_ups.list.items())[1] == "<b>Ada</b>"
    screen.follow_ups.start_done()
    form = screen.follow_ups.panel.form()
    assert form is not None
    labels = [label for label in form.findChildren(type(form._problem)) if "<b>" in label.text()]
    assert [label.textFormat() for label in labels] == [Qt.TextFormat.PlainText]


def test_that_an_open_sheet_of_before_is_offered_and_opened_by_its_key(
    desk: RememberingDesk, qtbot: QtBot
) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    made = desk.add_customer("张伟")
    visits.plan_visits(desk.workspace, [made], yesterday)
    screen = TodayScreen(desk)
    shown(qtbot, desk, screen)
    assert screen.side.open_sheet.text() == "Enter the result of one visit, yesterday"
    qtbot.keyClick(
        screen.follow_ups.list,
        Qt.Key.Key_R,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert desk.asked[-1] == ("enter_results", yesterday, "")
    visits.plan_visits(desk.workspace, [made], TODAY - dt.timedelta(days=28))
    screen.refresh()
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.side.open_sheet.text().endswith("one visit, yesterday, and of 1 earlier one")
    visits.miss(desk.workspace, visits.between(desk.workspace, yesterday, yesterday)[0].visit.id)
    screen.refresh()
    qtbot.waitUntil(desk.tasks.idle)
    screen.side.open_sheet.click()
    assert desk.asked[-1] == ("enter_results", TODAY - dt.timedelta(days=28), "")


def test_that_silent_customers_stand_on_the_right_and_lead_to_care(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = opened(qtbot, desk)
    assert screen.side.silent_card.isHidden()
    ada = desk.add_customer("Ada", "13800138000", "A")
    note = Activity(customer_id=ada, on=days(-61), kind="call", text="x")
    desk.done(activities.note_contact(desk.workspace, note))
    qtbot.waitUntil(lambda: titles(screen.side.silent.items()) == ["Ada · 13800138000"])
    card = screen.side.silent.items()[0]
    assert (card.subtitle, card.right) == ("Grade A: every 14 days", "61 days")
    assert not screen.side.silent_card.isHidden()
    assert screen.counts["silent"].count() == 1
    qtbot.mouseClick(screen.counts["silent"], Qt.MouseButton.LeftButton)
    assert screen.side.silent.hasFocus()
    screen.side.silent.select_id(ada)
    qtbot.keyClick(screen.side.silent, KEY.Key_Return)
    qtbot.keyClick(
        screen, KEY.Key_S, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    qtbot.mouseClick(screen.side.all_silent, Qt.MouseButton.LeftButton)
    assert desk.asked == [("open_customer", ada), *(("go", "care", "silent"),) * 2]
    desk.done(plan_for(desk, ada))
    qtbot.waitUntil(lambda: screen.side.silent_card.isHidden())


def plan_for(desk: RememberingDesk, customer_id: int) -> Changes:
    wanted = FollowUp(customer_id=customer_id, due=days(3), what="Call")
    return followups.plan(desk.workspace, wanted)


def test_that_who_is_to_be_greeted_today_is_one_press_away(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.add_customer("Ada", birthday=Birthday(11, 21, 1988))
    screen = opened(qtbot, desk)
    assert screen.side.greetings.text() == "Greet 1 customer"
    qtbot.mouseClick(screen.side.greetings, Qt.MouseButton.LeftButton)
    assert desk.asked == [("go", "care", "greetings")]
    (row,) = occasions.greetings_due(desk.workspace).due
    desk.done(greetings.mark_sent(desk.workspace, row, "Happy birthday"))
    qtbot.waitUntil(lambda: screen.side.greetings.isHidden())


def test_that_a_narrow_window_has_the_counts_in_short(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    wide = screen.counts["due"].sizeHint().width()
    screen.resize(620, 360)
    qtbot.waitUntil(lambda: screen.counts["due"].sizeHint().width() < wide)
    qtbot.waitUntil(
        lambda: len({one.y() for one in screen.counts.values() if one.isVisible()}) == 1
    )
    screen.resize(1000, 640)
    qtbot.waitUntil(lambda: screen.counts["due"].sizeHint().width() == wide)
