"""After an import: four lists that add up, the failed rows to repair, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.services import customers, listing
from crmdesk.core.services import importing as service
from crmdesk.ui.importing.result_page import ResultPage
from crmdesk.ui.importing.step_pieces import CHECK, COLUMNS, FILE, RESULT
from crmdesk.ui.importing.wizard import ImportWizard
from crmdesk.ui.kit.table_view import RowsView
from crmdesk.ui.parts.undoing import EditedSinceDialog
from tests.ui.desks import RememberingDesk
from tests.ui.importing.steps import opened, wait

LIST = """姓名,手机,备注
王芳,13800138000,爱茶
李娜,13900139000,
,13700137000,没有名字
赵敏,13600136000,
周晓岚,13500135000,不要这行
王芳,13800138000,爱喝绿茶
"""


@pytest.fixture
def result(wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot) -> ResultPage:
    desk.add_customer("王芳", "13800138000")
    desk.add_customer("赵敏", "13600136000")
    path = tmp_path / "客户.csv"
    path.write_text(LIST, "utf-8")
    opened(qtbot, desk, wizard, path)
    wizard.next()
    wait(qtbot, desk, wizard)
    wizard.check.repairs.decide([4], "skip")
    wait(qtbot, desk, wizard)
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == RESULT
    return wizard.result


def names(qtbot: QtBot, desk: RememberingDesk, view: RowsView, column: int = 0) -> list[str]:
    def told() -> list[str]:
        model = view.rows
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    qtbot.waitUntil(lambda: desk.tasks.idle() and "…" not in told())
    return told()


def counts(page: ResultPage) -> list[str]:
    return [made.text() for made in page.lists.segments.values() if not made.isHidden()]


def test_that_the_four_lists_add_up_and_hold_what_they_count(
    result: ResultPage, desk: RememberingDesk, qtbot: QtBot
) -> None:
    assert result.sum_text() == "6 = 1 + 2 + 2 + 1"
    assert counts(result)[:4] == ["New  1", "Updated  2", "Skipped  2", "Failed  1"]
    lists = result.lists
    assert lists.key == "failed"
    assert names(qtbot, desk, lists.views["failed"], 4) == ["13700137000"]
    lists.segments["skipped"].click()
    assert names(qtbot, desk, lists.views["skipped"], 3) == ["赵敏", "周晓岚"]
    assert names(qtbot, desk, lists.views["skipped"], 1) == ["Already there", "Left out"]
    lists.segments["created"].click()
    assert names(qtbot, desk, lists.views["created"]) == ["李娜"]
    lists.segments["updated"].click()
    assert names(qtbot, desk, lists.views["updated"]) == ["王芳"]
    assert "2 rows, 1 customers" in lists._note.text() and lists._note.isVisible()


def test_that_the_check_and_the_result_count_the_same_remarks(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    rows = [f"客户{number},138001380{number:02d},1990-05-01,1" for number in range(12)]
    rows += ["李强,13700137000,2月31日,很多", ",13600136000,1988-03-02,1"]
    path = tmp_path / "客户.csv"
    path.write_text("\n".join(["姓名,手机,生日,数量", *rows]), "utf-8")
    opened(qtbot, desk, wizard, path)
    wizard.next()
    wait(qtbot, desk, wizard)
    told = wizard.check.filters["remarks"].text()
    assert told == "With remarks  2"
    doubts = wizard.check._doubts.text()
    assert "same date" in doubts
    wizard.next()
    wait(qtbot, desk, wizard)
    lists = wizard.result.lists
    assert counts(wizard.result)[-1] == "Remarks  2"
    lists.segments["remarks"].click()
    assert names(qtbot, desk, lists.views["remarks"], 0) == ["14", "15"]
    assert lists._note.isVisible() and lists._note.text() == doubts
    lists.segments["failed"].click()
    assert not lists._note.isVisible()


def test_that_a_customer_is_opened_from_the_list_and_the_result_stays(
    result: ResultPage, wizard: ImportWizard, desk: RememberingDesk, qtbot: QtBot
) -> None:
    result.lists.choose("created")
    view = result.lists.views["created"]
    assert names(qtbot, desk, view) == ["李娜"]
    view.select_id(result.lists.customers.ids()[0])
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert desk.asked.pop()[0] == "open_customer"
    result.lists.choose("updated")
    result.list_button.click()
    verb, query, _title = desk.asked.pop()
    assert verb == "show_customers"
    assert query == CustomerQuery(changed_by=wizard.flow.result.import_id)  # type: ignore[union-attr]
    assert wizard.step() == RESULT


def test_that_the_failed_rows_are_saved_repaired_and_imported_again(
    result: ResultPage, wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    result.skipped_box.setChecked(True)
    result.save_button.click()
    (dialog,) = wizard.window().findChildren(QFileDialog)
    path = tmp_path / "rest.xlsx"
    dialog.fileSelected.emit(str(path))
    dialog.reject()
    wait(qtbot, desk, wizard)
    assert str(path) in result._told.text() and "2 rows are saved" in result._told.text()
    sheet = service.read(path).sheets[0]
    assert sheet.rows[0][:3] == ["姓名", "手机", "备注"]
    assert [row[3] for row in sheet.rows[1:]] == ["4", "6"]
    assert "no name" in str(sheet.rows[1][4])
    wizard.begin()
    opened(qtbot, desk, wizard, path)
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == CHECK
    wizard.check.repairs.write_cell(0, 0, "何玉兰")
    wait(qtbot, desk, wizard)
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.result.sum_text() == "2 = 2 + 0 + 0 + 0"
    found = listing.first_page(desk.workspace, CustomerQuery(text="13700137000"))
    assert [row.name for row in found.rows if row] == ["何玉兰"]


def test_that_rows_which_cannot_be_saved_are_told_in_one_sentence(
    result: ResultPage, wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    result.save_failed(tmp_path / "nowhere" / "rest.xlsx")
    wait(qtbot, desk, wizard)
    assert wizard.sentence.text() and wizard.step() == RESULT


def test_that_undoing_asks_about_customers_edited_since_one_by_one_or_together(
    result: ResultPage, wizard: ImportWizard, desk: RememberingDesk, qtbot: QtBot
) -> None:
    made = listing.ids(desk.workspace, CustomerQuery(text="李娜"))
    customers.set_field(desk.workspace, [made[0]], "grade", "A")
    result.back_button.click()
    wait(qtbot, desk, wizard)
    (dialog,) = wizard.window().findChildren(EditedSinceDialog)
    assert dialog.list.count() == 1 and dialog.take_all.isVisible()
    dialog.take_all.click()
    wait(qtbot, desk, wizard)
    assert "taken back" in result.title_text()
    assert listing.count(desk.workspace, CustomerQuery(text="李娜")) == 0
    result.lists.choose("created")
    assert names(qtbot, desk, result.lists.views["created"]) == []


PAST = """姓名,跟进时间,跟进方式,跟进内容,下次跟进时间
王芳,2026-11-01,电话,问了新茶,2026-12-01
赵敏,2026-10-02,到店,买了两盒,
没有这人,2026-10-03,微信,你好,
"""


def test_that_past_contacts_go_to_the_timelines_through_the_window(
    wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    wang = desk.add_customer("王芳", "13800138000")
    desk.add_customer("赵敏", "13600136000")
    path = tmp_path / "跟进.csv"
    path.write_text(PAST, "utf-8")
    opened(qtbot, desk, wizard, path)
    wizard.columns.options.target.set_key("activities")
    wait(qtbot, desk, wizard)
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == CHECK
    panel = wizard.check.panel
    qtbot.waitUntil(lambda: 0 < panel.problems.geometry().top() < 80)
    wizard.check.repairs.write_cell(2, 0, "赵敏")
    wait(qtbot, desk, wizard)
    wizard.next()
    wait(qtbot, desk, wizard)
    assert wizard.step() == RESULT
    assert wizard.result.sum_text() == "3 = 3 + 0 + 0 + 0"
    assert counts(wizard.result)[0] == "Entries  3"
    assert [label.text() for label in wizard.result._words][:2] == ["rows", "entries"]
    wizard.result.lists.choose("created")
    assert names(qtbot, desk, wizard.result.lists.views["created"]) == ["王芳", "赵敏"]
    found = [(one.noun, one.text) for one in customers.timeline(desk.workspace, wang)]
    assert found == [("follow_up", "Get in touch again"), ("activity", "问了新茶")]


def test_that_the_reasons_have_all_the_room_there_is(
    result: ResultPage, desk: RememberingDesk, qtbot: QtBot
) -> None:
    view = result.lists.views["failed"]
    header = view.horizontalHeader()
    place = [column.key for column in view.rows.columns].index("reason")
    qtbot.waitUntil(lambda: header.length() == view.viewport().width())
    assert header.sectionSize(place) > 400


def test_that_the_next_import_begins_anew_and_one_under_way_is_kept(
    result: ResultPage, wizard: ImportWizard, desk: RememberingDesk, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard.begin()
    assert wizard.step() == FILE and wizard.flow.result is None
    path = tmp_path / "noch.csv"
    path.write_text(LIST, "utf-8")
    opened(qtbot, desk, wizard, path)
    wizard.begin()
    assert wizard.step() == COLUMNS and wizard.flow.setup is not None
    wizard.back()
    wizard.sentence.tell("Something is wrong.")
    wizard.leave()
    wizard.begin()
    assert wizard.step() == FILE and wizard.sentence.text() == ""
