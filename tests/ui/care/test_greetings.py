"""A morning of greetings: one key copies, marks, and goes on to the next customer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.services import customers, history
from crmdesk.ui.care.greetings_pane import GreetingsPane
from crmdesk.ui.care.screen import CareScreen
from tests import factories
from tests.ui.desks import TODAY, RememberingDesk, shown

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
BORN_TODAY = Birthday(11, 21, 1986)


def opened(qtbot: QtBot, desk: RememberingDesk) -> GreetingsPane:
    screen = CareScreen(desk)
    shown(qtbot, desk, screen)
    pane = screen.show_tab("greetings")
    assert isinstance(pane, GreetingsPane)
    settled(qtbot, desk)
    pane.list.setFocus()
    return pane


def settled(qtbot: QtBot, desk: RememberingDesk) -> None:
    qtbot.waitUntil(desk.tasks.idle)


def press(qtbot: QtBot, desk: RememberingDesk, pane: GreetingsPane, key: Qt.Key) -> None:
    qtbot.keyClick(pane.list, key)
    settled(qtbot, desk)


def paste_elsewhere(pane: GreetingsPane) -> None:
    QApplication.sendEvent(pane.window(), QEvent(QEvent.Type.WindowDeactivate))


def rows(pane: GreetingsPane) -> list[str]:
    return [card.title for card in pane.list.items()]


def chosen(pane: GreetingsPane) -> str:
    card = pane.list.current()
    return card.title if card is not None else ""


def test_that_twenty_people_are_greeted_with_enter_alone(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    names = [f"张{sign}" for sign in "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"]
    for name in names:
        desk.add_customer(name, birthday=BORN_TODAY)
    pane = opened(qtbot, desk)
    assert rows(pane) == ["Greet today", *names]

    for name in names:
        assert chosen(pane) == name
        press(qtbot, desk, pane, KEY.Key_Return)
        assert QGuiApplication.clipboard().text().startswith(f"{name}，生日快乐！")
        paste_elsewhere(pane)

    assert rows(pane) == [] and chosen(pane) == ""
    assert desk.changes[-1].message.startswith("Copied")
    texts = [customers.timeline(desk.workspace, n)[0].text for n in range(1, 21)]
    assert all(text.startswith("Birthday greeting: 张") for text in texts)


def test_that_a_key_pressed_once_too_often_greets_nobody_else(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    for name in ("张伟", "李娜", "王芳", "赵敏"):
        desk.add_customer(name, birthday=BORN_TODAY)
    pane = opened(qtbot, desk)
    press(qtbot, desk, pane, KEY.Key_Return)
    press(qtbot, desk, pane, KEY.Key_Return)
    assert rows(pane) == ["Greet today", "李娜", "王芳", "赵敏"]
    assert QGuiApplication.clipboard().text().startswith("张伟")
    # Pressed again, or the next one chosen by hand, it is meant so.
    press(qtbot, desk, pane, KEY.Key_Return)
    assert rows(pane) == ["Greet today", "王芳", "赵敏"]
    press(qtbot, desk, pane, KEY.Key_Down)
    press(qtbot, desk, pane, KEY.Key_Return)
    assert rows(pane) == ["Greet today", "王芳"]


def test_that_control_c_copies_and_marks_nobody(qtbot: QtBot, desk: RememberingDesk) -> None:
    desk.add_customer("张伟", birthday=BORN_TODAY)
    desk.add_customer("李娜", birthday=BORN_TODAY)
    pane = opened(qtbot, desk)
    for _time in range(2):
        qtbot.keyClick(pane.list, KEY.Key_C, CTRL)
        settled(qtbot, desk)
    assert QGuiApplication.clipboard().text().startswith("张伟，生日快乐！")
    assert desk.changes[-1].message == "Copied. Nobody was marked as greeted."
    cursor = pane.card.text.textCursor()
    cursor.movePosition(cursor.MoveOperation.Right, cursor.MoveMode.KeepAnchor, 2)
    pane.card.text.setTextCursor(cursor)
    qtbot.keyClick(pane.list, KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "张伟"
    assert rows(pane) == ["Greet today", "张伟", "李娜"]


def test_that_a_changed_text_is_the_one_that_is_sent(qtbot: QtBot, desk: RememberingDesk) -> None:
    one = desk.add_customer("张伟", "13800138000", birthday=BORN_TODAY)
    pane = opened(qtbot, desk)
    qtbot.keyClick(pane.list, KEY.Key_E)
    assert pane.card.text.hasFocus()
    pane.card.text.set_text("老张，生日快乐！")
    assert pane.has_unsaved()
    # Somebody else writes meanwhile: what was typed stays.
    desk.done(customers.set_field(desk.workspace, [one], "grade", "A"))
    settled(qtbot, desk)
    assert pane.card.text.text() == "老张，生日快乐！"

    qtbot.keyClick(pane.card.text, KEY.Key_Return, CTRL)
    settled(qtbot, desk)

    assert QGuiApplication.clipboard().text() == "老张，生日快乐！"
    item = customers.timeline(desk.workspace, one)[0]
    assert (item.kind, item.text) == ("message", "Birthday greeting: 老张，生日快乐！")
    assert not pane.has_unsaved()


def test_that_one_is_marked_without_copying_or_left_out(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    first = desk.add_customer("张伟", birthday=BORN_TODAY)
    second = desk.add_customer("李娜", birthday=BORN_TODAY)
    pane = opened(qtbot, desk)
    QGuiApplication.clipboard().setText("mine")

    press(qtbot, desk, pane, KEY.Key_M)
    press(qtbot, desk, pane, KEY.Key_L)

    assert QGuiApplication.clipboard().text() == "mine"
    assert rows(pane) == []
    assert len(customers.timeline(desk.workspace, first)) == 1
    assert customers.timeline(desk.workspace, second) == []
    desk.done(history.undo(desk.workspace))
    settled(qtbot, desk)
    assert rows(pane) == ["Greet today", "李娜"]


def test_that_nobody_is_greeted_early_by_one_enter_too_many(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.add_customer("张伟", birthday=BORN_TODAY)
    desk.add_customer("李娜", birthday=Birthday(11, 24))
    pane = opened(qtbot, desk)

    press(qtbot, desk, pane, KEY.Key_Return)
    press(qtbot, desk, pane, KEY.Key_Return)

    assert rows(pane) == ["Coming: Tue 24 Nov", "李娜"]
    assert chosen(pane) == "" and pane.card.isHidden()
    # Chosen by hand, it is meant so.
    press(qtbot, desk, pane, KEY.Key_Down)
    press(qtbot, desk, pane, KEY.Key_Return)
    assert rows(pane) == []


def test_that_who_complained_stands_back_with_the_reason(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    angry = desk.add_customer("张伟", birthday=BORN_TODAY, grade="A")
    desk.add_customer("李娜", birthday=BORN_TODAY)
    factories.complain(desk.workspace, angry, "窗帘掉色", days_ago=3)
    pane = opened(qtbot, desk)

    assert rows(pane) == ["Greet today", "李娜", "张伟"]
    card = pane.list.items()[2]
    assert card.dim and card.pill == "Complaint"
    press(qtbot, desk, pane, KEY.Key_Return)
    assert chosen(pane) == ""
    pane.list.select_id(card.id)
    settled(qtbot, desk)
    assert pane.card._reason.text() == (
        "Complaint TS-2026-0001 (3 days ago) is still open: see to it before greeting."
    )


def test_that_a_greeting_is_written_in_the_other_language_with_a_click(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.add_customer("Anna Smith", birthday=BORN_TODAY, gender="female")
    pane = opened(qtbot, desk)
    assert pane.card.text.text().startswith("Dear Ms Smith")

    qtbot.mouseClick(pane.card.language, Qt.MouseButton.LeftButton)
    settled(qtbot, desk)

    assert pane.card.text.text().startswith("Smith女士，生日快乐！")
    # It stays so when the list is read again.
    pane.refresh()
    settled(qtbot, desk)
    assert pane.card.text.text().startswith("Smith女士，生日快乐！")


def test_that_the_customer_is_opened_and_the_number_of_the_day_is_told(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    one = desk.add_customer("张伟", birthday=BORN_TODAY)
    screen = CareScreen(desk)
    shown(qtbot, desk, screen)
    pane = screen.show_tab("greetings")
    settled(qtbot, desk)

    assert screen.tabs.buttons["greetings"].text() == "Greetings (1)"
    assert isinstance(pane, GreetingsPane)
    qtbot.keyClick(pane.list, KEY.Key_O, CTRL)
    assert desk.asked == [("open_customer", one)]


def test_that_the_list_is_that_of_the_new_day_after_a_night(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.add_customer("张伟", birthday=BORN_TODAY)
    desk.add_customer("李娜", birthday=Birthday(11, 22))
    pane = opened(qtbot, desk)
    assert rows(pane)[:2] == ["Greet today", "张伟"]
    pane.hide()
    desk.workspace = factories.at(desk.workspace, TODAY + dt.timedelta(days=1))
    pane.show()
    settled(qtbot, desk)

    assert rows(pane) == ["Greet today", "李娜", "张伟"]
    assert pane.list.items()[2].right == "1 day ago"


def test_that_no_line_of_the_text_is_cut_in_a_small_window(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.add_customer("张伟", birthday=BORN_TODAY)
    screen = CareScreen(desk)
    desk.screens.append(screen)
    qtbot.addWidget(screen)
    screen.resize(627, 260)
    screen.show()
    pane = screen.show_tab("greetings")
    settled(qtbot, desk)

    assert isinstance(pane, GreetingsPane)
    box = pane.card.text
    qtbot.waitUntil(lambda: box.text().startswith("张伟，生日快乐"))
    line = box.document().firstBlock().layout().lineAt(0)
    assert line.width() + 2 * box.document().documentMargin() == box.viewport().width()


def test_that_texts_of_data_are_no_html(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    desk.add_customer("<b>张</b>", birthday=BORN_TODAY)
    pane = opened(qtbot, desk)

    assert pane.card._name.text() == "<b>张</b>"
    assert pane.card._name.textFormat() == Qt.TextFormat.PlainText
