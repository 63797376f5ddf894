"""The grid of the check: cells are repaired, rows left out, and the page stays quick."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.services import customers, listing
from crmdesk.ui.importing.check_model import EDITED_ROLE, MARK_ROLE
from crmdesk.ui.importing.check_page import CheckPage
from crmdesk.ui.importing.wizard import ImportWizard
from tests.ui.desks import RememberingDesk
from tests.ui.importing.grid import cell, counts, states, texts
from tests.ui.importing.steps import wait


def write(qtbot: QtBot, page: CheckPage, row_id: int, header: str, text: str) -> None:
    page.view.setCurrentIndex(cell(page, row_id, header))
    qtbot.keyClick(page.view, Qt.Key.Key_F2)
    editor = page.view.editor()
    assert editor is not None
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    editor.insert(text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.editor() is None)


def test_that_every_mapped_column_is_shown_as_written_and_the_reason_stands_at_the_cell(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    assert states(wizard) == ["update", "problem", "new", "new", "new", "problem"]
    titles = [column.title() for column in page.model.columns]
    assert titles == ["Row", "Becomes", "Why, and remarks", "姓名", "手机", "生日", "备注"]
    assert list(page.model.ids()) == [1, 5]
    page.show_only("all")
    qtbot.waitUntil(desk.tasks.idle)
    qtbot.waitUntil(lambda: texts(page, "姓名")[0] == "王芳")
    assert texts(page, "手机")[2:5] == ["未留", "未留", "未留"]
    phone = cell(page, 2, "手机")
    assert phone.data(MARK_ROLE) == "warning"
    assert "is not a phone number" in phone.data(Qt.ItemDataRole.ToolTipRole)
    assert cell(page, 1, "姓名").data(MARK_ROLE) == "danger"
    assert "no name" in cell(page, 1, "姓名").data(Qt.ItemDataRole.ToolTipRole)
    assert cell(page, 0, "姓名").data(MARK_ROLE) is None
    assert page.model.headerData(4, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert counts(page) == {
        "all": 6, "new": 3, "update": 1, "duplicate": 0, "problem": 2, "skipped": 0, "remarks": 5,
    }  # fmt: skip
    page.show_only("remarks")
    assert list(page.model.ids()) == [1, 2, 3, 4, 5]


def test_that_writing_a_cell_repairs_its_row_which_stays_where_it_is(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    assert page.view.currentIndex() == cell(page, 1, "姓名")
    qtbot.waitUntil(desk.tasks.idle)
    write(qtbot, page, 1, "姓名", "赵敏")
    wait(qtbot, desk, wizard)
    assert states(wizard)[1] == "new"
    assert list(page.model.ids()) == [1, 5]
    assert page.view.currentIndex() == cell(page, 1, "姓名")
    assert page.view.hasFocus()
    qtbot.waitUntil(desk.tasks.idle)
    assert texts(page, "姓名") == ["赵敏", ""]
    assert cell(page, 1, "姓名").data(EDITED_ROLE)
    assert "In the file: nothing" in cell(page, 1, "姓名").data(Qt.ItemDataRole.ToolTipRole)
    assert counts(page)["problem"] == 1
    assert wizard.next_button.text() == "Import 5 rows" and wizard.next_button.isEnabled()
    qtbot.keyClick(page.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait(qtbot, desk, wizard)
    assert states(wizard)[1] == "problem"
    qtbot.waitUntil(lambda: texts(page, "姓名") == ["", ""])
    assert not page.decisions.undo_button.isEnabled()


def test_that_a_repaired_list_is_written_as_repaired(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    write(qtbot, page, 1, "姓名", "赵敏")
    wait(qtbot, desk, wizard)
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.result.sum_text() == "6 = 4 + 1 + 0 + 1"
    found = listing.first_page(desk.workspace, CustomerQuery(text="赵敏"))
    assert [row.mobile for row in found.rows if row] == ["13900139000"]


def test_that_one_answer_goes_for_all_cells_like_it(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    page.show_only("all")
    qtbot.waitUntil(desk.tasks.idle)
    write(qtbot, page, 2, "手机", "")
    wait(qtbot, desk, wizard)
    assert page.offer.text() == "“未留” stands in 2 other cells of “手机”."
    assert page.view.viewport().rect().contains(page.view.visualRect(page.view.currentIndex()))
    qtbot.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: page.offer.text() == "")
    wait(qtbot, desk, wizard)
    assert counts(page)["remarks"] == 2
    assert wizard.flow.setup is not None and len(wizard.flow.setup.edits) == 3
    page.repairs.undo()
    wait(qtbot, desk, wizard)
    assert len(wizard.flow.setup.edits) == 1
    qtbot.waitUntil(lambda: texts(page, "手机")[2:5] == ["", "未留", "未留"])


def test_that_an_offer_can_be_declined_and_a_cell_like_no_other_makes_none(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    page.show_only("all")
    qtbot.waitUntil(desk.tasks.idle)
    write(qtbot, page, 0, "备注", "爱喝绿茶")
    wait(qtbot, desk, wizard)
    assert page.offer.isHidden()
    write(qtbot, page, 3, "手机", "13500135000")
    wait(qtbot, desk, wizard)
    page.offer.drop_button.click()
    assert page.offer.isHidden()


def test_that_rows_are_left_out_and_all_like_them(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    qtbot.keyClick(page.view, Qt.Key.Key_Delete)
    wait(qtbot, desk, wizard)
    assert states(wizard)[1] == "skipped" and states(wizard)[5] == "problem"
    assert "1 other row is like it" in page.offer.text()
    page.offer.buttons[0].click()
    wait(qtbot, desk, wizard)
    assert states(wizard) == ["update", "skipped", "new", "new", "new", "skipped"]
    assert page.decisions.buttons[None].isEnabled()
    page.view.selectAll()
    page.decisions.buttons[None].click()
    wait(qtbot, desk, wizard)
    assert states(wizard)[1] == states(wizard)[5] == "problem"


def test_that_the_list_is_right_or_a_new_customer_is_made_where_the_user_says_so(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    page.show_only("update")
    page.view.selectAll()
    for key in ("overwrite", "fill", "add"):
        assert page.decisions.buttons[key].isEnabled()
    page.decisions.buttons["add"].click()
    wait(qtbot, desk, wizard)
    assert states(wizard)[0] == "new"
    page.decisions.undo_button.click()
    wait(qtbot, desk, wizard)
    page.decisions.buttons["overwrite"].click()
    wait(qtbot, desk, wizard)
    assert states(wizard)[0] == "update"
    assert wizard.flow.setup is not None
    assert list(wizard.flow.setup.decisions.values()) == ["overwrite"]
    told = "Take the values of the list  same phone as 王芳"
    qtbot.waitUntil(lambda: texts(page, "Why, and remarks") == [told])


def test_that_both_sides_of_a_row_are_shown_field_by_field(
    page: CheckPage, desk: RememberingDesk, wizard: ImportWizard, qtbot: QtBot
) -> None:
    page.show_only("all")
    page.view.select_id(0)
    qtbot.waitUntil(lambda: page.panel.title.text() == "王芳" and desk.tasks.idle())
    qtbot.waitUntil(lambda: bool(page.panel.table.compare.lines))
    lines = [line.texts for line in page.panel.table.compare.lines]
    assert ("Birthday", "", "") in lines and ("", "1 May 1990", "1 May 1990") in lines
    assert ("怕吵", "爱茶", "怕吵\n爱茶") in lines
    assert ("Grade", "B", "") in lines
    assert page.panel.why.text() == "same phone as 王芳"
    page.panel.open_button.click()
    ((verb, customer_id),) = desk.asked
    assert verb == "open_customer"
    assert customers.get(desk.workspace, int(str(customer_id))).grade == "B"
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.panel.title.text() == "Row 3")
    assert "Fill in a name" in page.panel.problems.text()
    assert page.panel.open_button.isHidden()
    page.fold_button.click()
    assert page.panel.isHidden()
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    page.fold_button.click()
    qtbot.waitUntil(lambda: page.panel.title.text() == "李娜")


def test_that_a_narrow_window_keeps_what_is_wrong_in_sight(
    page: CheckPage, wizard: ImportWizard, qtbot: QtBot
) -> None:
    wizard.resize(1000, 640)
    qtbot.waitUntil(lambda: page.panel.isVisible() and page.fold_button.isChecked())
    wizard.resize(627, 640)
    qtbot.waitUntil(lambda: not page.panel.isVisible() and not page.fold_button.isChecked())
    page.view.horizontalScrollBar().setValue(0)
    why = [column.key for column in page.model.columns].index("reason")
    end = page.view.columnViewportPosition(why) + page.view.columnWidth(why)
    qtbot.waitUntil(lambda: end <= page.view.viewport().width())
    wizard.resize(627, 265)
    qtbot.waitUntil(lambda: page.view.height() >= 180)
    page.fold_button.click()
    assert page.panel.isVisible()
