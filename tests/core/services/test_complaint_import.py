"""Lists of old complaints come in, with what became of each."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.complaint import (
    ANSWERED,
    CLOSED,
    IN_PROGRESS,
    NEW,
    SERIOUS,
    SEVERE,
    UNFOUNDED,
    WAITING_THIRD,
)
from crmdesk.core.domain.complaint_clock import replay
from crmdesk.core.domain.complaint_states import (
    CLOSE,
    Given,
)
from crmdesk.core.importing import questions
from crmdesk.core.importing.plan import DUPLICATE, PROBLEM
from crmdesk.core.importing.plan import NEW as TO_ADD
from crmdesk.core.importing.setup import COMPLAINTS
from crmdesk.core.services import (
    complaint_lists,
    complaint_steps,
    complaint_time,
    complaints,
    customers,
    history,
    importing,
)
from crmdesk.core.services.complaint_lists import ComplaintQuery
from crmdesk.core.services.import_repair import compare
from crmdesk.core.services.workspace import Workspace
from tests.core.services.complaint_lists_in import bring_in, everything, old_ones
from tests.factories import a_list, add, complain


def test_that_a_list_says_itself_that_it_is_of_complaints() -> None:
    assert questions.target_question(importing.begin(old_ones())) == COMPLAINTS


def test_that_old_complaints_come_in_with_what_became_of_them(shop: Workspace) -> None:
    zhang = add(shop, "张伟", "13800138000")
    result = bring_in(shop, old_ones())
    assert (result.created, result.skipped, result.failed) == (3, 0, 2)
    first, third, second = everything(shop)
    assert (first.number, first.customer_id, first.state) == ("A-17", zhang, CLOSED)
    assert (first.severity, first.category, first.wish) == (SERIOUS, "quality", "exchange")
    assert (first.action, first.satisfaction, first.cost) == ("换一套", 4, 12050)
    assert first.received_at.astimezone().replace(tzinfo=None) == dt.datetime(2025, 3, 4, 10, 20)
    assert first.answered_at is not None
    assert first.answered_at.astimezone().date() == dt.date(2025, 3, 6)
    assert (second.number, second.walk_in_name, second.state) == (
        "TS-2025-0008",
        "路人甲",
        IN_PROGRESS,
    )
    assert (second.severity, second.category, second.wish_text) == (SEVERE, "排队", "要个说法")
    assert second.is_overdue(shop.clock.now())
    assert (third.number, third.state) == ("TS-2025-0007", NEW)
    told = [item.text for item in customers.timeline(shop, zhang)]
    assert "A-17 · 洗了掉色" in told
    # Its number is given to nobody else.
    assert complaints.get(shop, complain(shop, zhang)).number == "TS-2026-0001"


def test_that_one_step_takes_the_list_back_and_puts_it_there_again(shop: Workspace) -> None:
    add(shop, "张伟", "13800138000")
    bring_in(shop, old_ones())
    before = everything(shop)
    logs = [complaints.log(shop, one.id) for one in before]
    history.undo(shop)
    assert everything(shop) == []
    history.undo(shop, history.recent(shop)[0].record.id)
    assert everything(shop) == before
    assert [complaints.log(shop, one.id) for one in before] == logs


def test_that_a_list_that_comes_in_twice_adds_nothing(shop: Workspace) -> None:
    bring_in(shop, old_ones())
    again = bring_in(shop, old_ones())
    assert (again.created, again.skipped, again.failed) == (0, 3, 2)


def test_that_each_row_says_what_becomes_of_it(shop: Workspace) -> None:
    setup = importing.begin(old_ones(), target=COMPLAINTS)
    plan = importing.check(shop, setup)
    assert [row.state for row in plan.rows] == [TO_ADD] * 3 + [PROBLEM] * 2
    assert "walk-in" in plan.rows[0].reason
    assert "who complained" in plan.rows[3].reason
    shown = {one.key: one.becomes for one in compare(shop, setup, plan, 0).changes}
    assert (shown["state"], shown["what"], shown["cost"]) == ("Case closed", "洗了掉色", "120.50")
    bring_in(shop, old_ones())
    assert importing.check(shop, setup).rows[0].state == DUPLICATE


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("未处理", NEW),
        ("处理中", IN_PROGRESS),
        ("等厂家", WAITING_THIRD),
        ("已答复", ANSWERED),
        ("已回访关闭", CLOSED),
        ("不成立", UNFOUNDED),
        ("Closed", CLOSED),
        ("", NEW),
        ("谁知道", NEW),
    ],
)
def test_that_states_are_understood_in_the_words_of_lists(
    shop: Workspace, words: str, state: str
) -> None:
    bring_in(
        shop,
        a_list(
            ("投诉日期", "投诉人", "投诉内容", "处理状态"),
            ("2026-10-05", "王先生", "太慢", words),
        ),
    )
    (made,) = everything(shop)
    assert made.state == state
    assert ("谁知道" in made.what) is (words == "谁知道")


def test_that_what_an_import_brought_is_found_by_it(shop: Workspace) -> None:
    complain(shop, add(shop))
    result = bring_in(shop, old_ones())
    brought = ComplaintQuery(made_by=result.import_id, sort="number")
    assert len(complaint_lists.ids(shop, brought)) == result.created > 0
    assert len(everything(shop)) == result.created + 1


def test_that_the_log_of_what_came_in_leads_to_where_it_stands(shop: Workspace) -> None:
    add(shop, "张伟", "13800138000")
    bring_in(shop, old_ones())
    with shop.database.read() as connection:
        time = complaint_time.shop_time(connection)
    for one in everything(shop):
        assert replay(one, complaints.log(shop, one.id), time) == one


def test_that_an_answered_one_of_a_list_can_be_closed(shop: Workspace) -> None:
    bring_in(
        shop,
        a_list(
            ("投诉日期", "投诉人", "投诉内容", "处理状态", "处理结果"),
            ("2026-11-16", "王先生", "太慢", "已答复", "道歉"),
        ),
    )
    (made,) = everything(shop)
    complaint_steps.step(shop, made.id, CLOSE, Given(satisfaction=5))
    assert everything(shop)[0].state == CLOSED
