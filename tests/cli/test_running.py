"""The command line refuses in one sentence, in any language, and leaves nothing half done."""

from __future__ import annotations

import json
import signal
from argparse import Namespace
from pathlib import Path

import pytest

from crmdesk.cli import main
from crmdesk.cli.session import opened, stoppable
from crmdesk.core import paths
from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.services import demo, workspace
from tests.cli.conftest import Run


def test_that_pictures_of_every_screen_are_asked_for_by_folder(
    refused: Run, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    code, words = refused("screens", str(tmp_path / "file"))
    assert code == 1
    assert "cannot be made" in words


@pytest.mark.parametrize(
    "arguments",
    [
        ["find"],
        ["nonsense"],
        [],
        ["show", "none"],
        ["show", "0"],
        ["add", "--mobile", "13800001001"],
        ["follow-up", "1", "--due", "someday", "--what", "x"],
        ["visit", "1", "--on", "2026-02-30"],
        ["import", "list.xlsx", "--map", "手机"],
        ["import", "list.xlsx", "--on-duplicate", "guess"],
        ["screens", "folder", "--size", "big"],
        ["find", "x", "--unknown"],
        ["screens", ""],
        ["export", " "],
        ["import", "list.xlsx", "--header-row", "-1"],
        ["today", "--on", "9999-12-30"],
        ["today", "--on", "1899-12-31"],
        ["today", "--on", "+2900000"],
        ["follow-up", "1", "--due", "2201-01-01", "--what", "x"],
        ["schedule", "--from", "today", "--days", "367", "--pdf", "x.pdf"],
    ],
)
def test_that_wrong_usage_is_told_with_advice(
    arguments: list[str], refused: Run, database: Path
) -> None:
    code, words = refused(*arguments)
    assert code == 2
    assert "--help" in words
    assert len(words.splitlines()) == 2
    assert not database.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["visit", "1", "--on", "2026-02-31"],
        ["follow-up", "1", "--due", "2026-02-31", "--what", "x"],
        ["calendar", "--from", "2026-02-31", "--to", "2026-03-01"],
        ["print", "day", "--from", "2026-02-31", "--pdf", "x.pdf"],
    ],
)
def test_that_a_day_that_never_comes_is_called_so(arguments: list[str], refused: Run) -> None:
    code, words = refused(*arguments)
    assert code == 2
    assert "There is no such day: 2026-02-31. Check the day and the month." in words


def test_that_failures_are_one_sentence_and_leave_no_database(
    refused: Run, database: Path, tmp_path: Path
) -> None:
    (tmp_path / "not a list.xlsx").write_text("hello", encoding="utf-8")
    for arguments in (
        ["import", str(tmp_path / "missing.xlsx")],
        ["import", str(tmp_path)],
        ["import", str(tmp_path / "not a list.xlsx")],
        ["add", "--name", "张伟", "--birthday", "soon"],
        ["find", "张伟"],
    ):
        code, words = refused(*arguments)
        assert code == 1, arguments
        assert 1 <= len(words.splitlines()) <= 2
        assert not database.exists(), arguments


def test_that_a_file_that_is_no_database_stays_as_it_is(refused: Run, database: Path) -> None:
    database.write_text("these are notes", encoding="utf-8")
    assert refused("today")[0] == 1
    assert database.read_text(encoding="utf-8") == "these are notes"


