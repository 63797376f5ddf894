"""Settings of the PC, the shop and the value lists are kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core import settings
from crmdesk.core.domain.choices import GRADE, STAFF
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import choices, shop, visit_placing, visits
from crmdesk.core.services.shop import ShopSettings
from crmdesk.ui.kit import theme
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.settings.screen import SettingsScreen
from crmdesk.ui.settings.shop_card import ShopCard
from crmdesk.ui.settings.this_pc import ThisPcCard
from crmdesk.ui.settings.value_lists import StaffCard, ValueListsCard
from tests.ui.desks import TODAY, RememberingDesk, shown


def opened(qtbot: QtBot, desk: RememberingDesk) -> SettingsScreen:
    screen = SettingsScreen(desk)
    shown(qtbot, desk, screen)
    return screen


def answer(qtbot: QtBot, screen: SettingsScreen, text: str, agree: str) -> None:
    dialog = next(one for one in screen.card(StaffCard).children() if isinstance(one, Dialog))
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
    assert not screen.card(ShopCard).save_button.isEnabled()
    qtbot.keyClicks(screen.card(ShopCard).name, "Curtain house")
    screen.card(ShopCard).paper.set_key("Letter")
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(desk.tasks.idle)
    kept = shop.settings(desk.workspace)
    assert kept == ShopSettings(shop_name="Curtain house", paper="Letter")
    assert desk.changes[-1].operation_id > 0
    assert not screen.card(ShopCard).save_button.isEnabled()


def test_that_unsaved_words_survive_a_refresh(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    qtbot.keyClicks(screen.card(ShopCard).phone, "010")
    screen.refresh()
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.card(ShopCard).phone.text() == "010"


def test_that_the_look_changes_at_once_and_is_kept(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    screen.card(ThisPcCard).theme.set_key("dark")
    assert theme.tokens().name == "dark"
    qtbot.waitUntil(desk.tasks.idle)
    assert settings.load().theme == "dark"
    screen.card(ThisPcCard).theme.set_key("light")
    assert theme.tokens().name == "light"
    qtbot.waitUntil(desk.tasks.idle)


def test_that_the_language_is_kept_and_the_window_is_asked_to_switch(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = opened(qtbot, desk)
    screen.card(ThisPcCard).language.set_key("zh_CN")
    qtbot.waitUntil(desk.tasks.idle)
    assert desk.asked == [("use_language", "zh_CN")]
    assert settings.load().language == "zh_CN"


def test_that_your_name_is_kept(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    screen.card(ThisPcCard).staff.setEditText("Wang")
    qtbot.waitUntil(desk.tasks.idle)
    assert settings.load().staff == "Wang"


def test_that_the_first_day_of_the_week_is_kept_and_the_window_is_built_again(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = opened(qtbot, desk)
    screen.card(ThisPcCard).week.set_key("sunday")
    qtbot.waitUntil(desk.tasks.idle)
    assert desk.asked == [("use_language", "")]
    assert settings.load().week_begins == "sunday"


def test_that_values_are_added_renamed_and_removed(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    screen.card(StaffCard).add()
    answer(qtbot, screen, "Wang", "Add")
    assert choices.staff_names(desk.workspace) == ["Wang"]
    screen.card(StaffCard).list.select_id(screen.card(StaffCard).list.items()[0].id)
    screen.card(StaffCard).rename()
    answer(qtbot, screen, "Wang Li", "Rename")
    assert choices.staff_names(desk.workspace) == ["Wang Li"]
    screen.card(StaffCard).list.select_id(screen.card(StaffCard).list.items()[0].id)
    screen.card(StaffCard).list.setFocus()
    qtbot.keyClick(screen.card(StaffCard).list, Qt.Key.Key_Delete)
    qtbot.waitUntil(desk.tasks.idle)
    assert choices.choices(desk.workspace, STAFF) == []


def test_that_a_name_that_stands_on_a_plan_is_added_to_the_staff_with_a_click(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    zhang = desk.add_customer("张伟")
    visits.plan_visits(desk.workspace, [zhang], TODAY, staff="小李")
    card = opened(qtbot, desk).card(StaffCard)
    qtbot.waitUntil(card.unlisted.isVisible)
    [link] = [one for one in card.unlisted.findChildren(QPushButton) if one.text() == "小李"]
    link.click()
    qtbot.waitUntil(lambda: choices.staff_names(desk.workspace) == ["小李"])
    qtbot.waitUntil(card.unlisted.isHidden)


def test_that_a_value_in_use_stays_and_says_why(qtbot: QtBot, desk: RememberingDesk) -> None:
    desk.add_customer("Ada", grade="A")
    screen = opened(qtbot, desk)
    screen.card(ValueListsCard).show_list(GRADE)
    qtbot.waitUntil(desk.tasks.idle)
    screen.card(ValueListsCard).list.select_id("A")
    screen.card(ValueListsCard).remove()
    qtbot.waitUntil(desk.tasks.idle)
    failure = desk.failures.pop()
    assert isinstance(failure, CrmError) and "1 customer" in failure.message
    assert "A" in [choice.code for choice in choices.choices(desk.workspace, GRADE)]


def test_that_a_section_is_made_at_its_first_visit_and_a_card_is_found_in_its_section(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = opened(qtbot, desk)
    assert screen.current == "shop"
    lists = screen.card(ValueListsCard)
    assert screen.current == "fields" and screen.tabs.buttons["fields"].isChecked()
    qtbot.keyClick(screen, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: screen.current == "shop")
    assert not lists.isVisible()


def test_that_ctrl_s_saves_what_was_typed_on_the_shown_section(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = opened(qtbot, desk)
    qtbot.keyClicks(screen.card(ShopCard).name, "Curtain house")
    qtbot.keyClick(screen, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shop.settings(desk.workspace).shop_name == "Curtain house")


def test_that_the_staff_tell_the_visits_that_are_theirs(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    choices.add(desk.workspace, STAFF, "Wang")
    screen = opened(qtbot, desk)
    (card,) = screen.card(StaffCard).list.items()
    assert card.right == "not used"
    anna = desk.add_customer("Anna", staff="Wang")
    desk.done(visits.plan_visits(desk.workspace, [anna, desk.add_customer("Bert")], TODAY))
    rows = visits.between(desk.workspace, TODAY, TODAY)
    desk.done(visit_placing.assign(desk.workspace, [row.visit.id for row in rows], "Wang"))
    qtbot.waitUntil(desk.tasks.idle)
    (card,) = screen.card(StaffCard).list.items()
    assert card.right == "1 customer · 2 visits"
