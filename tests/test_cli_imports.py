"""The import on the command line: what a user may say of a list, and the lists that came in."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from crmdesk.cli import main
from tests.core.importing import making, making_binary

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


def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_that_a_list_comes_from_another_program(
    answer: Run, monkeypatch: pytest.MonkeyPatch, members: Path
) -> None:
    give(monkeypatch, "姓名,手机\n王芳,13800001009\n".encode("gbk"))
    found = answer("import", "-")
    assert (found["file"], found["encoding"], found["created"]) == ("Standard input", "gb18030", 1)
    give(monkeypatch, members.read_bytes())
    found = answer("import", "-")
    assert (found["sheet"], found["created"], found["failed"]) == ("会员", 2, 1)


def test_that_nothing_from_another_program_leaves_no_database(
    said: Run, monkeypatch: pytest.MonkeyPatch, database: Path
) -> None:
    give(monkeypatch, b"")
    assert said("import", "-") == (1, [], ["This file is empty.", "Choose another file."])
    assert not database.exists()


def test_that_contacts_of_a_phone_are_a_list_too(answer: Run, tmp_path: Path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:张伟\r\nTEL;TYPE=CELL:13800001001\r\nEND:VCARD\r\n"
    (tmp_path / "contacts.txt").write_text(card, encoding="utf-8")
    assert answer("import", tmp_path / "contacts.txt")["created"] == 1
    person = answer("show", 1)
    assert (person["name"], person["mobile"]) == ("张伟", "13800001001")


def test_that_the_encoding_given_by_hand_is_taken(
    answer: Run, said: Run, tmp_path: Path, database: Path
) -> None:
    file = tmp_path / "名單.csv"
    file.write_bytes("姓名,手機\n張偉,13800001001\n".encode("big5"))
    code, _lines, wrong = said("import", file, "--encoding", "klingon")
    assert code == 1 and "klingon" in wrong[0]
    assert not database.exists()
    assert answer("import", file, "--encoding", "big5")["encoding"] == "big5"
    assert answer("show", 1)["name"] == "張偉"


def test_that_a_protected_workbook_opens_with_its_password_only(
    answer: Run,
    said: Run,
    tmp_path: Path,
    members: Path,
    monkeypatch: pytest.MonkeyPatch,
    database: Path,
) -> None:
    locked = making_binary.locked_xlsx(tmp_path / "locked.xlsx", members, "春Tea 88")
    advice = "Give the right one with --password, or in the variable CRMDESK_PASSWORD."
    asked: Said = (1, [], ["This file is protected by a password.", advice])
    assert said("import", locked) == asked
    wrong: Said = (1, [], ["This password does not open the file.", advice])
    assert said("import", locked, "--password", "tea") == wrong
    assert not database.exists()
    assert answer("import", locked, "--password", "春Tea 88", "--dry-run")["created"] == 2
    monkeypatch.setenv("CRMDESK_PASSWORD", "春Tea 88")
    assert answer("import", locked)["created"] == 2
    # What is said last is meant, and a password is nowhere kept.
    assert said("import", locked, "--password", "tea") == wrong
    assert b"Tea 88" not in database.read_bytes()


def two_rows(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["客户", None, "联系", None],
        ["姓名", "称谓", "手机", "微信"],
        ["张伟", "老板", "13800001001", "wx_zw"],
    ):
        sheet.append(row)
    book.save(path)
    return path


def test_that_headers_in_two_rows_are_given_by_both(
    answer: Run, said: Run, tmp_path: Path, database: Path
) -> None:
    file = two_rows(tmp_path / "两行.xlsx")
    two = answer("import", file, "--header-row", "1-2", "--dry-run")
    assert (two["header_row"], two["rows"]) == (1, 1)
    assert list(two["mapping"])[2] == "联系 / 手机"
    one = answer("import", file, "--header-row", "2", "--dry-run")
    assert (one["rows"], one["mapping"]["手机"]) == (1, "mobile")
    alone = answer("import", file, "--header-row", "1-1", "--map", "客户=name", "--dry-run")
    assert alone["rows"] == 2
    for wrong in ("2-1", "1-3", "0-1", "x-2", "1-", "-1"):
        code, _lines, words = said("import", file, f"--header-row={wrong}")
        assert (code, len(words)) == (2, 2), wrong
    code, _lines, words = said("import", file, "--header-row", "3-4")
    assert (code, words[1]) == (1, "The rows with content are 1 to 3.")
    assert not database.exists()


def test_that_failed_rows_go_to_a_workbook_and_come_in_again(
    answer: Run, said: Run, members: Path, tmp_path: Path
) -> None:
    rest = tmp_path / "rest.xlsx"
    code, lines, _wrong = said("import", members, "--failed", rest)
    assert code == 0
    assert f"1 failed row is in {rest}, ready to repair and import again." in lines
    book = openpyxl.load_workbook(rest)
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0] == ["姓名", "手机", "生日", "Row", "Reason"]
    assert rows[1][1] == "13800001003" and rows[1][3] == "3"
    assert len(rows) == 2
    book.worksheets[0]["A2"] = "王芳"
    book.save(rest)
    again = answer("import", rest, "--failed", tmp_path / "none.xlsx")
    assert (again["created"], again["failed"], again["failed_file"]) == (1, 0, None)
    assert not (tmp_path / "none.xlsx").exists()


def test_that_failed_rows_that_cannot_be_written_leave_everything_as_it_was(
    said: Run, members: Path, tmp_path: Path, database: Path
) -> None:
    before = members.read_bytes()
    code, _lines, words = said("import", members, "--failed", members)
    assert (code, words[1]) == (1, "Choose another name for them.")
    assert said("import", members, "--failed", tmp_path / "no folder" / "x.xlsx")[0] == 1
    assert said("import", members, "--failed", tmp_path / "x.csv")[0] == 2
    assert members.read_bytes() == before
    assert not database.exists()


def test_that_the_order_of_dates_is_asked_for_and_given(
    answer: Run, said: Run, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Birthday\nAnn,03/04/1990\nBob,05/06/1991\n", encoding="utf-8")
    open_order = (
        "Birthday: “03/04/1990” is read as 4 March 1990 and may be 3 April 1990; "
        "--date-order day or --date-order month decides."
    )
    assert open_order in answer("import", file, "--dry-run")["warnings"]
    assert open_order in said("import", file, "--dry-run")[1]
    given = answer("import", file, "--date-order", "day")
    assert (given["warnings"], given["problems"]) == ([], [])
    assert answer("show", 1)["birthday"] == "1990-04-03"
    # Next time the answer is known, and another one still counts.
    assert open_order not in answer("import", file, "--dry-run")["warnings"]
    answer("import", file, "--date-order", "month", "--on-duplicate", "add")
    assert answer("show", 3)["birthday"] == "1990-03-04"


def test_that_companies_become_customers_when_asked(answer: Run, said: Run, tmp_path: Path) -> None:
    rows = [("公司名称", "联系人", "手机")]
    rows += [("清和布艺", f"{name}先生", f"1380000100{at}") for at, name in enumerate("赵钱孙李")]
    file = making.xlsx(tmp_path / "公司.xlsx", rows)
    hint = "1 company with 4 contact persons: --companies makes each company one customer."
    assert hint in answer("import", file, "--dry-run")["warnings"]
    found = answer("import", file, "--companies")
    assert (found["created"], found["updated"]) == (1, 3)
    assert hint not in found["warnings"]
    assert answer("show", 1)["name"] == "清和布艺"
    text = said("import", file, "--dry-run")[1]
    assert "Each company becomes one customer with its contact persons." in text


def test_that_hidden_rows_are_told_and_left_out_when_asked(
    answer: Run, said: Run, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["姓名", "手机"], ["张伟", "13800001001"], ["李娜", "13800001002"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("旧").append(["王芳"])
    book["旧"].sheet_state = "hidden"
    file = tmp_path / "名单.xlsx"
    book.save(file)
    both = answer("import", file, "--dry-run")
    assert (both["rows"], both["hidden_rows"]) == (2, 1)
    assert both["warnings"] == [
        "1 hidden row is read too; --without-hidden leaves it out.",
        "1 sheet of this file is hidden: 旧.",
    ]
    shown = answer("import", file, "--without-hidden")
    assert (shown["rows"], shown["created"], shown["hidden_rows"]) == (1, 1, 1)
    assert "1 hidden row is left out." in shown["warnings"]


def test_that_what_was_said_of_a_list_is_known_next_time(
    answer: Run, said: Run, tmp_path: Path
) -> None:
    rows = [("姓名", "手机", "口味"), ("张伟", "13800001001", "淡")]
    file = making.xlsx(tmp_path / "一.xlsx", rows)
    first = answer("import", file, "--map", "口味=notes")
    assert first["mapping"]["口味"] == "notes"
    other = making.xlsx(tmp_path / "二.xlsx", [rows[0], ("李娜", "13800001002", "浓")])
    code, lines, _words = said("import", other, "--dry-run")
    assert code == 0
    assert any(line.startswith("The columns are taken as on 20") for line in lines)
    assert answer("import", other, "--dry-run")["mapping"]["口味"] == "notes"
    anew = answer("import", other, "--dry-run", "--guess-anew")
    assert anew["mapping"]["口味"] is None
    assert answer("import", other, "--map", "口味=")["mapping"]["口味"] is None


def test_that_fields_of_the_shop_are_known_and_new_ones_made(answer: Run, tmp_path: Path) -> None:
    rows = [("姓名", "手机", "茶类"), ("张伟", "13800001001", "红茶")]
    answer("import", making.xlsx(tmp_path / "一.xlsx", rows), "--map", "茶类=new:choice")
    assert answer("show", 1)["custom"] == {"茶类": "红茶"}
    other = [("客户", "电话", "茶类"), ("李娜", "13800001002", "绿茶")]
    found = answer("import", making.xlsx(tmp_path / "二.xlsx", other))
    assert found["mapping"]["茶类"] == "c1"
    assert answer("show", 2)["custom"] == {"茶类": "绿茶"}


def test_that_a_file_seen_before_is_told_and_goes_on(answer: Run, members: Path) -> None:
    answer("import", members)
    again = answer("import", members)
    (told,) = again["warnings"]
    assert told.startswith("This file was imported on 20") and told.endswith(", 3 rows.")
    assert (again["created"], again["skipped"], again["failed"]) == (0, 2, 1)
    answer("undo", 1)
    assert answer("import", members, "--dry-run")["warnings"] == []


def test_that_the_imports_are_listed_the_newest_first(
    answer: Run, said: Run, members: Path, tmp_path: Path
) -> None:
    answer("add", "--name", "王芳")
    assert said("imports") == (0, ["Nothing was imported yet."], [])
    answer("import", members)
    other = making.xlsx(tmp_path / "二.xlsx", [("姓名", "手机"), ("赵敏", "13800001007")])
    answer("import", other)
    for number in range(25):
        answer("add", "--name", f"客户{number}")
    answer("undo", 2)
    newest, first = answer("imports")
    assert list(newest) == [
        *("id", "at", "who", "file", "sheet", "target", "rows", "created", "updated", "skipped"),
        *("failed", "can_undo"),
    ]
    assert (newest["id"], newest["file"], newest["can_undo"]) == (3, "二.xlsx", True)
    assert (first["id"], first["file"], first["sheet"]) == (2, "客户名单.xlsx", "会员")
    assert [first[key] for key in ("rows", "created", "updated", "skipped", "failed")] == [
        *(3, 2, 0, 0, 1)
    ]
    assert (first["target"], first["can_undo"]) == ("customers", False)
    assert [one["id"] for one in answer("imports", "--limit", 1)] == [3]
    lines = said("imports")[1]
    assert len(lines) == 3 and lines[2].endswith("taken back")
    answer("undo", answer("history", "--limit", 1)[0]["id"])
    assert [one["can_undo"] for one in answer("imports")] == [True, True]


def test_that_past_contacts_come_in_and_are_told_as_such(
    answer: Run, said: Run, tmp_path: Path
) -> None:
    answer("add", "--name", "张伟", "--mobile", "13800001001")
    rows = [
        ("手机", "跟进日期", "跟进内容", "下次跟进时间"),
        ("13800001001", "2026-05-03", "送样布", "2026-12-01"),
        ("13900000000", "2026-05-04", "来电", ""),
    ]
    file = making.xlsx(tmp_path / "跟进.xlsx", rows)
    rest = tmp_path / "rest.xlsx"
    found = answer("import", file, "--target", "activities", "--failed", rest)
    assert (found["target"], found["created"], found["failed"]) == ("activities", 1, 1)
    assert found["mapping"] == {
        "手机": "mobile",
        "跟进日期": "on",
        "跟进内容": "text",
        "下次跟进时间": "due",
    }
    assert found["failed_file"] == str(rest) and rest.exists()
    (listed,) = answer("imports")
    assert (listed["target"], listed["rows"]) == ("activities", 2)
    text = "\n".join(said("show", 1)[1])
    assert "送样布" in text and "2026-05-03" in text and "2026-12-01" in text
    for wrong in ("notes", "new:text"):
        code, _lines, words = said(
            "import", file, "--target", "activities", "--map", f"跟进内容={wrong}"
        )
        assert (code, len(words)) == (1, 2)
        assert "text, staff, due" in words[1]


def test_that_columns_nothing_is_known_of_are_named_and_kept_when_asked(
    answer: Run, tmp_path: Path
) -> None:
    rows = [("序号", "姓名", "手机", "口味", "余额"), (1, "张伟", 13800001001, "微辣", 120)]
    file = making.xlsx(tmp_path / "会员.xlsx", rows)
    told = "2 columns are left out: 口味, 余额. --rest fields or --rest notes keeps them."
    assert told in answer("import", file, "--dry-run")["warnings"]
    found = answer("import", file, "--dry-run", "--rest", "notes")
    assert found["warnings"] == [] and found["mapping"]["口味"] == "notes"
    found = answer("import", file, "--rest", "fields")
    assert found["warnings"] == [] and found["mapping"]["序号"] is None
    assert answer("show", 1)["custom"] == {"口味": "微辣", "余额": "120"}


def test_that_a_list_of_past_contacts_is_told_before_it_becomes_customers(
    answer: Run, tmp_path: Path
) -> None:
    headers = ("客户姓名", "手机", "跟进日期", "跟进方式", "跟进内容", "跟进人")
    row = ("张伟", 13800001001, "2026-03-01", "电话", "问了价格", "小李")
    file = making.xlsx(tmp_path / "跟进记录.xlsx", [headers, row])
    told = "This looks like past contacts and follow-ups; --target activities takes it so."
    assert told in answer("import", file, "--dry-run")["warnings"]
    assert told not in answer("import", file, "--dry-run", "--target", "activities")["warnings"]
