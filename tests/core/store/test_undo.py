"""Whatever is done can be taken back, in order and out of order."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson, CustomerQuery
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.importing import setup_changes
from crmdesk.core.services import (
    activities,
    checking,
    choices,
    custom_fields,
    customers,
    followups,
    history,
    importing,
    listing,
    visit_order,
    visits,
)
from crmdesk.core.services import (
    shop as shops,
)
from crmdesk.core.services.history import EditedSince
from crmdesk.core.services.workspace import Workspace, open_workspace
from crmdesk.core.store import derived
from tests import factories
from tests.factories import TODAY

TOMORROW = TODAY + dt.timedelta(days=1)
NAMES = ("张伟", "單雄信", "欧阳娜娜", "Anna O'Neil", "王<b>", "😀", "尉迟恭")
PHONES = ("13800138000", "0571-88881111转801", "13900139000", "139 0013 9000", "坏号码")


def ids_of(shop: Workspace, table: str) -> list[int]:
    with shop.database.read() as connection:
        return [row[0] for row in connection.exec_driver_sql(f"SELECT id FROM {table}")]


def a_customer(chance: random.Random, customer_id: int = 0) -> Any:
    return factories.person(
        chance.choice(NAMES),
        id=customer_id,
        kind=chance.choice(("person", "company")),
        gender=chance.choice(("", "male", "female")),
        birthday=chance.choice((None, Birthday(2, 29), Birthday(8, 15, 1990, True))),
        company=chance.choice(("", "西湖茶业")),
        methods=tuple(
            ContactMethod(kind, chance.choice(PHONES) if kind != "wechat" else "wx_1")
            for kind in chance.sample(("mobile", "phone", "wechat"), chance.randint(0, 3))
        ),
        addresses=tuple(
            Address(text)
            for text in chance.sample(
                ("杭州市西湖区文三路1号", "上海", "宁波市海曙区"), chance.randint(0, 2)
            )
        ),
        persons=tuple(
            ContactPerson(name, "老板", "13700137000")
            for name in chance.sample(("李四", "王五"), chance.randint(0, 2))
        ),
        grade=chance.choice(("", "A", "VIP")),
        stage=chance.choice(("", "loyal")),
        source=chance.choice(("", "referral", "抖音")),
        staff=chance.choice(("", "小李")),
        tags=tuple(chance.sample(("老客户", "茶", "急"), chance.randint(0, 3))),
        card=chance.choice(("", "K-1")),
        notes=chance.choice(("", "爱喝龙井\n怕吵")),
        referrer=chance.choice(("", "张伟")),
        created=chance.choice((None, dt.date(2020, 1, 2))),
    )


def with_own(shop: Workspace, chance: random.Random, customer: Any) -> Any:
    """Return a customer with values of some of the shop's own fields."""
    values = {"text": "龙井", "number": "12.5", "date": "2026-10-01", "yes_no": "yes"}
    custom = tuple(
        (one.key, values.get(one.type) or chance.choice(("红茶", "绿茶")))
        for one in custom_fields.catalogue(shop).custom
        if chance.random() < 0.6
    )
    return dataclasses.replace(customer, custom=custom)


def create(shop: Workspace, chance: random.Random) -> None:
    customers.create(shop, with_own(shop, chance, a_customer(chance)))


def edit(shop: Workspace, chance: random.Random) -> None:
    changed = a_customer(chance, chance.choice(ids_of(shop, "customer")))
    customers.save(shop, with_own(shop, chance, changed))


def own_field(shop: Workspace, chance: random.Random) -> None:
    fields = custom_fields.catalogue(shop).custom
    verb = chance.randint(0, 4)
    if verb <= 1 or not fields:
        label = f"自定义{len(ids_of(shop, 'operation'))}"
        custom_fields.add(shop, label, chance.choice(tuple(custom_fields.TYPES)))
        return
    chosen = chance.choice(fields)
    if verb == 2:
        custom_fields.rename(shop, chosen.id, f"改名{len(ids_of(shop, 'operation'))}")
    elif verb == 3:
        custom_fields.move(shop, chosen.id, chance.randint(0, len(fields) - 1))
    elif chance.random() < 0.5:
        custom_fields.remove(shop, chosen.id)
    elif chosen.type in ("choice", "yes_no"):
        value = chance.choice(("红茶", "")) if chosen.type == "choice" else "no"
        customers.set_field(shop, some(shop, chance), chosen.key, value)


def some(shop: Workspace, chance: random.Random) -> list[int]:
    everybody = ids_of(shop, "customer")
    return chance.sample(everybody, chance.randint(1, len(everybody)))


def reachable(shop: Workspace, chance: random.Random) -> list[int]:
    """Return some who are not in the bin: nothing is planned for the others."""
    live = [one for one in some(shop, chance) if customers.get(shop, one).binned_at is None]
    return live or [factories.add(shop, "新来的")]


def put_into_bin(shop: Workspace, chance: random.Random) -> None:
    customers.to_bin(shop, some(shop, chance))


def restore(shop: Workspace, chance: random.Random) -> None:
    customers.restore(shop, some(shop, chance))


