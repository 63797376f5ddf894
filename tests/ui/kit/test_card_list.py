from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QCheckBox,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.card_delegate import CardDelegate
from crmdesk.ui.kit.card_list import CardItem, CardList

ITEMS = (
    CardItem(None, "Overdue", heading=True, right="1", tone="danger"),
    CardItem(
        1, "<b>Anna</b>", "Call back", right="3 days", pill="A", icon="phone", spans=((0, 2),)
    ),
    CardItem(None, "Today", heading=True),
    CardItem(2, "张伟", icon="cake"),
)


@pytest.fixture
def cards(qtbot: QtBot) -> CardList:
    made = CardList()
    qtbot.addWidget(made)
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(made.cards, mode, made)
    made.resize(400, 300)
    made.show()
    return made


def test_that_the_keyboard_steps_over_headings(qtbot: QtBot, cards: CardList) -> None:
    cards.set_items(ITEMS)
    assert cards.select_id(ITEMS[1].id)
    qtbot.keyClick(cards, Qt.Key.Key_Down)
    assert cards.current() == ITEMS[3]
    with qtbot.waitSignal(cards.chosen) as chosen:
        qtbot.keyClick(cards, Qt.Key.Key_Return)
    assert chosen.args == [ITEMS[3]]


def test_that_the_current_card_stays_current(cards: CardList) -> None:
    cards.set_items(ITEMS)
    cards.select_id(2)
    told: list[object] = []
    cards.current_changed.connect(told.append)
    cards.set_items(ITEMS[2:])
    current = cards.current()
    assert current is not None
    assert current.id == 2
    assert told == []
    cards.set_items(ITEMS[:2])
    assert told == [None]


def test_that_cards_are_plain_text_and_painted(qtbot: QtBot, cards: CardList) -> None:
    cards.set_items(ITEMS)
    index = cards.cards.index(1)
    assert index.data() == "<b>Anna</b>"
    assert "<b>" not in index.data(Qt.ItemDataRole.ToolTipRole)
    image = cards.grab().toImage()
    assert len({image.pixelColor(x, y).name() for x in range(0, 400, 2) for y in range(80)}) > 5


def test_that_an_empty_list_says_so(cards: CardList) -> None:
    cards.set_empty("today", "Nothing to do")
    assert cards._empty.isVisible()
    cards.set_items(ITEMS)
    assert not cards._empty.isVisible()


def test_that_a_click_on_the_copy_sign_copies_and_chooses_nothing(
    qtbot: QtBot, cards: CardList
) -> None:
    item = CardItem(1, "张伟", "Call", right="today", pill="A", icon="phone", copies="138")
    cards.set_items([item, CardItem(2, "李娜")])
    told: list[object] = []
    cards.chosen.connect(told.append)
    option = QStyleOptionViewItem()
    cards.initViewItemOption(option)
    option.rect = cards.visualRect(cards.cards.index(0))
    place = CardDelegate().copy_place(option, item)
    assert option.rect.contains(place)
    with qtbot.waitSignal(cards.copy_wanted) as copied:
        qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert copied.args == [item] and told == []
    qtbot.mouseClick(cards.viewport(), Qt.MouseButton.LeftButton, pos=option.rect.center())
    assert told == [item]


def test_that_the_list_keeps_the_keyboard_when_its_first_card_takes_the_place_of_the_offer(
    qtbot: QtBot,
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    cards, after = CardList(), QCheckBox("Monday")
    cards.set_empty("person", "Nobody yet", [("Add", lambda: None)])
    column.addWidget(cards)
    column.addWidget(after)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    offer = cards.findChild(QPushButton)
    assert offer is not None
    offer.setFocus()
    assert window.focusWidget() is offer
    cards.set_items(ITEMS)
    assert window.focusWidget() is cards
