"""Choosing one customer or several by finding them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.parts.customer_picker import CustomerPicker, PersonChip
from tests.ui.desks import RememberingDesk


def placed(qtbot: QtBot, picker: CustomerPicker) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    layout.addWidget(picker)
    layout.addStretch(1)
    window.resize(600, 500)
    window.show()
    qtbot.waitActive(window)
    picker.finder.start()
    return window


def pick(qtbot: QtBot, picker: CustomerPicker, text: str) -> None:
    with qtbot.waitSignal(picker.changed):
        qtbot.keyClicks(picker.finder.box, text)
        qtbot.keyClick(picker.finder.box, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(picker.ids()))


def test_that_one_customer_stays_in_the_box_until_something_else_is_typed(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    anna = desk.add_customer("Anna")
    picker = CustomerPicker(desk)
    window = placed(qtbot, picker)
    pick(qtbot, picker, "ann")
    assert (picker.current(), picker.text()) == (anna, "Anna")
    qtbot.keyClicks(picker.finder.box, "x")
    assert picker.current() is None
    window.close()


def test_that_several_customers_become_chips_and_can_be_taken_out(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    anna, bert = desk.add_customer("Anna"), desk.add_customer("Bert")
    picker = CustomerPicker(desk, many=True)
    window = placed(qtbot, picker)
    pick(qtbot, picker, "anna")
    qtbot.keyClicks(picker.finder.box, "bert")
    qtbot.keyClick(picker.finder.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: picker.ids() == [anna, bert])
    qtbot.waitUntil(desk.tasks.idle)
    chip = next(one for one in picker.findChildren(PersonChip) if one.isVisible())
    chip.removed.emit(anna)
    qtbot.waitUntil(lambda: picker.ids() == [bert])
    window.close()


def test_that_given_ids_are_shown_by_name(qtbot: QtBot, desk: RememberingDesk) -> None:
    anna = desk.add_customer("Anna")
    picker = CustomerPicker(desk, many=True)
    window = placed(qtbot, picker)
    picker.load([anna, 999])
    qtbot.waitUntil(lambda: picker.ids() == [anna])
    window.close()
