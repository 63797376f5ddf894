"""The steps of a case: what each form asks, refuses and writes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint_states import ANSWER, IS_DUPLICATE
from crmdesk.core.services import complaints, history
from crmdesk.ui.complaints.close_step import CloseStep
from crmdesk.ui.complaints.step_form import StepForm
from crmdesk.ui.complaints.step_forms import AnswerStep, DuplicateStep
from tests.ui.complaints.hands import (
    CTRL,
    KEY,
    current,
    form,
    opened,
    press,
    received,
    settled,
    stepped,
    typed,
    words,
)
from tests.ui.desks import RememberingDesk


def test_that_one_key_accepts_and_the_log_tells_who_and_when(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    received(desk)
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_A)
    assert current(screen).state == "in_progress"
    texts = screen.browse.case.log.texts()
    assert texts[:2] == ["Accepted", "today 09:00 · Li"] and "Complaint received" in texts
    desk.done(history.undo(desk.workspace))
    settled(qtbot, desk)
    assert current(screen).state == "new"
    assert "Accepted" not in screen.browse.case.log.texts()


def test_that_an_answer_needs_what_was_done_and_says_so_beside_the_field(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    one = received(desk, action="老的处理")
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_R)
    answer = form(screen, AnswerStep)
    assert answer.action.hasFocus() and answer.action.text() == "老的处理"
    answer.action.clear()
    answer.cost.setText("many")
    press(qtbot, desk, KEY.Key_Return, CTRL)
    assert answer.cost_row.error().startswith("“many” is no amount of money.")
    answer.cost.setText("120.5")
    answer.confirm()
    assert answer.action_row.error().startswith("It does not say yet what was done")
    assert answer.action.hasFocus() and desk.changes == []

    typed(qtbot, desk, "换了新窗帘")
    answer.founded.set_key("yes")
    answer.cause.set_key("supplier")
    answer.prevention.setText("换供应商")
    press(qtbot, desk, KEY.Key_Return, CTRL)
    now = complaints.get(desk.workspace, one)
    assert (now.state, now.action, now.cost) == ("answered", "换了新窗帘", 12050)
    assert (now.founded, now.cause, now.prevention) == ("yes", "supplier", "换供应商")
    assert screen.browse.case.step_form is None and screen.browse.list.view.hasFocus()
    details = screen.browse.case.log.texts()
    assert "What was done: 换了新窗帘" in details and "Cost: 120.50" in details


def test_that_closing_asks_for_the_score_with_one_key(qtbot: QtBot, desk: RememberingDesk) -> None:
    one = received(desk)
    stepped(desk, one, ANSWER, action="换新")
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_C)
    close = form(screen, CloseStep)
    press(qtbot, desk, KEY.Key_Return, CTRL)
    assert close.score_row.error().startswith("A complaint is closed only after the call-back.")
    typed(qtbot, desk, "5")
    assert not close.score_row.error()
    press(qtbot, desk, KEY.Key_Return, CTRL)
    now = complaints.get(desk.workspace, one)
    assert (now.state, now.satisfaction) == ("closed", 5)
    assert "Satisfaction: 5 of 5" in screen.browse.case.log.texts()


def test_that_who_could_not_be_reached_is_closed_with_the_number_of_tries(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    one = received(desk)
    stepped(desk, one, ANSWER, action="换新")
    screen = opened(qtbot, desk)
    for note in ("手机关机", ""):
        press(qtbot, desk, KEY.Key_X)
        typed(qtbot, desk, note)
        press(qtbot, desk, KEY.Key_Return, CTRL)
    assert complaints.get(desk.workspace, one).tries == 2
    assert complaints.log(desk.workspace, one)[-2].note == "手机关机"
    press(qtbot, desk, KEY.Key_C)
    close = form(screen, CloseStep)
    assert close.tries_row.isHidden()
    typed(qtbot, desk, "6")
    assert not close.tries_row.isHidden() and close.tries.value() == 3
    close.confirm()
    settled(qtbot, desk)
    now = complaints.get(desk.workspace, one)
    assert (now.state, now.satisfaction, now.tries) == ("closed", 0, 3)
    assert desk.changes[-1].message == (
        "TS-2026-0001 of 高先生: closed, the customer could not be reached."
    )


@pytest.mark.parametrize(("insists", "state"), [(False, "reopened"), (True, "closed")])
def test_that_a_bad_score_proposes_to_reopen_in_the_same_form(
    qtbot: QtBot, desk: RememberingDesk, insists: bool, state: str
) -> None:
    one = received(desk)
    stepped(desk, one, ANSWER, action="换新")
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_C)
    close = form(screen, CloseStep)
    assert close.unhappy.isHidden() and close.all_the_same.isHidden()
    typed(qtbot, desk, "2")
    assert not close.unhappy.isHidden() and close.save_button.text() == "Reopen"
    close.note.set_text("还是掉色")
    if insists:
        close.all_the_same.click()
    else:
        press(qtbot, desk, KEY.Key_Return, CTRL)
    settled(qtbot, desk)
    now = complaints.get(desk.workspace, one)
    assert (now.state, now.satisfaction) == (state, 2 if insists else 0)
    note = complaints.log(desk.workspace, one)[-1].note
    assert note == ("还是掉色" if insists else "Not satisfied (2 of 5). 还是掉色")


def test_that_reopening_and_unfounded_need_a_reason(qtbot: QtBot, desk: RememberingDesk) -> None:
    one = received(desk)
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_U)
    reject = form(screen, StepForm)
    press(qtbot, desk, KEY.Key_Return, CTRL)
    assert reject.note_row.error().startswith("A reason is missing.")
    typed(qtbot, desk, "never bought here")
    press(qtbot, desk, KEY.Key_Return, CTRL)
    assert complaints.get(desk.workspace, one).state == "unfounded"
    assert "never bought here" in screen.browse.case.log.texts()


def test_that_it_waits_with_or_without_words(qtbot: QtBot, desk: RememberingDesk) -> None:
    one = received(desk)
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_W)
    press(qtbot, desk, KEY.Key_Return, CTRL)
    assert complaints.get(desk.workspace, one).state == "waiting_customer"
    assert screen.browse.case.head.due.text() == "clock stopped"
    press(qtbot, desk, KEY.Key_G)
    assert complaints.get(desk.workspace, one).state == "in_progress"


def test_that_a_duplicate_is_picked_by_number_or_name(qtbot: QtBot, desk: RememberingDesk) -> None:
    zhang = desk.add_customer("张伟")
    first = received(desk, zhang)
    received(desk, walk_in_name="李女士")
    again = received(desk, zhang)
    screen = opened(qtbot, desk)
    screen.open_complaint(again)
    settled(qtbot, desk)
    press(qtbot, desk, KEY.Key_D)
    step = form(screen, DuplicateStep)
    assert [card.title for card in step.picker.list.items()] == ["TS-2026-0001 · 张伟"]
    press(qtbot, desk, KEY.Key_Return, CTRL)
    assert step.picker_row.error().startswith("The other complaint is missing.")
    typed(qtbot, desk, "0001")
    qtbot.waitUntil(lambda: step.picker.current() == first)
    press(qtbot, desk, KEY.Key_Return, CTRL)
    now = complaints.get(desk.workspace, again)
    assert (now.state, now.duplicate_of) == ("duplicate", first)
    links = screen.browse.case.body.others.findChildren(QPushButton)
    assert [one.text() for one in links if one.isVisible()] == ["Repeats TS-2026-0001"]
    # It is no open one any more, but stays in sight until another one is chosen.
    assert screen.browse.list.model.rowCount() == 2 and screen.browse.case.area.hasFocus()
    press(qtbot, desk, KEY.Key_Escape)
    assert current(screen).id == first and screen.browse.list.view.hasFocus()


def test_that_a_typed_number_means_the_complaint_of_that_number(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    first, second, third = (received(desk, walk_in_name=name) for name in ("甲", "乙", "丙"))
    screen = opened(qtbot, desk)
    screen.open_complaint(third)
    settled(qtbot, desk)
    press(qtbot, desk, KEY.Key_D)
    step = form(screen, DuplicateStep)
    # The 2 stands in each of the numbers, as it does in 2026.
    typed(qtbot, desk, "2")
    qtbot.waitUntil(lambda: step.picker.current() == second)
    assert [card.id for card in step.picker.list.items()] == [second, first]
    assert step.save_button.text() == "Mark as duplicate"
    press(qtbot, desk, KEY.Key_Return, CTRL)
    assert desk.changes[-1].message == "TS-2026-0003 of 丙: repeats TS-2026-0002."


def test_that_an_empty_note_is_no_reason(qtbot: QtBot, desk: RememberingDesk) -> None:
    received(desk)
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_N)
    remark = form(screen, StepForm)
    press(qtbot, desk, KEY.Key_Return, CTRL)
    assert remark.note_row.error() == "The note is empty. Type what is to be kept in the log."


def test_that_a_duplicate_state_offers_the_way_back(qtbot: QtBot, desk: RememberingDesk) -> None:
    first = received(desk)
    again = received(desk)
    stepped(desk, again, IS_DUPLICATE, original=first)
    screen = opened(qtbot, desk)
    screen.open_complaint(again)
    settled(qtbot, desk)
    assert words(screen.browse.case) == ["Reopen", "Note"]


def test_that_a_duplicate_is_shown_where_the_one_it_repeats_is_gone(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    first = received(desk, desk.add_customer("张伟"))
    made = history.recent(desk.workspace)[1].record.id
    again = received(desk, walk_in_name="李女士", what="又掉色")
    stepped(desk, again, IS_DUPLICATE, original=first)
    history.undo(desk.workspace, made, leave=())
    screen = opened(qtbot, desk)
    screen.open_complaint(again)
    settled(qtbot, desk)
    assert current(screen).what == "又掉色"
