"""The cards and the forms of the calendar: open, greet, done, moved, changed, planned."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.calendar import VISIT
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.recurrence import parse_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.services import followups, history, series, visits
from crmdesk.ui.calendar.forms import NewItemForm, PlannedVisitForm, VisitDoneForm
from crmdesk.ui.calendar.item_card import ItemCard, ItemList
from crmdesk.ui.calendar.screen import CalendarScreen
from crmdesk.ui.calendar.spans import DAY as DAY_VIEW
from crmdesk.ui.parts.followup_forms import MoveForm
from crmdesk.ui.parts.greeting_dialog import GreetingDialog
from tests.ui.calendar.conftest import DAY, TODAY, plan, visit
from tests.ui.calendar.hands import CTRL, LEFT, NO, key, middle, point_on, settled, slot_of, words
from tests.ui.desks import RememberingDesk


def test_that_who_has_a_birthday_is_greeted(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    desk.add_customer("张伟", "13800138000", birthday=Birthday(TODAY.month, TODAY.day))
    settled(qtbot, desk, screen)
    key(qtbot, screen, Qt.Key.Key_Tab)
    key(qtbot, screen, Qt.Key.Key_G, CTRL)
    qtbot.waitUntil(lambda: screen.findChild(GreetingDialog) is not None)
    dialog = screen.findChild(GreetingDialog)
    qtbot.waitUntil(lambda: "张伟" in dialog.card.text.text())
    dialog.reject()


def test_that_enter_opens_a_card_with_what_can_be_done(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟", "13800138000")
    plan(desk, made, TODAY, what="回电话")
    settled(qtbot, desk, screen)
    key(qtbot, screen, Qt.Key.Key_Tab)
    key(qtbot, screen, Qt.Key.Key_Return)
    card = screen.findChild(ItemCard)
    assert card is not None and card.item.detail == "回电话"
    qtbot.keyClick(card, Qt.Key.Key_O)
    qtbot.waitUntil(lambda: bool(desk.asked))
    assert desk.asked[-1] == ("open_customer", made)


def test_that_a_click_opens_the_card_of_a_visit_and_its_forms_change_it(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = visit(desk, desk.add_customer("张伟"), TODAY, purpose="量尺寸")
    settled(qtbot, desk, screen)
    point = middle(screen.month, slot_of(screen, "张伟"))
    qtbot.mouseClick(screen.month.viewport(), LEFT, NO, point)
    card = screen.findChild(ItemCard)
    assert card is not None
    card.close()
    item = slot_of(screen, "张伟").entry.item
    assert item is not None
    screen.verbs.do("edit", item)
    qtbot.waitUntil(lambda: screen.findChild(PlannedVisitForm) is not None)
    form = screen.findChild(PlannedVisitForm)
    form.time.set_text("9点半")
    form.what.setText("看样布")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    now = visits.get(desk.workspace, made)
    assert (now.at, now.purpose) == (dt.time(9, 30), "看样布")
    screen.verbs.do("done", item)
    qtbot.waitUntil(lambda: screen.findChild(VisitDoneForm) is not None)
    done = screen.findChild(VisitDoneForm)
    done.outcome.setPlainText("订了两幅")
    done.next_date.set_text("+14")
    done.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert visits.get(desk.workspace, made).outcome == "订了两幅"
    assert followups.open_rows(desk.workspace)[0].follow_up.due == TODAY + 14 * DAY


def test_that_the_second_press_of_a_double_click_leaves_the_card_open(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot, qapp: QApplication
) -> None:
    visit(desk, desk.add_customer("张伟"), TODAY)
    settled(qtbot, desk, screen)
    qtbot.mouseClick(
        screen.month.viewport(), LEFT, NO, middle(screen.month, slot_of(screen, "张伟"))
    )
    card = screen.findChild(ItemCard)
    assert card is not None
    beside = QPoint(-20, 20)
    qtbot.mousePress(card, LEFT, NO, beside)
    assert card.isVisible()
    usual = qapp.doubleClickInterval()
    qapp.setDoubleClickInterval(0)
    qtbot.mousePress(card, LEFT, NO, beside)
    qapp.setDoubleClickInterval(usual)
    qtbot.waitUntil(lambda: screen.findChild(ItemCard) is None)


def test_that_moving_a_follow_up_asks_in_the_usual_form(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = plan(desk, desk.add_customer("张伟"), TODAY)
    settled(qtbot, desk, screen)
    key(qtbot, screen, Qt.Key.Key_Tab)
    key(qtbot, screen, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: screen.findChild(MoveForm) is not None)
    form = screen.findChild(MoveForm)
    form.date.set_text("+2")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.get(desk.workspace, made).due == TODAY + 2 * DAY


def test_that_one_of_a_series_is_written_when_its_form_is_saved_in_one_step(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟")
    wanted = FollowUp(customer_id=made, due=TODAY, what="送茶样")
    series.plan(desk.workspace, wanted, Repeat(rule=parse_rule("weekly", TODAY)))
    settled(qtbot, desk, screen)
    screen.month.choose(next(s.entry.key for s in screen.month.slots if s.entry.day > TODAY))
    key(qtbot, screen, Qt.Key.Key_V)
    qtbot.waitUntil(lambda: screen.findChild(MoveForm) is not None)
    form = screen.findChild(MoveForm)
    assert len(followups.open_rows(desk.workspace)) == 1
    form.date.set_text("+2")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert words(screen, TODAY + 7 * DAY) == [] and words(screen, TODAY + 2 * DAY) == ["张伟"]
    history.undo(desk.workspace)
    assert len(followups.open_rows(desk.workspace)) == 1


def test_that_many_birthdays_open_a_list_of_everybody(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    ids = [
        desk.add_customer(f"客户{number}", birthday=Birthday(TODAY.month, TODAY.day))
        for number in range(20)
    ]
    settled(qtbot, desk, screen)
    key(qtbot, screen, Qt.Key.Key_Tab)
    key(qtbot, screen, Qt.Key.Key_Return)
    popup = screen.findChild(ItemList)
    assert popup is not None
    qtbot.waitUntil(lambda: len(popup.list.items()) == 20)
    qtbot.keyClick(popup.list, Qt.Key.Key_Return)
    card = screen.findChild(ItemCard)
    assert card is not None and card.item.customer_id == ids[0]
    card.close()


def test_that_a_day_with_no_room_for_all_lists_them(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    for number in range(60):
        plan(desk, desk.add_customer(f"客户{number}"), TODAY)
    screen.bar.set_view(DAY_VIEW)
    settled(qtbot, desk, screen)
    more = screen.hours.slots[-1]
    assert more.entry.more
    qtbot.mouseClick(screen.hours.viewport(), LEFT, NO, middle(screen.hours, more))
    popup = screen.findChild(ItemList)
    assert popup is not None
    qtbot.waitUntil(lambda: len(popup.list.items()) == 60)
    popup.close()


def test_that_a_double_click_plans_on_that_day(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟")
    to = TODAY + 4 * DAY
    qtbot.mouseClick(screen.month.viewport(), LEFT, NO, point_on(screen, to))
    qtbot.mouseDClick(screen.month.viewport(), LEFT, NO, point_on(screen, to))
    form = screen.findChild(NewItemForm)
    assert form is not None and form.date.date() == to
    form.confirm()
    assert form._customer_row.error() == "Choose a customer from the list."
    form.picker.set_one(made, "张伟")
    form.what.setText("回电话")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    assert followups.open_rows(desk.workspace)[0].follow_up.due == to
    assert words(screen, to) == ["张伟"]


def test_that_a_double_click_on_a_day_of_the_next_month_plans_on_that_day(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    settled(qtbot, desk, screen)
    to = dt.date(2026, 12, 5)
    point = point_on(screen, to)
    qtbot.mouseClick(screen.month.viewport(), LEFT, NO, point)
    qtbot.waitUntil(desk.tasks.idle)
    qtbot.mouseDClick(screen.month.viewport(), LEFT, NO, point)
    form = screen.findChild(NewItemForm)
    assert form is not None and form.date.date() == to


def test_that_n_plans_a_visit_at_the_hour_of_the_cursor(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = desk.add_customer("张伟")
    key(qtbot, screen, Qt.Key.Key_D)
    qtbot.waitUntil(desk.tasks.idle)
    for _number in range(3):
        key(qtbot, screen, Qt.Key.Key_Down)
    key(qtbot, screen, Qt.Key.Key_N)
    form = screen.findChild(NewItemForm)
    assert form is not None and form.time.time() == dt.time(10)
    form.set_noun(VISIT)
    form.picker.set_one(made, "张伟")
    form.confirm()
    qtbot.waitUntil(desk.tasks.idle)
    found = visits.between(desk.workspace, TODAY, TODAY)
    assert [row.visit.at for row in found] == [dt.time(10)]


def test_that_the_menu_of_an_empty_spot_plans_and_that_of_a_chip_acts(
    screen: CalendarScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    plan(desk, desk.add_customer("张伟"), TODAY)
    settled(qtbot, desk, screen)
    menu = screen.verbs.menu(None, screen.board().spot, QPoint())
    assert [one.text() for one in menu.actions()] == ["New follow-up…", "New visit…"]
    menu.close()
    item = slot_of(screen, "张伟").entry.item
    menu = screen.verbs.menu(item, screen.board().spot, QPoint())
    assert [one.text() for one in menu.actions() if one.text()] == [
        "Open the customer",
        "Done…",
        "Move…",
        "Edit…",
        "Take off the calendar",
    ]
    menu.close()
