"""Traps of dates: their order, their numbers, their missing years, and days nobody was born on."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from crmdesk.core.importing import questions, setup_changes
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services.workspace import Workspace
from tests.core.importing import making_binary
from tests.corpus import files
from tests.corpus.bringing import bring, people, records, understood, written

# Whichever way the first of these are read, only the last one of each column tells.
TURNED = (
    ("Name", "Birthday", "Created"),
    *((f"Ann Lee {n}", f"0{n}/0{n + 1}/1990", f"0{n}/0{n + 2}/2020") for n in range(1, 8)),
    ("Bob Lee", "25/12/1991", "12/25/2021"),
)
OPEN = (("Name", "Birthday"), ("Ann Lee", "03/04/1990"), ("Bob Lee", "05/06/1991"))


def test_that_the_order_of_dates_is_decided_per_column_from_all_its_values(
    shop: Workspace, tmp_path: Path
) -> None:
    brought = bring(shop, files.text(tmp_path / "list.csv", TURNED))
    assert (brought.counts, brought.told) == ((8, 0, 0, 0), [])
    assert records(shop) == [
        {
            "name": f"Ann Lee {n}",
            "birthday": f"1990-0{n + 1}-0{n}",
            "created": f"2020-0{n}-0{n + 2}",
        }
        for n in range(1, 8)
    ] + [{"name": "Bob Lee", "birthday": "1991-12-25", "created": "2021-12-25"}]


@pytest.mark.parametrize(
    ("order", "born"),
    [
        (None, ("1990-03-04", "1991-05-06")),
        ("month", ("1990-03-04", "1991-05-06")),
        ("day", ("1990-04-03", "1991-06-05")),
    ],
)
def test_that_dates_with_two_readings_are_asked_about_and_both_are_shown(
    shop: Workspace, tmp_path: Path, order: str | None, born: tuple[str, str]
) -> None:
    setup = understood(shop, files.text(tmp_path / "list.csv", OPEN))
    (asked,) = questions.date_questions(setup)
    assert (asked.header, asked.sample) == ("Birthday", "03/04/1990")
    assert (asked.month_first_text, asked.day_first_text) == ("4 March 1990", "3 April 1990")
    if order is not None:
        setup = setup_changes.with_date_order(setup, asked.column, order)
    doubt = (None, "Birthday", "“03/04/1990” may be 4 March 1990 or 3 April 1990.")
    assert written(shop, setup).told == ([doubt] if order is None else [])
    assert records(shop) == [
        {"name": "Ann Lee", "birthday": born[0]},
        {"name": "Bob Lee", "birthday": born[1]},
    ]


@pytest.fixture(params=["Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_that_a_date_is_a_date_wherever_the_shop_stands(
    shop: Workspace, tmp_path: Path, zone: str
) -> None:
    rows = (
        ("姓名", "生日"),
        ("张伟", dt.date(1990, 5, 3)),
        ("李娜", dt.datetime(1990, 5, 3, 23, 59, 59)),
        ("王芳", "1990-05-03T00:00:00.000Z"),
        ("赵敏", "1990-05-03T16:00:00.000Z"),
        ("周岩", dt.date(1970, 1, 1)),
        ("吴昊", dt.date(1969, 12, 31)),
    )
    assert zone
    brought = bring(shop, files.book(tmp_path / "list.xlsx", rows))
    day = "birthday=1990-05-03"
    assert records(shop) == people(
        *(f"张伟 {day}", f"李娜 {day}", f"王芳 {day}", f"赵敏 {day}"),
        *("周岩 birthday=1970-01-01", "吴昊 birthday=1969-12-31"),
    )
    assert brought.told == [(6, "生日", "The birthday 1970-01-01 may stand for no date.")]


SERIALS = (("姓名", "生日"), ("张伟", 33000), ("李娜", "33000"), ("王芳", 33000.5))


def test_that_numbers_of_a_workbook_are_dates_in_a_column_of_dates(
    shop: Workspace, tmp_path: Path
) -> None:
    brought = bring(shop, files.book(tmp_path / "list.xlsx", SERIALS))
    day = "birthday=1990-05-07"
    assert records(shop) == people(f"张伟 {day}", f"李娜 {day}", f"王芳 {day}")
    assert brought.told == []


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb"])
def test_that_workbooks_with_the_calendar_of_1904_are_right(
    shop: Workspace, tmp_path: Path, kind: str
) -> None:
    rows = (("姓名", "生日"), ("张伟", 31538), ("王芳", "1990-05-07"))
    path = tmp_path / f"list.{kind}"
    if kind == "xlsx":
        files.book(path, rows, lambda book, _sheet: setattr(book, "epoch", CALENDAR_MAC_1904))
    elif kind == "xls":
        files.old_book(path, rows, lambda book, _sheet: setattr(book, "dates_1904", True))
    else:
        making_binary.xlsb(path, making_binary.xlsb_sheet(rows), epoch_1904=True)
    assert bring(shop, path).file.epoch_1904
    day = "birthday=1990-05-07"
    assert records(shop) == people(f"张伟 {day}", f"王芳 {day}")


def test_that_a_birthday_needs_no_year(shop: Workspace, tmp_path: Path) -> None:
    born = {
        "张伟": ("5月3日", "--05-03"),
        "李娜": ("05-03", "--05-03"),
        "王芳": ("--05-03", "--05-03"),
        "赵敏": ("0000-05-03", "--05-03"),
        "周岩": ("1604-05-03", "--05-03"),
        "吴昊": ("May 3", "--05-03"),
        "郑洁": ("2月29日", "--02-29"),
        "冯雪": ("农历八月十五", "L--08-15"),
        "陈思": ("腊月三十", "L--12-30"),
        "褚明": ("闰四月初二", "L--04+-02"),
        "卫国": ("1990年农历八月十五", "L1990-08-15"),
    }
    rows = [("姓名", "生日"), *((name, text) for name, (text, _kept) in born.items())]
    brought = bring(shop, files.text(tmp_path / "list.csv", rows))
    assert records(shop) == [
        {"name": name, "birthday": kept} for name, (_text, kept) in born.items()
    ]
    assert brought.told == []


def test_that_contacts_of_phones_keep_birthdays_without_a_year(
    shop: Workspace, tmp_path: Path
) -> None:
    cards = files.cards(
        tmp_path / "contacts.vcf",
        "FN:张伟\nBDAY;X-APPLE-OMIT-YEAR=1604:1604-05-03",
        "FN:李娜\nBDAY:--0503",
        "FN:王芳\nBDAY:19900503",
        "FN:赵敏\nBDAY:1990-05-03T00:00:00Z",
    )
    assert bring(shop, cards).told == []
    assert records(shop) == people(
        *("张伟 birthday=--05-03", "李娜 birthday=--05-03"),
        *("王芳 birthday=1990-05-03", "赵敏 birthday=1990-05-03"),
    )


def test_that_a_blank_birthday_is_none_and_a_doubtful_one_is_told(
    shop: Workspace, tmp_path: Path
) -> None:
    rows = (
        ("姓名", "生日", "手机"),
        ("张伟", "", "13800138000"),
        ("李娜", "0000-00-00", "13800138001"),
        ("王芳", "0/0/00", "13800138002"),
        ("赵敏", "1900-01-01", "13800138003"),
        ("周岩", "2062-05-03", "13800138004"),
    )
    brought = bring(shop, files.text(tmp_path / "list.csv", rows))
    assert records(shop)[:4] == people(
        *("张伟 mobile=13800138000", "李娜 mobile=13800138001", "王芳 mobile=13800138002"),
        "赵敏 mobile=13800138003 birthday=1900-01-01",
    )
    assert brought.counts == (5, 0, 0, 0)
    assert brought.told[0] == (5, "生日", "The birthday 1900-01-01 may stand for no date.")
    assert [row for row, _column, _message in brought.told] == [5, 6]


def test_that_one_birthday_of_many_is_told_as_the_day_the_list_was_made(
    shop: Workspace, tmp_path: Path
) -> None:
    made = dt.date(2024, 3, 1)
    names = [f"客户{sign}" for sign in "甲乙丙丁戊己庚辛壬癸"]
    rows: list[tuple[Cell, ...]] = [("姓名", "生日"), *((name, made) for name in names)]
    rows.append(("张伟", dt.date(1990, 5, 3)))
    brought = bring(shop, files.old_book(tmp_path / "list.xls", rows))
    assert brought.told == [(None, "生日", "Many rows have the same date in this column.")]
    assert records(shop)[-1] == {"name": "张伟", "birthday": "1990-05-03"}
    # The column can be left out, and then nobody has it.
    setup = understood(shop, tmp_path / "list.xls", fields={"生日": None})
    again = written(shop, replace(setup, mode="add"))
    assert (again.told, records(shop)[len(rows) - 1]) == ([], {"name": "客户甲"})
