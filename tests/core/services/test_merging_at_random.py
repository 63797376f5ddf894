"""Merges come apart exactly, whatever was done in between and in any order."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import (
    activities,
    checking,
    customers,
    duplicates,
    followups,
    history,
    visits,
)
from crmdesk.core.services.history import EditedSince
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.merging import merge, rows_of
from tests.core.store.steps import STEPS, a_customer, check_derived, ids_of
from tests.factories import TODAY


def attach(shop: Workspace, chance: random.Random, ids: list[int]) -> None:
    """Give customers a few things of every kind."""
    for one in ids:
        for _number in range(chance.randint(0, 2)):
            on = TODAY - dt.timedelta(days=chance.randint(0, 99))
            activities.note_contact(shop, Activity(customer_id=one, on=on, text=f"{one} {on}"))
        if chance.random() < 0.5:
            followups.plan(shop, FollowUp(customer_id=one, due=TODAY, what="打电话"))
        if chance.random() < 0.5:
            visits.plan_visits(shop, [one], TODAY, purpose="送货")
    if chance.random() < 0.5:
        duplicates.not_the_same(shop, chance.sample(ids, 2))
    someone = customers.get(shop, ids[0])
    customers.save(shop, dataclasses.replace(someone, referrer_id=chance.choice(ids[1:])))


def later_edit(shop: Workspace, chance: random.Random, survivor: int, bystander: int) -> None:
    """Change something after the merge, as people do."""
    verb = chance.randint(0, 5)
    if verb == 0:
        changed: Customer = a_customer(chance, survivor)
        customers.save(shop, changed)
    elif verb == 1:
        text = f"later {chance.randint(0, 9)}"
        activities.note_contact(shop, Activity(customer_id=survivor, on=TODAY, text=text))
    elif verb == 2:
        followups.plan(shop, FollowUp(customer_id=survivor, due=TODAY, what="later"))
    elif verb == 3:
        customers.add_tag(shop, [survivor, bystander], "later")
    elif verb == 4:
        factories.add(shop, "后来的", "13600136000", referrer_id=survivor)
    else:
        customers.set_field(shop, [bystander, survivor], "grade", chance.choice("AB"))


MERGES = settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)


@MERGES
@given(chance=st.randoms(), edits=st.integers(0, 5))
def test_that_the_others_come_back_exactly_whatever_was_done_since(
    chance: random.Random, edits: int
) -> None:
    with TemporaryDirectory() as name:
        shop = factories.open_shop(Path(name))
        ids = [customers.create(shop, a_customer(chance)).new_id for _number in range(4)]
        attach(shop, chance, ids)
        first, words = factories.recorded(shop), factories.index_words(shop)
        chosen = chance.sample(ids, chance.randint(2, 3))
        survivor, others = chosen[0], chosen[1:]
        bystander = next(one for one in ids if one not in chosen)
        theirs = [rows_of(shop, one) for one in others]
        made = merge(shop, *chosen)
        check_derived(shop, Path(name))
        notes = len(ids_of(shop, "activity")) + len(ids_of(shop, "follow_up"))
        for _number in range(edits):
            later_edit(shop, chance, survivor, bystander)
        added = len(ids_of(shop, "activity")) + len(ids_of(shop, "follow_up")) - notes
        leave = chance.choice(((), (survivor,), (survivor, bystander))) if edits else None
        duplicates.unmerge(shop, made, leave)
        assert [rows_of(shop, one) for one in others] == theirs
        now = factories.recorded(shop)
        for table in ("activity", "follow_up", "visit"):
            assert set(first[table]) <= set(now[table])
        assert len(now["activity"]) + len(now["follow_up"]) == notes + added
        if not edits:
            assert now == first and factories.index_words(shop) == words
        check_derived(shop, Path(name))
        assert checking.check(shop).ok
        shop.database.close()


def merge_some(shop: Workspace, chance: random.Random) -> None:
    live = [one for one in ids_of(shop, "customer") if not customers.get(shop, one).binned_at]
    if len(live) >= 2:
        merge(shop, *chance.sample(live, chance.randint(2, min(3, len(live)))))


def call_different(shop: Workspace, chance: random.Random) -> None:
    live = [one for one in ids_of(shop, "customer") if not customers.get(shop, one).binned_at]
    if len(live) >= 2:
        duplicates.not_the_same(shop, chance.sample(live, 2))


Step = Callable[[Workspace, random.Random], None]
ALL_STEPS: tuple[Step, ...] = (*STEPS, merge_some, merge_some, merge_some, call_different)


@MERGES
@given(
    steps=st.lists(st.sampled_from((*ALL_STEPS, None, None, None)), min_size=8, max_size=20),
    chance=st.randoms(),
)
def test_that_merges_among_everything_else_come_apart_in_any_order(
    steps: list[Step | None], chance: random.Random
) -> None:
    with TemporaryDirectory() as name:
        shop = factories.open_shop(Path(name))
        for _number in range(4):
            customers.create(shop, a_customer(chance))
        for step in steps:
            lines = [line for line in history.recent(shop) if line.can_undo]
            if step is not None:
                if not ids_of(shop, "customer"):
                    customers.create(shop, a_customer(chance))
                step(shop, chance)
            elif lines:
                undo_one(shop, chance, chance.choice(lines).record.id)
        check_derived(shop, Path(name))
        report = checking.check(shop)
        assert report.ok, report.problems
        shop.database.close()


def undo_one(shop: Workspace, chance: random.Random, operation_id: int) -> None:
    before = factories.recorded(shop)
    try:
        done = history.undo(shop, operation_id)
    except EditedSince as edited:
        names = [one.customer_id for one in edited.records]
        leave = chance.sample(names, chance.randint(0, len(names)))
        try:
            done = history.undo(shop, operation_id, leave=leave)
        except CrmError:
            return
    except CrmError:
        # The customer of a merge went elsewhere: nothing was touched.
        assert factories.recorded(shop) == before
        return
    if done.operation_id and chance.random() < 0.5:
        history.undo(shop, done.operation_id)
        assert factories.recorded(shop) == before
