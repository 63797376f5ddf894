"""The form of a complaint: by keyboard alone while the customer talks, and changed later."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.services import choices, complaints, history
from crmdesk.ui.complaints.screen import ComplaintsScreen
from crmdesk.ui.kit.dialogs import Dialog
from tests import factories
from tests.ui.complaints.hands import (
    CTRL,
    KEY,
    current,
    opened,
    press,
    received,
    settled,
    typed,
)
from tests.ui.desks import RememberingDesk

MONDAY = dt.date(2026, 11, 23)


def begun(qtbot: QtBot, desk: RememberingDesk) -> ComplaintsScreen:
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_N, CTRL)
    assert screen.stack.currentWidget() is screen.form
    return screen


def choose(qtbot: QtBot, desk: RememberingDesk, *digits: str) -> None:
    for digit in digits:
        typed(qtbot, desk, digit)
        press(qtbot, desk, KEY.Key_Tab)


def test_that_a_customers_complaint_is_recorded_by_keyboard_alone(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    zhang = desk.add_customer("张伟", "13800138000")
    screen = begun(qtbot, desk)
    typed(qtbot, desk, "zw")
    qtbot.waitUntil(screen.form.fields.who.picker.finder.is_open)
    press(qtbot, desk, KEY.Key_Return)
    assert screen.form.fields.choices["channel"].hasFocus()
    choose(qtbot, desk, "2", "1", "2")
    assert screen.form.fields.what.hasFocus()
    typed(qtbot, desk, "洗了一次就掉色")
    press(qtbot, desk, KEY.Key_Tab)
    choose(qtbot, desk, "2")
    press(qtbot, desk, KEY.Key_Return, CTRL)

    assert desk.changes[-1].message.startswith("Complaint TS-2026-0001 of 张伟 was received, due ")
    one = current(screen)
    assert (one.customer_id, one.number) == (zhang, "TS-2026-0001")
    assert (one.channel, one.category, one.severity) == ("phone", "quality", "serious")
    assert (one.what, one.wish, one.received_by) == ("洗了一次就掉色", "exchange", "Li")
    assert screen.browse.case.isVisible() and screen.browse.list.view.hasFocus()
    assert screen.browse.list.view.current() == one.id
    desk.done(history.undo(desk.workspace))
    settled(qtbot, desk)
    assert screen.browse.case.complaint() is None and not screen.browse.case.isVisible()


def test_that_a_name_that_is_nobodys_makes_a_walk_in_without_another_click(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = begun(qtbot, desk)
    typed(qtbot, desk, "高先生")
    who = screen.form.fields.who
    assert who.phone.isVisible() and who.known.text() == "Walk-in: nobody on file is chosen."
    press(qtbot, desk, KEY.Key_Return)
    assert who.phone.hasFocus()
    typed(qtbot, desk, "13900139000")
    screen.form.fields.what.setFocus()
    typed(qtbot, desk, "少发一件")
    press(qtbot, desk, KEY.Key_Return, CTRL)

    one = current(screen)
    assert (one.customer_id, one.walk_in_name, one.walk_in_phone) == (0, "高先生", "13900139000")
    assert screen.browse.case.head.plain_name.text() == "高先生"


def test_that_a_walk_in_may_be_a_phone_alone(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = begun(qtbot, desk)
    typed(qtbot, desk, "13900139000")
    screen.form.fields.what.set_text("没人接电话")
    screen.form.save()
    settled(qtbot, desk)
    one = current(screen)
    assert (one.walk_in_name, one.walk_in_phone) == ("", "13900139000")


def test_that_whoever_is_on_file_by_that_name_is_offered(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    zhang = desk.add_customer("张伟", "13800138000")
    received(desk, zhang)
    screen = begun(qtbot, desk)
    who = screen.form.fields.who
    typed(qtbot, desk, "张伟")
    qtbot.waitUntil(who.picker.finder.is_open)
    press(qtbot, desk, KEY.Key_Tab)
    [offer] = who.offers()
    assert offer.text() == "It is 张伟 · 13800138000, who is on file"
    offer.click()
    settled(qtbot, desk)
    assert who.customer_id() == zhang and not who.phone.isVisible()
    assert who.known.text() == "13800138000 · 1 complaint is open already:"
    [link] = who.offers()
    assert link.text() == "TS-2026-0001 · 窗帘掉色"


def test_that_whoever_has_the_phone_of_a_walk_in_is_offered(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    zhang = desk.add_customer("张伟", "13800138000")
    screen = begun(qtbot, desk)
    who = screen.form.fields.who
    typed(qtbot, desk, "高女士")
    press(qtbot, desk, KEY.Key_Tab)
    typed(qtbot, desk, "138 0013 8000")
    press(qtbot, desk, KEY.Key_Tab)
    [offer] = who.offers()
    assert offer.text() == "It is 张伟 · 13800138000, who is on file"
    offer.click()
    settled(qtbot, desk)
    assert who.customer_id() == zhang


def test_that_a_severe_one_needs_immediate_action_and_the_due_time_follows(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.workspace = factories.at(desk.workspace, MONDAY)
    screen = begun(qtbot, desk)
    form = screen.form
    assert form.due.text() == "Accept by tomorrow 18:00, answer by Thu 26 Nov 18:00."
    form.fields.choices["severity"].set_key("severe")
    qtbot.waitUntil(lambda: form.due.text().startswith("Needs"))
    assert form.due.text() == "Needs immediate action: answer due today 18:00."
    assert form.notice.property("tone") == "danger"
    form.fields.choices["severity"].set_key("minor")
    form.fields.promised.set_text("tomorrow")
    qtbot.waitUntil(lambda: form.due.text() == "Answer due tomorrow 18:00.")


def test_that_what_is_missing_is_said_at_its_field(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = begun(qtbot, desk)
    press(qtbot, desk, KEY.Key_Return, CTRL)
    rows = screen.form.fields.rows
    assert rows["who"].error().startswith("Who complains?") and rows["what"].error()
    assert screen.form.fields.who.picker.finder.box.hasFocus()
    screen.form.fields.received_day.set_text("no day")
    screen.form.save()
    assert rows["received_at"].error() and rows["received_at"].isVisible()
    assert desk.changes == []


def test_that_dates_gone_by_are_typed_as_they_are_said(qtbot: QtBot, desk: RememberingDesk) -> None:
    desk.workspace = factories.at(desk.workspace, MONDAY)
    screen = begun(qtbot, desk)
    fields = screen.form.fields
    fields.who.show_text("高先生", "")
    fields.what.set_text("色差")
    fields.ordered.set_text("11.30")
    fields.received_day.set_text("yesterday")
    fields.received_time.setText("9:00")
    assert fields.ordered.date() == dt.date(2025, 11, 30)
    screen.form.save()
    settled(qtbot, desk)
    received_at = current(screen).received_at.astimezone()
    assert (received_at.date(), received_at.hour) == (dt.date(2026, 11, 22), 9)


def test_that_a_promise_for_a_day_gone_by_is_doubted(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = begun(qtbot, desk)
    fields = screen.form.fields
    fields.more.click()
    fields.promised.set_text("2020-01-01")
    assert fields.promised_doubt.isVisible()
    assert fields.promised_doubt.text().endswith("It would be overdue at once.")
    fields.promised.set_text("tomorrow")
    assert not fields.promised_doubt.isVisible()


def test_that_no_complaint_comes_in_later_than_now(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = begun(qtbot, desk)
    fields = screen.form.fields
    fields.who.show_text("高先生", "")
    fields.what.set_text("色差")
    fields.received_day.set_date(desk.workspace.clock.today() + dt.timedelta(days=1))
    screen.form.save()
    assert fields.rows["received_at"].error().startswith("This is still to come.")
    fields.received_day.set_text("today")
    screen.form.save()
    settled(qtbot, desk)
    assert current(screen).what == "色差"


def test_that_what_is_unfolded_comes_into_sight(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = begun(qtbot, desk)
    screen.resize(1100, 420)
    bar = screen.form.area.verticalScrollBar()
    assert bar.value() == 0
    screen.form.fields.more.click()
    last = screen.form.fields.received_time
    qtbot.waitUntil(lambda: last.visibleRegion().boundingRect().height() == last.height())


def test_that_who_is_not_on_file_is_told_to_be_kept_all_the_same(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = begun(qtbot, desk)
    typed(qtbot, desk, "高先生")
    finder = screen.form.fields.who.picker.finder
    qtbot.waitUntil(finder.is_open)
    told = [label.text() for label in screen.window().findChildren(QLabel) if label.isVisible()]
    assert "“高先生” is not on file and is kept as a walk-in." in told


def test_that_the_keyboard_stays_where_it_is_typed_when_a_new_one_is_asked_for_again(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = begun(qtbot, desk)
    screen.form.fields.what.setFocus()
    typed(qtbot, desk, "色差")
    screen.new_complaint()
    assert screen.form.fields.what.hasFocus() and screen.form.fields.what.text() == "色差"
    # From elsewhere it comes back into the form, where Ctrl+Z is that of the typing.
    screen.setFocus()
    screen.new_complaint()
    assert screen.form.fields.who.picker.finder.box.hasFocus()


def test_that_typed_words_are_not_lost_without_a_question(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = begun(qtbot, desk)
    typed(qtbot, desk, "高")
    assert screen.has_unsaved()
    press(qtbot, desk, KEY.Key_Escape)
    press(qtbot, desk, KEY.Key_N, CTRL)
    assert screen.form.fields.who.picker.text() == "高"
    screen.form.cancel()
    [question] = screen.form.findChildren(Dialog)
    question.accept()
    settled(qtbot, desk)
    assert screen.stack.currentIndex() == 0 and not screen.has_unsaved()


def test_that_a_new_one_begins_with_the_way_the_last_one_came(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = begun(qtbot, desk)
    screen.form.fields.who.show_text("高先生", "")
    screen.form.fields.choices["channel"].set_key("wechat")
    screen.form.fields.what.set_text("色差")
    screen.form.save()
    settled(qtbot, desk)
    screen.new_complaint()
    settled(qtbot, desk)
    assert screen.form.fields.choices["channel"].key() == "wechat"
    assert not screen.form.is_dirty() and not screen.form.fields.what.text()


def test_that_a_complaint_that_is_put_right_says_nothing_of_how_the_next_one_comes(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    received(desk, channel="wechat")
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_E, CTRL)
    screen.form.fields.choices["channel"].set_key("platform")
    screen.form.save()
    settled(qtbot, desk)
    assert current(screen).channel == "platform"
    screen.new_complaint()
    assert screen.form.fields.choices["channel"].key() == "phone"


def test_that_a_way_that_was_taken_out_of_the_list_is_not_chosen(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.settings.views["complaints"] = {"complaint_channel": "wechat"}
    choices.remove(desk.workspace, "complaint_channel", "wechat")
    screen = begun(qtbot, desk)
    assert screen.form.fields.choices["channel"].key() == "phone"


@pytest.mark.parametrize("mine", [True, False])
def test_that_particulars_are_changed_and_what_was_changed_elsewhere_stays(
    qtbot: QtBot, desk: RememberingDesk, mine: bool
) -> None:
    one = received(desk, severity="minor", product="纱帘")
    screen = opened(qtbot, desk)
    press(qtbot, desk, KEY.Key_E, CTRL)
    form = screen.form
    assert form.isVisible() and form.fields.what.hasFocus()
    if mine:
        form.fields.choices["severity"].set_key("serious")
    other = complaints.get(desk.workspace, one)
    complaints.save(desk.workspace, changed(other, product="遮光帘"))
    press(qtbot, desk, KEY.Key_Return, CTRL)

    now = current(screen)
    assert now.product == "遮光帘" and now.severity == ("serious" if mine else "minor")
    if mine:
        assert "Severity: Minor → Serious" in screen.browse.case.log.texts()


def changed(one: Complaint, **values: object) -> Complaint:
    return dataclasses.replace(one, **values)  # type: ignore[arg-type]


def test_that_the_keys_go_down_the_form_in_order(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = begun(qtbot, desk)
    fields = screen.form.fields
    wanted = [fields.choices[name] for name in ("channel", "category", "severity")]
    for widget in [*wanted, fields.what, fields.choices["wish"], fields.lines["wish_text"]]:
        press(qtbot, desk, KEY.Key_Tab)
        assert QApplication.focusWidget() is widget


def test_that_what_was_missing_is_no_longer_asked_for_once_it_is_typed(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = begun(qtbot, desk)
    press(qtbot, desk, KEY.Key_Return, CTRL)
    what = screen.form.fields.rows["what"]
    assert what.error() and screen.form.fields.rows["who"].error()
    screen.form.fields.what.setFocus()
    typed(qtbot, desk, "太慢")
    assert what.error() == ""
    assert screen.form.fields.rows["who"].error()
