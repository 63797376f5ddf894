"""The desk, and a list as a shop really keeps it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from crmdesk.ui.importing.wizard import ImportWizard
from tests.ui.desks import RememberingDesk, desk, shown
from tests.ui.importing.grid import listed, page

__all__ = ["desk", "listed", "messy_list", "page", "wizard"]

ROWS = (
    ("张伟", 13800138001, "1990.5.1", "男", "西湖区文三路199号", "老客户", "330106199005011234"),
    (
        "李娜",
        "13800138002/0571-88881111",
        dt.datetime(1985, 3, 7),
        "女",
        "上城区解放路12号",
        "",
        "",
    ),
    ("王芳（老板娘）", 13800138003, "1990年5月1日", "F", "", "怕吵", ""),
    ("欧阳·娜娜", " 138 0013 8004 ", "5月1日", "", "", "", ""),
    ("Anna <b>Smith</b>", "", 33000, "", "", "=1+1", ""),
    ("张伟", 13800138001, "", "", "", "又来了一次", ""),
    ("", 13800138009, "", "", "", "没有名字", ""),
)


@pytest.fixture
def messy_list(tmp_path: Path) -> Path:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "客户"
    sheet.append(["幸福理发店 客户名单 2026"])
    sheet.append([])
    sheet.append(["姓名", "电话", "生日", "性别", "地址", "近况", "身份证号"])
    for row in ROWS:
        sheet.append(row)
    book.create_sheet("空白")
    path = tmp_path / "客户名单.xlsx"
    book.save(path)
    return path


@pytest.fixture
def wizard(desk: RememberingDesk, qtbot: QtBot) -> ImportWizard:
    made = ImportWizard(desk)
    shown(qtbot, desk, made)
    return made
