"""The listed complaints go into a file, as they are filtered and in their order."""

from __future__ import annotations

import csv
from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.attachment import NewFile
from crmdesk.core.services import complaint_files
from crmdesk.ui.complaints import list_export
from tests.ui.complaints.hands import CTRL, KEY, SHIFT, opened, press, received, settled
from tests.ui.desks import RememberingDesk


def test_that_what_is_filtered_is_exported_by_a_key_and_told_in_the_status_line(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    received(desk, walk_in_name="甲", category="quality")
    received(desk, walk_in_name="乙", category="price")
    received(desk, walk_in_name="丙", category="quality")
    screen = opened(qtbot, desk)
    screen.browse.list.tools.boxes["category"].set_key("quality")
    settled(qtbot, desk)
    screen.browse.list.view.setFocus()
    press(qtbot, desk, KEY.Key_X, CTRL | SHIFT)
    (dialog,) = [one for one in screen.window().findChildren(QFileDialog) if one.isVisible()]
    assert dialog.selectedFiles()[0].endswith("Complaints 2026-11-21.xlsx")
    target = tmp_path / "out.xlsx"
    dialog.fileSelected.emit(str(target))
    settled(qtbot, desk)
    assert desk.changes[-1].message == "2 complaints exported to out.xlsx."
    assert desk.changes[-1].operation_id == 0
    sheet = load_workbook(target).active
    assert sheet is not None
    header, *rows = sheet.iter_rows(values_only=True)
    name = header.index("Name")
    assert [row[name] for row in rows] == ["甲", "丙"]
    dialog.reject()


def test_that_older_programs_get_a_text_they_read(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    received(desk, walk_in_name="甲")
    screen = opened(qtbot, desk)
    dialog = list_export.ask(desk, screen, screen.browse.list.query)
    old = dialog.nameFilters()[2]
    dialog.selectNameFilter(old)
    dialog.filterSelected.emit(old)
    assert dialog.defaultSuffix() == "csv"
    target = tmp_path / "out.csv"
    dialog.fileSelected.emit(str(target))
    settled(qtbot, desk)
    with target.open(encoding="gb18030", newline="") as file:
        header, row = csv.reader(file)
    assert row[header.index("Name")] == "甲"
    dialog.reject()


def test_that_a_place_that_cannot_be_written_is_told(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    received(desk)
    screen = opened(qtbot, desk)
    list_export.write(desk, screen, screen.browse.list.query, tmp_path / "no" / "out.xlsx")
    settled(qtbot, desk)
    (failure,) = desk.failures
    desk.failures.clear()
    assert str(failure)


def test_that_files_are_put_beside_the_list_where_that_is_wished(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    one = received(desk)
    complaint_files.add(desk.workspace, one, [NewFile("照片.png", b"x" * 3000)])
    screen = opened(qtbot, desk)
    query, target = screen.browse.list.query, tmp_path / "out.xlsx"

    def asked() -> list_export.FilesDialog:
        list_export.offer(desk, screen, query, target)
        settled(qtbot, desk)
        found = screen.window().findChildren(list_export.FilesDialog)
        (dialog,) = [one for one in found if one.isVisible()]
        return dialog

    asked().reject()
    settled(qtbot, desk)
    assert not target.exists() and desk.changes == []
    asked().alone.click()
    settled(qtbot, desk)
    assert desk.changes[-1].message == "1 complaint exported to out.xlsx."
    assert not (tmp_path / "out-files").exists()
    asked().both.click()
    settled(qtbot, desk)
    assert desk.changes[-1].message == (
        "1 complaint exported to out.xlsx. 1 file went into the folder out-files."
    )
    kept = tmp_path / "out-files" / "TS-2026-0001" / "照片.png"
    assert kept.read_bytes() == b"x" * 3000
