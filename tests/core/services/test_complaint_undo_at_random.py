"""Steps, merges and gifts of complaints taken back in any order; each walk is the same every time.

A few complaints are touched again and again: only so it comes about that one line rests on another.
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from crmdesk.core.domain.complaint_states import IS_DUPLICATE, Given, possible
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import (
    complaint_customers,
    complaint_steps,
    complaints,
    customers,
    duplicates,
    history,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.complaint_checks import check, ids_of, rows_of
from tests.core.services.complaint_desk import walk_in

MOVES = 30
# Those after the first few have found lines that rest on each other.
SEEDS = (*range(8), 50, 70, 120, 123, 140, 150, 189, 254)
# The newest lines of the history: those about the same complaint.
NEWEST = 5


def people(shop: Workspace) -> list[int]:
    return [int(str(row[0])) for row in rows_of(shop, "SELECT id FROM customer")]


def complain(shop: Workspace, chance: random.Random) -> None:
    if len(ids_of(shop)) > 1:
        return
    customer = chance.choice([0, *people(shop)])
    if customer:
        factories.complain(shop, customer)
    else:
        walk_in(shop)


def take_step(shop: Workspace, chance: random.Random) -> None:
    now = complaints.get(shop, chance.choice(ids_of(shop)))
    events = [one.event for one in possible(now.state) if one.event != IS_DUPLICATE]
    given = Given(note="because", action="money back", satisfaction=3)
    complaint_steps.step(shop, now.id, chance.choice(events), given)


def give(shop: Workspace, chance: random.Random) -> None:
    one = chance.choice(ids_of(shop))
    customer = chance.choice([0, *people(shop)])
    if customer:
        complaint_customers.give_to(shop, one, customer)
    else:
        complaint_customers.make_customer(shop, one, factories.person("王先生"))


def merge(shop: Workspace, chance: random.Random) -> None:
    pair = chance.sample(people(shop), 2)
    duplicates.merge(shop, pair, customers.get(shop, pair[0]))


def take_back(shop: Workspace, chance: random.Random) -> None:
    lines = [line.record.id for line in history.recent(shop) if line.can_undo]
    history.undo(shop, chance.choice(lines[:NEWEST]), leave=())


WEIGHED: dict[Callable[[Workspace, random.Random], None], int] = {
    complain: 2,
    take_step: 4,
    give: 1,
    merge: 2,
    take_back: 7,
}


@pytest.mark.parametrize("seed", SEEDS)
def test_that_nothing_is_torn_whatever_is_taken_back(shop: Workspace, seed: int) -> None:
    chance = random.Random(seed)
    for name in ("甲", "乙"):
        factories.add(shop, name)
    for _move in range(MOVES):
        (move,) = chance.choices(list(WEIGHED), list(WEIGHED.values()))
        try:
            move(shop, chance)
        except (CrmError, IndexError, ValueError):
            # It may not be done now, or there is nobody and nothing to do it with yet.
            pass
        check(shop, changed=False)
