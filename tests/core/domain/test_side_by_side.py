"""What several customers become: the leading one's values, blanks filled, lists united."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain import side_by_side
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson, Customer
from crmdesk.core.domain.duplicates import company_key, is_near, street_key

FIRST = Customer(
    id=1, name="张伟", grade="A", referrer="李娜", referrer_id=2, custom=(("c1", "红"),)
)
SECOND = Customer(
    id=2,
    name="李娜",
    grade="B",
    gender="female",
    methods=(ContactMethod("phone", "0571-88881111"), ContactMethod("qq", "12345")),
    custom=(("c1", "绿"), ("c2", "是")),
)


def become(*members: Customer, leader: int = 0) -> Customer:
    chosen = side_by_side.first_choice(members, leader)
    return side_by_side.combined(members, chosen, leader)


def test_that_own_fields_are_united_by_field() -> None:
    assert become(FIRST, SECOND).custom == (("c1", "红"), ("c2", "是"))
    assert become(FIRST, SECOND, leader=1).custom == (("c1", "绿"), ("c2", "是"))


def test_that_nobody_is_brought_by_somebody_they_become() -> None:
    third = Customer(id=3, name="王五", referrer="赵六", referrer_id=9)
    assert become(FIRST, SECOND).referrer == ""
    made = become(FIRST, SECOND, third)
    assert (made.referrer, made.referrer_id) == ("赵六", 9)


def test_that_one_number_stays_once_in_whichever_kind_it_was_written() -> None:
    mobile = ContactMethod("mobile", "0571-8888 1111")
    made = become(dataclasses.replace(FIRST, methods=(mobile,)), SECOND)
    assert made.methods == (mobile, ContactMethod("qq", "12345"))


def test_that_of_two_forms_of_an_address_one_stays_with_what_both_know() -> None:
    bare, known = Address("文三路 99 号"), Address("文三路99号", "西湖区", "310000")
    made = become(Customer(id=1, addresses=(bare,)), Customer(id=2, addresses=(known,)))
    assert made.addresses == (dataclasses.replace(known, text="文三路 99 号"),)


def test_that_the_fullest_file_leads() -> None:
    assert side_by_side.leading([FIRST, SECOND]) == 1
    assert side_by_side.leading([Customer(id=5), Customer(id=4)]) == 1


NAMES = st.sampled_from(("", "张伟", "李娜"))
CUSTOMERS = st.builds(
    Customer,
    name=NAMES,
    company=NAMES,
    grade=st.sampled_from(("", "A", "B")),
    tags=st.sampled_from(((), ("茶",), ("茶", "酒"))),
    notes=st.sampled_from(("", "爱茶", "怕吵")),
    persons=st.sampled_from(((), (ContactPerson("王五"),))),
    methods=st.sampled_from(((), (ContactMethod("mobile", "13800138000"),))),
)


@given(members=st.lists(CUSTOMERS, min_size=2, max_size=4), leader=st.integers(0, 1))
def test_that_nothing_that_can_be_united_is_lost(members: list[Customer], leader: int) -> None:
    numbered = [dataclasses.replace(one, id=place + 1) for place, one in enumerate(members)]
    made = become(*numbered, leader=leader)
    assert made.id == leader + 1
    for one in members:
        assert set(one.tags) <= set(made.tags) and set(one.persons) <= set(made.persons)
        assert one.notes in made.notes and set(one.methods) <= set(made.methods)
        for key in ("name", "company", "grade"):
            assert getattr(made, key) or not getattr(one, key)
    for key in ("name", "company", "grade"):
        assert getattr(made, key) == (getattr(members[leader], key) or getattr(made, key))


@pytest.mark.parametrize(
    "text, key",
    [
        ("浙江省杭州市西湖区文三路 99 号 2-1", "文三路99"),
        ("文三路９９号", "文三路99"),
        ("杭州市西湖区", ""),
        ("12 Main Street, Springfield", "12mainstreetspringfield"),
        ("文三路", ""),
    ],
)
def test_that_a_street_is_compared_with_its_number(text: str, key: str) -> None:
    assert street_key(text) == key


def test_that_a_company_is_compared_without_its_legal_form() -> None:
    assert company_key("杭州西湖茶業有限公司") == company_key("杭州西湖茶业") == "杭州西湖茶业"
    assert company_key("Lake Tea Co., Ltd.") == company_key("Lake Tea")
    assert company_key("公司") == ""


def test_that_one_letter_apart_needs_three_letters() -> None:
    assert is_near("欧阳娜", "欧阳那") and is_near("anna", "ana") and is_near("anna", "nana")
    assert not is_near("张伟", "张玮") and not is_near("anna", "anton")
