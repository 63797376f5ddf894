"""What is told of a list beside its columns: hidden rows, errors, an earlier list."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.ui.importing.wizard import ImportWizard
from tests.core.importing import making
from tests.ui.desks import RememberingDesk
from tests.ui.importing.steps import becomes, opened, setup_of, wait


def test_that_headers_of_two_rows_are_both_marked(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["姓名", "联系方式", None, "生日"])
    sheet.append([None, "手机", "邮箱", None])
    sheet.append(["张三", 13800138000, "zhang@example.com", "1990-05-03"])
    sheet.append(["李四", 13900139000, "li@example.com", "1988-01-02"])
    for area in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(area)
    path = tmp_path / "list.xlsx"
    book.save(path)
    opened(qtbot, desk, wizard, path)
    preview = wizard.columns.preview
    assert setup_of(wizard).header_height == 2
    background = Qt.ItemDataRole.BackgroundRole
    marked = [preview.sheet.index(row, 0).data(background) is not None for row in range(3)]
    assert marked == [True, True, False]
    assert preview.columnSpan(0, 1) == 2 and preview.rowSpan(0, 0) == 2
    assert "rows 1 and 2" in wizard.columns.facts._text.text()
    assert set(becomes(wizard).values()) == {"name", "mobile", "email", "birthday"}


def test_that_hidden_rows_are_told_and_left_out_when_the_user_says_so(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = making.xlsx(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.create_sheet("旧表").append(["姓名", "手机"])
    book["旧表"].append(["老王", 13600136000])
    book["旧表"].sheet_state = "hidden"
    book.save(path)
    opened(qtbot, desk, wizard, path)
    box = wizard.columns.options.hidden
    assert box.isVisible() and box.isChecked()
    assert box.text() == "Read the 1 hidden row too"
    told = wizard.columns.facts.facts()
    assert "1 sheet of this file is hidden: 旧表." in told
    sheets = wizard.columns.options.sheet
    assert sheets.itemText(1) == "旧表 (hidden)"
    box.click()
    wait(qtbot, desk, wizard)
    assert not setup_of(wizard).take_hidden
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.flow.plan is not None and [row.name for row in wizard.flow.plan.rows] == ["张三"]
    wizard.back()
    sheets.set_key("旧表")
    wait(qtbot, desk, wizard)
    assert setup_of(wizard).sheet.name == "旧表"


def test_that_cells_with_errors_are_told_with_the_first_place(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    path = making.xlsx(tmp_path / "list.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["C3"] = "#N/A"
    book.active["C3"].data_type = "e"
    book.save(path)
    opened(qtbot, desk, wizard, path)
    assert wizard.columns.facts.facts() == (
        "1 cell holds an error such as #N/A and is read as empty: C3.",
    )
    assert wizard.columns.preview.sheet.index(2, 2).data() == "#N/A"


def test_that_many_facts_are_folded(qtbot: QtBot) -> None:
    from crmdesk.ui.importing.facts_line import FactsLine

    line = FactsLine()
    qtbot.addWidget(line)
    line.show()
    line.show_facts("First.", ["One.", "Two.", "Three.", "Four."])
    assert "Two." in line._text.text() and "Three." not in line._text.text()
    assert line.more.text() == "2 more"
    line.more.click()
    assert "Four." in line._text.text() and line.more.text() == "Show less"
    line.show_facts("First.", ["One."])
    assert not line.more.isVisible()


def test_that_a_list_like_an_earlier_one_is_understood_like_it_and_can_be_guessed_anew(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = (("姓名", "手机", "喜好"), ("张三", 13800138000, "绿茶"))
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "first.xlsx", rows))
    assert wizard.columns.anew.isHidden() or not wizard.columns.anew.isVisible()
    wizard.columns.table.field_wanted.emit(0, "")
    wizard.columns.table.field_wanted.emit(2, "name")
    for _step in ("check", "write"):
        wizard.next()
        wait(qtbot, desk, wizard)
    wizard.begin()
    again = (*rows, ("李四", 13900139000, "花茶"))
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "second.xlsx", again))
    assert becomes(wizard) == {"姓名": None, "手机": "mobile", "喜好": "name"}
    page = wizard.columns
    assert page.anew.isVisible()
    assert page._remembered_text.text() == "Understood as the last time, on 2026-11-21."
    page.anew.click()
    wait(qtbot, desk, wizard)
    assert becomes(wizard)["姓名"] == "name" and not page.anew.isVisible()


def test_that_a_list_of_companies_with_their_persons_is_asked_about(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = (
        ("公司", "姓名", "手机"),
        ("海风茶行", "张三", 13800138000),
        ("海风茶行", "李四", 13900139000),
        ("山月书店", "王五", 13700137000),
        ("山月书店", "赵六", 13600136000),
    )
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx", rows))
    card = wizard.columns.questions.company
    assert card.isVisible() and "2 companies with 4 contact persons" in card._text.text()
    assert card.choices()["apart"].isChecked()
    card.choices()["together"].click()
    wait(qtbot, desk, wizard)
    assert setup_of(wizard).companies and card.choices()["together"].isChecked()


def test_that_a_list_can_become_past_contacts(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    opened(qtbot, desk, wizard, making.xlsx(tmp_path / "list.xlsx"))
    page = wizard.columns
    assert page.mode.isVisible()
    page.options.target.set_key("activities")
    wait(qtbot, desk, wizard)
    assert setup_of(wizard).target == "activities"
    assert not page.mode.isVisible()


def test_that_every_encoding_a_text_can_have_may_be_chosen_and_japanese_is_read(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    from crmdesk.core.importing.readers.encodings import SENTENCES

    box = wizard.columns.options.encoding
    offered = {box.itemData(place) for place in range(box.count())}
    assert set(SENTENCES) <= offered
    path = tmp_path / "list.csv"
    path.write_bytes("Name,Mobile\n山田たろう,13800138000\n".encode("shift-jis"))
    opened(qtbot, desk, wizard, path)
    japanese = next(key for key in offered if str(key).startswith("shift"))
    box.set_key(japanese)
    wait(qtbot, desk, wizard)
    assert setup_of(wizard).mappings[0].samples == ("山田たろう",)
