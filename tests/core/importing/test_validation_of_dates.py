"""The dates of a list: in both calendars, in either order, doubtful, or not to be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.importing.mapping import guess_mapping
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.importing.validation import RowReader
from tests.core.importing.rows import one, read


@pytest.mark.parametrize(
    "headers, cells, birthday",
    [
        (("姓名", "农历生日"), ("张伟", "八月十五"), Birthday(8, 15, None, True)),
        (("姓名", "农历生日"), ("张伟", "1990-08-15"), Birthday(8, 15, 1990, True)),
        (("姓名", "生日", "生日类型"), ("张伟", "1990-8-15", "农历"), Birthday(8, 15, 1990, True)),
        (("姓名", "生日", "生日类型"), ("张伟", "1990-8-15", 0), Birthday(8, 15, 1990, True)),
        (("姓名", "生日", "生日类型"), ("张伟", "1990-8-15", 1), Birthday(8, 15, 1990)),
        (("姓名", "生日", "是否农历"), ("张伟", "8-15", "是"), Birthday(8, 15, None, True)),
        (("姓名", "生日", "是否农历"), ("张伟", "8-15", "否"), Birthday(8, 15)),
        (("姓名", "生日", "是否农历"), ("张伟", "8-15", False), Birthday(8, 15)),
        (("姓名", "生日"), ("张伟", "5月1日"), Birthday(5, 1)),
        (("姓名", "生日"), ("张伟", 33000), Birthday(5, 7, 1990)),
        (
            ("Name", "Birth Year", "Birth Month", "Birth Day"),
            ("A", 1990, 5, 3),
            Birthday(5, 3, 1990),
        ),
        (("Name", "Birth Year", "Birth Month", "Birth Day"), ("A", None, 5, 3), Birthday(5, 3)),
        (
            ("姓名", "出生年", "出生月", "出生日"),
            ("A", "1990年", "5月", "3日"),
            Birthday(5, 3, 1990),
        ),
    ],
)
def test_that_birthdays_are_read_in_both_calendars(
    headers: Sequence[str], cells: Sequence[Cell], birthday: Birthday
) -> None:
    draft = read(headers, cells)[0]
    assert draft.problems == ()
    assert draft.customer.birthday == birthday


def test_that_a_1904_workbook_has_its_own_serials() -> None:
    assert one(("姓名", "生日"), "张伟", 31538, epoch_1904=True).birthday == Birthday(5, 7, 1990)


def test_that_the_order_of_a_date_is_decided_by_the_whole_column() -> None:
    drafts = read(("姓名", "生日"), ("张伟", "03/05/1990"), ("李娜", "25/12/1991"))
    assert [draft.customer.birthday for draft in drafts] == [
        Birthday(5, 3, 1990),
        Birthday(12, 25, 1991),
    ]


def test_that_a_column_that_can_be_read_in_two_ways_is_told_once() -> None:
    rows = [["张伟", "03/05/1990"], ["李娜", "04/06/1991"]]
    reader = RowReader(guess_mapping(["姓名", "生日"], rows), rows, sheet="客户")
    assert [doubt.column for doubt in reader.doubts] == ["生日"]


def test_that_one_day_for_half_of_a_list_is_told_as_doubtful() -> None:
    rows = [[f"客户{number}", "2026-05-03"] for number in range(12)]
    reader = RowReader(guess_mapping(["姓名", "生日"], rows), rows, sheet="客户")
    assert "same date" in reader.doubts[0].message


def test_that_a_solar_and_a_lunar_birthday_are_both_kept() -> None:
    draft = read(("姓名", "生日", "农历生日"), ("张伟", "1990-10-03", "八月十五"))[0]
    assert draft.customer.birthday == Birthday(10, 3, 1990)
    assert draft.customer.notes == "农历生日: 八月十五"


def test_that_a_lunar_day_no_month_has_is_told_and_not_changed() -> None:
    draft = read(("姓名", "生日", "生日类型"), ("张伟", "1990-05-31", "农历"))[0]
    assert draft.customer.birthday is None
    assert "1990-05-31" in draft.customer.notes
    assert len(draft.problems) == 1


def test_that_a_birth_year_without_a_day_is_kept_in_the_notes() -> None:
    draft = read(("Name", "Birth Year", "Birth Month", "Birth Day"), ("Anna", 1990, None, None))[0]
    assert draft.customer.birthday is None
    assert draft.customer.notes == "Birth Year: 1990"


@pytest.mark.parametrize(
    "cell, told, kept",
    [
        (dt.date(1970, 1, 1), "may stand for no date", Birthday(1, 1, 1970)),
        ("1970-01-01", "may stand for no date", Birthday(1, 1, 1970)),
        (dt.date(1900, 1, 1), "may stand for no date", Birthday(1, 1, 1900)),
        ("1900/1/1", "may stand for no date", Birthday(1, 1, 1900)),
        ("1900-1-0", "what a program writes for no date", None),
        ("1905-06-07", "the age is over 110", Birthday(6, 7, 1905)),
        ("2026-11-23", "in the future", Birthday(11, 23, 2026)),
        ("2027-01-01", "cannot be right", None),
    ],
)
def test_that_a_doubtful_birthday_is_told_at_its_row(
    cell: Cell, told: str, kept: Birthday | None
) -> None:
    draft = read(("姓名", "生日"), ("张伟", cell), today=dt.date(2026, 11, 22))[0]
    [problem] = draft.problems
    assert told in problem.message
    assert (problem.row, problem.column) == (2, "生日")
    assert draft.customer.birthday == kept
    assert bool(draft.customer.notes) == (kept is None)


@pytest.mark.parametrize("cell", [dt.date(2026, 11, 22), "1970-01-02", "--01-01", "1917-01-01"])
def test_that_a_birthday_that_may_be_true_is_not_told(cell: Cell) -> None:
    draft = read(("姓名", "生日"), ("张伟", cell), today=dt.date(2026, 11, 22))[0]
    assert draft.problems == () and draft.customer.birthday is not None


def test_that_one_birthday_for_a_tenth_of_a_list_is_doubtful() -> None:
    rows: list[list[Cell]] = [[f"客户{n}", f"19{50 + n % 40}-0{1 + n % 9}-11"] for n in range(50)]
    for row in rows[:6]:
        row[1] = "1988-08-08"
    reader = RowReader(guess_mapping(["姓名", "生日"], rows), rows, sheet="客户")
    assert [doubt.value for doubt in reader.doubts] == ["1988-08-08"]
    reader = RowReader(guess_mapping(["姓名", "录入时间"], rows), rows, sheet="客户")
    assert reader.doubts == []


@pytest.mark.parametrize(
    "text, birthday",
    [
        ("农历八月十五", Birthday(8, 15, None, True)),
        ("腊月三十", Birthday(12, 30, None, True)),
        ("闰四月初二", Birthday(4, 2, None, True, True)),
        ("農曆1990年八月十五", Birthday(8, 15, 1990, True)),
        ("05-03", Birthday(5, 3)),
        ("--05-03", Birthday(5, 3)),
    ],
)
def test_that_lunar_birthdays_and_those_without_a_year_are_read(
    text: str, birthday: Birthday
) -> None:
    draft = read(("姓名", "生日"), ("张伟", text))[0]
    assert (draft.customer.birthday, draft.problems) == (birthday, ())
