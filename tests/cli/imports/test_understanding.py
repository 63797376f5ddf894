"""What a user may say of a list on the command line: dates, companies, fields, past contacts."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from crmdesk.cli import main
from crmdesk.core.domain.activity_fields import ACTIVITY_FIELDS
from crmdesk.core.domain.complaint_fields import COMPLAINT_FIELDS
from crmdesk.core.domain.fields import FIELDS
from tests.cli.imports.conftest import Run
from tests.core.importing import making


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


def test_that_the_help_names_the_fields_of_each_target(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["import", "--help"]) == 0
    told = "".join(capsys.readouterr().out.split())
    for fields in (FIELDS, ACTIVITY_FIELDS, COMPLAINT_FIELDS):
        assert ",".join(one.key for one in fields) in told


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
