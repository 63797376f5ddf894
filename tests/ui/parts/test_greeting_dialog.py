"""One customer is greeted from wherever the name stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.occasions import OccasionSettings, occasion_of
from crmdesk.core.services import customers, greetings, occasion_settings, occasions
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.kit.notices import NoticeBar
from crmdesk.ui.kit.screen import Screen
from crmdesk.ui.parts.greeting_dialog import GreetingDialog, greet
from crmdesk.ui.today.screen import TodayScreen
from tests.ui.desks import RememberingDesk, shown

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def asked(
    qtbot: QtBot, desk: RememberingDesk, customer_id: int
) -> tuple[Screen, list[GreetingDialog]]:
    screen = Screen(desk)
    bar = NoticeBar(screen)
    shown(qtbot, desk, screen)
    greet(desk, screen, customer_id, "张伟")
    qtbot.waitUntil(desk.tasks.idle)
    found = screen.findChildren(GreetingDialog)
    if not found:
        assert bar.message.text() == "There is nothing to greet 张伟 for now."
    return screen, found


def test_that_the_birthday_is_greeted_with_ctrl_enter(qtbot: QtBot, desk: RememberingDesk) -> None:
    one = desk.add_customer("张伟", birthday=Birthday(11, 21))
    occasion_settings.save(desk.workspace, OccasionSettings(("cn",)))
    _screen, [dialog] = asked(qtbot, desk, one)
    assert dialog.occasion.isHidden()
    assert dialog.card.text.text().startswith("张伟，生日快乐！")

    qtbot.keyClick(dialog.card.text, KEY.Key_Return, CTRL)
    qtbot.waitUntil(desk.tasks.idle)

    assert QGuiApplication.clipboard().text().startswith("张伟，生日快乐！")
    assert occasions.greetings_due(desk.workspace).count == 0
    assert len(customers.timeline(desk.workspace, one)) == 1


def test_that_one_of_several_occasions_is_chosen(qtbot: QtBot, desk: RememberingDesk) -> None:
    one = desk.add_customer("Anna", birthday=Birthday(12, 3))
    _screen, [dialog] = asked(qtbot, desk, one)
    assert [dialog.occasion.itemText(n) for n in range(2)] == [
        "Birthday · in 12 days",
        "Thanksgiving · in 5 days",
    ]
    dialog.occasion.set_key("1")
    qtbot.waitUntil(desk.tasks.idle)
    assert dialog.card.text.text().startswith("Dear Anna, happy Thanksgiving!")


def test_that_nothing_opens_where_there_is_no_occasion(qtbot: QtBot, desk: RememberingDesk) -> None:
    occasion_settings.save(desk.workspace, OccasionSettings(("cn",)))
    _screen, found = asked(qtbot, desk, desk.add_customer("张伟"))
    assert found == []


def test_that_a_greeting_by_somebody_else_meanwhile_is_told(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    one = desk.add_customer("张伟", birthday=Birthday(11, 21))
    _screen, [dialog] = asked(qtbot, desk, one)
    greetings.mark_sent(desk.workspace, occasions.for_customer(desk.workspace, one)[0], "先到")

    qtbot.keyClick(dialog.card.text, KEY.Key_Return, CTRL)
    qtbot.waitUntil(desk.tasks.idle)

    assert str(desk.failures[0]).startswith("张伟 was greeted already")
    assert dialog.card.send_button.isEnabled()
    desk.failures.clear()


def test_that_the_file_and_the_start_page_lead_to_the_greeting(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    one = desk.add_customer("张伟", birthday=Birthday(11, 21))
    today = TodayScreen(desk)
    shown(qtbot, desk, today)
    assert today.side.greetings.text() == "Greet 1 customer"
    today.side.greetings.click()
    assert desk.asked == [("go", "care", "greetings")]
    today.side.birthdays.select_id(one)
    today.side.birthdays.setFocus()
    qtbot.keyClick(today.side.birthdays, KEY.Key_G)
    qtbot.waitUntil(desk.tasks.idle)
    [dialog] = today.findChildren(GreetingDialog)
    dialog.card.send()
    qtbot.waitUntil(desk.tasks.idle)
    assert today.side.birthdays.items()[0].icon == "check"
    assert today.side.greetings.isHidden()

    screen = CustomersScreen(desk)
    shown(qtbot, desk, screen)
    screen.open_customer(one)
    qtbot.waitUntil(desk.tasks.idle)
    button = next(
        made for made in screen.detail.facts.findChildren(QToolButton) if "Greet" in made.toolTip()
    )
    button.click()
    qtbot.waitUntil(desk.tasks.idle)
    [dialog] = screen.findChildren(GreetingDialog)
    row = dialog.card.row()
    # The birthday was greeted a moment ago; the next festival is offered.
    assert row is not None and row.occasion == occasion_of("thanksgiving")
