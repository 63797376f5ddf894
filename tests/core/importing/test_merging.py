"""A known customer and a row of a list become one, and nothing known is dropped."""

from __future__ import annotations

import dataclasses

import pytest

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson, Customer
from crmdesk.core.domain.matching import NAME_AND_ADDRESS, NAME_AND_WECHAT, PHONE
from crmdesk.core.importing.merging import is_another, is_apart, merged, with_person
from crmdesk.core.importing.plan import FILL, OVERWRITE
from tests.factories import person

KNOWN = person(
    "张伟",
    "13800138000",
    "文三路1号",
    id=7,
    grade="B",
    notes="怕吵",
    tags=("老",),
    birthday=Birthday(5, 3),
)


def test_that_a_row_without_news_changes_nothing() -> None:
    for mode in (FILL, OVERWRITE):
        assert merged(KNOWN, dataclasses.replace(KNOWN, id=0), mode) == KNOWN
        assert merged(KNOWN, person("张伟"), mode) == KNOWN


def test_that_the_same_number_written_otherwise_is_not_kept_twice() -> None:
    draft = person("张伟", methods=(ContactMethod("phone", "+86 138 0013 8000"),))
    assert merged(KNOWN, draft, FILL).methods == KNOWN.methods


def test_that_the_same_address_with_other_gaps_is_not_kept_twice() -> None:
    draft = person("张伟", address="文三路 1 号")
    assert merged(KNOWN, draft, FILL).addresses == KNOWN.addresses
    assert merged(KNOWN, draft, OVERWRITE).addresses == (Address("文三路 1 号"),)


def test_that_the_lists_number_comes_first_only_when_overwriting() -> None:
    draft = person("张伟", "13900139000")
    assert merged(KNOWN, draft, FILL).mobile == "13800138000"
    assert merged(KNOWN, draft, OVERWRITE).mobile == "13900139000"
    assert len(merged(KNOWN, draft, OVERWRITE).methods) == 2


def test_that_another_form_of_the_name_is_kept_once() -> None:
    once = merged(KNOWN, person("张伟（小店）"), FILL)
    assert (once.name, once.persons) == ("张伟", (ContactPerson("张伟（小店）"),))
    assert merged(once, person("张伟(小店)"), FILL) == once
    assert merged(KNOWN, person("张伟明"), OVERWRITE).name == "张伟明"


def test_that_somebody_else_at_the_same_phone_is_told_from_another_spelling() -> None:
    def other(name: str, mode: str, same_list: bool = False) -> bool:
        return is_another(KNOWN, person(name), mode, same_list=same_list)

    assert [other(name, FILL) for name in ("张伟", "张伟明", "李娜", "张太太")] == [
        False,
        False,
        True,
        True,
    ]
    assert [other(name, OVERWRITE) for name in ("张伟", "张伟明", "张维", "李娜")] == [
        False,
        False,
        False,
        True,
    ]
    assert other("张维", OVERWRITE, same_list=True)


@pytest.mark.parametrize("address", ["张伟先生", "张伟（女士）", "张老板", "张伟总", "小张"])
@pytest.mark.parametrize("mode", [FILL, OVERWRITE])
def test_that_a_way_to_address_somebody_is_no_name(address: str, mode: str) -> None:
    draft = person(address, "13800138000", notes="爱茶")
    for same_list in (True, False):
        assert not is_another(KNOWN, draft, mode, same_list=same_list)
    found = merged(KNOWN, draft, mode)
    assert (found.name, found.persons) == ("张伟", ())
    assert "爱茶" in found.notes
    # The name itself says more than the way somebody was addressed.
    known = person("张老板", "13800138000")
    assert merged(known, person("张伟"), FILL).persons == (ContactPerson("张伟"),)
    assert merged(known, person("张伟"), OVERWRITE).name == "张伟"


def test_that_a_shared_landline_makes_nobody_the_same_who_has_a_mobile_of_their_own() -> None:
    line = ContactMethod("phone", "0571-88881111")
    known = person("张伟", "13800138000", methods=(line,))

    def apart(name: str, mobile: str = "", more: Customer = known) -> bool:
        return is_apart(PHONE, more, person(name, mobile, methods=(line,)))

    assert apart("李娜", "13900139000") and apart("张维", "13900139000")
    # A family with one mobile, a desk without one, and other forms of the same name.
    assert not apart("李娜", "+86 138 0013 8000") and not apart("李娜")
    assert not any(apart(name, "13900139000") for name in ("张伟", "张伟明", "张老板", "小张"))
    kept = dataclasses.replace(known, persons=(ContactPerson("李娜"),))
    assert not apart("李娜", "13900139000", kept)
    swapped = person("张伟", methods=(line, ContactMethod("phone", "13900139000")))
    assert not apart("李娜", "13900139000", swapped)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("1990-05-03", "1991-05-03", True),
        ("1990-05-03", "--05-04", True),
        ("1990-05-03", "--05-03", False),
        ("L1990-08-15", "L1990-08-16", True),
        ("L1990-08-15", "1990-10-03", False),
        ("L1990-08-15", "1990-10-04", True),
        ("L1990-08-15", "1992-10-03", True),
        ("L--08-15", "1990-05-03", False),
    ],
)
def test_that_two_birthdays_in_one_house_are_two_people(one: str, other: str, apart: bool) -> None:
    father, son = (
        person("张伟", address="文三路1号", birthday=Birthday.from_text(text))
        for text in (one, other)
    )
    assert is_apart(NAME_AND_ADDRESS, father, son) is apart
    assert is_apart(NAME_AND_ADDRESS, son, father) is apart
    assert not is_apart(NAME_AND_WECHAT, father, son)