def test_that_an_unknown_language_is_told_with_those_there_are(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    for arguments in (
        ["--lang", "xx", "history"],
        ["--lang", "zh_CN", "history", "--lang=fr"],
        ["--theme", "dark", "--lang", "zho"],
        ["--lang", ""],
    ):
        assert main(["--db", str(database), *arguments]) == 2
        words = capsys.readouterr().err
        assert "the languages are en, zh_CN." in words
        assert len(words.splitlines()) == 2
    assert not database.exists()


@pytest.mark.parametrize("code", ["zh", "zh_CN", "zh-CN", "zh_CN.UTF-8"])
def test_that_the_last_language_wins_however_it_is_written(
    capsys: pytest.CaptureFixture[str], code: str
) -> None:
    assert main(["--lang", "en_US", "find", "--lang", code]) == 2
    assert "用法" in capsys.readouterr().err
    assert main(["--lang", code, "find", "--lang", "en"]) == 2
    assert "shows how it is used" in capsys.readouterr().err


def test_that_what_failed_leaves_no_new_database(refused: Run, answer: Run, database: Path) -> None:
    files = set(database.parent.iterdir())
    assert refused("add", "--name", " ")[0] == 1
    with pytest.raises(Cancelled), opened(Namespace(db=str(database)), make=True):
        raise Cancelled("stopped")
    assert set(database.parent.iterdir()) == files
    answer("add", "--name", "张伟")
    assert refused("add", "--name", " ")[0] == 1
    assert [hit["name"] for hit in answer("find", "张伟")] == ["张伟"]


def test_that_work_done_before_a_failure_is_kept(answer: Run, database: Path) -> None:
    with (
        pytest.raises(Cancelled),
        opened(Namespace(db=str(database)), make=True) as work,
    ):
        demo.fill(work, 5)
        raise Cancelled("stopped")
    assert len(answer("history")) == 1


def test_that_help_and_answers_come_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    assert main(["--lang", "zh_CN", "add", "--help"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("用法：crmdesk add")
    assert "会员卡号" in shown
    main(["--db", str(database), "add", "--name", "张伟", "--lang", "zh_CN"])
    assert capsys.readouterr().out.startswith("张伟")
    main(["--db", str(database), "--lang", "zh_CN", "show", "9"])
    assert "客户" in capsys.readouterr().err


def test_that_an_unexpected_error_is_logged_and_told_in_one_sentence(
    answer: Run, refused: Run
) -> None:
    answer("add", "--name", "张伟")
    # Nobody foresaw a file name that no system can hold.
    code, words = refused("backup", "bad\x00name")
    assert code == 1
    sentence, kept = words.splitlines()
    assert "did not expect" in sentence
    log = paths.log_dir() / "crmdesk.log"
    assert str(log) in kept
    assert "ValueError" in log.read_text(encoding="utf-8")


def test_that_ctrl_c_stops_long_work_with_nothing_written(database: Path, answer: Run) -> None:
    before = signal.getsignal(signal.SIGINT)
    work = workspace.open_workspace(database)
    with stoppable(Namespace(json=True)) as progress:
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(Cancelled):
            demo.fill(work, 20, progress=progress)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
    workspace.close(work)
    assert signal.getsignal(signal.SIGINT) is before
    assert answer("history") == []


def test_that_a_mistyped_folder_is_told_and_not_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "nope" / "folder"
    assert main(["--db", str(folder / "x.db"), "add", "--name", "张伟"]) == 1
    assert capsys.readouterr().err.startswith(f"There is no folder {folder}.\n")
    assert not folder.parent.exists()


def test_that_a_chinese_sentence_has_no_blank_behind_it(refused: Run) -> None:
    _code, words = refused("--lang", "zh_CN", "follow-up", "1", "--what", "x", "--due", "x")
    assert words.splitlines()[0] == "--due：“x”不是日期。可写成 +7、明天 或 2026-12-05。"


def test_that_a_chinese_answer_has_chinese_colons(answer: Run, said: Run) -> None:
    answer("add", "--name", "张伟")
    answer("follow-up", "1", "--due", "today", "--what", "送样", "--repeat", "every day")
    assert "今天到期：1" in said("--lang", "zh_CN", "today").splitlines()
    shown = said("--lang", "zh_CN", "show", "1").splitlines()
    assert shown[-1].split()[1:] == ["跟进：电话", "待办", "送样：每天"]
    assert shown[-2].split() == ["日期", "类型", "状态", "内容"]


def test_that_what_was_done_is_answered_though_no_backup_can_be_made(
    answer: Run, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    backups = paths.backup_dir(database)
    backups.parent.mkdir(parents=True, exist_ok=True)
    backups.write_text("a file where the folder should be", encoding="utf-8")
    assert main(["--db", str(database), "add", "--name", "张伟", "--json"]) == 0
    done = capsys.readouterr()
    assert json.loads(done.out)["id"] == 1
    assert done.err.startswith("The backup ") and len(done.err.splitlines()) == 1
    assert main(["--db", str(database), "find", "张伟"]) == 0
    assert "张伟" in capsys.readouterr().out
    # What failed is told, not the backup in its place.
    assert main(["--db", str(database), "show", "9", "--json"]) == 1
    assert "number 9" in json.loads(capsys.readouterr().out)["error"]
    backups.unlink()
    assert len(answer("find", "张伟")) == 1
    assert len(answer("backups")) == 1


def test_that_a_clock_that_was_set_back_is_told_until_something_is_changed(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ahead = workspace.open_workspace(database, clock=fixed_clock(2099, 1, 1))
    demo.fill(ahead, 3)
    ahead.database.close()
    assert main(["--db", str(database), "history"]) == 0
    words = capsys.readouterr().err
    assert "but the last change was made at 2099-01-01" in words
    assert "Check date and time" in words and len(words.splitlines()) == 1
    assert main(["--db", str(database), "history", "--json"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["--db", str(database), "add", "--name", "张伟"]) == 0
    assert "last change" in capsys.readouterr().err
    assert main(["--db", str(database), "history"]) == 0
    assert capsys.readouterr().err == ""
