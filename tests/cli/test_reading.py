"""A database on a disc: every command that only reads answers, every other one says why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crmdesk.cli import main
from tests.cli.conftest import Run
from tests.places import mounted

READS = (
    ["find", "张"],
    ["show", "1"],
    ["today"],
    ["silent"],
    ["birthdays"],
    ["greetings"],
    ["calendar", "--from", "today", "--to", "+7"],
    ["remind"],
    ["suggest"],
    ["plan"],
    ["rounds"],
    ["complaint", "list", "--all"],
    ["complaint", "show", "1"],
    ["report", "complaints"],
    ["history"],
    ["imports"],
    ["backups"],
    ["duplicates"],
    ["shop"],
    ["check"],
)
WRITES = (
    ["add", "--name", "李娜"],
    ["follow-up", "1", "--due", "today", "--what", "送样"],
    ["visit", "1", "--on", "today"],
    ["complaint", "new", "--walk-in", "王", "--what", "慢"],
    ["complaint", "note", "1", "--note", "x"],
    ["shop", "--name", "店"],
    ["undo"],
    ["round", "城西", "1", "--repeat", "every day"],
    ["check", "--rebuild"],
)


def test_that_a_disc_is_read_by_every_command_and_written_by_none(
    answer: Run, database: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    answer("add", "--name", "张伟", "--mobile", "13800138000")
    answer("complaint", "new", "--customer", "1", "--what", "色差")
    (tmp_path / "disc").mkdir()
    database.rename(tmp_path / "disc" / database.name)
    with mounted(tmp_path / "disc") as place:
        start = ["--db", str(place / database.name)]
        only = f"{place / database.name} can only be read here; nothing can be saved."
        for arguments in READS:
            assert main([*start, *arguments]) == 0, arguments
            done = capsys.readouterr()
            assert done.out and done.err.startswith(only), arguments
            assert main([*start, *arguments, "--json"]) == 0
            done = capsys.readouterr()
            json.loads(done.out)
            assert done.err == ""
        for arguments in WRITES:
            assert main([*start, *arguments, "--json"]) == 1, arguments
            done = capsys.readouterr()
            assert json.loads(done.out)["error"] == only, arguments
        assert [one.name for one in place.iterdir()] == [database.name]
