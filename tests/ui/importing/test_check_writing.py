"""Writing into the cells of the check, by keys and input methods, however fast."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.ui.importing.check_page import CheckPage
from crmdesk.ui.importing.step_pieces import CHECK
from crmdesk.ui.importing.wizard import ImportWizard
from tests.ui.desks import RememberingDesk
from tests.ui.importing.grid import LIST, cell, checked, counts, states, texts
from tests.ui.importing.steps import opened, wait


def compose(page: CheckPage, pending: str, said: str = "") -> None:
    event = QInputMethodEvent(pending, [])
    event.setCommitString(said)
    QApplication.sendEvent(page.view, event)


def test_that_cells_can_be_written_faster_than_they_are_checked(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    qtbot.waitUntil(desk.tasks.idle)
    page.repairs.write_cell(1, 0, "赵敏")
    page.repairs.write_cell(5, 0, "何玉兰")
    assert wizard.flow.busy()
    wait(qtbot, desk, wizard)
    assert states(wizard) == ["update", "new", "new", "new", "new", "new"]
    assert wizard.flow.setup is page.repairs.setup


def test_that_going_on_takes_the_cell_that_is_being_written(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    page.view.edit_current()
    editor = page.view.editor()
    assert editor is not None
    editor.insert("赵敏")
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == CHECK
    assert states(wizard)[1] == "new"


def test_that_typing_on_a_cell_writes_it_anew_also_with_an_input_method(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    page.show_only("all")
    qtbot.waitUntil(lambda: texts(page, "备注")[1] == "没有名字")
    page.view.setCurrentIndex(cell(page, 1, "备注"))
    qtbot.keyClick(page.view, Qt.Key.Key_Space)
    assert page.view.editor() is None, "Space chooses rows"
    qtbot.keyClick(page.view, Qt.Key.Key_V)
    editor = page.view.editor()
    assert editor is not None and editor.text() == "v"
    qtbot.keyClicks(editor, "ip")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    wait(qtbot, desk, wizard)
    qtbot.waitUntil(lambda: texts(page, "备注")[1] == "vip")
    page.view.setCurrentIndex(cell(page, 1, "姓名"))
    assert page.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    compose(page, "zh")
    compose(page, "", "赵")
    editor = page.view.editor()
    assert editor is not None and editor.text() == "赵" and editor.hasFocus()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(page, "姓名")[1] == "赵")
    wait(qtbot, desk, wizard)
    assert states(wizard)[1] == "new"
    compose(page, "zh")
    compose(page, "")
    editor = page.view.editor()
    assert editor is not None and editor.text() == "赵", "what was given up changes nothing"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    compose(page, "", "钱")
    editor = page.view.editor()
    assert editor is not None and editor.text() == "钱"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: texts(page, "姓名")[1] == "钱")
    wait(qtbot, desk, wizard)
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    wait(qtbot, desk, wizard)
    assert states(wizard)[1] == "skipped"


def test_that_endless_texts_leave_the_page_as_it_is(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "长.csv"
    path.write_text(f"姓名,手机\n{'长' * 10_000},13811112222\n短,{'1' * 10_000}\n", "utf-8")
    page = checked(qtbot, desk, wizard, path)
    page.show_only("all")
    for row_id in (0, 1):
        page.view.select_id(row_id)
        qtbot.waitUntil(desk.tasks.idle)
        assert page.panel.title.height() < 40 and page.panel.minimumSizeHint().width() < 340
        assert page.panel.minimumSizeHint().height() < 400
    page.view.select_id(0)
    # A name without end is refused, and not shown.
    assert page.panel.title.text() == "Row 2" and len(page.panel.title.toolTip()) < 1000
    assert wizard._scroll.verticalScrollBar().maximum() == 0
    assert page.decisions.isVisible() and not page.decisions.visibleRegion().isEmpty()
    other = tmp_path / "好.csv"
    other.write_text(LIST, "utf-8")
    opened(qtbot, desk, wizard, other)
    qtbot.waitUntil(lambda: wizard._scroll.verticalScrollBar().maximum() == 0)


def test_that_escape_leaves_a_cell_as_it_was(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    qtbot.waitUntil(desk.tasks.idle)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    editor = page.view.editor()
    assert editor is not None
    editor.insert("赵敏")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    wait(qtbot, desk, wizard)
    assert wizard.step() == CHECK
    assert wizard.flow.setup is not None and not wizard.flow.setup.edits


def test_that_a_list_of_twenty_thousand_rows_stays_quick(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "long.csv"
    rows = (f"客户{at},{'未留' if at % 2 else 13000000000 + at},{at}" for at in range(20_000))
    path.write_text("姓名,手机,备注\n" + "\n".join(rows), "utf-8")
    page = checked(qtbot, desk, wizard, path)
    begun = time.thread_time()
    page.show_only("remarks")
    page.view.scrollToBottom()
    assert time.thread_time() - begun < 0.5
    qtbot.waitUntil(lambda: texts_at(page, 19_999) == "未留")
    begun = time.thread_time()
    page.view.selectAll()
    page.decisions.buttons["skip"].click()
    assert time.thread_time() - begun < 1.5
    wait(qtbot, desk, wizard)
    assert counts(page)["skipped"] == 10_000


def texts_at(page: CheckPage, row_id: int) -> str:
    return str(cell(page, row_id, "手机").data())


def test_that_a_low_window_shows_rows_and_what_can_be_done_without_scrolling(
    page: CheckPage, wizard: ImportWizard, qtbot: QtBot
) -> None:
    wizard.resize(620, 272)
    qtbot.waitUntil(lambda: not wizard.header.isVisible())
    assert page.view.height() >= 134
    qtbot.waitUntil(lambda: wizard._scroll.verticalScrollBar().maximum() == 0)
    shown = [one for one in page.decisions.buttons.values() if one.isVisible()]
    assert shown and all(one.isEnabled() for one in shown)
    wizard.resize(620, 600)
    qtbot.waitUntil(wizard.header.isVisible)
    assert all(one.isVisible() for one in page.filters.values())
