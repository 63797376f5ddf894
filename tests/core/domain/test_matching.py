"""Two customers are the same by one rule, and the rule can be told."""

from __future__ import annotations

import pytest

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.matching import (
    company_keys,
    duplicate_keys,
    same_phone,
    stored_phones,
    why,
)


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


@pytest.mark.parametrize(
    "value, key",
    [
        ("57188881111", "057188881111"),
        ("5718888111", "05718888111"),
        ("2188881111", "02188881111"),
        ("1088881111", "01088881111"),
        ("0571-88881111", "057188881111"),
        ("(212) 555-1234", "2125551234"),
        ("88881111", "88881111"),
        ("13800138000", "13800138000"),
        ("无", ""),
    ],
)
def test_that_a_landline_gets_its_lost_zero_back_to_be_compared(value: str, key: str) -> None:
    assert same_phone(value) == key


def test_that_a_landline_is_looked_up_with_and_without_its_zero() -> None:
    assert stored_phones(["057188881111", "13800138000"]) == {
        "057188881111",
        "57188881111",
        "13800138000",
    }


def test_that_companies_are_the_same_by_their_name_alone() -> None:
    one, two = Customer(name="西湖茶业（杭州）"), Customer(name="西湖茶業(杭州)")
    assert company_keys(one) == company_keys(two) != []
    assert company_keys(Customer()) == []
    assert why("company") == "same company"


def test_that_a_mobile_of_taiwan_is_the_same_with_and_without_its_country() -> None:
    assert same_phone("0912-345-678") == same_phone("+886 912 345 678") == "886912345678"
    assert stored_phones({"886912345678"}) == {"886912345678", "0912345678"}
