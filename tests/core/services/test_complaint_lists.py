"""Lists of complaints: any order turned round, and words found wherever they stand."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_query import SORTS, ComplaintQuery
from crmdesk.core.domain.complaint_states import ANSWER, Given
from crmdesk.core.services import complaint_lists, complaint_steps, complaints
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.complaint_rows import complaint, put


@pytest.mark.parametrize("sort", SORTS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(complaint(), max_size=8))
def test_that_every_order_can_be_turned_round(
    shop: Workspace, sort: str, rows: list[Complaint]
) -> None:
    put(shop, rows)
    up = complaint_lists.ids(shop, ComplaintQuery(sort=sort))
    down = complaint_lists.ids(shop, ComplaintQuery(sort=sort, descending=True))
    assert list(down) == list(reversed(up)) and len(up) == len(rows)


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
        ("li", [2]),
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


def test_that_a_page_without_words_tells_how_long_the_list_is(told: Workspace) -> None:
    page = complaint_lists.first_page(told, ComplaintQuery(sort="number"), size=1)
    assert (len(page.ids), page.total, len(page.rows)) == (1, 2, 1)
