"""Several customers become one, and come apart again."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from pathlib import Path

import pytest

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactMethod
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.services import (
    activities,
    checking,
    customers,
    duplicates,
    finding,
    followups,
    history,
    visits,
)
from crmdesk.core.services.history import EditedSince
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.merging import found, merge, rows_of
from tests.core.store.steps import check_derived, ids_of
from tests.factories import TODAY


def full(shop: Workspace) -> tuple[int, int]:
    """Return two customers who are one, each with things of their own."""
    first = factories.add(
        shop, "张伟", "13800138000", "西湖区文三路99号",
        grade="A", tags=("茶",), notes="爱喝龙井", created=dt.date(2024, 1, 2),
    )  # fmt: skip
    second = factories.add(
        shop, "張偉", "13800138000",
        methods=(ContactMethod("phone", "0571-88881111"), ContactMethod("wechat", "zhang_wei")),
        addresses=(Address("西湖区文三路 99 号", "西湖区", "310000"), Address("上海")),
        grade="B", gender="male", tags=("老客户", "茶"), notes="怕吵", created=dt.date(2020, 5, 6),
        birthday=Birthday(5, 3, 1990),
    )  # fmt: skip
    came = Activity(customer_id=second, on=TODAY, kind="shop", text="来过")
    activities.note_contact(shop, came)
    followups.plan(shop, FollowUp(customer_id=second, due=TODAY, what="打电话"))
    visits.plan_visits(shop, [second], TODAY, purpose="送货")
    return first, second


def test_that_the_fullest_file_leads_and_everything_is_united(shop: Workspace) -> None:
    first, second = full(shop)
    assert duplicates.proposed(shop, [first, second]).id == second
    wanted = duplicates.proposed(shop, [first, second], leading=first)
    assert wanted.id == first
    assert (wanted.name, wanted.grade, wanted.gender) == ("张伟", "A", "male")
    assert wanted.birthday == Birthday(5, 3, 1990)
    assert [one.value for one in wanted.methods] == ["13800138000", "0571-88881111", "zhang_wei"]
    assert wanted.addresses[0] == Address("西湖区文三路99号", "西湖区", "310000")
    assert [one.text for one in wanted.addresses[1:]] == ["上海"]
    assert wanted.tags == ("茶", "老客户") and wanted.notes == "爱喝龙井\n怕吵"
    assert wanted.created == dt.date(2020, 5, 6)


def test_that_a_merge_moves_what_is_attached_and_deletes_the_others(
    shop: Workspace, tmp_path: Path
) -> None:
    first, second = full(shop)
    brought = factories.add(shop, "王五", referrer="張偉", referrer_id=second)
    done = duplicates.merge(
        shop, [first, second], duplicates.proposed(shop, [first, second], leading=first)
    )
    assert done.message == "1 customer was merged into 张伟." and done.new_id == first
    assert len(customers.timeline(shop, first)) == 3
    assert customers.get(shop, first).last_contact == TODAY
    assert customers.get(shop, brought).referrer_id == first
    with pytest.raises(NotFound):
        customers.get(shop, second)
    assert [hit.id for hit in finding.find(shop, "zhang_wei")] == [first]
    assert history.recent(shop, 1)[0].text == "Merged 張偉 into 张伟"
    assert found(shop) == []
    check_derived(shop, tmp_path)
    assert checking.check(shop).ok


def test_that_merge_and_unmerge_leave_no_trace_and_can_be_done_again(
    shop: Workspace, tmp_path: Path
) -> None:
    ids = full(shop)
    factories.add(shop, "王五", referrer_id=ids[1])
    before, words = factories.recorded(shop), factories.index_words(shop)
    made = merge(shop, *ids)
    merged = factories.recorded(shop)
    done = duplicates.unmerge(shop, made)
    assert done.message == "Took back: Merged 張偉 into 张伟"
    assert factories.recorded(shop) == before and factories.index_words(shop) == words
    history.undo(shop, done.operation_id)
    assert factories.recorded(shop) == merged
    check_derived(shop, tmp_path)


def test_that_an_unmerge_later_leaves_what_was_added_with_the_survivor(shop: Workspace) -> None:
    first, second = full(shop)
    theirs = rows_of(shop, second)
    made = merge(shop, first, second)
    activities.note_contact(shop, Activity(customer_id=first, on=TODAY, text="新的"))
    now = customers.get(shop, first)
    customers.save(shop, dataclasses.replace(now, staff="小李", notes=now.notes + "\n更多"))
    with pytest.raises(EditedSince) as asked:
        duplicates.unmerge(shop, made)
    assert [one.customer_id for one in asked.value.records] == [first]
    duplicates.unmerge(shop, made, ())
    assert rows_of(shop, second) == theirs
    kept = customers.get(shop, first)
    assert (kept.staff, kept.gender, kept.grade) == ("小李", "", "A")
    assert [one.text for one in customers.timeline(shop, first)] == ["新的"]


def test_that_a_merge_done_again_takes_along_what_was_added_in_between(
    shop: Workspace, tmp_path: Path
) -> None:
    first, second = full(shop)
    undone = duplicates.unmerge(shop, merge(shop, first, second)).operation_id
    activities.note_contact(shop, Activity(customer_id=second, on=TODAY, text="中间来过"))
    brought = factories.add(shop, "王五", referrer_id=second)
    with pytest.raises(EditedSince):
        history.undo(shop, undone)
    again = history.undo(shop, undone, leave=()).operation_id
    assert "中间来过" in [one.text for one in customers.timeline(shop, first)]
    assert customers.get(shop, brought).referrer_id == first
    assert ids_of(shop, "customer") == [first, brought]
    check_derived(shop, tmp_path)
    history.undo(shop, again)
    assert "中间来过" in [one.text for one in customers.timeline(shop, second)]
    assert customers.get(shop, brought).referrer_id == second
    check_derived(shop, tmp_path)


def test_that_a_survivor_left_as_it_is_keeps_its_values_but_not_the_others_history(
    shop: Workspace,
) -> None:
    first, second = full(shop)
    theirs = rows_of(shop, second)
    made = merge(shop, first, second)
    customers.set_field(shop, [first], "staff", "小李")
    duplicates.unmerge(shop, made, [first])
    assert rows_of(shop, second) == theirs
    assert customers.get(shop, first).gender == "male"
    assert customers.timeline(shop, first) == []


def test_that_a_merge_inside_a_merge_comes_apart_in_either_order(shop: Workspace) -> None:
    for name in ("甲一", "甲二", "甲三"):
        one = factories.add(shop, name, "13800138000")
        activities.note_contact(shop, Activity(customer_id=one, on=TODAY, text=name))
    before = factories.recorded(shop)
    inner, outer = merge(shop, 1, 2), merge(shop, 1, 3)
    duplicates.unmerge(shop, inner, ())
    assert [item.text for item in customers.timeline(shop, 2)] == ["甲二"]
    assert {item.text for item in customers.timeline(shop, 1)} == {"甲一", "甲三"}
    duplicates.unmerge(shop, outer, ())
    assert factories.recorded(shop) == before


def test_that_a_merge_whose_customer_was_merged_itself_says_what_comes_first(
    shop: Workspace,
) -> None:
    for name in ("甲一", "甲二", "甲三"):
        factories.add(shop, name, "13800138000")
    before = factories.recorded(shop)
    inner, outer = merge(shop, 1, 2), merge(shop, 3, 1)
    with pytest.raises(CrmError, match=f"operation {outer} first"):
        duplicates.unmerge(shop, inner, ())
    duplicates.unmerge(shop, outer)
    duplicates.unmerge(shop, inner)
    assert factories.recorded(shop) == before


def test_that_an_import_asks_when_its_customers_were_merged_since(shop: Workspace) -> None:
    kept = factories.add(shop, "张伟", "13800138000")
    result = factories.bring_in(
        shop, ("姓名", "手机"), ("張偉", "13900139000"), ("李娜", "13700137000")
    )
    merge(shop, kept, 2)
    with pytest.raises(EditedSince) as asked:
        history.undo(shop, result.import_id)
    assert [one.customer_id for one in asked.value.records] == [kept]
    history.undo(shop, result.import_id, leave=[kept])
    assert ids_of(shop, "customer") == [kept]
    assert customers.get(shop, kept).all("mobile") == ("13800138000", "13900139000")
    assert checking.check(shop).ok


@pytest.mark.parametrize("leave", [None, (), (1,)])
def test_that_what_was_changed_of_somebody_merged_away_waits_for_them(
    shop: Workspace, leave: Collection[int] | None
) -> None:
    headers = ("姓名", "手机", "等级")
    factories.bring_in(shop, headers, ("张伟", "13800138000", "B"), ("李娜", "13900139000", "B"))
    before = factories.recorded(shop)
    rows = (("张伟", "13800138000", "A"), ("李娜", "13900139000", "A"))
    second = factories.bring_in(shop, headers, *rows, mode="overwrite")
    made = merge(shop, 1, 2)
    merged = factories.recorded(shop)
    with pytest.raises(CrmError, match="merged into another") as refused:
        history.undo(shop, second.import_id, leave=leave)
    assert not isinstance(refused.value, EditedSince)
    assert refused.value.advice == f"Take back operation {made} first."
    assert factories.recorded(shop) == merged
    duplicates.unmerge(shop, made)
    history.undo(shop, second.import_id)
    assert factories.recorded(shop) == before


def test_that_a_note_of_somebody_merged_away_is_taken_back_all_the_same(shop: Workspace) -> None:
    for name in ("甲一", "甲二"):
        factories.add(shop, name, "13800138000")
    noted = activities.note_contact(shop, Activity(customer_id=2, on=TODAY, text="x"))
    merge(shop, 1, 2)
    history.undo(shop, noted.operation_id, leave=())
    assert customers.timeline(shop, 1) == []


def test_that_pairs_called_different_move_along_once(shop: Workspace) -> None:
    for _number in range(4):
        factories.add(shop, "张伟", "13800138000")
    duplicates.not_the_same(shop, [2, 3])
    duplicates.not_the_same(shop, [1, 3])
    duplicates.not_the_same(shop, [2, 4])
    before = factories.recorded(shop)
    made = merge(shop, 4, 1)
    pairs = sorted(row[1:] for row in factories.recorded(shop)["not_duplicate"])
    assert pairs == [(2, 3), (2, 4), (3, 4)]
    duplicates.unmerge(shop, made)
    assert factories.recorded(shop) == before
    made = merge(shop, 3, 2)
    assert sorted(row[1:] for row in factories.recorded(shop)["not_duplicate"]) == [(1, 3), (3, 4)]
    duplicates.unmerge(shop, made)
    assert factories.recorded(shop) == before


def test_that_somebody_taken_back_leaves_no_pair_behind(shop: Workspace) -> None:
    factories.add(shop, "张伟", "13800138000")
    factories.add(shop, "张伟", "13800138000")
    duplicates.not_the_same(shop, [1, 2])
    undone = history.undo(shop, 2, leave=())
    assert factories.recorded(shop)["not_duplicate"] == []
    history.undo(shop, undone.operation_id, leave=())
    assert found(shop) == [] and checking.check(shop).ok


def test_that_those_who_brought_each_other_become_one(shop: Workspace) -> None:
    factories.add(shop, "张伟", "13800138000")
    factories.add(shop, "張偉", "13800138000", referrer="张伟", referrer_id=1)
    factories.add(shop, "张伟", "13800138000", referrer="張偉", referrer_id=2)
    before = factories.recorded(shop)
    made = merge(shop, 1, 2, 3)
    assert customers.get(shop, 1).referrer_id is None and customers.get(shop, 1).referrer == ""
    duplicates.unmerge(shop, made)
    assert factories.recorded(shop) == before


def test_that_what_was_changed_meanwhile_is_not_overwritten(shop: Workspace) -> None:
    ids = full(shop)
    shown = duplicates.side_by_side_of(shop, ids)
    customers.set_field(shop, [ids[1]], "grade", "C")
    with pytest.raises(CrmError, match="changed meanwhile"):
        duplicates.merge(shop, ids, shown.members[0], seen=shown.members)
    assert len(ids_of(shop, "customer")) == 2


def test_that_a_merge_needs_two_live_customers(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    factories.add(shop, "张伟")
    with pytest.raises(CrmError, match="One customer alone"):
        duplicates.proposed(shop, [1, 1])
    with pytest.raises(NotFound, match="number 9"):
        duplicates.proposed(shop, [1, 9])
    customers.to_bin(shop, [2])
    with pytest.raises(CrmError, match="is in the bin"):
        duplicates.merge(shop, [1, 2], customers.get(shop, 1))
    with pytest.raises(NotFound, match="no merge"):
        duplicates.unmerge(shop, 1)
