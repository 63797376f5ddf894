"""The main window: its screens, its keys, its status line, its language and its size."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from crmdesk.core import i18n
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import backup, customers, followups, occasion_settings, shop, visits
from crmdesk.core.services import workspace as workspaces
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.side_nav import NavButton
from crmdesk.ui.main_window import MainWindow
from crmdesk.ui.visits.screen import VisitsScreen
from crmdesk.ui.welcome.pane import WelcomePane
from tests.ui.window.conftest import KEY, TODAY, Office, customer_id

KEYS = Qt.KeyboardModifier


def customers_screen(office: Office) -> CustomersScreen:
    screen = office.window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    return screen


def test_that_the_first_screen_is_today_and_keys_lead_to_the_others(office: Office) -> None:
    assert office.window.body.current == "today"
    for key, place in (
        (KEY.Key_2, "customers"),
        (KEY.Key_3, "visits"),
        (KEY.Key_H, "history"),
        (KEY.Key_Comma, "settings"),
        (KEY.Key_1, "today"),
    ):
        office.press(key)
        assert office.window.body.current == place
        assert office.window.body.nav.current() == place


def test_that_f1_lists_the_keys_by_screen_the_shown_one_first(office: Office) -> None:
    for place in ("calendar", "care"):
        office.window.desk.go(place)
        office.settle()
    office.press(KEY.Key_F1, KEYS.NoModifier)
    [dialog] = [one for one in office.window.findChildren(Dialog) if one.isVisible()]
    headings = [
        one.text() for one in dialog.findChildren(QLabel) if one.property("kind") == "subheading"
    ]
    assert headings[-4:] == ["Everywhere", "Care", "Today", "Calendar"]
    dialog.accept()


def test_that_only_the_shown_screen_is_made_at_the_start(office: Office) -> None:
    assert list(office.window.body._screens) == ["today"]


def test_that_initials_typed_after_control_k_open_the_customers_file(office: Office) -> None:
    office.press(KEY.Key_K)
    finder = office.window.body.finder
    assert finder.box.hasFocus()
    office.qtbot.keyClicks(finder.box, "zw")
    office.qtbot.waitUntil(finder.is_open)
    office.press(KEY.Key_Return, Qt.KeyboardModifier.NoModifier)
    assert office.window.body.current == "customers"
    assert customers_screen(office).detail.customer_id() == customer_id(office, "张伟")


def test_that_an_unknown_number_begins_a_new_customer_with_that_number(office: Office) -> None:
    office.press(KEY.Key_K)
    finder = office.window.body.finder
    office.qtbot.keyClicks(finder.box, "13900001111")
    office.qtbot.waitUntil(finder.is_open)
    office.press(KEY.Key_Return, Qt.KeyboardModifier.NoModifier)
    form = customers_screen(office).form
    assert form.isVisible()
    assert form.current().first("mobile") == "13900001111"
    form.new()


def test_that_every_key_means_one_thing_on_every_screen(office: Office) -> None:
    for place in ("today", "customers", "visits", "care", "history", "backups", "settings"):
        office.window.desk.go(place)
        office.settle()
        found: dict[str, list[str]] = {}
        for action in office.window.findChildren(QAction):
            owner = action.parent()
            seen = isinstance(owner, QWidget) and owner.isVisible() and action.isEnabled()
            if seen and action.shortcutContext() == Qt.ShortcutContext.WindowShortcut:
                for keys in action.shortcuts():
                    found.setdefault(keys.toString(), []).append(action.text())
        assert {keys: texts for keys, texts in found.items() if len(texts) > 1} == {}


def test_that_the_status_line_takes_the_last_thing_back(office: Office) -> None:
    workspace = office.window.desk.workspace
    who = customer_id(office, "Ada")
    office.window.desk.done(customers.to_bin(workspace, [who]))
    assert customers.count_all(workspace) == 2
    office.window.body.status.undo_button.click()
    office.settle()
    assert customers.count_all(workspace) == 3


def test_that_control_z_takes_the_last_change_back(office: Office) -> None:
    workspace = office.window.desk.workspace
    customers.to_bin(workspace, [customer_id(office, "Ada")])
    office.press(KEY.Key_Z)
    assert customers.count_all(workspace) == 3
    assert office.window.body.status.message.text()


def test_that_control_y_does_again_what_control_z_took_back(office: Office) -> None:
    workspace = office.window.desk.workspace
    customers.to_bin(workspace, [customer_id(office, "Ada")])
    office.press(KEY.Key_Z)
    assert customers.count_all(workspace) == 3
    office.press(KEY.Key_Y)
    assert customers.count_all(workspace) == 2
    office.press(KEY.Key_Z)
    office.press(KEY.Key_Z, KEYS.ControlModifier | KEYS.ShiftModifier)
    assert customers.count_all(workspace) == 2


def test_that_nothing_left_to_undo_is_said_quietly(office: Office) -> None:
    body = office.window.body
    for _step in range(4):
        office.press(KEY.Key_Z)
    assert body.status.message.text() == "There is nothing to undo."
    assert body.notice.isHidden()
    office.press(KEY.Key_Y)
    office.press(KEY.Key_Y)
    office.press(KEY.Key_Y)
    office.press(KEY.Key_Y)
    assert body.status.message.text() == "There is nothing to do again."
    assert body.notice.isHidden()


def test_that_a_change_is_seen_on_a_screen_that_was_not_shown(office: Office) -> None:
    office.window.desk.go("visits")
    office.settle()
    office.window.desk.go("today")
    office.settle()
    workspace = office.window.desk.workspace
    who = customer_id(office, "Ada")
    office.window.desk.done(visits.plan_visits(workspace, [who], TODAY))
    office.window.desk.go("visits")
    office.settle()
    screen = office.window.body.place("visits")
    assert isinstance(screen, VisitsScreen)
    assert [row.customer for row in screen.plan.rows()] == ["Ada Lovelace"]


def test_that_a_change_saved_after_its_form_is_gone_is_told_and_can_be_undone(
    office: Office,
) -> None:
    office.window.desk.new_customer("Grace")
    office.settle()
    gate = Event()
    office.window.desk.tasks.write(lambda: gate.wait(60))
    customers_screen(office).form.save()
    office.window.desk.use_language("zh_CN")
    office.qtbot.wait(30)
    office.window.desk.use_language("en")
    office.qtbot.wait(30)
    gate.set()
    office.settle()
    assert "Grace" in office.window.body.status.message.text()
    office.window.body.status.undo_button.click()
    office.settle()
    assert customers.count_all(office.window.desk.workspace) == 3


def test_that_another_language_changes_no_festival(office: Office) -> None:
    workspace = office.window.desk.workspace
    before = occasion_settings.settings(workspace)
    for language in ("zh_CN", "en", "zh_CN"):
        office.window.desk.use_language(language)
        office.settle()
        assert occasion_settings.settings(workspace) == before
    office.window.desk.use_language("en")
    office.settle()


def test_that_the_language_is_switched_in_place(office: Office) -> None:
    office.window.desk.go("visits")
    office.window.desk.use_language("zh_CN")
    office.settle()
    assert office.window.body.current == "visits"
    assert office.window.desk.settings.language == "zh_CN"
    office.window.desk.use_language("en")
    office.settle()
    assert [menu.text() for menu in office.window.menuBar().actions()] == [
        "&File",
        "&Edit",
        "&Go",
        "&Help",
    ]


def test_that_a_shop_without_customers_is_offered_three_ways_to_begin(
    qtbot: QtBot, path: Path
) -> None:
    office = Office(qtbot, path)
    assert isinstance(office.window.body.page(), WelcomePane)
    office.window.desk.start_empty()
    office.settle()
    assert office.window.body.current == "customers"
    assert customers_screen(office).form.isVisible()
    office.close()


def test_that_an_expected_failure_is_a_notice_with_advice(office: Office) -> None:
    office.window.desk.trouble(backup.FileProblem("The disk is full.", "Make room."))
    notice = office.window.body.notice
    assert notice.isVisible()
    assert notice.message.text() == "The disk is full."
    assert notice.advice.text() == "Make room."


def test_that_the_window_bears_the_name_of_the_shop_in_the_language_of_the_user(
    office: Office,
) -> None:
    office.window.desk.done(
        shop.save(office.window.desk.workspace, shop.ShopSettings(shop_name="清和\n布艺"))
    )
    office.settle()
    assert office.window.windowTitle() == "清和 布艺 - crmdesk"
    with i18n.speaking("zh_CN"):
        office.window.speak()
        assert "客户管理" in office.window.windowTitle()
        office.settle()


def test_that_the_window_fits_a_small_magnified_screen(office: Office) -> None:
    for place in (
        "today",
        "customers",
        "visits",
        "care",
        "history",
        "backups",
        "settings",
        "import",
    ):
        office.window.desk.go(place)
        office.settle()
        office.window.resize(683, 384)
        office.settle()
        size = (office.window.width(), office.window.height())
        assert size == (683, 384), (place, size)


def test_that_settings_of_another_computer_do_not_hide_the_window(qtbot: QtBot, path: Path) -> None:
    made = workspaces.open_workspace(path)
    window = MainWindow(
        made, LocalSettings(window={"geometry": "bm9uc2Vuc2U=", "screen": "visits"})
    )
    window.begin(empty=False)
    assert window.body.current == "today"
    assert window.width() > 600
    window.end_now()


def test_that_a_notice_goes_with_the_screen_it_was_about(office: Office) -> None:
    notice = office.window.body.notice
    office.window.desk.trouble(CrmError("The stick is full.", "Take another one."))
    office.window.desk.go("today")
    assert notice.isVisible()
    office.window.desk.go("visits")
    assert not notice.isVisible()


def test_that_the_count_beside_today_is_true_while_another_screen_is_shown(
    office: Office,
) -> None:
    desk = office.window.desk
    [line] = [b for b in office.window.findChildren(NavButton) if b.item.key == "today"]
    desk.go("visits")
    office.settle()
    assert line.badge == ""
    wanted = FollowUp(customer_id=1, due=TODAY, what="Call")
    desk.done(followups.plan(desk.workspace, wanted))
    office.settle()
    assert line.badge == "1"
    office.window.speak()
    office.settle()
    [line] = [b for b in office.window.findChildren(NavButton) if b.item.key == "today"]
    assert office.window.body.current == "visits"
    assert line.badge == "1"


def test_that_a_popup_may_be_destroyed_while_it_has_the_keyboard(office: Office) -> None:
    page = office.window.body.pages.currentWidget()
    assert page is not None
    popup = QFrame(page)
    row = QHBoxLayout(popup)
    buttons = [QPushButton(text) for text in ("one", "two", "three")]
    for one in buttons:
        row.addWidget(one)
    popup.show()
    with office.qtbot.waitActive(office.window):
        office.window.activateWindow()
    buttons[1].setFocus()
    office.qtbot.waitUntil(buttons[1].hasFocus)
    with office.qtbot.waitSignal(popup.destroyed):
        popup.deleteLater()
    office.settle()
    assert QApplication.focusWidget() not in buttons
