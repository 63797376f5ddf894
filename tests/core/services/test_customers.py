"""Customer files: kept in one form, changed, thrown into the bin and taken out."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.changes import CUSTOMERS, SETTINGS
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson
from crmdesk.core.domain.problems import Cancelled, CrmError, NotFound
from crmdesk.core.domain.progress import Progress
from crmdesk.core.services import choices, customers, history
from crmdesk.core.services.workspace import Workspace, is_empty
from crmdesk.core.store import derived, search, tables
from tests import factories
from tests.factories import TODAY

HOSTILE = (
    "<b>x</b>",
    "{{ 7*7 }}",
    "\"a\" 'b'",
    "a\0b",
    "😀",
    "长" * 100,
    "'; DROP TABLE customer",
)


def full() -> object:
    return factories.person(
        "西湖茶业",
        kind="company",
        gender="male",
        birthday=Birthday(8, 15, 1990, True),
        company="集团",
        methods=(
            ContactMethod("mobile", "138 0013 8000"),
            ContactMethod("phone", "0571-88881111转801"),
            ContactMethod("wechat", "wx_1"),
            ContactMethod("email", "A@B.com"),
            ContactMethod("qq", "不是号码"),
        ),
        addresses=(Address("杭州市西湖区文三路1号", "", "310012"),),
        persons=(ContactPerson("张三", "老板", "13700137000", "怕吵"),),
        grade="a",
        stage="老客户",
        source="朋友介绍",
        referrer="李四",
        tags=("茶，急", "茶"),
        staff="小李",
        card="K-1",
        notes="第一行\r\n第二行",
        created=dt.date(2020, 1, 2),
    )


def test_that_everything_of_a_customer_is_kept_in_one_form(shop: Workspace) -> None:
    wanted = full()
    made = customers.create(shop, wanted).new_id  # type: ignore[arg-type]
    found = customers.get(shop, made)
    assert [(one.kind, one.value) for one in found.methods] == [
        ("mobile", "13800138000"),
        ("phone", "0571-88881111转801"),
        ("wechat", "wx_1"),
        ("email", "a@b.com"),
        ("other", "不是号码"),
    ]
    assert (found.grade, found.stage, found.source) == ("A", "loyal", "referral")
    assert found.tags == ("茶", "急")
    assert found.addresses == (Address("杭州市西湖区文三路1号", "西湖区", "310012"),)
    assert found.notes == "第一行\n第二行"
    assert customers.save(shop, found).operation_id == 0


def test_that_a_new_customer_has_a_date_and_a_message(shop: Workspace) -> None:
    changes = customers.create(shop, factories.person("张伟"))
    assert customers.get(shop, changes.new_id).created == TODAY
    assert changes.message == "张伟 was added."
    assert changes.nouns == {CUSTOMERS}
    assert changes.customer_ids == {changes.new_id}
    tagged = customers.create(shop, factories.person("李娜", tags=("茶",)))
    assert tagged.nouns == {CUSTOMERS, SETTINGS}


@pytest.mark.parametrize("name", ["", "  ", "\n\t", "\0\u200b"])
def test_that_a_customer_needs_a_name(shop: Workspace, name: str) -> None:
    with pytest.raises(CrmError, match="name is missing"):
        customers.create(shop, factories.person(name))
    assert is_empty(shop)


@pytest.mark.parametrize("text", HOSTILE)
def test_that_hostile_texts_are_kept_as_they_are(shop: Workspace, text: str) -> None:
    person = ContactPerson(text, text, "", text)
    made = factories.add(shop, text, notes=text, company=text, card=text, persons=(person,))
    plain = text.replace("\0", "")
    found = customers.get(shop, made)
    assert (found.name, found.notes, found.company, found.card) == (plain,) * 4
    assert found.persons == (ContactPerson(plain, plain, "", plain),)
    assert not is_empty(shop)


def test_that_the_order_of_methods_and_tags_is_kept_and_changed(shop: Workspace) -> None:
    methods = tuple(ContactMethod("mobile", f"1380013800{number}") for number in range(3))
    made = factories.add(shop, methods=methods, tags=("一", "二", "三"))
    turned = factories.person(id=made, methods=methods[::-1], tags=("三", "一"))
    customers.save(shop, turned)
    found = customers.get(shop, made)
    assert found.methods == methods[::-1]
    assert found.mobile == "13800138002"
    assert found.tags == ("三", "一")
    history.undo(shop)
    assert customers.get(shop, made).methods == methods


def test_that_somebody_unknown_is_told(shop: Workspace) -> None:
    with pytest.raises(NotFound, match="number 7"):
        customers.get(shop, 7)
    with pytest.raises(NotFound):
        customers.save(shop, factories.person(id=7))
    with pytest.raises(NotFound):
        customers.set_field(shop, [7], "grade", "A")


def test_that_the_bin_gives_everybody_back(shop: Workspace) -> None:
    ids = [factories.add(shop, name) for name in ("张伟", "李娜")]
    assert customers.to_bin(shop, ids[:1]).message == "张伟 is in the bin."
    assert customers.to_bin(shop, ids).message == "李娜 is in the bin."
    assert customers.count_all(shop) == 0
    assert customers.get(shop, ids[0]).binned_at is not None
    again = customers.to_bin(shop, ids)
    assert (again.operation_id, again.message) == (0, "Nothing was changed.")
    assert customers.restore(shop, ids).message == "2 customers were restored."
    assert customers.count_all(shop) == 2
    assert customers.get(shop, ids[0]).binned_at is None


def test_that_many_get_the_same_value_in_one_step(shop: Workspace) -> None:
    ids = [factories.add(shop, name, grade="A") for name in ("张伟", "李娜", "王芳")]
    customers.set_field(shop, ids[:1], "grade", "VIP")
    changes = customers.set_field(shop, ids, "grade", "VIP")
    assert changes.message == "2 customers were changed."
    history.undo(shop)
    assert [customers.get(shop, one).grade for one in ids] == ["VIP", "A", "A"]
    assert customers.set_field(shop, ids[:1], "grade", "VIP").operation_id == 0
    assert customers.set_field(shop, [ids[1], 99, ids[1]], "grade", "B").message == (
        "1 customer was changed."
    )
    assert history.recent(shop)[0].record.details == {"count": 1, "field": "grade"}
    with pytest.raises(ValueError, match="notes"):
        customers.set_field(shop, ids, "notes", "x")


def test_that_tags_are_given_and_taken(shop: Workspace) -> None:
    ids = [factories.add(shop, name, tags=("茶",)) for name in ("张伟", "李娜")]
    customers.add_tag(shop, ids, "急")
    assert customers.get(shop, ids[1]).tags == ("茶", "急")
    customers.remove_tag(shop, ids, "茶")
    assert customers.get(shop, ids[0]).tags == ("急",)
    assert customers.remove_tag(shop, ids, "没有").operation_id == 0


def test_that_somebody_alike_is_shown_while_typing(shop: Workspace) -> None:
    made = factories.add(
        shop,
        "张伟",
        "13800138000",
        birthday=Birthday(5, 3, 1990),
        methods=(ContactMethod("wechat", "WX_1"),),
    )
    certain = [(made, True)]

    def alike(**typed: object) -> list[tuple[int, bool]]:
        found = customers.lookalikes(shop, **typed)  # type: ignore[arg-type]
        return [(one.id, one.certain) for one in found]

    assert alike(phones=["+86 138 0013-8000"]) == certain
    assert alike(phones=["1380"]) == alike(name="李娜", wechat="wx_2") == []
    assert alike(name="李娜", wechat="wx_1") == [(made, False)]
    assert alike(name="張偉") == [(made, False)]
    assert alike(name="张伟", wechat="wx_1") == certain
    assert alike(name="张伟", birthday="1990-05-03") == certain
    assert alike(phones=["13800138000"], exclude=made) == []
    customers.to_bin(shop, [made])
    assert alike(name="张伟", phones=["13800138000"]) == []


def test_that_the_form_warns_of_the_same_phones_as_the_import(shop: Workspace) -> None:
    home = factories.add(shop, "张伟", methods=(ContactMethod("phone", "02188881111"),))
    lost = factories.add(shop, "李娜", methods=(ContactMethod("phone", "2188882222"),))
    away = factories.add(shop, "Ann", methods=(ContactMethod("phone", "(213) 555-1234"),))
    fax = factories.add(shop, "王芳", methods=(ContactMethod("fax", "0571-88881111"),))

    def alike(**typed: object) -> list[tuple[int, str, bool]]:
        found = customers.lookalikes(shop, **typed)  # type: ignore[arg-type]
        return [(one.id, one.reason, one.certain) for one in found]

    assert alike(phones=["2188881111"]) == [(home, "same phone", True)]
    assert alike(phones=["021-88882222"]) == [(lost, "same phone", True)]
    assert alike(phones=["021-35551234"]) == alike(phones=["0571-88881111"]) == []
    assert alike(phones=["213-555-1234"]) == [(away, "same phone", True)]
    customers.to_bin(shop, [home, fax])
    assert alike(phones=["2188881111"]) == []


def test_that_an_account_alone_is_a_hint_and_comes_last(shop: Workspace) -> None:
    methods = (ContactMethod("wechat", "WX_1"), ContactMethod("email", "Li@Example.com"))
    mother = factories.add(shop, "李娜", methods=methods)
    namesake = factories.add(shop, "张伟")
    found = customers.lookalikes(shop, name="张伟", wechat="wx_1", emails=["li@example.com"])
    assert [(one.id, one.reason) for one in found] == [
        (namesake, "same name"),
        (mother, "same WeChat"),
    ]
    (found_one,) = customers.lookalikes(shop, emails=["LI@example.com"])
    assert (found_one.reason, found_one.certain) == ("same e-mail", False)
    assert customers.lookalikes(shop, emails=["", "li@example"], wechat=" ") == []


def test_that_the_timeline_shows_plans_first_and_then_the_newest(shop: Workspace) -> None:
    from crmdesk.core.domain.activity import Activity
    from crmdesk.core.services import activities, visits

    made = factories.add(shop)
    for days in (3, 1, 2):
        day = TODAY - dt.timedelta(days=days)
        activities.note_contact(shop, Activity(customer_id=made, on=day, text=f"{days}"))
    visits.plan_visits(shop, [made], TODAY, purpose="送货")
    lines = customers.timeline(shop, made)
    assert [line.text for line in lines] == ["送货", "1", "2", "3"]
    assert [line.open for line in lines] == [True, False, False, False]
    assert len(customers.timeline(shop, made, 2)) == 2


def test_that_a_row_that_vanished_meanwhile_is_told_and_nothing_is_kept(shop: Workspace) -> None:
    made = factories.add(shop)
    found = customers.get(shop, made)
    history.undo(shop)
    with pytest.raises(NotFound):
        customers.save(shop, dataclasses.replace(found, name="x"))
    assert is_empty(shop)


def test_that_two_who_change_different_fields_lose_nothing(shop: Workspace) -> None:
    loaded = customers.get(shop, factories.add(shop, "张伟", "13800138000"))
    noted = dataclasses.replace(loaded, notes="怕吵")
    moved = dataclasses.replace(loaded, company="西湖茶业")
    customers.save(shop, noted, loaded=loaded)
    customers.save(shop, moved, loaded=loaded)
    after = customers.get(shop, loaded.id)
    assert (after.notes, after.company, after.mobile) == ("怕吵", "西湖茶业", "13800138000")


@pytest.mark.parametrize("loaded", [True, False])
def test_that_a_customer_that_vanished_is_told_however_it_is_saved(
    shop: Workspace, loaded: bool
) -> None:
    gone = factories.person(id=7)
    with pytest.raises(NotFound, match="number 7"):
        customers.save(shop, gone, loaded=gone if loaded else None)
    assert history.recent(shop) == []


def test_that_what_is_done_to_many_can_be_stopped_and_leaves_nothing(shop: Workspace) -> None:
    ids = [factories.add(shop, name) for name in ("张伟", "李娜")]
    before = factories.recorded(shop)
    stopped = Progress(cancelled=lambda: True)
    for verb in (
        lambda: customers.set_field(shop, ids, "grade", "VIP", stopped),
        lambda: customers.add_tag(shop, ids, "急", stopped),
        lambda: customers.to_bin(shop, ids, stopped),
    ):
        with pytest.raises(Cancelled):
            verb()
    assert factories.recorded(shop) == before


def test_that_what_is_worked_out_stays_right_whatever_is_done_to_many(shop: Workspace) -> None:
    ids = [factories.add(shop, f"张{n}", f"1380013{n:04}", tags=("茶",)) for n in range(30)]
    customers.set_field(shop, ids, "grade", "VIP")
    customers.set_field(shop, ids[:20], "staff", "小李")
    customers.add_tag(shop, ids[5:], "急")
    customers.remove_tag(shop, ids[:9], "茶")
    customers.to_bin(shop, ids[:3])
    history.undo(shop)
    history.undo(shop)
    kept, words = factories.recorded(shop), factories.index_words(shop)
    with shop.database.write() as connection:
        derived.rebuild(connection)
    assert (factories.recorded(shop), factories.index_words(shop)) == (kept, words)


def test_that_no_plain_column_is_searched_or_worked_out(shop: Workspace) -> None:
    one = factories.person(id=1, tags=("茶",))
    for name in tables.PLAIN - {"binned_at", "referrer_id"}:
        other = dataclasses.replace(one, **{name: "x"})
        assert search.index_row(1, other) == search.index_row(1, one)
        assert derived.values(other) == derived.values(one)
    assert not tables.PLAIN & set(tables.DERIVED)


def test_that_a_value_typed_as_the_owner_named_it_is_the_one_of_the_list(shop: Workspace) -> None:
    choices.rename(shop, "grade", "A", "钻石")
    choices.rename(shop, "stage", "prospect", "老客户")
    made = factories.add(shop, grade=" 钻石", stage="老客户")
    assert customers.get(shop, made).grade == "A"
    assert customers.get(shop, made).stage == "prospect"
    customers.set_field(shop, [made], "grade", "B")
    customers.set_field(shop, [made], "grade", "钻石")
    assert customers.get(shop, made).grade == "A"
    assert [one.code for one in choices.choices(shop, "grade")] == ["A", "B", "C", "D"]
