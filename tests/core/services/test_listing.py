"""Lists: sorted, filtered and counted as they are shown."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from typing import Any

import pytest

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import CustomerQuery, CustomerRow
from crmdesk.core.domain.fields import COLUMNS
from crmdesk.core.services import activities, customers, listing
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store.listing import SORTS
from tests import factories
from tests.factories import TODAY

DAY = dt.timedelta(days=1)
ATTRIBUTES = {"next_date": "next_due"}


def fill(shop: Workspace) -> None:
    people = [
        factories.person("张伟", "13800138000", "杭州市西湖区文三路1号", grade="B", tags=("茶",)),
        factories.person("李娜", grade="A", stage="loyal", source="referral", gender="female"),
        factories.person("Anna", "13900139000", birthday=Birthday(11, 30, 1990), staff="小李"),
        factories.person("王芳", birthday=Birthday(2, 29), stage="prospect", tags=("茶", "急")),
        factories.person("赵六", birthday=Birthday(11, 1, None, True), card="K-1", stage="旧档"),
        factories.person("茶厂", kind="company", company="西湖", grade="VIP"),
        factories.person("孙七", gender="male", created=dt.date(2020, 1, 1), source="抖音"),
    ]
    for one in people:
        customers.create(shop, one)
    for customer_id, days in ((1, 0), (2, 10), (3, 40)):
        note = Activity(customer_id=customer_id, on=TODAY - days * DAY, kind="call", text="电话")
        activities.note_contact(shop, note, next_date=TODAY + (customer_id - 2) * DAY)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    shop = factories.open_shop(tmp_path_factory.mktemp("listing"))
    fill(shop)
    return shop


def names(shop: Workspace, **query: Any) -> list[str]:
    rows = listing.rows(shop, listing.ids(shop, CustomerQuery(**query)))
    return [row.name for row in rows if row is not None]


def test_that_every_column_can_be_sorted_and_no_other_word_breaks(desk: Workspace) -> None:
    assert {field.key for field in COLUMNS} <= set(SORTS)
    assert names(desk, sort="no such column") == names(desk, sort="name")


def test_that_chinese_names_stand_among_the_others_by_their_sound(desk: Workspace) -> None:
    assert names(desk) == ["Anna", "茶厂", "李娜", "孙七", "王芳", "张伟", "赵六"]
    assert names(desk, descending=True) == names(desk)[::-1]


@pytest.mark.parametrize("sort", sorted(set(SORTS) - {"name"}))
def test_that_empty_values_come_last_in_both_directions(desk: Workspace, sort: str) -> None:
    def value(row: CustomerRow) -> Any:
        return getattr(row, ATTRIBUTES.get(sort, sort))

    for descending in (False, True):
        query = CustomerQuery(sort=sort, descending=descending)
        rows = [row for row in listing.rows(desk, listing.ids(desk, query)) if row]
        filled = [bool(value(row)) for row in rows]
        assert filled == sorted(filled, reverse=True)
        assert len(rows) == 7


@pytest.mark.parametrize(
    "sort", ["mobile", "company", "grade", "source", "card", "created", "last_contact", "next_date"]
)
def test_that_values_go_up_and_down(desk: Workspace, sort: str) -> None:
    def values(*, descending: bool) -> list[Any]:
        query = CustomerQuery(sort=sort, descending=descending)
        rows = listing.rows(desk, listing.ids(desk, query))
        attribute = ATTRIBUTES.get(sort, sort)
        return [found for row in rows if row and (found := getattr(row, attribute))]

    assert values(descending=False) == sorted(values(descending=False))
    assert values(descending=True) == values(descending=False)[::-1]
    assert values(descending=False) != []


def test_that_stages_stand_in_the_order_of_a_customers_life(desk: Workspace) -> None:
    assert names(desk, sort="stage")[:3] == ["王芳", "李娜", "赵六"]


def test_that_birthdays_stand_in_the_order_of_the_year(desk: Workspace) -> None:
    assert names(desk, sort="birthday")[:3] == ["王芳", "赵六", "Anna"]


@pytest.mark.parametrize(
    "query, found",
    [
        ({"kinds": ("company",)}, {"茶厂"}),
        ({"grades": ("A",)}, {"李娜"}),
        ({"grades": ("A", "VIP")}, {"李娜", "茶厂"}),
        ({"stages": ("loyal", "prospect")}, {"李娜", "王芳"}),
        ({"sources": ("抖音",)}, {"孙七"}),
        ({"staff": ("小李",)}, {"Anna"}),
        ({"tags": ("茶",)}, {"张伟", "王芳"}),
        ({"tags": ("茶", "急")}, {"张伟", "王芳"}),
        ({"birthday_month": 11}, {"Anna", "赵六"}),
        ({"birthday_month": 2}, {"王芳"}),
        ({"birthday_month": 12}, set()),
        ({"contact_within_days": 0}, {"张伟"}),
        ({"contact_within_days": 10}, {"张伟", "李娜"}),
        ({"silent_days": 40}, {"Anna", "王芳", "赵六", "茶厂", "孙七"}),
        ({"silent_days": 41}, {"王芳", "赵六", "茶厂", "孙七"}),
        ({"due": True}, {"张伟", "李娜"}),
        ({"grades": ("B",), "tags": ("茶",), "contact_within_days": 1}, {"张伟"}),
        ({"grades": ("B",), "tags": ("急",)}, set()),
        ({"in_bin": True}, set()),
    ],
)
def test_that_each_filter_lets_the_right_ones_through(
    desk: Workspace, query: dict[str, Any], found: set[str]
) -> None:
    assert set(names(desk, **query)) == found
    assert listing.count(desk, CustomerQuery(**query)) == len(found)


def test_that_a_text_and_a_filter_narrow_each_other(desk: Workspace) -> None:
    assert set(names(desk, text="西湖")) == {"张伟", "茶厂"}
    assert names(desk, text="西湖", kinds=("company",)) == ["茶厂"]
    assert names(desk, text="西湖", sort="", grades=("B",)) == ["张伟"]
    assert names(desk, text="西湖", sort="", grades=("A",)) == []


def test_that_without_a_sort_the_best_match_comes_first(desk: Workspace) -> None:
    assert names(desk, text="茶", sort="")[0] == "茶厂"
    assert set(names(desk, text="茶", sort="")) == {"茶厂", "张伟", "王芳"}


@pytest.mark.parametrize("text", ["", "a", "z", "茶", "138", "没有"])
@pytest.mark.parametrize("sort", ["", "name", "grade", "last_contact"])
def test_that_count_ids_and_first_page_agree(desk: Workspace, text: str, sort: str) -> None:
    for descending, kinds in itertools.product((False, True), ((), ("person",))):
        query = CustomerQuery(text=text, sort=sort, descending=descending, kinds=kinds)
        everybody = list(listing.ids(desk, query))
        assert listing.count(desk, query) == len(everybody) == len(set(everybody))
        for size in (1, 3, 200):
            assert list(listing.ids(desk, query, size)) == everybody[:size]
            page = listing.first_page(desk, query, size)
            assert list(page.ids) == everybody[:size]
            assert [row.id for row in page.rows if row] == everybody[:size]
            assert page.total == len(everybody)


def test_that_a_page_says_who_is_gone(desk: Workspace) -> None:
    rows = listing.rows(desk, [1, 999, 2])
    assert [row and row.name for row in rows] == ["张伟", None, "李娜"]


def test_that_the_bin_shows_what_was_thrown_away_last(shop: Workspace) -> None:
    for name in ("张伟", "李娜", "王芳"):
        factories.add(shop, name)
    customers.to_bin(factories.at(shop, TODAY), [1, 3])
    customers.to_bin(factories.at(shop, TODAY + DAY), [2])
    assert names(shop) == []
    assert names(shop, in_bin=True) == ["李娜", "张伟", "王芳"]
    assert names(shop, in_bin=True, sort="name", descending=True) == ["张伟", "王芳", "李娜"]


def test_that_a_row_shows_what_the_customer_has(shop: Workspace) -> None:
    made = factories.add(
        shop, "张伟", "13800138000", "杭州市西湖区文三路1号", tags=("茶", "急"), staff="小李"
    )
    row = listing.rows(shop, [made])[0]
    assert row is not None
    assert (row.mobile, row.district, row.tags, row.staff) == (
        "13800138000",
        "西湖区",
        "茶, 急",
        "小李",
    )
    assert row.created == TODAY
    assert dataclasses.replace(row, id=0).address == "杭州市西湖区文三路1号"


def test_that_a_note_to_oneself_is_no_contact(shop: Workspace) -> None:
    made = factories.add(shop)
    activities.note_contact(shop, Activity(customer_id=made, on=TODAY, kind="note", text="想法"))
    assert customers.get(shop, made).last_contact is None
    activities.note_contact(shop, Activity(customer_id=made, on=TODAY, kind="sale", text="买茶"))
    assert customers.get(shop, made).last_contact == TODAY
