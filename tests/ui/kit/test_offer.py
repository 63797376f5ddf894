"""The quiet line above a page: one offer, taken or declined."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.offer import Offer

KEY = Qt.Key


def test_that_an_offer_is_hidden_until_there_is_one_and_is_taken_with_alt_a(qtbot: QtBot) -> None:
    offer = Offer()
    qtbot.addWidget(offer)
    assert offer.isHidden() and offer.text() == ""
    taken: list[str] = []
    offer.show_offer("Old words", [("Old", lambda: taken.append("old"))])
    offer.show_offer(
        "40 follow-ups wait. <b>Spread</b> them?",
        [("Spread", lambda: taken.append("spread")), ("Show", lambda: taken.append("show"))],
    )
    with qtbot.waitActive(offer):
        offer.activateWindow()
    assert offer.text() == "40 follow-ups wait. <b>Spread</b> them?"
    qtbot.keyClick(offer, KEY.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: taken == ["spread"])
    qtbot.mouseClick(offer.buttons[1], Qt.MouseButton.LeftButton)
    assert taken == ["spread", "show"]
    assert "Alt+A" in offer.buttons[0].toolTip()


def test_that_a_declined_offer_goes_and_says_so(qtbot: QtBot) -> None:
    offer = Offer()
    qtbot.addWidget(offer)
    offer.show_offer("Spread them?")
    with qtbot.waitActive(offer):
        offer.activateWindow()
    with qtbot.waitSignal(offer.dropped):
        qtbot.keyClick(offer, KEY.Key_X, Qt.KeyboardModifier.AltModifier)
    assert offer.isHidden()
