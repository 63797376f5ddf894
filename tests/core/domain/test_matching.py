"""Two customers are the same by one rule, and the rule can be told."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.matching import duplicate_keys, name_hint, why


def _same(one: list[tuple[str, str]], two: list[tuple[str, str]]) -> set[str]:
    return {kind for kind, _key in set(one) & set(two)}


def test_that_the_same_phone_is_the_same_customer() -> None:
    one = duplicate_keys("张三", ["13800001111", ""])
    two = duplicate_keys("李四", ["010", "13800001111"])

    assert _same(one, two) == {"phone"}
    assert ("phone", "") not in one


def test_that_a_name_alone_is_not_enough() -> None:
    assert duplicate_keys("张三") == []


def test_that_a_name_needs_one_thing_more() -> None:
    one = duplicate_keys("張 三", [], "1990-05-03", ["Wx1"], ["杭州市 西湖区"])
    two = duplicate_keys("张三", [], "1990-05-03", ["wx1 "], ["杭州市西湖区"])

    assert _same(one, two) == {"name+birthday", "name+wechat", "name+address"}
    assert _same(one, duplicate_keys("李四", [], "1990-05-03", ["Wx1"], ["杭州市西湖区"])) == set()


def test_that_a_town_alone_is_no_address() -> None:
    assert duplicate_keys("张三", addresses=["杭州"]) == []


def test_that_nothing_comes_from_no_name() -> None:
    assert duplicate_keys("", [], "1990-05-03", ["wx1"]) == []


def test_that_every_reason_can_be_told() -> None:
    keys = duplicate_keys("张三", ["13800001111"], "1990-05-03", ["wx1"], ["杭州市西湖区"])

    assert len({why(kind) for kind, _key in keys}) == 4


def test_that_names_alike_give_a_hint() -> None:
    assert name_hint("張三", "张三") == 1
    assert name_hint("张三", "") == 0
    assert 0.5 < name_hint("张三", "张三丰") < 1 and name_hint("张三", "李四") == pytest.approx(0)
