"""Operations are taken back one by one, with what was attached and changed since."""

from __future__ import annotations

import dataclasses
import random
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import (
    activities,
    checking,
    choices,
    customers,
    history,
    importing,
    listing,
    visits,
)
from crmdesk.core.services import shop as shops
from crmdesk.core.services.history import EditedSince
from crmdesk.core.services.workspace import Workspace, open_workspace
from tests import factories
from tests.core.store.steps import TOMORROW, a_customer, check_derived, ids_of
from tests.factories import TODAY


def test_that_each_field_of_a_customer_comes_back(shop: Workspace) -> None:
    chance = random.Random(7)
    full = a_customer(random.Random(3))
    made = customers.create(shop, dataclasses.replace(full, name="张伟")).new_id
    for _number in range(12):
        before = customers.get(shop, made)
        changes = customers.save(shop, a_customer(chance, made))
        if changes.operation_id:
            history.undo(shop)
        assert customers.get(shop, made) == before


def test_that_without_a_number_the_newest_standing_operation_is_taken_back(
    shop: Workspace,
) -> None:
    factories.add(shop, "张伟")
    factories.add(shop, "李娜")
    assert history.undo(shop).message == "Took back: Added 李娜"
    assert history.undo(shop).message == "Took back: Added 张伟"
    with pytest.raises(CrmError, match="nothing to undo"):
        history.undo(shop)


def test_that_an_operation_is_taken_back_once(shop: Workspace) -> None:
    factories.add(shop)
    history.undo(shop, 1)
    with pytest.raises(CrmError, match="taken back already"):
        history.undo(shop, 1)
    with pytest.raises(CrmError, match="no operation with the number"):
        history.undo(shop, 99)


def test_that_ids_are_never_given_twice(shop: Workspace) -> None:
    first = factories.add(shop, "张伟", "13800138000")
    history.undo(shop)
    second = factories.add(shop, "李娜", "13900139000")
    factories.bring_in(shop, ("姓名", "手机"), ("王芳", "13700137000"))
    history.undo(shop)
    factories.bring_in(shop, ("姓名", "手机"), ("赵六", "13600136000"))
    assert [first, second, *ids_of(shop, "customer")[1:]] == [1, 2, 4]
    assert len(set(ids_of(shop, "operation"))) == 6


def test_that_undo_works_after_the_shop_was_opened_again(tmp_path: Path) -> None:
    shop = factories.open_shop(tmp_path)
    before = factories.recorded(shop)
    factories.bring_in(shop, ("姓名", "手机"), *((f"客户{n}", 13800000000 + n) for n in range(50)))
    shop.database.close()
    moved = tmp_path / "moved.db"
    shutil.copy(shop.path, moved)
    again = open_workspace(moved, clock=shop.clock)
    history.undo(again)
    assert factories.recorded(again) == before
    assert checking.check(again).ok
    again.database.close()


def test_that_customers_changed_since_are_asked_about(shop: Workspace) -> None:
    factories.bring_in(shop, ("姓名", "手机"), ("张伟", "13800138000"), ("李娜", "13900139000"))
    activities.note_contact(shop, Activity(customer_id=2, on=TODAY, text="来过"))
    with pytest.raises(EditedSince) as asked:
        history.undo(shop, 1)
    assert [(one.customer_id, one.name) for one in asked.value.records] == [(2, "李娜")]
    assert asked.value.message == "1 customer was changed again since then."
    assert len(factories.everybody(shop)) == 2


def test_that_customers_left_alone_stay_with_everything_of_theirs(
    shop: Workspace, tmp_path: Path
) -> None:
    factories.bring_in(
        shop,
        ("姓名", "手机", "标签", "介绍人"),
        ("张伟", "13800138000", "茶", None),
        ("李娜", "13900139000", "茶", "张伟"),
    )
    assert customers.get(shop, 2).referrer_id == 1
    activities.note_contact(shop, Activity(customer_id=2, on=TODAY, text="来过"))
    before = customers.get(shop, 2)
    changes = history.undo(shop, 1, leave=[2])
    assert customers.get(shop, 2) == dataclasses.replace(before, referrer_id=None)
    assert [one.name for one in factories.everybody(shop)] == ["李娜"]
    check_derived(shop, tmp_path)
    history.undo(shop, changes.operation_id)
    assert customers.get(shop, 2) == before
    assert customers.get(shop, 1).name == "张伟"


