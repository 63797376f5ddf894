"""The owner's lists and the shop's particulars."""

from __future__ import annotations

import dataclasses

import pytest

from crmdesk.core.domain.choices import CATEGORY, CHANNEL
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import Cancelled, CrmError
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import use_language
from crmdesk.core.services import (
    choice_merging,
    choices,
    complaint_solutions,
    complaints,
    customers,
    followups,
    history,
    visits,
)
from crmdesk.core.services import shop as shops
from crmdesk.core.services.shop import ShopSettings
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY


def codes(shop: Workspace, name: str) -> list[str]:
    return [one.code for one in choices.choices(shop, name)]


def test_that_a_new_shop_has_the_usual_values(shop: Workspace) -> None:
    assert codes(shop, "grade") == ["A", "B", "C", "D"]
    assert codes(shop, "stage") == ["prospect", "new", "loyal", "silent", "lost"]
    assert choices.labels(shop, "stage")["loyal"] == "Loyal"
    assert choices.tags_used(shop) == choices.staff_names(shop) == []


def test_that_a_value_is_added_once_at_the_end(shop: Workspace) -> None:
    choices.add(shop, "grade", " 钻石 ")
    again = choices.add(shop, "grade", "钻石")
    assert (again.operation_id, again.message) == (0, "“钻石” is in the list already.")
    assert codes(shop, "grade") == ["A", "B", "C", "D", "钻石"]
    history.undo(shop)
    assert codes(shop, "grade") == ["A", "B", "C", "D"]


def test_that_a_new_name_keeps_the_code(shop: Workspace) -> None:
    made = factories.add(shop, grade="A")
    choices.rename(shop, "grade", "A", "金牌")
    assert customers.get(shop, made).grade == "A"
    assert choices.labels(shop, "grade")["A"] == "金牌"
    history.undo(shop)
    assert choices.labels(shop, "grade")["A"] == "A"


def test_that_names_typed_in_a_complaint_are_offered_the_next_time(shop: Workspace) -> None:
    choices.add(shop, "staff", "小王")
    one = Complaint(walk_in_name="王", received_at=shop.clock.now(), what="色差", staff="小李")
    complaints.receive(shop, one)
    assert choices.staff_known(shop) == ["小王", "小李"]
    assert choices.staff_unlisted(shop) == ["小李"]


@pytest.mark.parametrize(
    "name, field",
    [
        ("grade", {"grade": "A"}),
        ("stage", {"stage": "loyal"}),
        ("source", {"source": "phone"}),
        ("staff", {"staff": "小李"}),
        ("tag", {"tags": ("茶",)}),
    ],
)
def test_that_a_value_in_use_is_not_removed(
    shop: Workspace, name: str, field: dict[str, object]
) -> None:
    made = factories.add(shop, **field)
    used = next(one for one in choices.choices(shop, name) if one.used)
    with pytest.raises(CrmError, match="is used by 1 customer"):
        choices.remove(shop, name, used.code)
    customers.save(shop, factories.person(id=made))
    choices.remove(shop, name, used.code)
    assert used.code not in codes(shop, name)


@pytest.mark.parametrize("label", ["", "  ", "\0"])
def test_that_a_value_needs_a_name(shop: Workspace, label: str) -> None:
    with pytest.raises(CrmError, match="name is missing"):
        choices.add(shop, "grade", label)
    with pytest.raises(CrmError, match="name is missing"):
        choices.rename(shop, "grade", "A", label)


def test_that_values_typed_in_a_form_join_the_lists(shop: Workspace) -> None:
    factories.add(shop, grade="VIP", stage="观望", source="抖音", staff="小李", tags=("茶", "急"))
    for name, code in (("grade", "VIP"), ("stage", "观望"), ("source", "抖音"), ("staff", "小李")):
        assert codes(shop, name)[-1] == code
    assert choices.tags_used(shop) == ["急", "茶"]
    assert choices.staff_names(shop) == ["小李"]


