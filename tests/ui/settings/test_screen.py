"""Settings of the PC, the shop and the value lists are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core import settings
from crmdesk.core.domain.choices import GRADE, STAFF
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import choices, shop
from crmdesk.core.services.shop import ShopSettings
from crmdesk.ui.kit import theme
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.settings.screen import SettingsScreen
from tests.ui.desks import RememberingDesk, shown


def opened(qtbot: QtBot, desk: RememberingDesk) -> SettingsScreen:
    screen = SettingsScreen(desk)
    shown(qtbot, desk, screen)
    return screen


def answer(qtbot: QtBot, screen: SettingsScreen, text: str, agree: str) -> None:
    dialog = next(one for one in screen.lists.children() if isinstance(one, Dialog))
    line = dialog.findChild(QLineEdit, "answer")
    assert isinstance(line, QLineEdit)
    line.setText(text)
    chosen = next(one for one in dialog.findChildren(QPushButton) if one.text() == agree)
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(desk_of(screen).tasks.idle)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)


def desk_of(screen: SettingsScreen) -> RememberingDesk:
    assert isinstance(screen.desk, RememberingDesk)
    return screen.desk


def test_that_the_shop_is_saved_and_can_be_undone(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    assert not screen.shop.save_button.isEnabled()
    qtbot.keyClicks(screen.shop.name, "Curtain house")
    screen.shop.paper.set_key("Letter")
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(desk.tasks.idle)
    kept = shop.settings(desk.workspace)
    assert kept == ShopSettings(shop_name="Curtain house", paper="Letter")
    assert desk.changes[-1].operation_id > 0
    assert not screen.shop.save_button.isEnabled()


def test_that_unsaved_words_survive_a_refresh(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    qtbot.keyClicks(screen.shop.phone, "010")
    screen.refresh()
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.shop.phone.text() == "010"


def test_that_the_look_changes_at_once_and_is_kept(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    screen.this_pc.theme.set_key("dark")
    assert theme.tokens().name == "dark"
    qtbot.waitUntil(desk.tasks.idle)
    assert settings.load().theme == "dark"
    screen.this_pc.theme.set_key("light")
    assert theme.tokens().name == "light"
    qtbot.waitUntil(desk.tasks.idle)


def test_that_the_language_is_kept_and_the_window_is_asked_to_switch(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = opened(qtbot, desk)
    screen.this_pc.language.set_key("zh_CN")
    qtbot.waitUntil(desk.tasks.idle)
    assert desk.asked == [("use_language", "zh_CN")]
    assert settings.load().language == "zh_CN"


def test_that_your_name_is_kept(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    screen.this_pc.staff.setEditText("Wang")
    qtbot.waitUntil(desk.tasks.idle)
    assert settings.load().staff == "Wang"


def test_that_values_are_added_renamed_and_removed(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    screen.lists.add()
    answer(qtbot, screen, "Wang", "Add")
    assert choices.staff_names(desk.workspace) == ["Wang"]
    screen.lists.list.select_id(screen.lists.list.items()[0].id)
    screen.lists.rename()
    answer(qtbot, screen, "Wang Li", "Rename")
    assert choices.staff_names(desk.workspace) == ["Wang Li"]
    screen.lists.list.select_id(screen.lists.list.items()[0].id)
    screen.lists.list.setFocus()
    qtbot.keyClick(screen.lists.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(desk.tasks.idle)
    assert choices.choices(desk.workspace, STAFF) == []


def test_that_a_value_in_use_stays_and_says_why(qtbot: QtBot, desk: RememberingDesk) -> None:
    desk.add_customer("Ada", grade="A")
    screen = opened(qtbot, desk)
    screen.lists.show_list(GRADE)
    qtbot.waitUntil(desk.tasks.idle)
    screen.lists.list.select_id("A")
    screen.lists.remove()
    qtbot.waitUntil(desk.tasks.idle)
    failure = desk.failures.pop()
    assert isinstance(failure, CrmError) and "1 customer" in failure.message
    assert "A" in [choice.code for choice in choices.choices(desk.workspace, GRADE)]
