"""No cell stops the reading, and what is no customer makes none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.importing.sheet import Cell
from tests.core.importing.rows import one, read


def test_that_a_row_without_a_name_fails_with_a_reason() -> None:
    draft = read(("姓名", "手机"), (None, 13800138000))[0]
    assert draft.failed
    assert "no name" in draft.problems[-1].message and draft.problems[-1].advice


def test_that_a_row_without_a_value_is_no_row() -> None:
    assert read(("姓名", "手机"), (None, None), ("", ""), ()) == []


def test_that_ragged_rows_are_read_as_far_as_they_go() -> None:
    drafts = read(("姓名", "手机"), ("张伟",), ("李娜", 13900139000, "too much"))
    assert [draft.customer.name for draft in drafts] == ["张伟", "李娜"]


def test_that_no_value_of_the_row_above_is_taken() -> None:
    drafts = read(("姓名", "等级", "标签"), ("张伟", "A", "茶"), ("李娜", None, None))
    assert (drafts[1].customer.grade, drafts[1].customer.tags) == ("", ())


@pytest.mark.parametrize("name", ["<b>x</b>", "{{ 7*7 }}", "\"quoted\" 'name'", "😀", "长" * 100])
def test_that_hostile_names_stay_what_they_are(name: str) -> None:
    assert one(("姓名", "手机"), name, 13800138000).name == name


def test_that_headers_that_come_again_in_the_middle_are_no_customer() -> None:
    rows = (("张伟", "13800001111"), ("姓名", "手机"), ("姓名", "13800002222"))
    first, again, odd = read(("姓名", "手机"), *rows)
    assert again.failed and "repeats the headers" in again.problems[0].message
    assert not first.failed and not odd.failed


CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-(10**16), 10**16),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
)
HEADERS = [
    "姓名",
    "手机",
    "电话",
    "传真",
    "微信",
    "QQ",
    "邮箱",
    "网址",
    "公司",
    "联系人",
    "性别",
    "生日",
    "农历生日",
    "是否农历",
    "等级",
    "客户类型",
    "来源",
    "介绍人",
    "标签",
    "负责人",
    "卡号",
    "地址",
    "省",
    "市",
    "区",
    "街道",
    "邮编",
    "最近到店",
    "下次联系",
    "录入时间",
    "备注",
    "出生年",
    "出生月",
    "出生日",
]


@given(rows=st.lists(st.lists(CELLS, max_size=len(HEADERS)), min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_that_no_cell_stops_the_reading(rows: list[list[Cell]]) -> None:
    for draft in read(HEADERS, *rows):
        assert draft.failed == (draft.customer.name == "")
        assert "\0" not in repr(draft.customer)


def test_that_a_row_of_totals_is_no_customer() -> None:
    rows = (("合计", 60, None), (7, "小计师傅", "13800138000"))
    total, customer = read(("序号", "姓名", "手机"), *rows)
    assert total.failed and "total" in total.problems[0].message
    assert not customer.failed and customer.customer.name == "小计师傅"
