"""The import as a shop owner does it: a messy list in, checked, written, and taken back."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.customer import Customer, CustomerQuery
from crmdesk.core.services import customers, listing
from crmdesk.core.services import importing as service
from crmdesk.ui.importing.step_pieces import CHECK, COLUMNS, FILE, RESULT, LatePanel
from crmdesk.ui.importing.wizard import ImportWizard
from crmdesk.ui.parts.undoing import EditedSinceDialog
from tests.ui.desks import RememberingDesk
from tests.ui.importing.steps import becomes, opened, wait


def reasons(wizard: ImportWizard) -> list[tuple[str, str]]:
    assert wizard.flow.plan is not None
    return [(row.name, row.state) for row in wizard.flow.plan.rows]


def names(desk: RememberingDesk) -> list[str]:
    page = listing.first_page(desk.workspace, CustomerQuery())
    return sorted(row.name for row in page.rows if row is not None)


def press(qtbot: QtBot, wizard: ImportWizard, key: Qt.Key, ctrl: bool = False) -> None:
    modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    qtbot.keyClick(wizard.focusWidget() or wizard, key, modifier)


def test_that_a_messy_list_is_understood_checked_written_and_taken_back(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, messy_list)
    assert wizard.step() == COLUMNS
    assert wizard.flow.setup is not None and wizard.flow.setup.header_row == 3
    assert becomes(wizard) == {
        "姓名": "name",
        "电话": "phone",
        "生日": "birthday",
        "性别": "gender",
        "地址": "address",
        "近况": None,
        "身份证号": None,
    }
    notes = list(becomes(wizard)).index("近况")
    wizard.columns.table.field_wanted.emit(notes, "notes")
    assert becomes(wizard)["近况"] == "notes"
    press(qtbot, wizard, Qt.Key.Key_Return, ctrl=True)
    wait(qtbot, desk, wizard)
    assert wizard.step() == CHECK
    assert reasons(wizard).count(("张伟", "update")) == 1
    assert ("", "problem") in reasons(wizard)
    assert names(desk) == []
    assert wizard.next_button.text() == "Import 6 rows"
    press(qtbot, wizard, Qt.Key.Key_Return, ctrl=True)
    wait(qtbot, desk, wizard)
    assert wizard.step() == RESULT
    assert wizard.result.sum_text() == "7 = 5 + 1 + 0 + 1"
    assert names(desk) == sorted(
        ["张伟", "李娜", "王芳（老板娘）", "欧阳·娜娜", "Anna <b>Smith</b>"]
    )
    page = listing.first_page(desk.workspace, CustomerQuery(text="zw"))
    first = customers.get(desk.workspace, page.ids[0])
    assert "又来了一次" in first.notes and first.mobile == "13800138001"
    wizard.result.back_button.click()
    wait(qtbot, desk, wizard)
    assert names(desk) == []
    assert "taken back" in wizard.result.title_text()
    assert not wizard.result.back_button.isEnabled()


def test_that_an_imported_customer_changed_since_is_asked_about(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, messy_list)
    for _step in ("check", "write"):
        wizard.next()
        wait(qtbot, desk, wizard)
    page = listing.first_page(desk.workspace, CustomerQuery(text="李娜"))
    customers.set_field(desk.workspace, [page.ids[0]], "grade", "A")
    wizard.result.back_button.click()
    wait(qtbot, desk, wizard)
    (dialog,) = wizard.window().findChildren(EditedSinceDialog)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["李娜"]
    assert len(names(desk)) == 5 and wizard.result.back_button.isEnabled()
    dialog.go_on.click()
    wait(qtbot, desk, wizard)
    assert names(desk) == ["李娜"]
    assert "taken back" in wizard.result.title_text()


def test_that_another_row_and_another_sheet_can_hold_the_headers(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, messy_list)
    preview = wizard.columns.preview
    preview.setCurrentIndex(preview.sheet.index(0, 0))
    preview.setFocus()
    qtbot.keyClick(preview, Qt.Key.Key_Return)
    wait(qtbot, desk, wizard)
    assert wizard.flow.setup is not None and wizard.flow.setup.header_row == 1
    wizard.columns.options.no_headers.setChecked(True)
    wait(qtbot, desk, wizard)
    assert wizard.flow.setup.header_index is None
    wizard.columns.options.no_headers.setChecked(False)
    wait(qtbot, desk, wizard)
    assert wizard.flow.setup.header_row == 3
    wizard.columns.options.sheet.set_key("空白")
    wait(qtbot, desk, wizard)
    assert "empty" in wizard.sentence.text()
    assert wizard.flow.setup.sheet.name == "客户"
    assert wizard.columns.options.sheet.key() == "客户"


def test_that_a_field_taken_twice_makes_the_other_column_give_way(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, messy_list)
    table = wizard.columns.table
    table.selectRow(0)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    assert becomes(wizard)["姓名"] is None
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == COLUMNS
    assert "No column holds the names." in wizard.sentence.text()
    table.field_wanted.emit(5, "name")
    table.field_wanted.emit(0, "name")
    assert (becomes(wizard)["姓名"], becomes(wizard)["近况"]) == ("name", None)
    assert wizard.sentence.text() == ""


def test_that_the_way_with_duplicates_is_chosen_in_plain_words(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, messy_list)
    wizard.columns.mode.set_key("skip")
    wizard.next()
    wait(qtbot, desk, wizard)
    assert reasons(wizard).count(("张伟", "duplicate")) == 1
    page = wizard.check
    page.show_only("duplicate")
    assert page.model.rowCount() == 1
    assert wizard.flow.plan is not None
    assert "same phone" in wizard.flow.plan.rows[page.model.ids()[0]].reason
    wizard.back()
    assert wizard.step() == COLUMNS
    wizard.next()
    assert wizard.step() == CHECK


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"%PDF-1.7 no list"])
def test_that_a_broken_file_is_told_in_one_sentence(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot, content: bytes
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    opened(qtbot, desk, wizard, path)
    assert wizard.step() == FILE
    assert wizard.sentence.text()
    assert wizard.file_page.choose_button.isEnabled()


def test_that_stopping_leaves_nothing(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    gate = Event()
    desk.tasks.run(lambda _progress: gate.wait(60))
    wizard.open_file(messy_list)
    press(qtbot, wizard, Qt.Key.Key_Escape)
    gate.set()
    wait(qtbot, desk, wizard)
    assert wizard.step() == FILE and "Stopped" in wizard.sentence.text()
    opened(qtbot, desk, wizard, messy_list)
    wizard.next()
    wait(qtbot, desk, wizard)
    gate.clear()
    desk.tasks.write(lambda: gate.wait(60))
    wizard.flow.write()
    wizard.flow.cancel()
    gate.set()
    wait(qtbot, desk, wizard)
    assert wizard.step() == CHECK and names(desk) == []
    assert "Nothing was changed" in wizard.sentence.text()


def test_that_a_dropped_file_is_read_and_a_folder_is_explained(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    for path, step in ((messy_list.parent, FILE), (messy_list, COLUMNS)):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        event = QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        wizard.dropEvent(event)
        wait(qtbot, desk, wizard)
        assert wizard.step() == step
        assert bool(wizard.sentence.text()) == (step == FILE)


def test_that_other_characters_can_be_chosen_for_a_text_file(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes("姓名,手机\n张伟,13800138001\n李娜,13800138002\n".encode("gb18030"))
    opened(qtbot, desk, wizard, path)
    assert list(becomes(wizard)) == ["姓名", "手机"]
    wizard.columns.options.encoding.set_key("big5")
    wait(qtbot, desk, wizard)
    assert list(becomes(wizard)) != ["姓名", "手机"]
    wizard.columns.options.encoding.set_key("")
    wait(qtbot, desk, wizard)
    assert list(becomes(wizard)) == ["姓名", "手机"]


def test_that_the_same_list_again_is_recognised_and_adds_nothing(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    setup = service.begin(service.read(messy_list))
    service.write(desk.workspace, setup, service.check(desk.workspace, setup))
    opened(qtbot, desk, wizard, messy_list)
    assert wizard.flow.seen is not None
    assert wizard.seen.text() == "This file was imported on 2026-11-21, 7 rows."
    wizard.seen.show_button.click()
    assert desk.asked == [("show_history", True)]
    wizard.seen.go_on_button.click()
    assert wizard.seen.isHidden()
    wizard.next()
    wait(qtbot, desk, wizard)
    assert {state for _name, state in reasons(wizard)} == {"duplicate", "problem"}
    assert wizard.next_button.text() == "Nothing to import"
    assert not wizard.next_button.isEnabled()


def test_that_a_check_is_asked_for_again_when_customers_changed_meanwhile(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, messy_list)
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == CHECK
    desk.done(customers.create(desk.workspace, Customer(name="新来的")))
    assert wizard.step() == COLUMNS and wizard.flow.plan is None
    assert "Check the rows again" in wizard.sentence.text()


def test_that_long_work_shows_its_numbers_and_short_work_does_not_flash(qtbot: QtBot) -> None:
    panel = LatePanel()
    qtbot.addWidget(panel)
    panel.begin("Reading", lambda: None)
    panel.finish()
    panel.begin("Reading", lambda: None)
    panel.report(1200, 3000, "Rows")
    assert not panel.isVisible()
    qtbot.waitUntil(panel.isVisible)
    assert "1,200 of 3,000 (40 %)" in panel.numbers.text()


def test_that_showing_the_customers_closes_the_import(
    wizard: ImportWizard, desk: RememberingDesk, messy_list: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, messy_list)
    for _step in ("check", "write"):
        wizard.next()
        wait(qtbot, desk, wizard)
    with qtbot.waitSignal(wizard.closed):
        wizard.result.show_button.click()
    ((verb, query, title),) = desk.asked
    assert (verb, title) == ("show_customers", f"From the import of {messy_list.name}")
    assert listing.count(desk.workspace, query) == 5
    assert wizard.step() == FILE
