"""A case beside the list: its buttons, its customer, and how it is left."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint import STATES
from crmdesk.core.domain.complaint_states import (
    ACKNOWLEDGE,
    ANSWER,
    CLOSE,
    REJECT,
    REOPEN,
    TRANSITIONS,
    WAIT_CUSTOMER,
    WAIT_THIRD,
    possible,
)
from crmdesk.core.services import customers, followups, history
from crmdesk.ui.complaints.case_steps import KEYS
from crmdesk.ui.complaints.step_form import StepForm
from crmdesk.ui.complaints.step_forms import AnswerStep
from crmdesk.ui.complaints.walk_in_form import WalkInForm
from crmdesk.ui.kit.dialogs import Dialog
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
