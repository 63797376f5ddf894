"""Databases, backups, exports and the end of the program, from the main window."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from crmdesk.core import paths
from crmdesk.core import settings as local
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.customer import Customer, CustomerQuery
from crmdesk.core.domain.progress import Progress
from crmdesk.core.services import backup, customers, visits
from crmdesk.core.services import workspace as workspaces
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.notices import bar_of
from crmdesk.ui.main_window import MainWindow
from crmdesk.ui.visits.screen import VisitsScreen
from crmdesk.ui.visits.visit_work import ORDER_PAUSE_MS
from crmdesk.ui.welcome.pane import WelcomePane
from tests import factories
from tests.ui.window.conftest import KEY, TODAY, Office, customer_id

KEY_ALT = Qt.KeyboardModifier.AltModifier


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


def test_that_a_database_on_a_disc_is_shown_with_a_notice_and_copied(
    office: Office, path: Path, tmp_path: Path
) -> None:
    office.close()
    made = workspaces.open_workspace(path, clock=fixed_clock(2026, 11, 21), read_only=True)
    window = MainWindow(made, local.load())
    office.window = window
    window.show()
    window.begin(empty=False)
    notice = window.body.notice
    office.qtbot.waitUntil(notice.isVisible)
    assert notice.message.text().startswith(f"{path} can only be read here")
    window.desk.go("customers")
    office.settle()

    target = tmp_path / "copy.db"
    window.desk.tasks.write(
        lambda: customers.create(made, Customer(name="王芳")), None, window.desk.trouble
    )
    office.settle()
    assert "can only be read" in window.body.notice.message.text()
    window.files.back_up_to(target)
    office.qtbot.waitUntil(target.exists, timeout=20_000)
    office.settle()
    assert sorted(one.name for one in path.parent.glob("shop.db*")) == ["shop.db"]


def test_that_a_clock_that_was_set_back_is_told_in_the_window(office: Office, path: Path) -> None:
    office.close()
    made = workspaces.open_workspace(path, clock=fixed_clock(2020, 1, 1))
    office.window = MainWindow(made, local.load())
    office.window.show()
    office.window.begin(empty=False)
    notice = office.window.body.notice
    office.qtbot.waitUntil(notice.isVisible)
    assert "last change was made at 2026-11-21" in notice.message.text()
    office.settle()


def test_that_another_database_is_opened_in_the_same_window(office: Office, tmp_path: Path) -> None:
    before = office.window.desk.workspace
    office.window.files.open(tmp_path / "second.db")
    office.qtbot.waitUntil(lambda: office.window.desk.workspace is not before, timeout=20_000)
    office.settle()
    assert isinstance(office.window.body.page(), WelcomePane)
    assert office.window.windowTitle() == "second - crmdesk"


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
    dialog.reject()
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
