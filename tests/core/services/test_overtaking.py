"""Two who finish the same thing at once: the second is told, and nothing is said twice."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa

from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import followups, visit_bulk, visits
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store.database import Database
from tests import factories
from tests.factories import TODAY

TOMORROW = TODAY + dt.timedelta(days=1)
Verb = Callable[[Workspace], object]


class Overtaken(Database):
    """A database in which somebody else is quicker: their step comes before the next write."""

    def __init__(self, path: Path, quicker: Callable[[], object]) -> None:
        super().__init__(path)
        self._quicker = [quicker]

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        """Let the other one write first."""
        while self._quicker:
            self._quicker.pop()()
        with super().write() as connection:
            yield connection


@pytest.fixture
def planned(shop: Workspace) -> Workspace:
    """Give a shop with follow-up 1 and the visits 1 and 2."""
    made = factories.add(shop)
    followups.plan(shop, FollowUp(customer_id=made, due=TODAY, what="送样"))
    visits.plan_visits(shop, [made], TODAY)
    visits.plan_visits(shop, [made], TOMORROW)
    return shop


@pytest.mark.parametrize(
    ("quicker", "slower"),
    [
        (lambda shop: followups.done(shop, 1), lambda shop: followups.done(shop, 1)),
        (lambda shop: followups.done(shop, 1), lambda shop: followups.move(shop, 1, TOMORROW)),
        (lambda shop: followups.cancel(shop, 1), lambda shop: followups.done(shop, 1)),
        (lambda shop: followups.done(shop, 1), lambda shop: followups.cancel(shop, 1)),
        (
            lambda shop: visits.finish(shop, 1, outcome="成了"),
            lambda shop: visits.finish(shop, 1, outcome="成了"),
        ),
        (lambda shop: visits.move(shop, 1, TOMORROW), lambda shop: visits.miss(shop, 1)),
        (
            lambda shop: visits.finish(shop, 1, outcome="成了"),
            lambda shop: visits.move(shop, 1, TOMORROW),
        ),
        (
            lambda shop: visits.finish(shop, 1, outcome="成了"),
            lambda shop: visit_bulk.move_visits(shop, [1, 2], TOMORROW),
        ),
        (
            lambda shop: visits.finish(shop, 1, outcome="成了"),
            lambda shop: visit_bulk.miss_visits(shop, [1, 2]),
        ),
    ],
)
def test_that_the_slower_one_is_refused(planned: Workspace, quicker: Verb, slower: Verb) -> None:
    seen: list[object] = []

    def first() -> None:
        quicker(planned)
        seen.append(factories.recorded(planned))

    late = dataclasses.replace(planned, database=Overtaken(planned.path, first))
    with pytest.raises(CrmError):
        slower(late)
    late.database.close()
    assert seen == [factories.recorded(planned)]


def test_that_a_follow_up_is_opened_again_as_it_is_now(planned: Workspace) -> None:
    followups.cancel(planned, 1)
    later = dt.date(2027, 1, 5)

    def first() -> None:
        followups.reopen(planned, 1)
        followups.move(planned, 1, later)

    late = dataclasses.replace(planned, database=Overtaken(planned.path, first))
    followups.reopen(late, 1)
    late.database.close()
    assert followups.get(planned, 1).due == later
