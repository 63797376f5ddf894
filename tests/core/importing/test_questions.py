"""Only what a list leaves open is asked, with what each answer would mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import ContactPerson, Customer
from crmdesk.core.importing import questions, setup_changes
from crmdesk.core.importing.plan import RowDraft
from crmdesk.core.importing.questions import DateQuestion
from crmdesk.core.importing.setup import ACTIVITIES, ImportSetup
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.importing.validation import reader_of
from crmdesk.core.services import importing
from tests.factories import TODAY, a_list


def begun(headers: Sequence[str], *rows: Sequence[Cell]) -> ImportSetup:
    return importing.begin(a_list(headers, *rows), header_index=0)


def drafts(setup: ImportSetup) -> list[RowDraft]:
    reader = reader_of(setup, {}, TODAY)
    found = [reader.read(2 + at, row) for at, row in enumerate(setup.sheet.rows[1:])]
    return [draft for draft in found if draft is not None]


def test_that_dates_with_two_readings_are_asked_about_and_the_answer_obeyed() -> None:
    rows = (("张伟", "03/05/1990", "2020-01-02"), ("李娜", "04/06/1991", "2020-01-03"))
    setup = begun(("姓名", "生日", "录入时间"), *rows)
    [asked] = questions.date_questions(setup)
    assert asked == DateQuestion(1, "生日", "03/05/1990", "3 May 1990", "5 March 1990", None)
    setup = setup_changes.with_date_order(setup, 1, "day")
    assert [one.customer.birthday for one in drafts(setup)] == [
        Birthday(5, 3, 1990),
        Birthday(6, 4, 1991),
    ]
    assert reader_of(setup, {}, TODAY).doubts == []
    assert [one.answer for one in questions.date_questions(setup)] == ["day"]


def test_that_a_column_of_dates_that_decides_itself_is_not_asked_about() -> None:
    setup = begun(("姓名", "生日"), ("张伟", "03/05/1990"), ("李娜", "25/06/1991"))
    assert questions.date_questions(setup) == []


def test_that_dates_of_an_own_field_are_asked_about_too() -> None:
    setup = begun(("姓名", "签约"), ("张伟", "03/05/2020"), ("李娜", "04/06/2021"))
    setup = setup_changes.with_new_field(setup, 1, "签约", "date")
    assert [one.header for one in questions.date_questions(setup)] == ["签约"]
    setup = setup_changes.with_date_order(setup, 1, "day")
    assert drafts(setup)[0].customer.custom == (("new1", "2020-05-03"),)


def test_that_every_written_value_is_told_with_what_it_becomes() -> None:
    setup = begun(
        ("姓名", "等级", "来源", "性别"),
        ("甲", "金卡", "微信", "男"),
        ("乙", "a", "抖音", "?"),
        ("丙", "金卡", "wechat", None),
        ("丁", "大客户", None, "2"),
    )
    labels = {"grade": {"A+": "大客户"}}
    found = questions.value_questions(setup, labels)
    assert [(one.key, one.text, one.count, one.becomes, one.known) for one in found] == [
        ("grade", "金卡", 2, "金卡", False),
        ("grade", "a", 1, "A", True),
        ("grade", "大客户", 1, "A+", True),
        ("source", "抖音", 1, "抖音", False),
        ("source", "wechat", 1, "wechat", True),
        ("source", "微信", 1, "wechat", True),
        ("gender", "?", 1, "", False),
        ("gender", "2", 1, "", True),
        ("gender", "男", 1, "male", True),
    ]
    setup = setup_changes.with_value(setup, "grade", "金卡", "A")
    setup = setup_changes.with_value(setup, "source", "抖音", "")
    setup = setup_changes.with_value(setup, "gender", "?", "female")
    assert all(one.known for one in questions.value_questions(setup, labels))
    first, second, *_rest = (draft.customer for draft in drafts(setup))
    assert (first.grade, second.source, second.gender) == ("A", "", "female")


def test_that_the_values_of_an_own_choice_are_told() -> None:
    setup = begun(("姓名", "肤质"), ("甲", "干"), ("乙", "油"), ("丙", "干"))
    setup = setup_changes.with_new_field(setup, 1, "肤质", "choice")
    setup = setup_changes.with_value(setup, "new1", "油", "干")
    found = questions.value_questions(setup, {})
    assert [(one.text, one.count, one.becomes) for one in found] == [
        ("干", 2, "干"),
        ("油", 1, "干"),
    ]
    assert [one.customer.custom_value("new1") for one in drafts(setup)] == ["干"] * 3


def test_that_a_2_may_be_a_woman_where_nobody_is_0() -> None:
    setup = begun(("姓名", "性别"), ("甲", 1), ("乙", 2))
    assert [one.known for one in questions.value_questions(setup, {})] == [False, True]
    setup = begun(("姓名", "性别"), ("甲", 1), ("乙", 2), ("丙", 0))
    assert all(one.known for one in questions.value_questions(setup, {}))


COMPANIES = (
    ("西湖茶业", "张伟", "经理", "13800001111", "0571-88881111", "男", "怕吵"),
    ("西湖茶业", "李娜", "采购", "13800002222", None, None, None),
    ("西湖 茶业", "王芳", None, None, None, None, None),
    ("湖滨酒店", "赵六", None, "0571-88883333", None, None, None),
    ("湖滨酒店", None, None, None, "0571-88884444", None, None),
)
HEADERS = ("单位", "联系人", "职务", "手机", "电话", "性别", "备注")


def test_that_companies_with_several_persons_can_become_the_customers() -> None:
    setup = begun(HEADERS, *COMPANIES)
    asked = questions.company_question(setup)
    assert asked is not None and (asked.companies, asked.persons, asked.answer) == (2, 4, False)
    assert asked.show() == "2 companies with 4 contact persons"
    found = [draft.customer for draft in drafts(setup_changes.with_companies(setup, True))]
    assert [(one.kind, one.name, one.company) for one in found] == [
        ("company", "西湖茶业", ""),
        ("company", "西湖茶业", ""),
        ("company", "西湖 茶业", ""),
        ("company", "湖滨酒店", ""),
        ("company", "湖滨酒店", ""),
    ]
    assert [one.persons for one in found] == [
        (ContactPerson("张伟", "经理", "13800001111", "Male"),),
        (ContactPerson("李娜", "采购", "13800002222"),),
        (ContactPerson("王芳"),),
        (ContactPerson("赵六", "", "0571-88883333"),),
        (),
    ]
    assert [one.value for one in found[0].methods] == ["0571-88881111"]
    assert found[0].notes == "怕吵" and found[0].gender == ""


def test_that_persons_stay_the_customers_unless_it_is_said() -> None:
    first = drafts(begun(HEADERS, *COMPANIES))[0].customer
    assert (first.name, first.company, first.kind) == ("张伟", "西湖茶业", "person")
    assert first.notes == "怕吵\n职务: 经理"


def test_that_a_company_for_each_person_is_no_question() -> None:
    rows = [(f"公司{n}", f"客户{n}", "1380000111" + str(n)) for n in range(5)]
    assert questions.company_question(begun(("公司", "姓名", "手机"), *rows)) is None
    assert questions.company_question(begun(("姓名", "手机"), ("张伟", "1"))) is None
    assert questions.company_question(begun(("公司", "电话"), ("甲", "1"), ("甲", "2"))) is None


def test_that_contact_persons_beside_their_customer_are_companies_too() -> None:
    rows = (
        ("西湖茶业有限公司", "张伟", "经理", "13800001111"),
        ("西湖茶业有限公司", "李娜", None, "13800002222"),
    )
    setup = begun(("客户名称", "联系人", "职务", "手机"), *rows)
    assert questions.company_question(setup) is not None
    found = drafts(setup_changes.with_companies(setup, True))[0].customer
    assert found == Customer(
        kind="company",
        name="西湖茶业有限公司",
        persons=(ContactPerson("张伟", "经理", "13800001111"),),
    )


CELLS = st.one_of(
    st.none(),
    st.sampled_from(
        ["姓名", "单位", "联系人", "生日", "等级", "Phone 1 - Label", "张伟", "03/05/1990"]
    ),
    st.sampled_from(["Phone 1 - Value", "Relation 1 - Value", "Labels", "13800001111 ::: x"]),
    st.text(max_size=8),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.booleans(),
)


@given(
    rows=st.lists(st.lists(CELLS, max_size=6), min_size=3, max_size=8),
    companies=st.booleans(),
    kind=st.sampled_from(["text", "number", "date", "choice", "yes_no"]),
)
@settings(max_examples=80, deadline=None)
def test_that_no_list_stops_the_understanding(
    rows: list[list[Cell]], companies: bool, kind: str
) -> None:
    setup = importing.begin(a_list(*rows), header_index=0)
    setup = setup_changes.with_companies(setup, companies)
    if setup.mappings:
        setup = setup_changes.with_new_field(setup, len(setup.mappings) - 1, "甲", kind)
    questions.date_questions(setup)
    questions.value_questions(setup, {})
    questions.company_question(setup)
    for draft in drafts(setup):
        assert draft.failed == (not draft.customer.name)


@pytest.mark.parametrize(
    ("headers", "looks"),
    [
        ("客户姓名|手机|跟进日期|跟进方式|跟进内容|跟进人", True),
        ("姓名|回访时间|回访记录", True),
        ("客户|拜访日期|拜访内容|下次拜访日期", True),
        ("Customer Name|Contact Date|Method|Content", True),
        ("会员卡号|消费日期|消费项目", True),
        ("姓名|手机|最近跟进时间|备注", False),
        ("姓名|手机|最近跟进时间|跟进记录", False),
        ("姓名|手机|创建时间|跟进状态|备注", False),
        ("姓名|手机|生日|地址|跟进日期|跟进内容", False),
        ("Name|Phone|Date|Notes", False),
        ("跟进日期|跟进内容", False),
        ("姓名|手机|性别|生日|备注", False),
    ],
)
def test_that_past_contacts_are_seen_by_their_headers(headers: str, looks: bool) -> None:
    names = headers.split("|")
    setup = importing.begin(a_list(names, [f"x{at}" for at in range(len(names))]), header_index=0)
    assert bool(questions.target_question(setup)) is looks
    other = replace(setup, target=ACTIVITIES)
    assert not questions.target_question(other)
