"""What comes in on the command line: from files and programs, and what failed of it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import openpyxl
import pytest

from tests.cli.imports.conftest import Run, Said
from tests.core.importing import making, making_binary


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
