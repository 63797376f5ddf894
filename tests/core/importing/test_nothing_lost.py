"""Every value of a column that is taken ends in the customer, in the notes, or in a problem."""

from __future__ import annotations

import dataclasses
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.custom_fields import TYPES, CustomField
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.merging import with_person
from crmdesk.core.importing.plan import RowDraft
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.importing.validation import RowReader
from tests.core.importing.rows import one, read
from tests.factories import person

CATALOGUE = Catalogue(tuple(CustomField(n, kind, kind, n) for n, kind in enumerate(TYPES, 1)))
WORDS = st.builds(
    "{}{}".format, st.text("甲乙丙丁戊己庚辛", min_size=3, max_size=3), st.integers(100, 999)
)
CELLS = st.one_of(
    WORDS,
    st.lists(WORDS, min_size=2, max_size=6).flatmap(
        lambda words: st.sampled_from(" 、,|/;\n").map(lambda sign: sign.join(words))
    ),
    st.lists(WORDS, min_size=2, max_size=3).map(" ::: ".join),
    st.integers(13800000000, 13899999999),
)


def plain(text: object) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", str(text))).lower()


def told(draft: RowDraft) -> str:
    problems = [f"{one.value} {one.message}" for one in draft.problems]
    return plain([dataclasses.astuple(draft.customer), *problems])


@settings(deadline=None)
@given(
    row=st.dictionaries(st.sampled_from(list(CATALOGUE.by_key)), CELLS, min_size=1, max_size=9),
    companies=st.booleans(),
)
def test_that_every_value_of_a_row_is_found_again(row: dict[str, Cell], companies: bool) -> None:
    cells = list(row.values())
    mappings = [ColumnMapping(at, f"Column {key}", key, "user") for at, key in enumerate(row)]
    reader = RowReader(mappings, [cells], catalogue=CATALOGUE, companies=companies)
    draft = reader.read(2, cells)
    assert draft is not None
    found = told(draft)
    for key, cell in row.items():
        for word in re.findall(r"[甲-龥]+\d{3}|\d{4,}", str(cell)):
            assert word in found, (key, word)


def test_that_parts_of_a_name_the_whole_does_not_hold_are_kept_in_words() -> None:
    draft = one(("姓名", "姓", "名"), "王老板", "王", "大锤")
    assert (draft.name, draft.notes) == ("王老板", "名: 大锤")
    assert one(("Name", "First Name", "Last Name"), "ANNA O'NEIL", "Anna", "O’Neil").notes == ""


@pytest.mark.parametrize("header, cell", [("客户性质", "代理商"), ("生日类型", "玛雅历")])
def test_that_a_word_nobody_knows_is_told_and_kept(header: str, cell: str) -> None:
    draft = read(("姓名", "生日", header), ("张伟", "1990-05-03", cell))[0]
    assert draft.customer.notes == f"{header}: {cell}"
    assert [problem.value for problem in draft.problems] == [cell]
    assert draft.customer.birthday == Birthday(5, 3, 1990) and draft.customer.kind == "person"


@pytest.mark.parametrize(
    "cell, birthday",
    [
        ("農曆", Birthday(5, 3, 1990, True)),
        ("阴历生日", Birthday(5, 3, 1990, True)),
        ("阳历生日", Birthday(5, 3, 1990)),
        ("國曆", Birthday(5, 3, 1990)),
    ],
)
def test_that_calendars_have_many_names(cell: str, birthday: Birthday) -> None:
    draft = read(("姓名", "生日", "生日类型"), ("张伟", "1990-05-03", cell))[0]
    assert draft.customer.birthday == birthday and draft.problems == ()


@pytest.mark.parametrize(
    "year, birthday, notes",
    [
        ("1985年", Birthday(5, 3, 1985), ""),
        ("不记得", Birthday(5, 3), "出生年份: 不记得"),
        (3085, Birthday(5, 3), "出生年份: 3085"),
    ],
)
def test_that_the_year_of_a_birthday_may_stand_in_a_column_of_its_own(
    year: Cell, birthday: Birthday, notes: str
) -> None:
    found = one(("姓名", "生日", "出生年份"), "张伟", "5月3日", year)
    assert (found.birthday, found.notes) == (birthday, notes)


def test_that_a_year_that_differs_or_has_no_such_day_is_kept_in_words() -> None:
    assert one(("姓名", "生日", "出生年份"), "张伟", "1990-5-3", 1990).notes == ""
    assert one(("姓名", "生日", "出生年份"), "张伟", "1990-5-3", 1991).notes == "出生年份: 1991"
    found = one(("姓名", "生日", "出生年份"), "张伟", "2月29日", 1991)
    assert (found.birthday, found.notes) == (Birthday(2, 29), "出生年份: 1991")


def test_that_a_row_without_a_name_says_so_first_also_with_a_doubtful_birthday() -> None:
    draft = read(("姓名", "生日", "手机"), (None, "1900-01-01", 13800138000))[0]
    assert draft.failed and draft.problems[-1].value is None


def test_that_several_addresses_in_one_cell_are_all_taken() -> None:
    found = one(
        ("Name", "Address 1 - Street", "Address 1 - City", "Address 1 - Postal Code"),
        *("张三", "西湖区1号 ::: 余杭区2号", "杭州市 ::: 宁波市", "310000 ::: 311100"),
    )
    assert found.addresses == (
        Address("杭州市西湖区1号", "西湖区", "310000"),
        Address("宁波市余杭区2号", "余杭区", "311100"),
    )


def test_that_the_name_of_a_service_is_kept_with_the_account() -> None:
    found = one(("Name", "IM 1 - Service", "IM 1 - Value"), "Anna", "Skype", "anna.s")
    assert found.methods == (ContactMethod("other", "Skype: anna.s"),)


def test_that_what_is_said_of_the_person_at_a_company_stays_with_the_person() -> None:
    headers = ("公司", "联系人", "性别", "生日", "生日类型", "职务")
    row = ("西湖茶业", "李娜", "女", "1990-08-15", "农历", "店长")
    found = one(headers, *row, companies=True)
    assert (found.name, found.kind, found.birthday) == ("西湖茶业", "company", None)
    assert found.persons[0].role == "店长"
    assert found.persons[0].notes == f"Female\n{Birthday(8, 15, 1990, True).show()}"


def test_that_a_role_of_nobody_is_kept_in_words() -> None:
    found = one(("公司", "职务"), "西湖茶业", "店长", companies=True)
    assert (found.name, found.notes) == ("西湖茶业", "职务: 店长")


def test_that_a_third_row_tells_more_of_the_person_at_a_known_phone() -> None:
    known = person("张伟", "13800138000")
    first = with_person(known, person("李娜", "13800138000"))
    more = person("李娜", "13800138000", birthday=Birthday(2, 2, 1992), stage="loyal")
    more = dataclasses.replace(more, persons=(ContactPerson("小宝", "", "13700137000"),))
    second = with_person(first, more)
    assert [one.name for one in second.persons] == ["李娜"]
    for text in ("2 February 1992", "小宝", "13700137000"):
        assert text in second.persons[0].notes
    assert with_person(second, more) == second
