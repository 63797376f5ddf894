"""The command line: what it answers, what it refuses, and in which words."""

from __future__ import annotations

import datetime as dt
import json
import signal
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from crmdesk.cli import main
from crmdesk.cli.session import opened, stoppable
from crmdesk.core import paths
from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.services import demo, workspace

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


def test_that_an_import_answers_exactly_the_promised_document(answer: Run, members: Path) -> None:
    found = answer("import", str(members))
    assert list(found) == [
        *("import_id", "file", "sheet", "encoding", "header_row", "rows", "created", "updated"),
        *("skipped", "failed", "mapping", "problems", "seconds", "warnings"),
        *("target", "hidden_rows", "failed_file"),
    ]
    assert found["warnings"] == [
        "1 column is left out: 喜欢的颜色. --rest fields or --rest notes keeps it."
    ]
    assert (found["target"], found["hidden_rows"], found["failed_file"]) == ("customers", 0, None)
    assert found["import_id"] > 0
    assert (found["sheet"], found["header_row"], found["encoding"]) == ("会员", 2, None)
    assert found["rows"] == 4
    assert (found["created"], found["updated"], found["skipped"], found["failed"]) == (2, 0, 1, 1)
    assert found["mapping"] == {
        "姓名": "name",
        "手机": "mobile",
        "出生日期": "birthday",
        "喜欢的颜色": None,
    }
    assert [list(one) for one in found["problems"]] == [
        ["row", "column", "value", "message", "advice"]
    ]
    assert found["problems"][0]["row"] == 5


def test_that_a_mapping_given_by_hand_wins(answer: Run, members: Path) -> None:
    found = answer("import", str(members), "--map", "喜欢的颜色=notes", "--map", "手机=")
    assert found["mapping"]["喜欢的颜色"] == "notes"
    assert found["mapping"]["手机"] is None
    person = answer("show", "1")
    assert (person["notes"], person["mobile"]) == ("喜欢的颜色: 蓝", "")


def test_that_a_dry_run_writes_nothing(answer: Run, members: Path, database: Path) -> None:
    found = answer("import", str(members), "--dry-run")
    assert (found["import_id"], found["created"]) == (None, 2)
    assert not database.exists()
    answer("add", "--name", "张伟", "--mobile", "13800001001")
    assert answer("import", str(members), "--dry-run")["created"] == 1
    assert len(answer("history")) == 1


def test_that_the_duplicate_mode_is_kept(answer: Run, members: Path) -> None:
    answer("import", str(members))
    again = answer("import", str(members), "--on-duplicate", "skip")
    assert (again["created"], again["skipped"]) == (0, 3)
    added = answer("import", str(members), "--on-duplicate", "add")
    assert added["created"] == 3


def test_that_an_import_is_told_in_a_few_plain_lines(said: Run, members: Path) -> None:
    text = said("import", str(members))
    assert "4 rows: 2 new, 0 updated, 1 skipped, 1 failed." in text
    assert "crmdesk undo 1 takes this import back." in text
    assert "There is no name in this row." in text


def test_that_a_customer_is_found_by_initials_and_last_digits(answer: Run, members: Path) -> None:
    answer("import", str(members))
    hits = answer("find", "oynn")
    assert [list(hit) for hit in hits] == [["id", "name", "mobile", "company", "grade", "matched"]]
    assert (hits[0]["name"], hits[0]["mobile"]) == ("欧阳娜娜", "13800001002")
    assert hits[0]["matched"]["field"] == "name"
    by_digits = answer("find", "1001")
    assert [hit["name"] for hit in by_digits] == ["张伟"]
    assert by_digits[0]["matched"]["field"] == "mobile"
    assert len(answer("find", "138", "--limit", "1")) == 1


def test_that_every_field_can_be_added_and_is_shown(answer: Run) -> None:
    made = answer(
        *("add", "--name", "李娜", "--mobile", "138-0000-2001", "--mobile", "13900002002"),
        *("--phone", "0571-88001234", "--wechat", "lina_88", "--qq", "12345678"),
        *("--email", "LiNa@Example.com", "--fax", "0571-88001235", "--website", "example.com"),
        *("--other", "douyin lina", "--company", "清和布艺", "--address", "杭州市西湖区文三路1号"),
        *("--birthday", "八月十五", "--lunar", "--gender", "女", "--grade", "A", "--stage", "忠诚"),
        *("--source", "微信", "--referrer", "王芳", "--tag", "窗帘", "--tag", "老客户"),
        *("--staff", "陈思", "--card", "VIP1", "--notes", "喜欢素色", "--created", "2024-05-06"),
        *("--contact-person", "王强", "--postcode", "310012"),
    )
    found = answer("show", str(made["id"]))
    assert found["name"] == "李娜"
    assert [one["value"] for one in found["methods"]] == [
        *("13800002001", "13900002002", "0571-88001234", "lina_88", "12345678"),
        *("lina@example.com", "0571-88001235", "example.com", "douyin lina"),
    ]
    assert found["birthday"] == "L--08-15"
    assert found["addresses"] == [
        {"text": "杭州市西湖区文三路1号", "district": "西湖区", "postcode": "310012"}
    ]
    assert [one["name"] for one in found["persons"]] == ["王强"]
    assert {key: found[key] for key in ("gender", "grade", "stage", "source", "referrer")} == {
        "gender": "female",
        "grade": "A",
        "stage": "loyal",
        "source": "wechat",
        "referrer": "王芳",
    }
    assert (found["tags"], found["staff"], found["card"]) == (["窗帘", "老客户"], "陈思", "VIP1")
    assert (found["notes"], found["created"]) == ("喜欢素色", "2024-05-06")
    assert answer("add", "--name", "恒达酒店", "--kind", "company")["lookalikes"] == []


