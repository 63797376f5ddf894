from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.customer import Address, ContactMethod, Customer
from crmdesk.core.domain.folding import fold
from crmdesk.core.services import customers, workspace
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import search


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    opened = workspace.open_workspace(tmp_path / "shop.db", clock=fixed_clock(2026, 11, 21))
    yield opened
    opened.database.close()


def add(desk: Workspace, name: str, phone: str = "", address: str = "") -> int:
    methods = (ContactMethod("mobile", phone),) if phone else ()
    addresses = (Address(address),) if address else ()
    made = customers.create(desk, Customer(name=name, methods=methods, addresses=addresses))
    return made.new_id


def found(desk: Workspace, text: str, limit: int = 50) -> list[int]:
    with desk.database.read() as connection:
        return search.ranked_ids(connection, text, limit)


def test_that_one_letter_finds_the_parts_of_names_that_begin_with_it(desk: Workspace) -> None:
    zhang, wei, smith = add(desk, "张伟"), add(desk, "李子伟"), add(desk, "Nora Smith")
    assert found(desk, "z") == [zhang, wei]
    assert set(found(desk, "w")) == {zhang, wei}
    assert found(desk, "s") == [smith]


def test_that_one_digit_finds_the_numbers_that_begin_with_it(desk: Workspace) -> None:
    mobile, landline = add(desk, "王", "13800001111"), add(desk, "陈", "0571-88881111")
    assert found(desk, "1") == [mobile]
    assert found(desk, "0") == [landline]


def test_that_names_that_begin_with_the_sound_come_before_those_that_hold_it(
    desk: Workspace,
) -> None:
    late, first = add(desk, "王章"), add(desk, "张安")
    assert found(desk, "zhang") == [first, late]


def test_that_initials_get_their_half_beside_the_beginnings(desk: Workspace) -> None:
    sounds = [add(desk, f"李{sign}") for sign in "安百成大恩"]
    initials = add(desk, "刘一")
    assert initials in found(desk, "ly", 4)
    assert len(set(found(desk, "li", 4)) & set(sounds)) == 4


def test_that_a_place_in_a_name_comes_before_those_who_live_there(desk: Workspace) -> None:
    lives = [add(desk, f"王{sign}", address="杭州市西湖区") for sign in "一二三"]
    shop = add(desk, "西湖茶业")
    assert found(desk, "西湖", 3) == [shop, *lives[:2]]


@given(st.text(max_size=20))
def test_that_spaced_text_is_folded_text_with_spaces_only(text: str) -> None:
    apart, folded = search.spaced(text), fold(text)
    assert "".join(apart.split()) == "".join(folded.split())
