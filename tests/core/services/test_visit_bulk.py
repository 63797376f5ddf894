"""Several visits in one step, and one Undo for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.visit import MISSED, MOVED, PLANNED
from crmdesk.core.services import customers, history, visit_bulk, visits
from crmdesk.core.services.workspace import Workspace, open_workspace

MONDAY = dt.date(2026, 11, 23)
TUESDAY = dt.date(2026, 11, 24)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = open_workspace(tmp_path / "t.db", clock=fixed_clock(2026, 11, 21))
    yield opened
    opened.database.close()


@pytest.fixture
def people(workspace: Workspace) -> list[int]:
    names = ("张伟", "李娜", "王芳")
    return [customers.create(workspace, Customer(name=name)).new_id for name in names]


def plan_of(workspace: Workspace) -> list[tuple[str, int, str]]:
    rows = visits.between(workspace, MONDAY, TUESDAY)
    return [(row.customer, row.visit.on.day, row.visit.status) for row in rows]


def test_that_shares_over_days_are_one_operation(workspace: Workspace, people: list[int]) -> None:
    shares = [(MONDAY, people[:2]), (TUESDAY, people[2:])]
    changes = visit_bulk.plan_shares(workspace, shares, purpose=" 回访 ", at=dt.time(9))
    assert changes.message == "3 visits planned from 2026-11-23 to 2026-11-24."
    assert plan_of(workspace) == [
        ("张伟", 23, PLANNED),
        ("李娜", 23, PLANNED),
        ("王芳", 24, PLANNED),
    ]
    assert {row.visit.purpose for row in visits.between(workspace, MONDAY, TUESDAY)} == {"回访"}
    history.undo(workspace, changes.operation_id)
    assert plan_of(workspace) == []


def test_that_nothing_is_planned_when_one_customer_is_gone(
    workspace: Workspace, people: list[int]
) -> None:
    with pytest.raises(NotFound):
        visit_bulk.plan_shares(workspace, [(MONDAY, people), (TUESDAY, [999])])
    assert plan_of(workspace) == []


def test_that_moved_visits_keep_their_time_and_come_after_the_others(
    workspace: Workspace, people: list[int]
) -> None:
    visits.plan_visits(workspace, people[:1], TUESDAY)
    visits.plan_visits(workspace, people[1:], MONDAY, at=dt.time(10))
    ids = [row.visit.id for row in visits.between(workspace, MONDAY, MONDAY)]
    changes = visit_bulk.move_visits(workspace, ids, TUESDAY)
    assert plan_of(workspace) == [
        ("李娜", 23, MOVED),
        ("王芳", 23, MOVED),
        ("张伟", 24, PLANNED),
        ("李娜", 24, PLANNED),
        ("王芳", 24, PLANNED),
    ]
    assert visits.between(workspace, TUESDAY, TUESDAY)[1].visit.at == dt.time(10)
    history.undo(workspace, changes.operation_id)
    assert [status for _name, _day, status in plan_of(workspace)] == [PLANNED] * 3


def test_that_what_is_done_or_moved_stays_where_it_is(
    workspace: Workspace, people: list[int]
) -> None:
    visits.plan_visits(workspace, people, MONDAY)
    ids = [row.visit.id for row in visits.between(workspace, MONDAY, MONDAY)]
    visits.finish(workspace, ids[0], outcome="ok")
    with pytest.raises(CrmError):
        visit_bulk.move_visits(workspace, ids, TUESDAY)
    with pytest.raises(CrmError):
        visit_bulk.miss_visits(workspace, ids)
    assert visits.between(workspace, TUESDAY, TUESDAY) == []


def test_that_several_are_missed_at_once(workspace: Workspace, people: list[int]) -> None:
    visits.plan_visits(workspace, people, MONDAY)
    ids = [row.visit.id for row in visits.between(workspace, MONDAY, MONDAY)]
    changes = visit_bulk.miss_visits(workspace, ids[:2])
    assert [status for _n, _d, status in plan_of(workspace)] == [MISSED, MISSED, PLANNED]
    history.undo(workspace, changes.operation_id)
    assert {status for _n, _d, status in plan_of(workspace)} == {PLANNED}
