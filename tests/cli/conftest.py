"""The command line in tests: what it answers, says and refuses, and a list to import."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from crmdesk.cli import main

Run = Callable[..., Any]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "店铺.db"


@pytest.fixture
def answer(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with --json and return its document; it must succeed."""

    def run(*arguments: str) -> Any:
        code = main(["--db", str(database), *arguments, "--json"])
        done = capsys.readouterr()
        assert code == 0, done.err
        return json.loads(done.out)

    return run


@pytest.fixture
def refused(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command that fails and return its exit code and its words."""

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["--db", str(database), *arguments])
        done = capsys.readouterr()
        assert done.out == ""
        assert "Traceback" not in done.err
        return code, done.err

    return run


@pytest.fixture
def said(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command and return the lines it prints for people."""

    def run(*arguments: str) -> str:
        code = main(["--db", str(database), *arguments])
        done = capsys.readouterr()
        assert code == 0, done.err
        assert done.err == ""
        return done.out

    return run


def make_list(path: Path, rows: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "会员"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def members(tmp_path: Path) -> Path:
    return make_list(
        tmp_path / "客户名单.xlsx",
        [
            ["清和布艺 2026 年客户名单"],
            ["姓名", "手机", "出生日期", "喜欢的颜色"],
            ["张伟", "138 0000 1001", "1990.5.1", "蓝"],
            ["欧阳娜娜", 13800001002, "5月1日", "红"],
            ["", "13800001003", "", ""],
            ["张伟", "13800001001", "", ""],
        ],
    )
