"""There is one form in which a customer is kept, and it does not change when kept again."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.canonical import address_of, canonical, methods_of, ordered, phone_method
from crmdesk.core.domain.customer import (
    METHOD_KINDS,
    Address,
    ContactMethod,
    ContactPerson,
    Customer,
)
from crmdesk.core.domain.values import BadValue

TEXT = st.one_of(
    st.text(max_size=20), st.sampled_from(("138 0013 8000", "a@b.cn ::: c@d.cn", "茶,急"))
)
ANY = st.builds(
    Customer,
    name=TEXT,
    company=TEXT,
    methods=st.lists(
        st.builds(ContactMethod, st.sampled_from(sorted(METHOD_KINDS)), TEXT), max_size=4
    ).map(tuple),
    addresses=st.lists(st.builds(Address, TEXT, TEXT, TEXT), max_size=3).map(tuple),
    persons=st.lists(st.builds(ContactPerson, TEXT, TEXT, TEXT, TEXT), max_size=3).map(tuple),
    grade=TEXT,
    stage=TEXT,
    source=TEXT,
    staff=TEXT,
    tags=st.lists(TEXT, max_size=3).map(tuple),
    card=TEXT,
    notes=TEXT,
)


@given(customer=ANY)
@settings(max_examples=150, deadline=None)
def test_that_the_kept_form_is_kept(customer: Customer) -> None:
    kept = canonical(customer)
    assert canonical(kept) == kept
    assert "\0" not in repr(dataclasses.astuple(kept))
    for values in (kept.methods, kept.addresses, kept.persons, kept.tags):
        assert len(set(values)) == len(values)


@pytest.mark.parametrize(
    "kind, text, kept",
    [
        ("phone", "13800138000", ("mobile", "13800138000")),
        ("mobile", "057188881111", ("phone", "0571-88881111")),
        ("fax", "057188881111", ("fax", "0571-88881111")),
        ("mobile", "138001380", ("mobile", "138001380")),
    ],
)
def test_that_a_number_tells_its_own_kind(kind: str, text: str, kept: tuple[str, str]) -> None:
    assert phone_method(kind, text)[0] == ContactMethod(*kept)


def test_that_one_cell_may_hold_several_methods() -> None:
    assert methods_of("email", "A@b.cn; c@d.cn") == [
        ContactMethod("email", "a@b.cn"),
        ContactMethod("email", "c@d.cn"),
    ]
    assert methods_of("website", "a.cn ::: b.cn")[1] == ContactMethod("website", "b.cn")
    with pytest.raises(BadValue):
        methods_of("qq", "abc")


def test_that_what_is_no_number_stays_as_another_contact() -> None:
    kept = canonical(Customer(name="x", methods=(ContactMethod("mobile", "找老王"),)))
    assert kept.methods == (ContactMethod("other", "找老王"),)


def test_that_methods_stand_by_kind_in_their_own_order_each_once() -> None:
    one, two, three = (
        ContactMethod("email", "a@b.cn"),
        ContactMethod("mobile", "2"),
        ContactMethod("mobile", "1"),
    )
    assert ordered((one, two, three, two)) == (two, three, one)


def test_that_the_district_is_read_unless_it_is_given() -> None:
    assert address_of("杭州市西湖区文三路1号").district == "西湖区"
    assert address_of("杭州市西湖区文三路1号", "城西").district == "城西"


def test_that_what_is_empty_is_not_kept() -> None:
    empty = Customer(
        name="x", addresses=(Address(" "),), persons=(ContactPerson(""),), tags=("", " , ")
    )
    assert canonical(empty) == Customer(name="x")


@pytest.mark.parametrize(
    "written, kind, value",
    [
        ("0912-345-678", "mobile", "0912-345-678"),
        ("(0912) 345 678", "mobile", "0912-345-678"),
        ("0912-345678", "mobile", "0912-345-678"),
        ("+886 912 345 678", "mobile", "+886 912 345 678"),
        ("+886 (0)912-345-678", "mobile", "+886 912 345 678"),
        ("886912345678", "mobile", "+886 912 345 678"),
        ("852 9123 4567", "mobile", "+852 9123 4567"),
        ("+852 6123 4567", "mobile", "+852 6123 4567"),
        ("9123 4567", "mobile", "9123 4567"),
        ("+1 212 555 1234", "mobile", "+1 212-555-1234"),
        ("(212) 555-1234", "mobile", "(212) 555-1234"),
        ("02-2345-6789", "phone", "02-23456789"),
        ("62345678", "phone", "62345678"),
        ("0571-88881111", "phone", "0571-88881111"),
    ],
)
def test_that_a_number_called_mobile_abroad_is_one(written: str, kind: str, value: str) -> None:
    method, doubtful = phone_method("mobile", written)
    assert (method, doubtful) == (ContactMethod(kind, value), False)
    assert phone_method(kind, value) == (method, False)


def test_that_a_number_abroad_that_nobody_calls_mobile_is_a_phone() -> None:
    assert phone_method("phone", "+1 212 555 1234")[0].kind == "phone"
    assert phone_method("phone", "9123 4567")[0] == ContactMethod("phone", "91234567")
    assert phone_method("phone", "0912345678") == (ContactMethod("phone", "0912345678"), True)


@pytest.mark.parametrize("written", ["0912345678", "912345678", "0912-345-678"])
def test_that_a_column_of_an_island_holds_its_mobiles(written: str) -> None:
    kept = ContactMethod("mobile", "0912-345-678")
    assert phone_method("phone", written, islands=True) == (kept, False)
    assert phone_method("mobile", "61234567", islands=True)[0].value == "6123 4567"
    assert phone_method("phone", "61234567", islands=True)[0].kind == "phone"
