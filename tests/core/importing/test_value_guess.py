"""The values of a column tell its field where the header does not, and never a wrong one."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain import custom_fields, fields
from crmdesk.core.importing.mapping import guess_mapping
from crmdesk.core.importing.value_guess import (
    field_for_values,
    field_type_for_values,
    look_like_ids,
    type_that_keeps,
)


@pytest.mark.parametrize(
    "values, key",
    [
        (["13800001111", "+86 139-0000-2222"], "mobile"),
        (["a@b.com", "c@d.cn"], "email"),
        (["男", "女"], "gender"),
        (["0571-88881111", "010 66668888转8"], "phone"),
        (["杭州市西湖区文三路1号", "宁波市海曙区中山路2号"], "address"),
        (["wxid_abc123def", "wxid_9876543"], "wechat"),
        (["https://a.cn/1", "www.b.com"], "website"),
        (["1990-05-03", "1985/6/7", "2001.1.1"], "birthday"),
        (["2019-05-03", "2020-06-07", "2021-01-01"], None),
        (["1990-05-03", "1990-06-07", "1990-01-01"], None),
        (["浙A12345", "沪B·88888"], None),
        (["330106199005033456", "33010619850607123X"], None),
        (["1", "2", "3"], None),
        ([], None),
    ],
)
def test_that_a_field_is_told_from_its_values(values: Sequence[str], key: str | None) -> None:
    assert field_for_values(values) == key


def test_that_the_numbers_of_identity_cards_are_asked_about() -> None:
    rows = [["张伟", "330106199005033456"], ["李娜", "33010619850607123X"]]
    found = guess_mapping(["姓名", "号码"], rows)
    assert [(one.field, one.ask) for one in found] == [("name", False), (None, True)]
    assert not look_like_ids(["13800001111"])


@pytest.mark.parametrize(
    "values, kind",
    [
        (["是", "否", "是"], "yes_no"),
        (["1", "0"], "yes_no"),
        (["12", "3.5", "1,200"], "number"),
        (["2020-05-03", "2021/6/7"], "date"),
        (["干", "油", "干", "油", "干"], "choice"),
        (["爱喝龙井", "怕吵", "晚上来"], "text"),
        (["0571", "0572"], "text"),
        (["13800001111"], "text"),
        (["一个很长的说明一个很长的说明一个很长的说明"] * 4, "text"),
        ([], "text"),
    ],
)
def test_that_a_new_field_gets_the_type_of_its_values(values: Sequence[str], kind: str) -> None:
    assert field_type_for_values(values) == kind


@given(st.lists(st.text(max_size=24), max_size=20))
def test_that_no_values_stop_the_guessing(values: list[str]) -> None:
    assert field_for_values(values) in (None, *fields.BY_KEY)
    assert field_type_for_values(values) in custom_fields.TYPES


@pytest.mark.parametrize(
    "values, told, kind",
    [
        ([], "", "text"),
        ([], "date", "date"),
        (["38.5", "40"], "", "number"),
        (["38.50"], "", "text"),
        (["007"], "", "text"),
        (["1,000"], "number", "text"),
        (["2015-05-20"], "", "date"),
        (["2015-5-20"], "date", "text"),
        (["20"], "date", "number"),
        (["Yes", "No"], "", "yes_no"),
        (["是", "否"], "", "yes_no"),
        (["true", "false"], "yes_no", "text"),
        (["Yes", "maybe"], "yes_no", "text"),
        (["oily"], "", "text"),
        (["oily"], "choice", "choice"),
        (["38"], "text", "text"),
        (["38"], "colour", "number"),
    ],
)
def test_that_a_type_is_only_taken_that_keeps_every_value_as_it_is_written(
    values: list[str], told: str, kind: str
) -> None:
    assert type_that_keeps(values, told) == kind
