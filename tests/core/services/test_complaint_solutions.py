"""Answers that are kept, and those proposed while a complaint is typed."""

from __future__ import annotations

import dataclasses

import pytest

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_states import ANSWER, CLOSE, Given
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.solution import EARLIER, KEPT, PLANNED
from crmdesk.core.services import (
    choices,
    complaint_files,
    complaint_solutions,
    complaint_steps,
    complaints,
    history,
)
from crmdesk.core.services.workspace import Workspace


def solved(shop: Workspace, what: str, action: str, score: int = 0, **more: str) -> int:
    made = Complaint(received_at=shop.clock.now(), what=what, walk_in_name="王", **more)  # type: ignore[arg-type]
    number = complaints.receive(shop, made).new_id
    complaint_steps.step(shop, number, ANSWER, Given(action=action))
    if score:
        complaint_steps.step(shop, number, CLOSE, Given(satisfaction=score))
    return number


def texts(shop: Workspace, what: str, **more: str) -> list[str]:
    return [one.text for one in complaint_solutions.proposed(shop, what, **more)]  # type: ignore[arg-type]


def test_that_an_earlier_answer_is_proposed_for_the_same_words(shop: Workspace) -> None:
    solved(shop, "窗帘洗了一次就掉色", "免费更换同款窗帘", category="quality")
    solved(shop, "沙发腿断了", "上门修理", category="quality")
    found = complaint_solutions.proposed(shop, "刚买的窗帘掉色很厉害", category="quality")
    assert [(one.text, one.source, one.number) for one in found] == [
        ("免费更换同款窗帘", EARLIER, "TS-2026-0001")
    ]


def test_that_words_count_in_latin_letters_and_for_traditional_signs_too(shop: Workspace) -> None:
    solved(shop, "The curtain lost its colour", "A new pair", category="quality")
    assert texts(shop, "Curtain colour gone", category="quality") == ["A new pair"]
    solved(shop, "窗簾掉色", "換新", category="price")
    assert texts(shop, "窗帘掉色了", category="price") == ["換新"]


def test_that_the_same_product_is_enough_and_a_satisfied_customer_comes_first(
    shop: Workspace,
) -> None:
    solved(shop, "送错颜色", "换货", 2, category="delivery", product="沙发 A3")
    solved(shop, "少了一个脚垫", "补发脚垫", 5, category="quality", product="沙发 A3")
    assert texts(shop, "坐下去有声音", category="other", product="沙发 A3") == ["补发脚垫", "换货"]


def test_that_kept_answers_of_the_category_stand_before_all_others(shop: Workspace) -> None:
    solved(shop, "窗帘掉色", "更换", category="quality")
    complaint_solutions.keep(shop, "先道歉，再约时间上门", "quality")
    complaint_solutions.keep(shop, "退还运费", "delivery")
    complaint_solutions.keep(shop, "店长回电")
    found = complaint_solutions.proposed(shop, "窗帘掉色", category="quality")
    assert {one.text for one in found[:2]} == {"先道歉，再约时间上门", "店长回电"}
    assert [one.source for one in found] == [KEPT, KEPT, EARLIER]


def test_that_the_same_text_is_proposed_once_and_not_to_its_own_complaint(shop: Workspace) -> None:
    first = solved(shop, "窗帘掉色", "更换", category="quality")
    solved(shop, "窗帘掉色", "更换", category="quality")
    assert texts(shop, "窗帘掉色", category="quality") == ["更换"]
    own = complaint_solutions.proposed(shop, "窗帘掉色", category="quality", but=first)
    assert [one.number for one in own] == ["TS-2026-0002"]


def test_that_an_answer_is_kept_once_changed_removed_and_brought_back(shop: Workspace) -> None:
    complaint_solutions.keep(shop, " 退还运费 ", "delivery")
    assert complaint_solutions.keep(shop, "退还运费", "delivery").operation_id == 0
    (kept,) = complaint_solutions.kept(shop)
    complaint_solutions.change(shop, dataclasses.replace(kept, text="退还全部运费"))
    complaint_solutions.remove(shop, kept.id)
    assert complaint_solutions.kept(shop) == []
    history.undo(shop)
    assert [one.text for one in complaint_solutions.kept(shop)] == ["退还全部运费"]
    with pytest.raises(CrmError, match="no answer"):
        complaint_solutions.keep(shop, "  ")


