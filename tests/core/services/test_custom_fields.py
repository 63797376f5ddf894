"""The owner's own fields: made, renamed, ordered and removed, with the values customers have."""

from __future__ import annotations

import random

import pytest

from crmdesk.core import i18n
from crmdesk.core.domain.custom_fields import TYPES
from crmdesk.core.domain.customer import Customer, CustomerQuery
from crmdesk.core.domain.problems import Cancelled, CrmError, NotFound
from crmdesk.core.domain.progress import Progress
from crmdesk.core.services import (
    choices,
    custom_fields,
    customers,
    finding,
    history,
    listing,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories


def labels(shop: Workspace) -> list[str]:
    return [one.label for one in custom_fields.catalogue(shop).custom]


def names(shop: Workspace, query: CustomerQuery) -> list[str]:
    rows = listing.rows(shop, listing.ids(shop, query))
    return [row.name for row in rows if row is not None]


def fill(shop: Workspace, kind: str, *values: str) -> str:
    """Make a field and one customer per value, named by it; return the field's key."""
    key = f"c{custom_fields.add(shop, f'字段{kind}', kind).new_id}"
    for value in values:
        factories.add(shop, f"有{value}", custom=((key, value),))
    return key


def test_that_a_field_is_made_renamed_moved_and_removed_and_each_is_undone(
    shop: Workspace,
) -> None:
    first = custom_fields.add(shop, " 茶 类 ", "choice")
    assert first.nouns == {"settings"} and "茶 类" in first.message
    custom_fields.add(shop, "消费", "number")
    custom_fields.add(shop, "会员", "yes_no")
    assert labels(shop) == ["茶 类", "消费", "会员"]
    custom_fields.move(shop, 3, 0)
    custom_fields.rename(shop, 1, "茶")
    assert labels(shop) == ["会员", "茶", "消费"]
    custom_fields.remove(shop, 2)
    assert labels(shop) == ["会员", "茶"]
    told = [line.text for line in history.recent(shop, 3)]
    assert told == ["Removed the field “消费”", "Renamed a field to “茶”", "Moved the field “会员”"]
    for _step in range(3):
        history.undo(shop)
    assert labels(shop) == ["茶 类", "消费", "会员"]
    for _step in range(3):
        history.undo(shop)
    assert labels(shop) == []


@pytest.mark.parametrize(
    "label", ["", "  ", "Mobile", "手机", "手 机：", "mobile", "茶类", "Province", "长" * 61]
)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_that_a_label_is_given_once_and_differs_from_the_built_in_ones_of_any_language(
    shop: Workspace, label: str, language: str
) -> None:
    i18n.use_language(language)
    custom_fields.add(shop, "茶类", "text")
    other = custom_fields.add(shop, "别的", "text").new_id
    with pytest.raises(CrmError):
        custom_fields.add(shop, label, "text")
    with pytest.raises(CrmError):
        custom_fields.rename(shop, other, label)
    assert labels(shop) == ["茶类", "别的"]


def test_that_a_field_keeps_its_own_label(shop: Workspace) -> None:
    made = custom_fields.add(shop, "vip", "text").new_id
    custom_fields.rename(shop, made, "VIP")
    assert labels(shop) == ["VIP"]


def test_that_what_is_gone_cannot_be_changed(shop: Workspace) -> None:
    for change in (
        lambda: custom_fields.rename(shop, 7, "x"),
        lambda: custom_fields.remove(shop, 7),
        lambda: custom_fields.move(shop, 7, 0),
    ):
        with pytest.raises(NotFound):
            change()


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_that_removing_a_field_takes_its_values_along_and_undo_brings_them_back(
    shop: Workspace, kind: str
) -> None:
    value = {"number": "12", "date": "2026-10-01", "yes_no": "yes"}.get(kind, "龙井")
    key = fill(shop, kind, value)
    before, words = factories.recorded(shop), factories.index_words(shop)
    assert custom_fields.used_fields(shop)[0].used == 1
    changes = custom_fields.remove(shop, 1)
    assert changes.nouns >= {"settings", "customers"} and "1 customer" in changes.message
    assert customers.get(shop, 1).custom == ()
    assert not choices.choices(shop, key)
    assert finding.find(shop, "龙井") == [] or "龙井" in customers.get(shop, 1).name
    history.undo(shop)
    assert factories.recorded(shop) == before
    assert factories.index_words(shop) == words
    history.undo(shop, changes.operation_id + 1)
    assert labels(shop) == []


def test_that_removing_a_field_tells_how_far_it_is_and_can_be_stopped(shop: Workspace) -> None:
    fill(shop, "text", "龙井", "毛尖")
    before, words = factories.recorded(shop), factories.index_words(shop)
    told: list[tuple[int, int]] = []
    stopped = Progress(lambda done, total, _what: told.append((done, total)), lambda: True)
    with pytest.raises(Cancelled):
        custom_fields.remove(shop, 1, stopped)
    assert factories.recorded(shop) == before
    assert factories.index_words(shop) == words
    custom_fields.remove(shop, 1, Progress(stopped.report, lambda: False))
    assert told == [(0, 2)]


def test_that_a_field_somebody_uses_stays_when_its_making_is_undone(shop: Workspace) -> None:
    made = custom_fields.add(shop, "茶类", "choice")
    factories.add(shop, custom=((f"c{made.new_id}", "红茶"),))
    history.undo(shop, made.operation_id)
    assert labels(shop) == ["茶类"]


def test_that_a_value_does_not_come_back_without_its_field(shop: Workspace) -> None:
    key = fill(shop, "text", "龙井")
    emptied = customers.save(shop, Customer(id=1, name="有龙井"))
    custom_fields.remove(shop, int(key[1:]))
    history.undo(shop, emptied.operation_id)
    assert customers.get(shop, 1).custom == ()


def test_that_values_are_kept_in_one_form_and_in_the_order_of_the_fields(
    shop: Workspace,
) -> None:
    for label, kind in (("甲", "number"), ("乙", "date"), ("丙", "yes_no"), ("丁", "text")):
        custom_fields.add(shop, label, kind)
    given = (("c4", " 好 "), ("c9", "x"), ("c3", "是"), ("c2", "2026年10月1日"), ("c1", "1,200.50"))
    made = factories.add(shop, custom=given)
    stored = (("c1", "1200.5"), ("c2", "2026-10-01"), ("c3", "yes"), ("c4", "好"))
    assert customers.get(shop, made).custom == stored
    with pytest.raises(CrmError, match="not a number"):
        factories.add(shop, custom=(("c1", "viel"),))


def test_that_a_new_choice_joins_the_list_and_a_label_stands_for_its_code(
    shop: Workspace,
) -> None:
    key = fill(shop, "choice", "红茶", "绿茶", "红茶")
    assert [(one.code, one.used) for one in choices.choices(shop, key)] == [
        ("红茶", 2),
        ("绿茶", 1),
    ]
    with pytest.raises(CrmError, match="2 customers"):
        choices.remove(shop, key, "红茶")
    choices.rename(shop, key, "绿茶", "龙井")
    again = factories.add(shop, "李娜", custom=((key, "龙井"),))
    assert customers.get(shop, again).custom == ((key, "绿茶"),)
    choices.add(shop, key, "白茶")
    choices.remove(shop, key, "白茶")
    assert choices.labels(shop, key) == {"红茶": "红茶", "绿茶": "龙井"}
    history.undo(shop, 2)
    assert [one.code for one in choices.choices(shop, key)] == ["红茶", "绿茶"]


def test_that_a_choice_carried_again_after_an_undo_is_in_its_list(shop: Workspace) -> None:
    key = fill(shop, "choice", "红茶")
    emptied = customers.save(shop, Customer(id=1, name="张伟"))
    choices.remove(shop, key, "红茶")
    history.undo(shop, emptied.operation_id)
    assert customers.get(shop, 1).custom == ((key, "红茶"),)
    assert [one.code for one in choices.choices(shop, key)] == ["红茶"]


def test_that_numbers_are_sorted_by_size_with_nothing_last_and_names_among_equals(
    shop: Workspace,
) -> None:
    key = fill(shop, "number", "9", "10", "-3", "0.5")
    factories.add(shop, "空")
    factories.add(shop, "也有10", custom=((key, "10"),))
    up = names(shop, CustomerQuery(sort=key))
    assert up == ["有-3", "有0.5", "有9", "也有10", "有10", "空"]
    down = names(shop, CustomerQuery(sort=key, descending=True))
    assert down == ["也有10", "有10", "有9", "有0.5", "有-3", "空"]


def test_that_choices_are_sorted_in_the_owners_order_and_yes_before_no(shop: Workspace) -> None:
    key = fill(shop, "choice", "丙", "甲", "乙")
    assert names(shop, CustomerQuery(sort=key)) == ["有丙", "有甲", "有乙"]
    answer = fill(shop, "yes_no", "no", "yes")
    assert names(shop, CustomerQuery(sort=answer))[:2] == ["有yes", "有no"]
    date = fill(shop, "date", "2026-10-02", "2025-12-31")
    assert names(shop, CustomerQuery(sort=date))[:2] == ["有2025-12-31", "有2026-10-02"]
    gone = CustomerQuery(sort="c99")
    assert names(shop, gone) == names(shop, CustomerQuery())


def test_that_a_list_is_filtered_and_sorted_and_searched_together(shop: Workspace) -> None:
    key = fill(shop, "choice", "红茶", "绿茶")
    answer = fill(shop, "yes_no", "yes")
    query = CustomerQuery(custom=((key, ("红茶", "白茶")),), sort=key)
    assert names(shop, query) == ["有红茶"] and listing.count(shop, query) == 1
    assert names(shop, CustomerQuery(custom=((answer, ("yes",)),))) == ["有yes"]
    assert names(shop, CustomerQuery(custom=((answer, ("no",)),))) == []
    assert names(shop, CustomerQuery(text="红茶", sort=key)) == ["有红茶"]
    row = listing.first_page(shop, query).rows[0]
    assert row is not None and row.custom == {key: "红茶"}


def test_that_text_numbers_and_choices_are_found_and_yes_is_not(shop: Workspace) -> None:
    for kind, value, found in (
        ("text", "铁观音", True),
        ("number", "4711", True),
        ("choice", "普洱", True),
        ("yes_no", "yes", False),
    ):
        key = f"c{custom_fields.add(shop, f'字段{kind}', kind).new_id}"
        made = factories.add(shop, "张伟", custom=((key, value),))
        hits = finding.find(shop, value)
        assert [hit.id for hit in hits] == ([made] if found else [])
        if found:
            match = hits[0].matched
            assert (match.field, match.text, match.label) == (key, value, f"字段{kind}")


def test_that_a_choice_is_found_by_its_new_label_too(shop: Workspace) -> None:
    key = fill(shop, "choice", "甲", "乙")
    customers.save(shop, Customer(id=1, name="张伟", custom=((key, "甲"),)))
    choices.rename(shop, key, "甲", "祁门红茶")
    assert [(hit.id, hit.matched.text) for hit in finding.find(shop, "祁门")] == [(1, "祁门红茶")]
    assert names(shop, CustomerQuery(text="红茶", sort="")) == ["张伟"]
    assert names(shop, CustomerQuery(text="红茶", sort="created")) == ["张伟"]
    assert listing.count(shop, CustomerQuery(text="红茶")) == 1
    assert listing.count(shop, CustomerQuery(text="绿茶")) == 0


@pytest.mark.parametrize(("kind", "value"), [("choice", "红茶"), ("yes_no", "yes")])
def test_that_many_customers_get_one_value_at_once_and_it_is_undone(
    shop: Workspace, kind: str, value: str
) -> None:
    key = f"c{custom_fields.add(shop, '字段', kind).new_id}"
    other = f"c{custom_fields.add(shop, '编号', 'text').new_id}"
    ids = [factories.add(shop, f"客户{n}", custom=((other, f"{n}"),)) for n in range(3)]
    before = factories.recorded(shop)
    changes = customers.set_field(shop, ids[:2], key, value)
    assert changes.message == "2 customers were changed."
    assert customers.get(shop, ids[0]).custom == ((key, value), (other, "0"))
    assert names(shop, CustomerQuery(custom=((key, (value,)),))) == ["客户0", "客户1"]
    assert customers.set_field(shop, ids[:2], key, value).operation_id == 0
    customers.set_field(shop, ids[:1], key, "")
    assert customers.get(shop, ids[0]).custom == ((other, "0"),)
    history.undo(shop)
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_an_import_tells_whom_it_changed_and_whom_it_made(shop: Workspace) -> None:
    chance = random.Random(1)
    for number in range(6):
        factories.add(shop, f"老{number}", f"1380013800{number}")
    header = ("姓名", "手机", "公司", "最近到店")
    rows = [
        (f"老{n}", f"1380013800{n}", "新公司" if n < 2 else None, "2026-10-01" if n == 2 else None)
        for n in range(4)
    ]
    rows += [(f"新{n}", f"1390013900{n}", "新公司", "2026-10-01") for n in range(5)]
    chance.shuffle(rows)
    done = factories.bring_in(shop, header, *rows)
    operation = done.changes.operation_id
    assert names(shop, CustomerQuery(changed_by=operation)) == ["老0", "老1", "老2"]
    assert len(names(shop, CustomerQuery(made_by=operation))) == 5
    assert listing.count(shop, CustomerQuery(changed_by=operation, text="13800138001")) == 1
    assert names(shop, CustomerQuery(changed_by=1)) == []


def test_that_a_run_of_rows_names_only_the_customers_it_belongs_to(shop: Workspace) -> None:
    from crmdesk.core.services.workspace import operate
    from crmdesk.core.store import tables

    ids = [factories.add(shop, f"客户{n}") for n in range(4)]
    with operate(shop, "import") as writing:
        current = writing.operation
        first = current.next_id(tables.customer_tag)
        rows = [(first, ids[0], "茶"), (first + 1, ids[3], "茶")]
        current.insert_many(
            tables.customer_tag, ("id", "customer_id", "tag"), rows, (ids[0], ids[3])
        )
    assert names(shop, CustomerQuery(changed_by=current.id)) == ["客户0", "客户3"]
