from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.inputs import ChoiceBox, PlainTextEdit, SearchBox
from crmdesk.ui.kit.tag_edit import TagEdit

CHOICES = [("a", "Best"), ("b", "Good"), ("c", "Other")]


def test_that_a_choice_is_known_by_its_key(qtbot: QtBot) -> None:
    box = ChoiceBox(CHOICES)
    qtbot.addWidget(box)
    assert box.key() is None
    with qtbot.waitSignal(box.changed):
        box.set_key("b")
    assert (box.key(), box.text()) == ("b", "Good")
    box.set_choices(CHOICES[1:])
    assert box.key() == "b"
    box.set_key(None)
    assert (box.key(), box.text()) == (None, "")


def test_that_a_click_opens_the_list_and_letters_choose_from_it(qtbot: QtBot) -> None:
    box = ChoiceBox(CHOICES)
    qtbot.addWidget(box)
    box.resize(200, 32)
    box.show()
    qtbot.keyClicks(box, "oth")
    assert (box.key(), box.text()) == ("c", "Other")
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    assert box.view().isVisible()
    box.hidePopup()


def test_that_free_text_is_kept_where_it_is_allowed(qtbot: QtBot) -> None:
    box = ChoiceBox(CHOICES, free_text=True)
    qtbot.addWidget(box)
    box.setEditText("Friend of mine")
    assert box.key() == "Friend of mine"
    box.set_key("A fair")
    assert box.text() == "A fair"
    box.setEditText("good")
    assert box.key() == "b"


@pytest.fixture
def tags(qtbot: QtBot) -> TagEdit:
    made = TagEdit()
    qtbot.addWidget(made)
    made.resize(300, 60)
    made.show()
    return made


def test_that_enter_and_commas_make_tags_once_each(qtbot: QtBot, tags: TagEdit) -> None:
    qtbot.keyClicks(tags._line, "vip")
    qtbot.keyClick(tags._line, Qt.Key.Key_Return)
    qtbot.keyClicks(tags._line, "vip,old")
    assert tags.tags() == ["vip", "old"]
    tags.take()
    qtbot.keyClick(tags._line, Qt.Key.Key_Backspace)
    assert tags.tags() == ["vip"]


def test_that_tags_wrap_and_the_box_grows(qtbot: QtBot, tags: TagEdit) -> None:
    one_line = tags.heightForWidth(300)
    tags.set_tags([f"label number {n}" for n in range(12)])
    qtbot.waitUntil(lambda: tags.heightForWidth(300) > one_line * 2)


def test_that_a_text_box_grows_with_its_text_up_to_a_limit(qtbot: QtBot) -> None:
    box = PlainTextEdit(2, 5)
    qtbot.addWidget(box)
    box.resize(300, box.height())
    box.show()
    before = box.height()
    box.set_text("\n".join("abcdefgh"))
    assert before < box.height() < before * 3
    with qtbot.waitSignal(box.submitted):
        qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def test_that_search_waits_for_a_pause_in_typing(qtbot: QtBot) -> None:
    box = SearchBox("Find")
    qtbot.addWidget(box)
    settled: list[str] = []
    box.text_settled.connect(settled.append)
    qtbot.keyClicks(box, " zw ")
    qtbot.waitUntil(lambda: bool(settled))
    assert settled == ["zw"]
    with qtbot.waitSignal(box.down):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