def test_that_it_is_known_under_which_category_an_answer_is_kept(shop: Workspace) -> None:
    complaint_solutions.keep(shop, "退还运费", "delivery")
    complaint_solutions.keep(shop, "店长回电")
    assert complaint_solutions.kept_under(shop, " 退还运费", "delivery") == "delivery"
    assert complaint_solutions.kept_under(shop, "退还运费", "quality") is None
    assert complaint_solutions.kept_under(shop, "店长回电", "quality") == ""


def test_that_the_same_words_are_enough_where_they_are_many_of_them(shop: Workspace) -> None:
    solved(shop, "窗帘洗了一次就掉色", "更换", category="quality")
    assert texts(shop, "窗帘掉色") == ["更换"]
    assert texts(shop, "窗帘掉色", category="price") == ["更换"]
    # A few in common are no likeness where it is filed under something else.
    words = "窗帘装好以后拉不动，约好上门的人没有来"
    assert texts(shop, words, category="price") == []
    assert texts(shop, words, category="quality") == ["更换"]


def test_that_an_answer_chosen_when_it_was_recorded_comes_first(shop: Workspace) -> None:
    first = solved(shop, "窗帘掉色", "更换")
    solved(shop, "窗帘掉色了", "退款", 5)
    complaint_solutions.keep(shop, "先道歉")
    new = Complaint(received_at=shop.clock.now(), what="窗帘掉色", walk_in_name="李")
    number = complaint_files.receive(shop, new, [], as_in="TS-2026-0001").new_id
    found = complaint_solutions.proposed(shop, "窗帘掉色", but=number)
    assert [(one.text, one.source) for one in found] == [
        ("更换", PLANNED),
        ("先道歉", KEPT),
        ("退款", EARLIER),
    ]
    assert found[0].id == first
    assert complaints.get(shop, number).action == ""
    history.undo(shop)
    assert complaints.of_customer(shop, 0) == []


def test_that_an_answer_that_is_not_there_is_not_planned(shop: Workspace) -> None:
    new = Complaint(received_at=shop.clock.now(), what="窗帘掉色", walk_in_name="李")
    number = complaint_files.receive(shop, new, [], as_in="TS-2026-0009").new_id
    assert [line.event for line in complaints.log(shop, number)] == ["receive"]


def test_that_only_answers_tell_how_it_was_solved_before(shop: Workspace) -> None:
    solved(shop, "窗帘掉色", "更换", 5)
    complaint_solutions.keep(shop, "先道歉")
    open_one = Complaint(received_at=shop.clock.now(), what="窗帘掉色", walk_in_name="李")
    complaints.receive(shop, open_one)
    found = complaint_solutions.solved_before(shop, "窗帘掉色")
    assert [(one.text, one.number, one.satisfaction) for one in found] == [
        ("更换", "TS-2026-0001", 5)
    ]


def test_that_words_that_stand_anywhere_make_nothing_alike(shop: Workspace) -> None:
    solved(shop, "The sofa that was delivered", "A new sofa", category="quality")
    assert texts(shop, "The curtain that was washed", category="quality") == []


def test_that_no_two_kept_answers_of_a_category_become_the_same(shop: Workspace) -> None:
    complaint_solutions.keep(shop, "退款", "quality")
    complaint_solutions.keep(shop, "换货", "quality")
    newest = complaint_solutions.kept(shop)[0]
    with pytest.raises(CrmError, match="kept already"):
        complaint_solutions.change(shop, dataclasses.replace(newest, text="退款 "))
    complaint_solutions.change(shop, dataclasses.replace(newest, text="退款", category="price"))
    assert {(one.category, one.text) for one in complaint_solutions.kept(shop)} == {
        ("quality", "退款"),
        ("price", "退款"),
    }


def test_that_a_category_with_kept_answers_stays(shop: Workspace) -> None:
    choices.add(shop, "complaint_category", "排队")
    complaint_solutions.keep(shop, "先道歉", "排队")
    with pytest.raises(CrmError, match="1 answer is kept under “排队”"):
        choices.remove(shop, "complaint_category", "排队")
    # Nor does it go when what added it is taken back.
    added = next(one.record.id for one in history.recent(shop) if one.record.kind == "choice.add")
    history.undo(shop, added)
    assert "排队" in choices.labels(shop, "complaint_category")
