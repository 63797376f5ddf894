"""A case beside the list: what may be done at each state, the forms of the steps, the log."""

from __future__ import annotations

from typing import TypeVar

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint import STATES
from crmdesk.core.domain.complaint_states import (
    ACKNOWLEDGE,
    ANSWER,
    CLOSE,
    IS_DUPLICATE,
    REJECT,
    REOPEN,
    TRANSITIONS,
    WAIT_CUSTOMER,
    WAIT_THIRD,
    possible,
)
from crmdesk.core.services import complaints, customers, followups, history
from crmdesk.ui.complaints.case_pane import CasePane
from crmdesk.ui.complaints.case_steps import KEYS
from crmdesk.ui.complaints.screen import ComplaintsScreen
from crmdesk.ui.complaints.step_forms import AnswerStep, CloseStep, DuplicateStep, StepForm
from crmdesk.ui.complaints.walk_in_form import WalkInForm
from crmdesk.ui.kit.dialogs import Dialog
from tests.ui.complaints.hands import (
    CTRL,
    KEY,
    current,
    opened,
    press,
    received,
    settled,
    stepped,
    typed,
)
from tests.ui.desks import RememberingDesk

Form = TypeVar("Form", bound=StepForm | WalkInForm)

# How a complaint comes to each state.
WAYS = {
    "new": (),
    "in_progress": ((ACKNOWLEDGE, {}),),
    "waiting_customer": ((WAIT_CUSTOMER, {}),),
    "waiting_third": ((WAIT_THIRD, {}),),
    "answered": ((ANSWER, {"action": "换新"}),),
    "reopened": ((REJECT, {"note": "查无此事"}), (REOPEN, {"note": "查到了"})),
    "closed": ((ANSWER, {"action": "换新"}), (CLOSE, {"satisfaction": 5})),
    "unfounded": ((REJECT, {"note": "查无此事"}),),
}


def form(screen: ComplaintsScreen, kind: type[Form]) -> Form:
    found = screen.browse.case.step_form
    assert isinstance(found, kind)
    return found


def words(case: CasePane) -> list[str]:
    """Return what the buttons of the steps say."""
    found = [case._flow.itemAt(place) for place in range(case._flow.count())]
    made = [item.widget() for item in found if item is not None]
    return [one.text() for one in made if isinstance(one, QPushButton) and not one.isHidden()]


@pytest.mark.parametrize("state", [one for one in STATES if one in WAYS])
def test_that_the_buttons_are_those_the_table_allows(
    qtbot: QtBot, desk: RememberingDesk, state: str
) -> None:
    one = received(desk)
    for event, given in WAYS[state]:
        stepped(desk, one, event, **given)
    screen = opened(qtbot, desk)
    screen.open_complaint(one)
    settled(qtbot, desk)
    case = screen.browse.case

    assert current(screen).state == state
    assert sorted(words(case)) == sorted(step.label for step in possible(state))
    allowed = {step.event for step in possible(state)}
    for event, action in case.steps.actions.items():
        assert action.isEnabled() == (event in allowed)
    # A key that is not allowed does nothing at all.
    for event in {step.event for step in TRANSITIONS} - allowed:
        press(qtbot, desk, KEY(ord(KEYS[event])))
    assert case.step_form is None and desk.changes == []


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


def test_that_a_walk_in_becomes_a_customer(qtbot: QtBot, desk: RememberingDesk) -> None:
    one = received(desk, walk_in_phone="13900139000")
    stepped(desk, one, ANSWER, action="换新")
    screen = opened(qtbot, desk)
    assert not screen.browse.case.verbs.open_customer.isEnabled()
    screen.browse.case.verbs.make_customer.trigger()
    settled(qtbot, desk)
    made = form(screen, WalkInForm)
    assert (made.name.text(), made.phone.text()) == ("高先生", "13900139000")
    press(qtbot, desk, KEY.Key_Return)
    now = current(screen)
    customer = customers.get(desk.workspace, now.customer_id)
    assert (customer.name, customer.first("mobile")) == ("高先生", "13900139000")
    assert len(followups.open_rows(desk.workspace)) == 1
    press(qtbot, desk, KEY.Key_O, CTRL)
    assert desk.asked[-1] == ("open_customer", now.customer_id)
    desk.done(history.undo(desk.workspace))
    settled(qtbot, desk)
    assert current(screen).customer_id == 0


def test_that_a_walk_in_is_given_to_whoever_has_the_same_phone(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    zhang = desk.add_customer("张伟", "13800138000")
    received(desk, walk_in_phone="13800138000")
    screen = opened(qtbot, desk)
    screen.browse.case.verbs.belongs_to.trigger()
    settled(qtbot, desk)
    given = form(screen, WalkInForm)
    given.confirm()
    assert given.picker_row.error() == "Choose a customer from the list."
    [offer] = given.offers
    assert isinstance(offer, QPushButton) and offer.text() == "It is 张伟"
    offer.click()
    settled(qtbot, desk)
    assert current(screen).customer_id == zhang
    assert screen.browse.case.head.name.text() == "张伟"


def test_that_an_open_form_is_asked_about_before_another_case_is_shown(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    first = received(desk)
    second = received(desk, walk_in_name="李女士")
    screen = opened(qtbot, desk)
    assert current(screen).id == first
    press(qtbot, desk, KEY.Key_N)
    typed(qtbot, desk, "half a word")
    assert screen.has_unsaved()
    screen.browse.list.view.select_id(second)
    settled(qtbot, desk)
    [question] = screen.findChildren(Dialog)
    question.reject()
    settled(qtbot, desk)
    assert current(screen).id == first and screen.browse.list.view.current() == first
    form(screen, StepForm).give_up()
    settled(qtbot, desk)
    screen.browse.list.view.select_id(second)
    settled(qtbot, desk)
    assert current(screen).id == second


def test_that_a_form_goes_when_the_step_was_taken_elsewhere(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    one = received(desk)
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_R)
    form(screen, AnswerStep)
    stepped(desk, one, REJECT, note="查无此事")
    screen.refresh()
    settled(qtbot, desk)
    assert screen.browse.case.step_form is None and current(screen).state == "unfounded"


def test_that_an_answer_that_comes_late_is_not_shown(qtbot: QtBot, desk: RememberingDesk) -> None:
    first = received(desk)
    second = received(desk, walk_in_name="李女士")
    screen = opened(qtbot, desk)
    screen.browse.case.open(second)
    screen.browse.case.open(first)
    settled(qtbot, desk)
    assert current(screen).id == first


def test_that_the_case_covers_the_list_in_a_narrow_window(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    received(desk)
    screen = opened(qtbot, desk, width=620)
    browse = screen.browse
    assert browse.list.isVisible() and not browse.case.isVisible()
    press(qtbot, desk, KEY.Key_Return)
    assert browse.case.isVisible() and not browse.list.isVisible()
    press(qtbot, desk, KEY.Key_A)
    assert current(screen).state == "in_progress" and browse.case.isVisible()
    press(qtbot, desk, KEY.Key_Escape)
    assert browse.list.isVisible() and browse.list.view.hasFocus()


def test_that_words_of_data_are_no_html_and_the_phone_is_copied(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    received(desk, walk_in_name="<b>高</b>", walk_in_phone="139 0013 9000", what="<i>色差</i>")
    screen = opened(qtbot, desk)
    case = screen.browse.case
    assert case.head.plain_name.text() == "<b>高</b>" and case.body.what.text() == "<i>色差</i>"
    case.verbs.copy_phone.trigger()
    assert QGuiApplication.clipboard().text() == "139 0013 9000"
    assert QApplication.activeModalWidget() is None


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
