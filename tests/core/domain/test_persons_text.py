"""Contact persons go through one cell and come back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.customer import ContactPerson
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.persons_text import parse_persons, show_persons

TEXT = st.text(alphabet="张三a|\\n\n 。,", max_size=12).map(clean_text)
PERSONS = st.lists(
    st.builds(ContactPerson, TEXT, TEXT, TEXT, TEXT).filter(lambda one: one != ContactPerson("")),
    max_size=4,
)


@given(persons=PERSONS)
def test_that_persons_come_back_as_they_were(persons: list[ContactPerson]) -> None:
    assert parse_persons(show_persons(persons)) == persons


@pytest.mark.parametrize(
    "text, names",
    [
        ("张三", ["张三"]),
        ("张三、李四", ["张三", "李四"]),
        ("张三 ::: 李四", ["张三", "李四"]),
        ("张三\n李四; 王五", ["张三", "李四", "王五"]),
        ("", []),
        (" , ", []),
    ],
)
def test_that_plain_names_are_persons(text: str, names: list[str]) -> None:
    assert parse_persons(text) == [ContactPerson(name) for name in names]


def test_that_a_line_of_ours_may_be_short() -> None:
    assert parse_persons("张三 | 老板") == [ContactPerson("张三", "老板")]


def test_that_a_phone_beside_a_name_is_the_phone_of_that_person() -> None:
    found = parse_persons("张三13800001111、李经理（0571-88881111）,王五: 13800002222；8号楼老赵")
    assert found == [
        ContactPerson("张三", "", "13800001111"),
        ContactPerson("李经理", "", "0571-88881111"),
        ContactPerson("王五", "", "13800002222"),
        ContactPerson("8号楼老赵"),
    ]
