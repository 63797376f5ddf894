"""Everything a user does to a shop, as steps that can be drawn at random."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, settings

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.importing import setup_changes
from crmdesk.core.services import (
    activities,
    choices,
    custom_fields,
    customers,
    followups,
    importing,
    visit_order,
    visits,
)
from crmdesk.core.services import shop as shops
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
