"""The window on a real database: ways around, find box, undo, other databases, the end."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from crmdesk.core import i18n, paths
from crmdesk.core import settings as local
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.customer import Customer, CustomerQuery
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.progress import Progress
from crmdesk.core.services import backup, customers, followups, shop, visits
from crmdesk.core.services import workspace as workspaces
from crmdesk.core.settings import LocalSettings
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.notices import bar_of
from crmdesk.ui.kit.side_nav import NavButton
from crmdesk.ui.main_window import MainWindow
from crmdesk.ui.visits.screen import VisitsScreen
from crmdesk.ui.visits.visit_work import ORDER_PAUSE_MS
from crmdesk.ui.welcome.pane import WelcomePane
from tests import factories

TODAY = dt.date(2026, 11, 21)
KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
KEY_ALT = Qt.KeyboardModifier.AltModifier


class Office:
    """A window and what a user does in it."""

    def __init__(self, qtbot: QtBot, path: Path) -> None:
        self.qtbot = qtbot
        self.path = path
        self.window = self.open()

    def open(self) -> MainWindow:
        made = workspaces.open_workspace(self.path, clock=fixed_clock(2026, 11, 21))
        window = MainWindow(made, local.load())
        window.resize(1200, 780)
        window.show()
        window.activateWindow()
        self.window = window
        window.begin(empty=workspaces.is_empty(made))
        self.settle()
        return window

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.desk.tasks.idle(), timeout=20_000)
        self.qtbot.wait(30)
        self.qtbot.waitUntil(lambda: self.window.desk.tasks.idle(), timeout=20_000)

    def close(self) -> None:
        with self.qtbot.waitSignal(self.window.closed, timeout=20_000):
            self.window.close()

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = CONTROL) -> None:
        focus = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(focus, key, modifier)
        self.settle()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "shop.db"


@pytest.fixture
def office(qtbot: QtBot, path: Path) -> Iterator[Office]:
    filled = workspaces.open_workspace(path, clock=fixed_clock(2026, 11, 21))
    for name in ("张伟", "Ada Lovelace", "李娜"):
        customers.create(filled, Customer(name=name))
    filled.database.close()
    made = Office(qtbot, path)
    yield made
    if made.window.isVisible():
        made.close()


def customer_id(office: Office, name: str) -> int:
    from crmdesk.core.services import finding

    return finding.find(office.window.desk.workspace, name)[0].id


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
    office.window.desk.tasks.write(lambda: gate.wait(10))
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


def test_that_a_restored_backup_takes_the_place_of_the_open_database(office: Office) -> None:
    workspace = office.window.desk.workspace
    saved = backup.backup(workspace)
    customers.to_bin(workspace, [customer_id(office, "Ada")])
    office.window.desk.restore_backup(saved.path)
    office.qtbot.waitUntil(lambda: office.window.desk.workspace is not workspace, timeout=20_000)
    office.settle()
    assert customers.count_all(office.window.desk.workspace) == 3
    assert office.window.body.current == "today"
    assert office.window.body.notice.isVisible()


def test_that_a_backup_that_does_not_open_leaves_the_database_as_it_was(
    office: Office, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database at all" * 100)
    office.window.desk.restore_backup(broken)
    office.qtbot.waitUntil(lambda: office.window.body.notice.isVisible(), timeout=20_000)
    office.settle()
    assert customers.count_all(office.window.desk.workspace) == 3
    assert office.window.body.current == "today"


def test_that_another_database_is_opened_in_the_same_window(office: Office, tmp_path: Path) -> None:
    before = office.window.desk.workspace
    office.window.files.open(tmp_path / "second.db")
    office.qtbot.waitUntil(lambda: office.window.desk.workspace is not before, timeout=20_000)
    office.settle()
    assert isinstance(office.window.body.page(), WelcomePane)
    assert office.window.windowTitle() == "second - crmdesk"


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


def test_that_a_file_that_is_no_database_leaves_the_window_alive(
    office: Office, tmp_path: Path
) -> None:
    office.window.files.open(tmp_path)
    office.qtbot.waitUntil(lambda: office.window.body.notice.isVisible(), timeout=20_000)
    office.settle()
    assert office.window.body.current == "today"
    assert office.window.menuBar().isEnabled()


def test_that_long_work_does_not_keep_another_database_from_opening(
    office: Office, tmp_path: Path
) -> None:
    before, over = office.window.desk.workspace, Event()

    def endless(progress: Progress) -> None:
        while not over.wait(0.01):
            progress.check()

    office.window.desk.tasks.run(endless)
    office.window.files.open(tmp_path / "second.db")
    try:
        office.qtbot.waitUntil(lambda: office.window.desk.workspace is not before, timeout=10_000)
    finally:
        over.set()
        office.settle()


def test_that_all_customers_are_exported_to_a_file(office: Office, tmp_path: Path) -> None:
    target = tmp_path / "all.csv"
    office.window.files.export_to(target)
    office.settle()
    assert "Ada Lovelace" in target.read_text("utf-8-sig")
    assert "3 customers" in office.window.body.status.message.text()


def test_that_the_menu_leads_to_the_export_of_the_calendar(office: Office) -> None:
    office.window.desk.export_calendar()
    dialogs = [one.windowTitle() for one in office.window.findChildren(Dialog)]
    assert dialogs == ["Export the calendar"]


@pytest.mark.parametrize(
    ("name", "kind", "codec"),
    [
        ("some.csv", "GBK", "gb18030"),
        ("some.csv", "UTF-8", "utf-8-sig"),
        ("some.vcf", "vcf", "utf-8"),
    ],
)
def test_that_the_listed_customers_are_exported_as_the_dialog_says(
    office: Office, tmp_path: Path, name: str, kind: str, codec: str
) -> None:
    office.window.desk.show_customers(CustomerQuery(text="Ada"), "")
    office.settle()
    office.window.files.export_listed()
    [dialog] = office.window.findChildren(QFileDialog)
    dialog.selectNameFilter(next(one for one in dialog.nameFilters() if kind in one))
    dialog.fileSelected.emit(str(tmp_path / name))
    office.settle()
    text = (tmp_path / name).read_bytes().decode(codec)
    assert "Ada Lovelace" in text
    assert "1 customer " in office.window.body.status.message.text()


def test_that_an_export_says_what_its_file_does_not_hold(office: Office, tmp_path: Path) -> None:
    factories.add(office.window.desk.workspace, "Long Note", notes="x" * 40_000)
    office.window.files.export_to(tmp_path / "all.xlsx")
    office.settle()
    bar = bar_of(office.window)
    assert bar is not None
    assert "1 text is not complete" in bar.message.text()


def test_that_closing_makes_a_backup_and_the_next_start_shows_today(office: Office) -> None:
    office.window.desk.go("visits")
    office.settle()
    office.close()
    assert not office.window.isVisible()
    assert len(list((office.path.parent / "backups").glob("*.db"))) == 1
    assert local.load().window["geometry"]
    office.open()
    assert office.window.body.current == "today"


def test_that_typed_words_are_asked_about_before_the_window_closes(office: Office) -> None:
    office.window.desk.new_customer("Half a na")
    office.settle()
    office.window.close()
    [question] = office.window.findChildren(Dialog)
    assert office.window.isVisible()
    assert question.isVisible()
    with office.qtbot.waitSignal(office.window.closed, timeout=20_000):
        question.accept()


def test_that_the_backup_is_made_when_the_place_of_the_window_cannot_be_kept(
    office: Office,
) -> None:
    folder = paths.config_dir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    office.window.desk.tasks.write(
        lambda: customers.create(office.window.desk.workspace, Customer(name="Grace"))
    )
    office.window.end_now()
    assert not office.window.isVisible()
    (made,) = (office.path.parent / "backups").glob("*.db")
    copy = workspaces.open_workspace(made)
    assert customers.count_all(copy) == 4
    copy.database.close()


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


def moved_last(office: Office) -> list[str]:
    """Plan three visits, put the first one last by keys, and return the order not yet stored."""
    desk = office.window.desk
    visits.plan_visits(desk.workspace, [1, 2, 3], TODAY)
    desk.go("visits")
    office.settle()
    screen = office.window.body.place("visits")
    assert isinstance(screen, VisitsScreen)
    screen.plan.table.select_id(screen.plan.rows()[0].visit.id)
    for _time in range(2):
        office.qtbot.keyClick(screen.plan.table, KEY.Key_Down, KEY_ALT)
    assert screen.work.ordering()
    return [row.customer for row in screen.plan.rows()]


def stored_order(office: Office) -> list[str]:
    again = workspaces.open_workspace(office.path, clock=fixed_clock(2026, 11, 21))
    found = [row.customer for row in visits.between(again, TODAY, TODAY)]
    again.database.close()
    return found


@pytest.mark.parametrize("shut_down", [False, True])
def test_that_an_order_changed_just_before_the_end_is_kept(
    office: Office, monkeypatch: pytest.MonkeyPatch, shut_down: bool
) -> None:
    order = moved_last(office)
    troubles: list[Exception] = []
    monkeypatch.setattr(office.window.desk.tasks, "on_error", troubles.append)
    if shut_down:
        office.window.end_now()
    else:
        office.close()
    # Longer than the pause after which the order is stored.
    office.qtbot.wait(ORDER_PAUSE_MS + 100)
    assert stored_order(office) == order and troubles == []


def test_that_an_order_changed_just_before_another_language_is_kept(office: Office) -> None:
    order = moved_last(office)
    office.window.speak()
    office.settle()
    assert stored_order(office) == order
