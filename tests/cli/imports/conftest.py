"""The import on the command line: what it answers and says, and a list in a workbook."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from crmdesk.cli import main
from tests.core.importing import making

Run = Callable[..., Any]
Said = tuple[int, list[str], list[str]]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "店铺.db"


@pytest.fixture
def answer(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command with --json and return its document; it must succeed."""

    def run(*arguments: object) -> Any:
        code = main(["--db", str(database), *map(str, arguments), "--json"])
        done = capsys.readouterr()
        assert (code, done.err) == (0, "")
        return json.loads(done.out)

    return run


@pytest.fixture
def said(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command and return its exit code, its lines and its complaints."""

    def run(*arguments: object) -> tuple[int, list[str], list[str]]:
        code = main(["--db", str(database), *map(str, arguments)])
        done = capsys.readouterr()
        return code, done.out.splitlines(), done.err.splitlines()

    return run


@pytest.fixture
def members(tmp_path: Path) -> Path:
    rows = [
        ("姓名", "手机", "生日"),
        ("张伟", "13800001001", "1990-05-03"),
        ("", "13800001003", ""),
        ("李娜", "13800001002", "1991-06-04"),
    ]
    return making.xlsx(tmp_path / "客户名单.xlsx", rows, "会员")
