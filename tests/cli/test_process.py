"""The command line as its own process: clean output, exit codes, no Qt, and a whole day."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pypdf
import pytest

from crmdesk.core.services import checking, customers
from tests import factories

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LANG": "C", "PYTHONIOENCODING": "ascii", **extra}
    environment.pop("PYTHONUTF8", None)
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *arguments],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_that_a_whole_day_works_from_the_command_line(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["2026年客户名单"],
        ["姓名", "手机", "地址"],
        ["欧阳娜娜", "138-0000-1002", "杭州市西湖区文三路268号"],
        ["张伟", "13800001001 / 0571-88001234", "杭州市滨江区江南大道100号"],
    ):
        sheet.append(row)
    book.save(tmp_path / "客户.xlsx")
    start = ("--db", str(tmp_path / "店.db"))

    imported = run(*start, "--json", "import", str(tmp_path / "客户.xlsx"))
    assert (imported.returncode, imported.stderr) == (0, "")
    document = json.loads(imported.stdout)
    assert document["created"] == 2

    hits = json.loads(run(*start, "find", "oynn", "--json").stdout)
    assert [hit["name"] for hit in hits] == ["欧阳娜娜"]
    number = str(hits[0]["id"])
    planned = run(*start, "follow-up", number, "--due", "tomorrow", "--what", "送样布")
    assert planned.returncode == 0, planned.stderr
    for place, customer in enumerate(("1", "2")):
        visit = run(
            *(*start, "visit", customer, "--on", "2027-03-05", "--time", f"{9 + place}:30"),
            *("--purpose", "上门量尺", "--staff", "陈思"),
        )
        assert visit.returncode == 0, visit.stderr

    target = tmp_path / "拜访计划.pdf"
    printed = run(*start, "schedule", "--from", "2027-03-05", "--pdf", str(target), DISPLAY="")
    assert (printed.returncode, printed.stderr) == (0, "")
    text = "".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    assert all(words in text for words in ("欧阳娜娜", "张伟", "09:30", "文三路", "量尺"))

    undone = run(
        *start, "undo", str(document["import_id"]), "--edited", "undo", "--json", "--lang", "zh_CN"
    )
    assert undone.returncode == 0, undone.stderr
    assert json.loads(run(*start, "find", "oynn", "--json").stdout) == []
    assert json.loads(run(*start, "today", "--on", "2027-03-05", "--json").stdout)["visits"] == []


@pytest.mark.parametrize(
    "command",
    [["find", "zw"], ["today"], ["history"], ["show", "1"], ["check"], ["add", "--name", "王芳"]],
)
def test_that_commands_that_print_nothing_load_no_qt(tmp_path: Path, command: list[str]) -> None:
    program = (
        "import sys; from crmdesk.cli import main\n"
        f"db = {str(tmp_path / 'a.db')!r}\n"
        "assert main(['--db', db, 'add', '--name', '张伟']) == 0\n"
        f"code = main(['--db', db, *{command!r}])\n"
        "loaded = [name for name in sys.modules if name.startswith(('PySide6', 'crmdesk.ui'))]\n"
        "sys.exit(f'{code} {loaded}' if code or loaded else 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_that_several_may_write_at_once_while_the_database_is_open(tmp_path: Path) -> None:
    shop = factories.open_shop(tmp_path)
    start = [sys.executable, str(ROOT / "main.py"), "--db", str(shop.path), "--json", "complaint"]
    started = [
        subprocess.Popen(
            [*start, "new", "--walk-in", f"{name}", "--what", "慢"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for name in "甲乙丙丁"
    ]
    for number in range(20):
        factories.add(shop, f"窗{number}")
    answers = [one.communicate() for one in started]
    assert [one.returncode for one in started] == [0] * 4, answers
    numbers = {json.loads(out)["complaint"]["number"] for out, _err in answers}
    assert len(numbers) == 4
    assert customers.count_all(shop) == 20
    assert checking.check(shop).ok
    shop.database.close()


def test_that_a_failure_leaves_standard_output_clean(tmp_path: Path) -> None:
    done = run("--db", str(tmp_path / "没有.db"), "find", "张伟")
    assert (done.returncode, done.stdout) == (1, "")
    assert "没有.db" in done.stderr
    assert "Traceback" not in done.stderr


def test_that_a_program_reads_a_failure_as_one_document(tmp_path: Path) -> None:
    done = run("--db", str(tmp_path / "没有.db"), "find", "张伟", "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert list(told) == ["error", "advice"] and "没有.db" in told["error"]
    assert told["error"] in done.stderr
    assert "Traceback" not in done.stderr


def test_that_wrong_usage_ends_with_two(tmp_path: Path) -> None:
    done = run("--db", str(tmp_path / "a.db"), "show")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


def test_that_a_reader_who_leaves_early_is_no_failure_on_the_screen(tmp_path: Path) -> None:
    database = str(tmp_path / "a.db")
    run("--db", database, "demo", "--customers", "300")
    asked = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "--db", database, "find", "13", "--limit", "300"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert asked.stdout is not None
    assert asked.stderr is not None
    asked.stdout.close()
    words = asked.stderr.read()
    asked.wait()
    asked.stderr.close()
    assert words == b""


def test_that_the_self_test_tries_everything() -> None:
    done = run("self-test")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == 13
    found = json.loads(run("self-test", "--json").stdout)
    assert found["ok"] is True
    assert len(found["steps"]) == 12