def test_that_a_lookalike_is_named_and_does_not_block(answer: Run) -> None:
    first = answer("add", "--name", "张伟", "--mobile", "13800001001")
    second = answer("add", "--name", "张伟", "--mobile", "13800001001")
    assert second["id"] != first["id"]
    assert [one["id"] for one in second["lookalikes"]] == [first["id"]]


def test_that_a_follow_up_waits_today_and_is_done(answer: Run) -> None:
    answer("add", "--name", "张伟", "--mobile", "13800001001")
    made = answer("follow-up", "1", "--due", "today", "--what", "回电话", "--time", "下午3点")
    waiting = answer("today")
    assert waiting["counts"]["due"] == 1
    assert (waiting["due"][0]["what"], waiting["due"][0]["time"]) == ("回电话", "15:00")
    answer("done", str(made["id"]), "--note", "谈好了", "--next", "+7")
    after = answer("today")
    assert (after["counts"]["due"], after["counts"]["coming"]) == (0, 1)
    timeline = answer("show", "1")["timeline"]
    assert any("谈好了" in item["text"] for item in timeline if item["noun"] == "activity")


def test_that_a_visit_is_on_the_day_it_was_planned_for(answer: Run) -> None:
    answer("add", "--name", "张伟", "--address", "杭州市西湖区文三路1号")
    answer(
        "visit", "1", "--on", "2027-03-05", "--time", "9:30", "--purpose", "量尺", "--staff", "陈思"
    )
    found = answer("today", "--on", "2027-03-05")
    assert found["on"] == "2027-03-05"
    assert [
        (one["customer"], one["time"], one["purpose"], one["staff"], one["district"])
        for one in found["visits"]
    ] == [("张伟", "09:30", "量尺", "陈思", "西湖区")]
    assert answer("today", "--on", "2027-03-06")["visits"] == []


def test_that_undo_takes_back_the_last_and_then_a_named_operation(answer: Run) -> None:
    first = answer("add", "--name", "张伟")
    answer("add", "--name", "王芳")
    answer("undo")
    assert answer("find", "王芳") == []
    answer("undo", str(first["operation_id"]))
    assert answer("find", "张伟") == []
    lines = answer("history", "--limit", "2")
    assert [list(line) for line in lines] == [["id", "at", "who", "kind", "text", "can_undo"]] * 2
    assert [line["kind"] for line in lines] == ["undo", "undo"]


def test_that_undo_asks_about_customers_changed_since(
    answer: Run, refused: Run, members: Path
) -> None:
    number = str(answer("import", str(members))["import_id"])
    answer("follow-up", "1", "--due", "tomorrow", "--what", "回电话")
    code, words = refused("undo", number)
    assert code == 1
    assert "1 张伟" in words
    assert "--edited keep" in words
    answer("undo", number, "--edited", "keep")
    assert [hit["name"] for hit in answer("find", "138")] == ["张伟"]


def test_that_undo_can_include_customers_changed_since(answer: Run, members: Path) -> None:
    number = str(answer("import", str(members))["import_id"])
    answer("follow-up", "1", "--due", "tomorrow", "--what", "回电话")
    answer("undo", number, "--edited", "undo")
    assert answer("find", "138") == []


@pytest.mark.parametrize("name", ["全部客户.xlsx", "全部客户.csv", "全部客户.vcf"])
def test_that_an_export_is_read_back_as_the_same_customers(
    answer: Run, tmp_path: Path, name: str
) -> None:
    answer("demo", "--customers", "30")
    target = tmp_path / name
    written = answer("export", str(target))
    assert (written["rows"], written["file"]) == (30, str(target))
    again = answer("import", str(target), "--on-duplicate", "overwrite")
    assert (again["rows"], again["created"], again["failed"]) == (30, 0, 0)


