"""What the command line says to a Chinese owner has no English left in it, and stands in line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from crmdesk.cli import main
from crmdesk.cli.output import width
from tests.cli.conftest import Run

# Words that are typed or are names of files: no sentence is made of them.
_NAMES = re.compile(
    r"crmdesk(?: [a-z-]+)*|--[a-z-]+|TS-\d{4}-\d+|\.?(?:db|csv|pdf|xlsx|sha256)\b|RRULE|A4|KB"
)
_ENGLISH = re.compile(r"[A-Za-z]{3,}")

FULL = (
    ["find", "张"],
    ["show", "1"],
    ["today"],
    ["silent"],
    ["silent", "--never"],
    ["birthdays", "--days", "366"],
    ["greetings", "--days", "366"],
    ["calendar", "--from", "today", "--to", "+7"],
    ["remind"],
    ["spread"],
    ["suggest"],
    ["plan"],
    ["rounds"],
    ["complaint", "list"],
    ["complaint", "list", "--all"],
    ["complaint", "show", "1"],
    ["complaint", "note", "1", "--note", "催过"],
    ["complaint", "acknowledge", "1"],
    ["complaint", "answer", "1", "--action", "换新", "--founded", "是", "--cost", "12"],
    ["complaint", "try-call", "1"],
    ["complaint", "close", "1", "--satisfaction", "1"],
    ["complaint", "reopen", "1", "--note", "又坏"],
    ["complaint", "show", "1"],
    ["report", "complaints"],
    ["history"],
    ["imports"],
    ["backup"],
    ["duplicates"],
    ["shop"],
    ["check"],
    ["undo"],
)


def said(capsys: pytest.CaptureFixture[str], database: Path, *arguments: str) -> tuple[int, str]:
    code = main(["--db", str(database), "--lang", "zh_CN", *arguments])
    done = capsys.readouterr()
    return code, done.out + done.err


def english_in(words: str) -> list[str]:
    # Names of folders and files are what they are.
    return _ENGLISH.findall(_NAMES.sub("", re.sub(r"/\S+", "", words)))


@pytest.fixture
def owner(answer: Run, database: Path) -> Path:
    answer("add", "--name", "张伟", "--mobile", "13800138000", "--birthday", "1990-05-01")
    answer("add", "--name", "李娜", "--birthday", "农历八月十五", "--district", "西湖区")
    answer("follow-up", "1", "--due", "today", "--what", "送样", "--repeat", "每周一")
    answer("visit", "1", "--on", "today", "--purpose", "量尺", "--time", "9:30")
    answer("round", "城西", "1", "2", "--repeat", "每周二")
    answer("complaint", "new", "--customer", "1", "--what", "窗帘掉色", "--category", "质量")
    answer("complaint", "new", "--walk-in", "王先生", "--what", "送晚了", "--severity", "严重")
    return database


def test_that_no_answer_has_english_in_it(owner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in FULL:
        code, words = said(capsys, owner, *arguments)
        assert code == 0, (arguments, words)
        assert english_in(words) == [], arguments


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "99"],
        ["show", "x"],
        ["complaint", "show", "99"],
        ["complaint", "close", "1"],
        ["complaint", "answer", "1"],
        ["complaint", "answer", "1", "--action", "x", "--cost", "12.345"],
        ["complaint", "reopen", "1"],
        ["complaint", "duplicate", "1", "--of", "1"],
        ["complaint", "new", "--walk-in", "王" * 101, "--what", "慢"],
        ["complaint", "list", "--from", "+1", "--to", "today"],
        ["complaint", "list", "--from", "2026-02-30"],
        ["done", "99"],
        ["move", "99", "--to", "today"],
        ["visit", "99", "--on", "today"],
        ["visit", "1", "--on", "today", "--time", "25:00"],
        ["merge", "1"],
        ["unmerge", "99"],
        ["undo", "99"],
        ["rounds", "--pause", "99"],
        ["round", "城西", "1", "--repeat", "乱写"],
        ["report", "complaints", "--month", "2026-13"],
        ["import", "没有.csv"],
        ["export", "没有/客户.csv"],
        ["restore", "没有.db"],
        ["backup", "没有/备份.db"],
        ["print", "没有", "--pdf", "a.pdf"],
    ],
)
def test_that_no_refusal_has_english_in_it(
    owner: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    code, words = said(capsys, owner, *arguments)
    assert code in (1, 2)
    assert 1 <= len(words.splitlines()) <= 2
    typed = {word for one in arguments for word in re.findall(r"[a-z]+", one)}
    codes = {"acknowledge", "answer", "wait", "customer", "third", "unfounded", "duplicate", "note"}
    styles = {"day", "sheet", "compact", "week", "grid", "list", "visit", "form", "file", "month"}
    styles |= {"emergency", "birthdays", "complaint", "labels", "envelopes", "customer"}
    left = [word for word in english_in(words) if word not in typed | codes | styles]
    assert [word for word in left if word != "help"] == []
    code, told = said(capsys, owner, *arguments, "--json")
    assert list(json.loads(told[: told.index("}") + 1])) == ["error", "advice"]


def test_that_tables_stand_in_line(owner: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, words = said(capsys, owner, "complaint", "list")
    lines = words.splitlines()[:3]
    begins = [
        [width(line[: found.start()]) for found in re.finditer(r"(?<=\s\s)\S", line)]
        for line in lines
    ]
    assert len(begins[0]) > 3
    assert all(set(one) <= set(begins[0]) for one in begins)
