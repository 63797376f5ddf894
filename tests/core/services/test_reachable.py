"""Nothing is planned for a customer in the bin, where nobody would see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.services import activities, customers, followups, visit_bulk, visits
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

TOMORROW = TODAY + dt.timedelta(days=1)
HERE, BINNED = 1, 2
Attempt = Callable[[Workspace], object]


def follow_up(customer_id: int) -> FollowUp:
    return FollowUp(customer_id=customer_id, due=TOMORROW, what="送样")


@pytest.fixture
def half(shop: Workspace) -> Workspace:
    """Give a shop with 张伟, and 李娜 in the bin with follow-up 1 and visit 1."""
    factories.add(shop, "张伟")
    factories.add(shop, "李娜")
    followups.plan(shop, follow_up(BINNED))
    visits.plan_visits(shop, [BINNED], TODAY)
    customers.to_bin(shop, [BINNED])
    return shop


@pytest.mark.parametrize(
    "attempt",
    [
        lambda shop: followups.plan(shop, follow_up(BINNED)),
        lambda shop: followups.plan_many(shop, [follow_up(HERE), follow_up(BINNED)]),
        lambda shop: followups.done(shop, 1, next_date=TOMORROW),
        lambda shop: followups.reopen(shop, 1),
        lambda shop: visits.plan_visits(shop, [HERE, BINNED], TOMORROW),
        lambda shop: visits.finish(shop, 1, outcome="", next_date=TOMORROW),
        lambda shop: visits.move(shop, 1, TOMORROW),
        lambda shop: visit_bulk.move_visits(shop, [1], TOMORROW),
        lambda shop: visit_bulk.plan_shares(shop, [(TODAY, [HERE]), (TOMORROW, [BINNED])]),
        lambda shop: activities.note_contact(
            shop, Activity(customer_id=BINNED, on=TODAY, text="来电")
        ),
    ],
)
def test_that_nothing_is_planned_for_somebody_in_the_bin(half: Workspace, attempt: Attempt) -> None:
    before = factories.recorded(half)
    with pytest.raises(CrmError) as refused:
        attempt(half)
    assert refused.value.message == "李娜 is in the bin."
    assert refused.value.advice == "Restore the customer first."
    assert factories.recorded(half) == before


def test_that_a_restored_customer_is_planned_for_again(half: Workspace) -> None:
    customers.restore(half, [BINNED])
    followups.plan(half, follow_up(BINNED))
    visits.plan_visits(half, [BINNED], TOMORROW)
    assert len(followups.open_rows(half)) == 2


def test_that_what_was_planned_before_can_still_be_ended(half: Workspace) -> None:
    followups.done(half, 1)
    visits.miss(half, 1)
    assert visits.get(half, 1).status == "missed"


def test_that_somebody_unknown_is_told_from_somebody_in_the_bin(half: Workspace) -> None:
    with pytest.raises(NotFound, match="99"):
        followups.plan_many(half, [follow_up(BINNED), follow_up(99)])
