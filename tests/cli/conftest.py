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
def run(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command and return its exit code, its output and its complaint."""

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["--db", str(database), *arguments])
        done = capsys.readouterr()
        assert "Traceback" not in done.err
        return code, done.out, done.err

    return run


@pytest.fixture
def answer(run: Run) -> Run:
    """Run a command with --json and return its document; it must succeed."""

    def ask(*arguments: str) -> Any:
        code, out, err = run(*arguments, "--json")
        assert code == 0, err
        return json.loads(out)

    return ask


@pytest.fixture
def refused(run: Run) -> Run:
    """Run a command that fails and return its exit code and its words."""

    def ask(*arguments: str) -> tuple[int, str]:
        code, out, err = run(*arguments)
        assert out == ""
        return code, err

    return ask


@pytest.fixture
def said(run: Run) -> Run:
    """Run a command and return the lines it prints for people."""

    def ask(*arguments: str) -> str:
        code, out, err = run(*arguments)
        assert (code, err) == (0, "")
        return out

    return ask


@pytest.fixture
def crm(run: Run) -> Run:
    """Run a command with --json on a shop with one customer.

    Returns its document, or its exit code and words.
    """

    def ask(*arguments: str) -> Any:
        code, out, err = run(*arguments, "--json")
        return json.loads(out) if code == 0 else (code, err)

    ask("add", "--name", "张伟")
    return ask


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