def bulk(shop: Workspace, chance: random.Random) -> None:
    field = chance.choice(customers.BULK_FIELDS)
    customers.set_field(shop, some(shop, chance), field, chance.choice(("", "新值", "A")))


def tag(shop: Workspace, chance: random.Random) -> None:
    change = chance.choice((customers.add_tag, customers.remove_tag))
    change(shop, some(shop, chance), chance.choice(("茶", "新标签")))


def note(shop: Workspace, chance: random.Random) -> None:
    activity = Activity(
        customer_id=reachable(shop, chance)[0],
        on=TODAY - dt.timedelta(days=chance.randint(0, 9)),
        kind=chance.choice(("call", "note")),
        text="说好再来",
    )
    activities.note_contact(shop, activity, next_date=chance.choice((None, TODAY, TOMORROW)))


def change_note(shop: Workspace, chance: random.Random) -> None:
    found = ids_of(shop, "activity")
    if found and chance.random() < 0.5:
        activities.remove_activity(shop, chance.choice(found))
    elif found:
        one = activities.get_activity(shop, chance.choice(found))
        activities.save_activity(shop, dataclasses.replace(one, text="改过", on=TODAY))


def follow_up(shop: Workspace, chance: random.Random) -> None:
    # Those of customers in the bin wait until they are restored.
    found = [row.follow_up.id for row in followups.open_rows(shop)]
    if not found:
        customer = reachable(shop, chance)[0]
        followups.plan(shop, FollowUp(customer_id=customer, due=TODAY, what="打电话"))
        return
    verb = chance.choice((followups.done, followups.cancel, followups.move, followups.save))
    chosen = chance.choice(found)
    if verb is followups.move:
        followups.move(shop, chosen, TOMORROW, dt.time(9, 30))
    elif verb is followups.save:
        changed = dataclasses.replace(followups.get(shop, chosen), what="改过", priority=2)
        followups.save(shop, changed)
    elif verb is followups.done:
        followups.done(shop, chosen, note="好", next_date=chance.choice((None, TOMORROW)))
    else:
        followups.cancel(shop, chosen, "不用了")


def visit(shop: Workspace, chance: random.Random) -> None:
    planned = [row.visit for row in visits.between(shop, TODAY, TOMORROW)]
    waiting = [one.id for one in planned if one.status == "planned"]
    verb = chance.randint(0, 6)
    if verb <= 1 or not waiting:
        visits.plan_visits(shop, reachable(shop, chance), TODAY, purpose="送货")
    elif verb == 2:
        visits.move(shop, chance.choice(waiting), TOMORROW)
    elif verb == 3:
        visits.finish(shop, chance.choice(waiting), outcome="成了", next_date=TOMORROW)
    elif verb == 4:
        visits.miss(shop, chance.choice(waiting), "不在")
    elif verb == 5:
        visits.remove(shop, waiting[:2])
    else:
        visit_order.reorder(shop, waiting[::-1])


def choice(shop: Workspace, chance: random.Random) -> None:
    verb = chance.randint(0, 3)
    if verb == 0:
        choices.add(shop, "grade", chance.choice(("VIP", "VVIP")))
    elif verb == 1:
        choices.rename(shop, "grade", "A", chance.choice(("金", "A+")))
    elif verb == 2:
        shops.save(shop, shops.ShopSettings(shop_name=chance.choice(("一店", "二店"))))
    else:
        unused = [one.code for one in choices.choices(shop, "grade") if not one.used]
        if unused:
            choices.remove(shop, "grade", chance.choice(unused))


def import_list(shop: Workspace, chance: random.Random) -> None:
    rows = [
        (
            chance.choice(NAMES),
            chance.choice((*PHONES, None, 13700137000 + number)),
            chance.choice((None, "1990-05-03", "1991.2.3")),
            chance.choice((None, "茶,新客", "VIP")),
            chance.choice((None, "2026-10-01")),
            chance.choice((None, "2026-12-01")),
            chance.choice((None, "备注一", "备注二")),
            chance.choice((None, "张伟", "Anna O'Neil")),
            chance.choice((None, "B", "钻石")),
        )
        for number in range(chance.randint(1, 8))
    ]
    headers = ("姓名", "手机", "生日", "标签", "最近到店", "下次联系", "备注", "介绍人", "等级")
    mode = chance.choice(("fill", "overwrite", "skip", "add"))
    factories.bring_in(shop, headers, *rows, mode=mode)


