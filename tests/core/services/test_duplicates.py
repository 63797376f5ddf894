"""Duplicates are found over the whole file, merged with everything of theirs, and taken apart."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Callable, Collection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactMethod, Customer
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import Cancelled, CrmError, NotFound
from crmdesk.core.domain.progress import Progress
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
from tests.core.store.test_undo import STEPS, a_customer, check_derived, ids_of
from tests.factories import TODAY


def found(shop: Workspace) -> list[tuple[tuple[int, ...], int]]:
    return [(group.ids, group.score) for group in duplicates.find(shop)]


def rows_of(shop: Workspace, customer_id: int) -> dict[str, list[tuple[object, ...]]]:
    """Return every recorded row that belongs to a customer."""
    return {
        name: [row for row in rows if row[0 if name == "customer" else 1] == customer_id]
        for name, rows in factories.recorded(shop).items()
        if name not in ("choice", "setting", "custom_field")
    }


def merge(shop: Workspace, *ids: int) -> int:
    """Merge as the command line does: the first leads."""
    wanted = duplicates.proposed(shop, ids, leading=ids[0])
    return duplicates.merge(shop, ids, wanted).operation_id


# Finding


def test_that_a_shared_phone_is_found_however_it_is_written(shop: Workspace) -> None:
    factories.add(shop, "张伟", "138-0013-8000")
    factories.add(shop, "李娜", "13900139000")
    factories.add(shop, "張偉", methods=(ContactMethod("phone", "+86 13800138000"),))
    (group,) = duplicates.find(shop)
    assert group.ids == (1, 3) and group.names == ("张伟", "張偉")
    assert group.score == 88
    assert group.reasons == (
        "same phone 13800138000",
        "same name, written differently: 张伟 / 張偉",
    )


def test_that_wechat_qq_and_mail_are_as_good_as_a_phone(shop: Workspace) -> None:
    for kind, value in (("wechat", "zhang_wei88"), ("qq", "1234567"), ("email", "zw@example.com")):
        factories.add(shop, f"甲{kind}", methods=(ContactMethod(kind, value),))
        factories.add(shop, f"甲{kind}", methods=(ContactMethod(kind, value.upper()),))
    assert [group.ids for group in duplicates.find(shop)] == [(1, 2), (3, 4), (5, 6)]


def test_that_a_number_of_many_names_is_no_evidence(shop: Workspace) -> None:
    for name in ("王一", "李二", "赵三", "钱四", "孙五"):
        factories.add(shop, name, "0571-88886666")
    assert len(duplicates.find(shop)[0].ids) == 5
    factories.add(shop, "周六", "0571-88886666")
    assert found(shop) == []


@pytest.mark.parametrize(
    "first, second",
    [
        ({"birthday": Birthday(5, 3, 1990)}, {"birthday": Birthday(5, 3, 1990)}),
        ({"birthday": Birthday(8, 15, None, True)}, {"birthday": Birthday(8, 15, None, True)}),
        ({"address": "杭州市西湖区文三路99号"}, {"address": "西湖区文三路 99 号 2-301"}),
        ({"company": "西湖茶业有限公司"}, {"company": "西湖茶业"}),
    ],
)
@pytest.mark.parametrize("other", ["张伟", "張偉", "章炜", "zhang wei"])
def test_that_a_name_counts_beside_a_birthday_an_address_or_a_company(
    shop: Workspace, first: dict[str, object], second: dict[str, object], other: str
) -> None:
    factories.add(shop, "张伟", **first)
    factories.add(shop, other, **second)
    assert [group.ids for group in duplicates.find(shop)] == [(1, 2)]


def test_that_a_name_alone_and_a_shared_house_alone_are_nothing(shop: Workspace) -> None:
    factories.add(shop, "张伟", "13800138000", birthday=Birthday(5, 3, 1990))
    factories.add(shop, "张伟", "13900139000", birthday=Birthday(6, 4, 1991))
    factories.add(shop, "李娜", address="西湖区文三路99号", birthday=Birthday(1, 1, 1980))
    factories.add(shop, "王芳", address="西湖区文三路99号", birthday=Birthday(1, 1, 1980))
    assert found(shop) == []


def test_that_a_slip_of_the_pen_is_a_hint_beside_two_other_facts(shop: Workspace) -> None:
    born, home = Birthday(5, 3, 1990), "西湖区文三路99号"
    factories.add(shop, "欧阳娜娜", birthday=born, address=home)
    factories.add(shop, "欧阳娜那", birthday=born)
    factories.add(shop, "欧阳哪呢", birthday=born, address="上城区解放路1号")
    factories.add(shop, "欧阳大娜", birthday=born, address=home)
    (group,) = duplicates.find(shop)
    assert group.ids == (1, 2, 4)
    assert "one letter apart: 欧阳娜娜 / 欧阳大娜" in group.reasons


def test_that_what_speaks_against_it_lowers_the_score(shop: Workspace) -> None:
    factories.add(shop, "张伟", "13800138000", gender="male")
    factories.add(shop, "李娜", "13800138000")
    factories.add(shop, "王芳", "13900139000", gender="female")
    factories.add(shop, "王芳", "13900139000", gender="male")
    assert found(shop) == [((3, 4), 70), ((1, 2), 45)]


def test_that_two_companies_of_one_name_are_found(shop: Workspace) -> None:
    factories.add(shop, "西湖茶业有限公司", kind="company")
    factories.add(shop, "西湖茶业", kind="company")
    factories.add(shop, "西湖茶业", kind="person")
    assert [group.ids for group in duplicates.find(shop)] == [(1, 2)]


def test_that_the_bin_is_left_out(shop: Workspace) -> None:
    for _number in range(3):
        factories.add(shop, "张伟", "13800138000")
    customers.to_bin(shop, [2])
    assert [group.ids for group in duplicates.find(shop)] == [(1, 3)]


def test_that_a_group_is_never_too_large_to_be_looked_at(shop: Workspace) -> None:
    for number in range(30):
        wechat = (ContactMethod("wechat", f"wechat_{number // 3}"),)
        factories.add(shop, "张伟", "13800138000", methods=wechat)
    groups = duplicates.find(shop)
    assert sorted(one for group in groups for one in group.ids) == list(range(1, 31))
    assert max(len(group.ids) for group in groups) <= 20
    trios = [{number, number + 1, number + 2} for number in range(1, 31, 3)]
    assert all(any(trio <= set(group.ids) for group in groups) for trio in trios)


def test_that_no_duplicates_are_remembered_until_it_is_taken_back(shop: Workspace) -> None:
    for _number in range(3):
        factories.add(shop, "张伟", "13800138000")
    done = duplicates.not_the_same(shop, [3, 1])
    assert done.message == "张伟, 张伟 are not the same customer."
    assert [group.ids for group in duplicates.find(shop)] == [(1, 2, 3)]
    duplicates.not_the_same(shop, [1, 2, 3])
    assert found(shop) == []
    assert duplicates.not_the_same(shop, [1, 2]).operation_id == 0
    history.undo(shop)
    history.undo(shop, done.operation_id)
    assert len(found(shop)) == 1
    assert factories.recorded(shop)["not_duplicate"] == []


def test_that_a_search_tells_how_far_it_is_and_can_be_stopped(shop: Workspace) -> None:
    factories.add(shop, "张伟", "13800138000")
    factories.add(shop, "张伟", "13800138000")
    told: list[str] = []
    duplicates.find(shop, Progress(lambda done, total, what: told.append(what)))
    assert told[0] == "Comparing phones and accounts" and "Comparing names" in told
    with pytest.raises(Cancelled):
        duplicates.find(shop, Progress(cancelled=lambda: True))


# Merging


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


# Whatever happens in between


def attach(shop: Workspace, chance: random.Random, ids: list[int]) -> None:
    """Give customers a few things of every kind."""
    for one in ids:
        for _number in range(chance.randint(0, 2)):
            on = TODAY - dt.timedelta(days=chance.randint(0, 99))
            activities.note_contact(shop, Activity(customer_id=one, on=on, text=f"{one} {on}"))
        if chance.random() < 0.5:
            followups.plan(shop, FollowUp(customer_id=one, due=TODAY, what="打电话"))
        if chance.random() < 0.5:
            visits.plan_visits(shop, [one], TODAY, purpose="送货")
    if chance.random() < 0.5:
        duplicates.not_the_same(shop, chance.sample(ids, 2))
    someone = customers.get(shop, ids[0])
    customers.save(shop, dataclasses.replace(someone, referrer_id=chance.choice(ids[1:])))


def later_edit(shop: Workspace, chance: random.Random, survivor: int, bystander: int) -> None:
    """Change something after the merge, as people do."""
    verb = chance.randint(0, 5)
    if verb == 0:
        changed: Customer = a_customer(chance, survivor)
        customers.save(shop, changed)
    elif verb == 1:
        text = f"later {chance.randint(0, 9)}"
        activities.note_contact(shop, Activity(customer_id=survivor, on=TODAY, text=text))
    elif verb == 2:
        followups.plan(shop, FollowUp(customer_id=survivor, due=TODAY, what="later"))
    elif verb == 3:
        customers.add_tag(shop, [survivor, bystander], "later")
    elif verb == 4:
        factories.add(shop, "后来的", "13600136000", referrer_id=survivor)
    else:
        customers.set_field(shop, [bystander, survivor], "grade", chance.choice("AB"))


MERGES = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


@MERGES
@given(chance=st.randoms(), edits=st.integers(0, 5))
def test_that_the_others_come_back_exactly_whatever_was_done_since(
    chance: random.Random, edits: int
) -> None:
    with TemporaryDirectory() as name:
        shop = factories.open_shop(Path(name))
        ids = [customers.create(shop, a_customer(chance)).new_id for _number in range(4)]
        attach(shop, chance, ids)
        first, words = factories.recorded(shop), factories.index_words(shop)
        chosen = chance.sample(ids, chance.randint(2, 3))
        survivor, others = chosen[0], chosen[1:]
        bystander = next(one for one in ids if one not in chosen)
        theirs = [rows_of(shop, one) for one in others]
        made = merge(shop, *chosen)
        check_derived(shop, Path(name))
        notes = len(ids_of(shop, "activity")) + len(ids_of(shop, "follow_up"))
        for _number in range(edits):
            later_edit(shop, chance, survivor, bystander)
        added = len(ids_of(shop, "activity")) + len(ids_of(shop, "follow_up")) - notes
        leave = chance.choice(((), (survivor,), (survivor, bystander))) if edits else None
        duplicates.unmerge(shop, made, leave)
        assert [rows_of(shop, one) for one in others] == theirs
        now = factories.recorded(shop)
        for table in ("activity", "follow_up", "visit"):
            assert set(first[table]) <= set(now[table])
        assert len(now["activity"]) + len(now["follow_up"]) == notes + added
        if not edits:
            assert now == first and factories.index_words(shop) == words
        check_derived(shop, Path(name))
        assert checking.check(shop).ok
        shop.database.close()


def merge_some(shop: Workspace, chance: random.Random) -> None:
    live = [one for one in ids_of(shop, "customer") if not customers.get(shop, one).binned_at]
    if len(live) >= 2:
        merge(shop, *chance.sample(live, chance.randint(2, min(3, len(live)))))


def call_different(shop: Workspace, chance: random.Random) -> None:
    live = [one for one in ids_of(shop, "customer") if not customers.get(shop, one).binned_at]
    if len(live) >= 2:
        duplicates.not_the_same(shop, chance.sample(live, 2))


Step = Callable[[Workspace, random.Random], None]
ALL_STEPS: tuple[Step, ...] = (*STEPS, merge_some, merge_some, merge_some, call_different)


@MERGES
@given(
    steps=st.lists(st.sampled_from((*ALL_STEPS, None, None, None)), min_size=8, max_size=20),
    chance=st.randoms(),
)
def test_that_merges_among_everything_else_come_apart_in_any_order(
    steps: list[Step | None], chance: random.Random
) -> None:
    with TemporaryDirectory() as name:
        shop = factories.open_shop(Path(name))
        for _number in range(4):
            customers.create(shop, a_customer(chance))
        for step in steps:
            lines = [line for line in history.recent(shop) if line.can_undo]
            if step is not None:
                if not ids_of(shop, "customer"):
                    customers.create(shop, a_customer(chance))
                step(shop, chance)
            elif lines:
                undo_one(shop, chance, chance.choice(lines).record.id)
        check_derived(shop, Path(name))
        report = checking.check(shop)
        assert report.ok, report.problems
        shop.database.close()


def undo_one(shop: Workspace, chance: random.Random, operation_id: int) -> None:
    before = factories.recorded(shop)
    try:
        done = history.undo(shop, operation_id)
    except EditedSince as edited:
        names = [one.customer_id for one in edited.records]
        leave = chance.sample(names, chance.randint(0, len(names)))
        try:
            done = history.undo(shop, operation_id, leave=leave)
        except CrmError:
            return
    except CrmError:
        # The customer of a merge went elsewhere: nothing was touched.
        assert factories.recorded(shop) == before
        return
    if done.operation_id and chance.random() < 0.5:
        history.undo(shop, done.operation_id)
        assert factories.recorded(shop) == before