def test_that_the_demo_is_refused_where_customers_are(answer: Run, refused: Run) -> None:
    assert answer("demo", "--customers", "12", "--seed", "3")["customers"] == 12
    code, words = refused("demo", "--customers", "12")
    assert code == 1
    assert "new file" in words


def test_that_backups_are_listed_and_restored(answer: Run, tmp_path: Path) -> None:
    answer("add", "--name", "张伟")
    made = answer("backup", str(tmp_path / "备份.db"))
    assert made["checked"] is True
    answer("add", "--name", "王芳")
    restored = answer("restore", made["file"])
    assert Path(restored["kept"]).exists()
    assert answer("find", "王芳") == []
    assert [hit["name"] for hit in answer("find", "张伟")] == ["张伟"]
    listed = answer("backups")
    assert listed
    assert all(one["checked"] and Path(one["file"]).exists() for one in listed)


def test_that_a_check_says_what_it_found_and_rebuilds(answer: Run) -> None:
    answer("demo", "--customers", "5")
    found = answer("check", "--rebuild")
    assert (found["ok"], found["problems"]) == (True, [])
    assert any("5 customers" in line for line in found["lines"])


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


def test_that_a_sheet_that_is_not_there_is_told_with_those_that_are(
    refused: Run, members: Path
) -> None:
    code, words = refused("import", str(members), "--sheet", "没有")
    assert code == 1
    assert "会员" in words


def test_that_a_file_that_is_no_database_stays_as_it_is(refused: Run, database: Path) -> None:
    database.write_text("these are notes", encoding="utf-8")
    assert refused("today")[0] == 1
    assert database.read_text(encoding="utf-8") == "these are notes"


def test_that_days_long_ago_and_far_away_can_be_asked_for(answer: Run) -> None:
    answer("demo", "--customers", "30")
    for day in ("1900-01-01", "2099-12-31"):
        assert answer("today", "--on", day)["on"] == day


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


def test_that_warnings_about_a_file_are_told(answer: Run, said: Run, tmp_path: Path) -> None:
    file = tmp_path / "名单.csv"
    file.write_bytes("姓名,手机\n张伟,13800001001\n".encode() + b"\xff\xff,1\n")
    warnings = answer("import", str(file), "--dry-run")["warnings"]
    assert warnings
    assert all(one in said("import", str(file), "--dry-run") for one in warnings)


def test_that_the_row_of_the_headers_is_given_as_the_file_counts(
    answer: Run, refused: Run, members: Path
) -> None:
    second = answer("import", str(members), "--header-row", "2", "--dry-run")
    assert (second["header_row"], second["rows"]) == (2, 4)
    assert list(second["mapping"])[:2] == ["姓名", "手机"]
    third = answer(
        *("import", str(members), "--header-row", "3", "--map", "张伟=name", "--dry-run")
    )
    assert (third["header_row"], third["rows"]) == (3, 3)
    none = answer(
        *("import", str(members), "--header-row", "0", "--map", "Column 1=name", "--dry-run")
    )
    assert (none["header_row"], none["rows"]) == (0, 6)
    code, words = refused("import", str(members), "--header-row", "7")
    assert code == 1
    assert "1 to 6" in words


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


def test_that_no_visits_make_no_schedule(answer: Run, refused: Run, tmp_path: Path) -> None:
    answer("add", "--name", "张伟")
    target = tmp_path / "plan.pdf"
    code, words = refused("schedule", "--from", "2027-01-01", "--pdf", str(target))
    assert code == 1
    assert "Plan visits first" in words
    assert not target.exists()


def test_that_help_and_answers_come_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], database: Path
) -> None:
    assert main(["--lang", "zh_CN", "add", "--help"]) == 0
    assert "会员卡号" in capsys.readouterr().out
    main(["--db", str(database), "add", "--name", "张伟", "--lang", "zh_CN"])
    assert capsys.readouterr().out.startswith("张伟")
    main(["--db", str(database), "--lang", "zh_CN", "show", "9"])
    assert "客户" in capsys.readouterr().err


def test_that_values_of_the_data_cannot_steer_the_terminal(said: Run) -> None:
    said("add", "--name", "张\x1b[31m伟 <b>{{x}}</b>")
    text = said("find", "张")
    assert "\x1b" not in text
    assert "{{x}}" in text


def test_that_tables_stand_in_line_with_wide_signs(said: Run) -> None:
    for name, mobile in (("王芳", "13800001002"), ("Amy Wu", "13800001003")):
        said("add", "--name", name, "--mobile", mobile)
    lines = said("find", "138").splitlines()
    wide = [sum(2 if sign > "\u2e80" else 1 for sign in line.split("138")[0]) for line in lines[1:]]
    assert len(wide) == 2
    assert len(set(wide)) == 1


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


def test_that_today_without_a_date_is_today(answer: Run) -> None:
    answer("add", "--name", "张伟")
    assert answer("today")["on"] == dt.datetime.now().astimezone().date().isoformat()


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
