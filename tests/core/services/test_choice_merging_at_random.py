"""Values of complaints changed, merged, put in order and taken back in any order.

Whatever was done, each value that a complaint or a kept answer carries is in its list, once.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable

import pytest

from crmdesk.core.domain.choices import CATEGORY
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import (
    choice_merging,
    choices,
    complaint_solutions,
    complaints,
    history,
)
from crmdesk.core.services.workspace import Workspace
from tests.core.services.complaint_checks import check, ids_of, rows_of

MOVES = 40
# Those after the first few have found values that were lost.
SEEDS = (*range(4), 36, 54, 61, 64, 75, 80, 82, 94)
NEWEST = 6


def codes(shop: Workspace) -> list[str]:
    return [one.code for one in choices.choices(shop, CATEGORY, counted=False)]


def complain(shop: Workspace, chance: random.Random) -> None:
    category = chance.choice(codes(shop))
    now = shop.clock.now()
    made = Complaint(walk_in_name="王", received_at=now, what="掉色", category=category)
    complaints.receive(shop, made)


def file_elsewhere(shop: Workspace, chance: random.Random) -> None:
    now = complaints.get(shop, chance.choice(ids_of(shop)))
    complaints.save(shop, dataclasses.replace(now, category=chance.choice(codes(shop))))


def keep(shop: Workspace, chance: random.Random) -> None:
    complaint_solutions.keep(shop, chance.choice("换退修"), chance.choice(codes(shop)))


def merge(shop: Workspace, chance: random.Random) -> None:
    choice_merging.merge(shop, CATEGORY, *chance.sample(codes(shop), 2))


def move(shop: Workspace, chance: random.Random) -> None:
    choices.move(shop, CATEGORY, chance.choice(codes(shop)), chance.randrange(6))


def add(shop: Workspace, chance: random.Random) -> None:
    choices.add(shop, CATEGORY, chance.choice("甲乙丙"))


def remove(shop: Workspace, chance: random.Random) -> None:
    choices.remove(shop, CATEGORY, chance.choice(codes(shop)))


def take_back(shop: Workspace, chance: random.Random) -> None:
    lines = [line.record.id for line in history.recent(shop) if line.can_undo]
    history.undo(shop, chance.choice(lines[:NEWEST]), leave=())


WEIGHED: dict[Callable[[Workspace, random.Random], None], int] = {
    complain: 3,
    file_elsewhere: 3,
    keep: 2,
    merge: 3,
    move: 2,
    add: 1,
    remove: 1,
    take_back: 8,
}


@pytest.mark.parametrize("seed", SEEDS)
def test_that_no_value_is_lost_whatever_is_merged_and_taken_back(
    shop: Workspace, seed: int
) -> None:
    chance = random.Random(seed)
    for _move in range(MOVES):
        (done,) = chance.choices(list(WEIGHED), list(WEIGHED.values()))
        try:
            done(shop, chance)
        except (CrmError, IndexError, ValueError):
            # It may not be done now, or there is nothing to do it with yet.
            pass
        listed = codes(shop)
        carried = rows_of(
            shop, "SELECT category FROM complaint UNION SELECT category FROM solution"
        )
        assert len(listed) == len(set(listed))
        assert {str(row[0]) for row in carried} <= set(listed)
    check(shop, changed=False)