def test_that_built_in_values_are_shown_in_the_users_language(shop: Workspace) -> None:
    use_language("zh_CN")
    assert choices.labels(shop, "stage")["loyal"] == "忠诚"


def test_that_the_shops_settings_are_kept_and_taken_back(shop: Workspace) -> None:
    assert shops.settings(shop) == ShopSettings()
    wanted = ShopSettings("茶店 <b>", "0571-88881111", "文三路1号", "Letter")
    shops.save(shop, wanted)
    assert shops.settings(shop) == wanted
    assert shops.save(shop, wanted).operation_id == 0
    history.undo(shop)
    assert shops.settings(shop) == ShopSettings()


def test_that_two_values_never_have_one_name(shop: Workspace) -> None:
    choices.rename(shop, "grade", "A", "金卡")
    with pytest.raises(CrmError, match="“金卡” is in the list already"):
        choices.rename(shop, "grade", "B", " 金卡")
    with pytest.raises(CrmError, match="“A” is in the list already, as “金卡”"):
        choices.rename(shop, "grade", "B", "A")
    assert choices.add(shop, "grade", "金卡").operation_id == 0
    assert choices.add(shop, "stage", "LOYAL").message == "“Loyal” is in the list already."
    choices.rename(shop, "grade", "A", "A")
    assert choices.labels(shop, "grade")["A"] == "A"


def test_that_a_value_customers_carry_stays_in_its_list_whatever_is_taken_back(
    shop: Workspace,
) -> None:
    factories.add(shop, "张伟", grade="VIP", tags=("茶",))
    factories.add(shop, "李娜", grade="VIP", tags=("茶",))
    added = history.recent(shop)[-1].record.id
    history.undo(shop, added)
    assert "VIP" in codes(shop, "grade")
    assert choices.tags_used(shop) == ["茶"]
    history.undo(shop)
    moved = factories.add(shop, "王芳", staff="小李")
    customers.set_field(shop, [moved], "staff", "")
    emptied = history.recent(shop)[0].record.id
    choices.remove(shop, "staff", "小李")
    history.undo(shop, emptied)
    assert choices.staff_names(shop) == ["小李"]


@pytest.mark.parametrize("name", ["grade", "stage", "source", "staff", "tag"])
def test_that_uncounted_values_are_the_same_values(shop: Workspace, name: str) -> None:
    factories.add(shop, grade="A", stage="观望", source="抖音", staff="小李", tags=("茶",))
    plain = choices.choices(shop, name, counted=False)
    assert [one.code for one in plain] == codes(shop, name)
    assert {one.used for one in plain} == {0}


def test_that_districts_are_those_of_customers_outside_the_bin(shop: Workspace) -> None:
    for address in ("杭州市西湖区文三路1号", "杭州市滨江区江南大道2号", "杭州市西湖区3号", ""):
        factories.add(shop, address=address)
    gone = factories.add(shop, address="杭州市余杭区4号")
    customers.to_bin(shop, [gone])
    assert choices.districts_used(shop) == ["滨江区", "西湖区"]
    assert choices.districts_used(shop, 1) == ["滨江区"]
    with shop.database.read() as connection:
        plan = connection.exec_driver_sql(
            "EXPLAIN QUERY PLAN SELECT min(district) FROM customer"
            " WHERE district != '' AND district > 'x'"
        ).fetchall()
    assert "ix_customer_district" in plan[0][3]


def test_that_the_staff_are_used_by_visits_follow_ups_and_complaints_as_well(
    shop: Workspace,
) -> None:
    for name in ("小李", "小王"):
        choices.add(shop, "staff", name)
    one = factories.add(shop, "张伟", staff="小李")
    visits.plan_visits(shop, [one], TODAY, staff="小李")
    choices.rename(shop, "staff", "小李", "李姐")
    visits.plan_visits(shop, [one], TODAY, staff="李姐")
    followups.plan(shop, FollowUp(customer_id=one, due=TODAY, staff="小李"))
    complaints.receive(
        shop,
        Complaint(customer_id=one, what="掉色", staff="小王", received_at=shop.clock.wall()),
    )
    found = choices.staff_with_work(shop)
    assert [(one.staff.show(), one.staff.used) for one in found] == [("李姐", 1), ("小王", 0)]
    assert [(one.visits, one.follow_ups, one.complaints) for one in found] == [(2, 1, 0), (0, 0, 1)]


