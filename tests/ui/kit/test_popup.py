"""A popup lets go of the keyboard before it is freed, also over a window that is not active."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.popup import Popup


def test_that_a_closed_popup_does_not_keep_the_keyboard(qapp: QApplication, qtbot: QtBot) -> None:
    behind = QWidget()
    qtbot.addWidget(behind)
    popup = Popup(behind)
    inner = QPushButton("one", popup)
    QVBoxLayout(popup).addWidget(inner)
    popup.show()
    inner.setFocus()
    assert QApplication.focusWidget() is inner
    freed: list[bool] = []
    popup.destroyed.connect(lambda: freed.append(True))
    popup.close()
    assert QApplication.focusWidget() is not inner
    qtbot.waitUntil(lambda: bool(freed))
