"""The import on the command line: its document, its words, and how a list is meant."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


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


def test_that_a_sheet_that_is_not_there_is_told_with_those_that_are(
    refused: Run, members: Path
) -> None:
    code, words = refused("import", str(members), "--sheet", "没有")
    assert code == 1
    assert "会员" in words


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