def test_that_values_are_put_in_an_order_and_what_is_none_of_the_others_stays_last(
    shop: Workspace,
) -> None:
    choices.move(shop, CHANNEL, "wechat", 0)
    assert codes(shop, CHANNEL) == ["wechat", "shop", "phone", "platform", "other"]
    choices.move(shop, CHANNEL, "other", 0)
    assert codes(shop, CHANNEL)[-1] == "other"
    history.undo(shop)
    history.undo(shop)
    assert codes(shop, CHANNEL) == ["shop", "phone", "wechat", "platform", "other"]
    choices.add(shop, CHANNEL, "微博")
    assert codes(shop, CHANNEL)[-2:] == ["微博", "other"]
    assert choices.move(shop, CHANNEL, "no such", 0).operation_id == 0


def complained(shop: Workspace, category: str) -> int:
    one = Complaint(walk_in_name="王", received_at=shop.clock.now(), what="掉色", category=category)
    return complaints.receive(shop, one).new_id


def test_that_two_values_become_one_with_their_complaints_and_answers_and_undo_parts_them(
    shop: Workspace,
) -> None:
    choices.add(shop, CATEGORY, "质量问题多")
    old, own = complained(shop, "质量问题多"), complained(shop, "quality")
    for text, category in (("换", "质量问题多"), ("换", "quality"), ("修", "质量问题多")):
        complaint_solutions.keep(shop, text, category)
    kept = sorted((one.text, one.category) for one in complaint_solutions.kept(shop))
    log = complaints.log(shop, old)

    done = choice_merging.merge(shop, CATEGORY, "质量问题多", "quality")
    assert done.message == "“质量问题多” became “Quality”, with 1 complaint."
    assert "质量问题多" not in codes(shop, CATEGORY)
    assert {complaints.get(shop, one).category for one in (old, own)} == {"quality"}
    assert complaints.log(shop, old) == log
    merged = sorted((one.text, one.category) for one in complaint_solutions.kept(shop))
    assert merged == [("修", "quality"), ("换", "quality")]

    later = complained(shop, "quality")
    history.undo(shop, done.operation_id)
    assert complaints.get(shop, old).category == "质量问题多"
    assert complaints.get(shop, own).category == complaints.get(shop, later).category == "quality"
    assert "质量问题多" in codes(shop, CATEGORY)
    assert sorted((one.text, one.category) for one in complaint_solutions.kept(shop)) == kept


@pytest.mark.parametrize("code, into", [("quality", "quality"), ("quality", "x"), ("x", "price")])
def test_that_only_two_values_of_a_list_become_one(shop: Workspace, code: str, into: str) -> None:
    with pytest.raises(CrmError, match="cannot become one"):
        choice_merging.merge(shop, CATEGORY, code, into)
    assert codes(shop, CATEGORY)[0] == "quality"


def test_that_a_value_a_complaint_gets_back_by_undo_is_in_its_list_again(shop: Workspace) -> None:
    one = complained(shop, "price")
    edited = complaints.save(
        shop, dataclasses.replace(complaints.get(shop, one), category="quality")
    )
    choice_merging.merge(shop, CATEGORY, "price", "delivery")
    assert "price" not in codes(shop, CATEGORY)
    history.undo(shop, edited.operation_id)
    assert complaints.get(shop, one).category == "price"
    assert "price" in codes(shop, CATEGORY)


def test_that_nothing_is_merged_where_it_was_stopped(shop: Workspace) -> None:
    one = complained(shop, "price")
    with pytest.raises(Cancelled):
        choice_merging.merge(shop, CATEGORY, "price", "quality", Progress(cancelled=lambda: True))
    assert complaints.get(shop, one).category == "price"
    assert "price" in codes(shop, CATEGORY)
