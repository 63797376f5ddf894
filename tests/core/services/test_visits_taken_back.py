"""What a visit led to belongs to its customer, also where that one comes apart from another."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.visit import Result
from crmdesk.core.services import history, visit_results, visits
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.merging import merge, rows_of
from tests.factories import TODAY


def test_that_results_entered_since_a_merge_go_back_with_their_visit(shop: Workspace) -> None:
    first, second = factories.add(shop, "甲"), factories.add(shop, "乙")
    made, moved = (visits.plan_visits(shop, [second], TODAY).new_id for _number in range(2))
    merged = merge(shop, first, second)
    later = TODAY + dt.timedelta(days=7)
    visit_results.enter(shop, made, Result(status="done", outcome="好", next_date=later))
    visit_results.enter(shop, moved, Result(status="moved", to=later))
    again = visits.get(shop, moved).moved_id
    visit_results.enter(shop, again, Result(status="done", outcome="补上了", next_date=later))
    before = factories.recorded(shop)
    apart = history.undo(shop, merged, leave=()).operation_id
    theirs, others = rows_of(shop, second), rows_of(shop, first)
    counts = {name: len(theirs[name]) for name in ("visit", "activity", "follow_up")}
    assert counts == {"visit": 3, "activity": 2, "follow_up": 2}
    assert not any(others[name] for name in counts)
    history.undo(shop, apart, leave=())
    assert factories.recorded(shop) == before