def test_that_gender_and_mobile_together_tell_two_people_in_one_house() -> None:
    known = person("张伟", "13800138000", gender="male")
    assert is_apart(NAME_AND_ADDRESS, known, person("张伟", "13900139000", gender="female"))
    assert not is_apart(NAME_AND_ADDRESS, known, person("张伟", "13800138000", gender="female"))
    assert not is_apart(NAME_AND_ADDRESS, known, person("张伟", "13900139000"))


def test_that_what_is_said_of_somebody_else_stays_theirs() -> None:
    wife = person(
        "李娜",
        methods=(ContactMethod("mobile", "13800138000"), ContactMethod("wechat", "lina")),
        gender="female",
        birthday=Birthday(2, 2, 1992),
        notes="爱茶",
    )
    both = with_person(KNOWN, wife)
    assert dataclasses.replace(both, persons=()) == KNOWN
    assert both.persons[0].name == "李娜"
    for told in ("Female", "2 February 1992", "lina", "爱茶"):
        assert told in both.persons[0].notes
    assert with_person(both, wife) == both


def test_that_notes_grow_by_what_is_new() -> None:
    assert merged(KNOWN, person("张伟", notes="爱茶"), FILL).notes == "怕吵\n爱茶"
    assert merged(KNOWN, person("张伟", notes="怕吵"), FILL).notes == "怕吵"
    assert merged(KNOWN, person("张伟", notes="很怕吵的"), OVERWRITE).notes == "很怕吵的"


def test_that_single_values_are_filled_or_overwritten() -> None:
    draft = person("张伟", grade="A", company="西湖", birthday=Birthday(1, 1))
    filled, over = merged(KNOWN, draft, FILL), merged(KNOWN, draft, OVERWRITE)
    assert (filled.grade, filled.company, filled.birthday) == ("B", "西湖", Birthday(5, 3))
    assert (over.grade, over.company, over.birthday) == ("A", "西湖", Birthday(1, 1))
    assert filled.id == over.id == 7


def test_that_a_landline_without_its_zero_is_not_kept_twice() -> None:
    known = person("张伟", methods=(ContactMethod("phone", "0571-88881111"),))
    draft = person("张伟", methods=(ContactMethod("phone", "57188881111"),))
    assert merged(known, draft, FILL).methods == known.methods


def test_that_a_known_address_takes_the_postcode_of_the_list() -> None:
    known = person("张伟", addresses=(Address("文三路1号"),))
    draft = person("张伟", addresses=(Address("文三路 1号", "西湖区", "310012"),))
    assert merged(known, draft, FILL).addresses == (Address("文三路1号", "西湖区", "310012"),)
    other = person("张伟", addresses=(Address("", "", "310012"), Address("", "", "310013")))
    assert merged(known, other, FILL).addresses[1:] == other.addresses


def test_that_values_of_own_fields_are_filled_or_overwritten_one_by_one() -> None:
    known = person("张伟", custom=(("c1", "龙井"), ("c2", "yes")))
    draft = person("张伟", custom=(("c1", "普洱"), ("c3", "12")))
    filled = (("c1", "龙井"), ("c2", "yes"), ("c3", "12"))
    assert merged(known, draft, FILL).custom == filled
    assert merged(known, draft, OVERWRITE).custom == (("c1", "普洱"), *filled[1:])
    assert merged(known, person("张伟"), OVERWRITE).custom == known.custom


@pytest.mark.parametrize("mode", ["fill", "overwrite"])
def test_that_a_name_comes_to_whom_a_number_stood_for(mode: str) -> None:
    number = ContactMethod("mobile", "13800138000")
    nameless = Customer(name="13800138000", methods=(number,), notes="x")
    named = Customer(name="张伟", methods=(number,))
    for same_list in (True, False):
        assert not is_another(nameless, named, mode, same_list=same_list)
        assert not is_another(named, nameless, mode, same_list=same_list)
    found = merged(nameless, named, mode)
    assert (found.name, found.persons, found.notes) == ("张伟", (), "x")
    found = merged(named, nameless, mode)
    assert (found.name, found.persons, found.notes) == ("张伟", (), "x")
    chatty = Customer(name="李娜", methods=(number, ContactMethod("wechat", "李娜")))
    assert is_another(named, chatty, "fill", same_list=False)
