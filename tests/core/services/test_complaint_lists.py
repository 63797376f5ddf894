"""Lists of complaints: any order turned round, and words found wherever they stand."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_query import SORTS, ComplaintQuery
from crmdesk.core.domain.complaint_states import ANSWER, Given
from crmdesk.core.services import complaint_lists, complaint_steps, complaints, workspace
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import complaint_lists as lists
from crmdesk.core.store import complaints as stored
from tests import factories
from tests.core.services.complaint_rows import complaint, put


@pytest.mark.parametrize("sort", SORTS)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(complaint(), max_size=8))
def test_that_every_order_can_be_turned_round(
    shop: Workspace, sort: str, rows: list[Complaint]
) -> None:
    put(shop, rows)
    up = complaint_lists.ids(shop, ComplaintQuery(sort=sort))
    down = complaint_lists.ids(shop, ComplaintQuery(sort=sort, descending=True))
    assert len(up) == len(rows)
    # What has no time to be due at stays last; it is among itself that it is turned.
    nothing = {one for one in up if complaints.get(shop, one).due_at is None and sort == "due"}
    turned = list(reversed(up))
    assert list(down) == [one for one in turned if one not in nothing] + [
        one for one in turned if one in nothing
    ]


@pytest.fixture
def told(shop: Workspace) -> Workspace:
    """Give a shop with two complaints, of a customer and of a walk-in."""
    made = factories.add(shop, "张伟", "13800138000")
    at = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
    one = Complaint(customer_id=made, received_at=at, what="窗帘褪色 100%", product="A_1")
    two = Complaint(walk_in_name="Li", walk_in_phone="0571-8888", received_at=at, what="送晚了")
    first = complaints.receive(shop, one).new_id
    complaints.receive(shop, two)
    complaint_steps.step(shop, first, ANSWER, Given(action="退款"))
    return shop


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("张伟", [1]),
        ("8000", [1]),
        ("褪色", [1]),
        ("退款", [1]),
        ("0%", [1]),
        ("%", [1]),
        ("a_1", [1]),
        ("_", [1]),
        ("0571", [2]),
        ("05718888", [2]),
        ("138-0013-8000", [1]),
        ("(0571)8888", [2]),
        ("li", [2]),
        ("zhangwei", [1]),
        ("zw", [1]),
        ("wei", [1]),
        ("zx", []),
        ("ts-2026", [1, 2]),
        ("张伟 褪色", [1]),
        ("张伟 送晚", []),
        ("\\", []),
    ],
)
def test_that_every_word_is_found_wherever_it_stands(
    told: Workspace, text: str, found: list[int]
) -> None:
    query = ComplaintQuery(text=text, sort="received")
    assert list(complaint_lists.ids(told, query)) == found
    assert complaint_lists.count(told, query) == len(found)
    page = complaint_lists.first_page(told, query, size=1)
    assert (list(page.ids), page.total) == (found[:1], len(found))


def test_that_walk_ins_are_found_by_the_sound_of_their_names(shop: Workspace) -> None:
    at = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
    complaints.receive(shop, Complaint(walk_in_name="王女士", received_at=at, what="x"))
    for text in ("wangnv", "wns", "nvshi", "WNS"):
        assert complaint_lists.count(shop, ComplaintQuery(text=text)) == 1, text
    assert complaint_lists.count(shop, ComplaintQuery(text="sw")) == 0


def test_that_a_page_without_words_tells_how_long_the_list_is(told: Workspace) -> None:
    page = complaint_lists.first_page(told, ComplaintQuery(sort="number"), size=1)
    assert (len(page.ids), page.total, len(page.rows)) == (1, 2, 1)


def names(shop: Workspace, **wanted: object) -> list[str]:
    ids = complaint_lists.ids(shop, ComplaintQuery(**wanted))  # type: ignore[arg-type]
    return [row.name for row in complaints.rows(shop, ids) if row is not None]


def test_that_walk_ins_stand_among_customers_by_the_sound_of_their_names(shop: Workspace) -> None:
    at = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
    for name in ("张三", "阿明"):
        made = factories.add(shop, name)
        complaints.receive(shop, Complaint(customer_id=made, received_at=at, what="x"))
    for name in ("王五", "李四", "白雪"):
        complaints.receive(shop, Complaint(walk_in_name=name, received_at=at, what="x"))
    assert names(shop, sort="name") == ["阿明", "白雪", "李四", "王五", "张三"]
    last = complaints.by_number(shop, "5")
    complaints.save(shop, dataclasses.replace(last, walk_in_name="赵六"), loaded=last)
    assert names(shop, sort="name", descending=True)[0] == "赵六"


def test_that_numbers_follow_each_other_as_numbers(shop: Workspace) -> None:
    wanted = ["A-9", "A-17", "TS-2025-9999", "TS-2025-10000", "TS-2026-0001", f"X{'9' * 30}"]
    at = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)
    for number in reversed(wanted):
        made = complaints.receive(shop, Complaint(walk_in_name="王", received_at=at, what="x"))
        with workspace.operate(shop, "complaint.edit") as writing:
            one = complaints.get(shop, made.new_id)
            stored.update(writing.operation, dataclasses.replace(one, number=number))
    found = complaint_lists.ids(shop, ComplaintQuery(sort="number"))
    assert [complaints.get(shop, one).number for one in found] == wanted


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(rows=st.lists(complaint(), max_size=12))
def test_that_words_narrow_the_board_as_anything_else_does(
    shop: Workspace, rows: list[Complaint]
) -> None:
    put(shop, rows)
    every = complaint_lists.board(shop)
    # All of them are about the same.
    assert complaint_lists.board(shop, ComplaintQuery(text="色差")) == every
    assert sum(one.total for one in every) == len(rows)
    narrowed = complaint_lists.board(shop, ComplaintQuery(text="色差", staff="李", product="窗帘"))
    assert narrowed == complaint_lists.board(shop, ComplaintQuery(staff="李", product="窗帘"))


@pytest.mark.parametrize(
    ("narrowed", "index"),
    [
        ({"staff": "李", "states": frozenset({"closed"})}, "ix_complaint_staff"),
        ({"product": "窗帘"}, "ix_complaint_product"),
    ],
)
def test_that_a_column_of_the_board_is_found_by_an_index(
    shop: Workspace, narrowed: dict[str, object], index: str
) -> None:
    query = ComplaintQuery(**narrowed)  # type: ignore[arg-type]
    where, values = lists.where_of(query, shop.clock.now())
    with shop.database.read() as connection:
        plan = connection.exec_driver_sql(
            f"EXPLAIN QUERY PLAN SELECT t.id FROM complaint t WHERE {where} ORDER BY t.due_at",
            tuple(values),
        ).fetchall()
    assert index in str(plan)