def test_that_a_forced_undo_takes_what_was_attached_since_and_gives_it_back(
    shop: Workspace, tmp_path: Path
) -> None:
    factories.bring_in(shop, ("姓名", "手机"), ("张伟", "13800138000"), ("李娜", "13900139000"))
    note = Activity(customer_id=1, on=TODAY, text="来过")
    activities.note_contact(shop, note, next_date=TOMORROW)
    visits.plan_visits(shop, [1, 2], TOMORROW)
    before = factories.recorded(shop)
    changes = history.undo(shop, 1, leave=())
    assert factories.everybody(shop) == []
    assert ids_of(shop, "activity") == ids_of(shop, "visit") == ids_of(shop, "follow_up") == []
    history.undo(shop, changes.operation_id)
    assert factories.recorded(shop) == before
    check_derived(shop, tmp_path)


def test_that_a_referrer_who_vanishes_leaves_no_broken_link(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    factories.bring_in(shop, ("姓名", "介绍人"), ("李娜", "张伟"))
    assert customers.get(shop, 2).referrer_id == 1
    imported = history.undo(shop).operation_id
    history.undo(shop)
    # The list comes back while its referrer stays away.
    history.undo(shop, imported)
    again = customers.get(shop, 2)
    assert (again.referrer, again.referrer_id) == ("张伟", None)
    assert checking.check(shop).ok


def test_that_a_choice_added_again_meanwhile_does_not_stop_the_way_back(shop: Workspace) -> None:
    factories.add(shop, "张伟", grade="VIP")
    first = history.undo(shop).operation_id
    factories.add(shop, "李娜", grade="VIP")
    history.undo(shop, first)
    assert [one.grade for one in factories.everybody(shop)] == ["VIP", "VIP"]
    assert [one.used for one in choices.choices(shop, "grade") if one.code == "VIP"] == [2]


def test_that_a_setting_written_again_meanwhile_stays(shop: Workspace) -> None:
    shops.save(shop, shops.ShopSettings(shop_name="一店"))
    first = history.undo(shop).operation_id
    shops.save(shop, shops.ShopSettings(shop_name="二店"))
    history.undo(shop, first)
    assert shops.settings(shop).shop_name == "二店"


def test_that_taking_back_an_edit_of_a_customer_who_is_gone_does_nothing(shop: Workspace) -> None:
    made = factories.add(shop, "张伟", "13800138000", tags=("茶",))
    edited = customers.save(shop, factories.person("张伟", id=made)).operation_id
    history.undo(shop, 1, leave=())
    history.undo(shop, edited, leave=())
    assert factories.everybody(shop) == []
    assert checking.check(shop).ok


def test_that_an_undo_of_something_earlier_counts_as_a_change_since(shop: Workspace) -> None:
    made = factories.add(shop, "张伟")
    first = customers.save(shop, factories.person("李娜", id=made)).operation_id
    second = customers.save(shop, factories.person("王芳", id=made)).operation_id
    history.undo(shop, first, leave=())
    with pytest.raises(EditedSince):
        history.undo(shop, second)


def test_that_what_was_done_and_taken_back_since_is_no_reason_to_ask(shop: Workspace) -> None:
    made = factories.add(shop, "张伟")
    edited = customers.save(shop, factories.person("李娜", id=made)).operation_id
    activities.note_contact(shop, Activity(customer_id=made, on=TODAY, text="来过"))
    history.undo(shop)
    history.undo(shop, edited)
    assert customers.get(shop, made).name == "张伟"


def test_that_undo_redo_undo_keeps_count_of_what_stands(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    for standing in (False, True, False, True, False):
        newest = history.recent(shop, 1)[0].record.id
        history.undo(shop, newest)
        first = history.recent(shop)[-1]
        assert (first.record.undone_by is None) == standing
        assert listing.count(shop, CustomerQuery()) == standing
    with pytest.raises(CrmError, match="nothing to undo"):
        history.undo(shop)


def test_that_an_operation_done_again_can_be_taken_back_by_its_own_number(shop: Workspace) -> None:
    factories.add(shop, "张伟")
    again = history.undo(shop, history.undo(shop).operation_id).operation_id
    history.undo(shop, 1)
    assert factories.everybody(shop) == []
    assert {line.record.id for line in history.recent(shop) if line.can_undo} == {4}
    with pytest.raises(CrmError, match="taken back already"):
        history.undo(shop, again)


def test_that_many_rows_are_taken_back_in_few_statements(shop: Workspace) -> None:
    rows = [(f"客{number}", "2026-10-05", "太慢") for number in range(60)]
    setup = importing.begin(
        factories.a_list(("投诉人", "投诉日期", "投诉内容"), *rows), target="complaints"
    )
    importing.write(shop, setup, importing.check(shop, setup))
    said: list[str] = []
    sa.event.listen(
        shop.database.engine,
        "before_cursor_execute",
        lambda _connection, _cursor, statement, *_more: said.append(statement),
    )
    history.undo(shop)
    assert factories.recorded(shop)["complaint"] == []
    assert sum("DELETE FROM complaint" in statement for statement in said) < 6
