"""The imports of a shop in the history: what became of their rows, and taking one back later."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.importing.setup import COMPLAINTS, CUSTOMERS
from crmdesk.core.services import complaint_lists, customers, importing, listing
from crmdesk.ui.history.screen import HistoryScreen
from crmdesk.ui.parts.undoing import EditedSinceDialog
from tests.ui.desks import RememberingDesk, shown

LIST = "姓名,手机,备注\n王芳,13800138000,爱茶\n李娜,13900139000,\n,13700137000,\n"


@pytest.fixture
def screen(desk: RememberingDesk, tmp_path: Path, qtbot: QtBot) -> HistoryScreen:
    desk.add_customer("王芳", "13800138000")
    bring_in(desk, tmp_path, "一月.csv", LIST)
    bring_in(desk, tmp_path, "二月.csv", "姓名,手机\n赵敏,13600136000\n")
    made = HistoryScreen(desk)
    shown(qtbot, desk, made)
    made.imports_button.click()
    qtbot.waitUntil(lambda: desk.tasks.idle() and made.imports.model.rowCount() > 0)
    return made


def bring_in(
    desk: RememberingDesk, folder: Path, name: str, text: str, target: str = CUSTOMERS
) -> None:
    path = folder / name
    path.write_text(text, "utf-8")
    setup = importing.begin(importing.read(path), target=target)
    importing.write(desk.workspace, setup, importing.check(desk.workspace, setup))


def line(screen: HistoryScreen, row: int) -> list[str]:
    model = screen.imports.model
    return [str(model.index(row, column).data()) for column in range(1, model.columnCount())]


def choose(screen: HistoryScreen, row: int) -> None:
    screen.imports.view.select_id(screen.imports.model.id_at(row))


def test_that_the_imports_are_listed_with_what_became_of_their_rows(
    screen: HistoryScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    assert line(screen, 0)[0] == "二月.csv"
    assert line(screen, 1) == [
        "一月.csv", line(screen, 1)[1], "3", "1", "1", "0", "1", "Li", "imported",
    ]  # fmt: skip
    assert screen.imports.model.index(0, 0).data() == "2026-11-21 09:00"
    qtbot.keyClick(screen.imports.view, Qt.Key.Key_Down)
    assert screen.imports._state.text() == "3 rows = 1 new + 1 updated + 0 skipped + 1 failed"
    screen.all_button.click()
    assert screen._scroll.isVisible() and len(screen.lines) == 3


def test_that_the_customers_of_an_import_are_shown(
    screen: HistoryScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    choose(screen, 1)
    screen.imports.created_button.click()
    screen.imports.updated_button.click()
    found = [listing.first_page(desk.workspace, query).rows for _verb, query, _title in desk.asked]
    assert [[row.name for row in rows if row] for rows in found] == [["李娜"], ["王芳"]]
    choose(screen, 0)
    assert not screen.imports.updated_button.isEnabled()


def test_that_complaints_of_an_import_are_shown_as_such(
    screen: HistoryScreen, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    old = "投诉日期,姓名,投诉内容\n2026-10-01,王芳,掉色\n2026-10-02,高先生,送晚了\n"
    bring_in(desk, tmp_path, "投诉.csv", old, COMPLAINTS)
    screen.refresh()
    qtbot.waitUntil(lambda: screen.imports.model.rowCount() == 3)
    choose(screen, 0)
    assert screen.imports.created_button.text() == "Show the complaints"
    assert not screen.imports.updated_button.isVisible()
    screen.imports.created_button.click()
    name, query, title = desk.asked[-1]
    assert (name, title) == ("show_complaints", "From the import of 投诉.csv")
    assert complaint_lists.count(desk.workspace, query) == 2  # type: ignore[arg-type]
    choose(screen, 1)
    assert screen.imports.created_button.text() == "Show the new customers"
    assert screen.imports.updated_button.isVisible()


def test_that_an_older_import_is_taken_back_and_customers_edited_since_are_asked_about(
    screen: HistoryScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = listing.ids(desk.workspace, CustomerQuery(text="李娜"))
    customers.set_field(desk.workspace, [made[0]], "grade", "A")
    qtbot.waitUntil(desk.tasks.idle)
    choose(screen, 1)
    qtbot.keyClick(screen.imports.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(desk.tasks.idle)
    (dialog,) = screen.window().findChildren(EditedSinceDialog)
    dialog.go_on.click()
    qtbot.waitUntil(lambda: desk.tasks.idle() and line(screen, 1)[-1] == "undone")
    assert not screen.imports.undo_button.isEnabled()
    names = listing.first_page(desk.workspace, CustomerQuery()).rows
    assert sorted(row.name for row in names if row) == sorted(["王芳", "李娜", "赵敏"])
    assert not customers.get(desk.workspace, 1).notes


def test_that_a_shop_without_imports_is_told_what_will_stand_here(
    desk: RememberingDesk, qtbot: QtBot
) -> None:
    screen = HistoryScreen(desk)
    shown(qtbot, desk, screen)
    screen.show_imports()
    qtbot.waitUntil(lambda: desk.tasks.idle() and not screen.imports.view._empty.isHidden())
    assert not screen.imports.undo_button.isEnabled()