def import_own(shop: Workspace, chance: random.Random) -> None:
    """A list with columns for own fields: some are there, others are made by the import."""
    values = {
        "text": ("龙井", None),
        "number": ("12", None),
        "date": ("2026-10-01", None),
        "choice": ("红茶", "白茶", None),
        "yes_no": ("是", "否", None),
    }
    fields = custom_fields.catalogue(shop)
    kinds = {one.label: one.type for one in fields.custom if chance.random() < 0.5}
    kinds.setdefault(f"字段{chance.randint(1, 3)}", chance.choice(tuple(values)))
    rows = [
        (chance.choice(NAMES), chance.choice((*PHONES, None)))
        + tuple(chance.choice(values[kind]) for kind in kinds.values())
        for _number in range(chance.randint(1, 6))
    ]
    file = factories.a_list(("姓名", "手机", *kinds), *rows)
    setup = importing.begin(file, header_index=0, catalogue=fields)
    for column, (label, kind) in enumerate(kinds.items(), 2):
        if setup.mappings[column].field is None:
            setup = setup_changes.with_new_field(setup, column, label, kind)
    setup = dataclasses.replace(setup, mode=chance.choice(("fill", "overwrite", "skip", "add")))
    importing.write(shop, setup, importing.check(shop, setup))


def import_contacts(shop: Workspace, chance: random.Random) -> None:
    """A list of past contacts and of follow-ups."""
    rows = [
        (
            chance.choice(NAMES),
            chance.choice((*PHONES, None)),
            chance.choice(("2026-10-01", "2026-12-24")),
            chance.choice(("来访", None)),
            chance.choice((None, "小李")),
            chance.choice((None, "2026-12-01")),
        )
        for _number in range(chance.randint(1, 6))
    ]
    file = factories.a_list(("姓名", "手机", "日期", "内容", "员工", "下次联系"), *rows)
    setup = importing.begin(file, header_index=0, target="activities")
    importing.write(shop, setup, importing.check(shop, setup))


STEPS: tuple[Callable[[Workspace, random.Random], None], ...] = (
    create,
    edit,
    edit,
    put_into_bin,
    restore,
    bulk,
    own_field,
    own_field,
    tag,
    note,
    change_note,
    follow_up,
    follow_up,
    visit,
    visit,
    choice,
    import_list,
    import_own,
    import_contacts,
)


def start(folder: Path) -> Workspace:
    shop = factories.open_shop(folder)
    factories.add(shop, "张伟", "13800138000", "杭州市西湖区文三路1号", tags=("老客户",))
    factories.add(shop, "李娜", "13900139000", grade="B", birthday=Birthday(5, 3, 1990))
    return shop


def check_derived(shop: Workspace, folder: Path) -> None:
    """Everything worked out, and the text index, equal what a rebuild from scratch gives."""
    copy = folder / "copy.db"
    copy.unlink(missing_ok=True)
    shop.database.copy_to(copy)
    anew = open_workspace(copy, clock=shop.clock)
    with anew.database.write() as connection:
        derived.rebuild(connection)
    try:
        assert factories.recorded(shop) == factories.recorded(anew)
        assert factories.index_words(shop) == factories.index_words(anew)
    finally:
        anew.database.close()


SEQUENCES = settings(
    max_examples=12,
    deadline=None,
    # Each try fills a database: shrinking would take minutes.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


@SEQUENCES
@given(steps=st.lists(st.sampled_from(STEPS), min_size=6, max_size=16), chance=st.randoms())
def test_that_undoing_everything_backwards_gives_the_first_state(
    steps: list[Callable[[Workspace, random.Random], None]], chance: random.Random
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        shop = start(folder)
        first = factories.recorded(shop)
        kept = history.recent(shop, 1)[0].record.id
        for step in steps:
            step(shop, chance)
        check_derived(shop, folder)
        last = factories.recorded(shop)
        done = [line.record.id for line in history.recent(shop) if line.record.id > kept]
        undone = [history.undo(shop, operation).operation_id for operation in done]
        assert factories.recorded(shop) == first
        check_derived(shop, folder)
        shop.database.close()
        # Also after closing the program: what was taken back is done again.
        shop = open_workspace(shop.path, clock=shop.clock)
        for operation in reversed(undone):
            history.undo(shop, operation)
        assert factories.recorded(shop) == last
        check_derived(shop, folder)
        assert checking.check(shop).ok
        shop.database.close()


@SEQUENCES
@given(
    steps=st.lists(st.sampled_from((*STEPS, None, None, None)), min_size=8, max_size=20),
    chance=st.randoms(),
)
def test_that_undoing_in_any_order_never_breaks_the_database(
    steps: list[Callable[[Workspace, random.Random], None] | None], chance: random.Random
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        shop = start(folder)
        for step in steps:
            lines = [line for line in history.recent(shop) if line.can_undo]
            if step is None and lines:
                chosen = chance.choice(lines).record.id
                before = factories.recorded(shop)
                try:
                    changes = history.undo(shop, chosen)
                except EditedSince as edited:
                    names = [one.customer_id for one in edited.records]
                    leave = chance.sample(names, chance.randint(0, len(names)))
                    changes = history.undo(shop, chosen, leave=leave)
                if changes.operation_id and chance.random() < 0.5:
                    history.undo(shop, changes.operation_id)
                    assert factories.recorded(shop) == before
            elif step is not None:
                if not ids_of(shop, "customer"):
                    create(shop, chance)
                step(shop, chance)
        check_derived(shop, folder)
        report = checking.check(shop)
        assert report.ok, report.problems
        shop.database.close()


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
    with pytest.raises(CrmError, match="nothing to undo"):
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
