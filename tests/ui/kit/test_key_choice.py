"""A row of words of which one key chooses one."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.key_choice import KeyChoice

KEY = Qt.Key
PAIRS = [("shop", "In the shop"), ("phone", "Phone call"), ("other", "Other")]


class Page(QWidget):
    """A row of choices over the next field."""

    def __init__(self) -> None:
        super().__init__()
        self.choice, self.after = KeyChoice(PAIRS), QLineEdit()
        layout = QVBoxLayout(self)
        layout.addWidget(self.choice)
        layout.addWidget(self.after)


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    made = Page()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.choice.setFocus()
    return made


def test_that_a_digit_chooses_and_enter_goes_on(qtbot: QtBot, page: Page) -> None:
    choice, after = page.choice, page.after
    with qtbot.waitSignal(choice.changed):
        qtbot.keyClick(choice, KEY.Key_2)
    assert choice.key() == "phone" and choice.hasFocus()
    qtbot.keyClick(choice, KEY.Key_Return)
    assert after.hasFocus()
    assert [made.isChecked() for made in choice.buttons.values()] == [False, True, False]
    assert choice.buttons["phone"].text() == "2 Phone call"


def test_that_a_digit_too_many_and_a_letter_choose_nothing(qtbot: QtBot, page: Page) -> None:
    choice = page.choice
    qtbot.keyClicks(choice, "49x")
    assert choice.key() == "" and choice.hasFocus()


def test_that_the_arrows_step_and_backspace_takes_back(qtbot: QtBot, page: Page) -> None:
    choice = page.choice
    for key, wanted in (
        (KEY.Key_Right, "shop"),
        (KEY.Key_Right, "phone"),
        (KEY.Key_Left, "shop"),
        (KEY.Key_Left, "shop"),
        (KEY.Key_Backspace, ""),
    ):
        qtbot.keyClick(choice, key)
        assert choice.key() == wanted
    assert choice.hasFocus()


def test_that_a_click_chooses_and_a_second_one_leaves_it_so(qtbot: QtBot, page: Page) -> None:
    choice = page.choice
    made = choice.buttons["other"]
    for _time in range(2):
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
        assert choice.key() == "other" and made.isChecked()


def test_that_other_choices_keep_what_is_chosen(page: Page) -> None:
    choice = page.choice
    choice.set_key("phone")
    choice.set_choices([("mail", "Mail"), ("phone", "Telephone")])
    assert choice.key() == "phone" and choice.buttons["phone"].isChecked()
    # What the shop no longer offers is kept, and nothing else looks chosen.
    choice.set_choices([("mail", "Mail")])
    assert choice.key() == "phone" and not choice.buttons["mail"].isChecked()
