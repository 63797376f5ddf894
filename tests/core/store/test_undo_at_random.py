"""Whatever was done, undoing it in any order leads back and never breaks the database."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import (
    checking,
    history,
)
from crmdesk.core.services.history import EditedSince
from crmdesk.core.services.workspace import Workspace, open_workspace
from tests import factories
from tests.core.store.steps import SEQUENCES, STEPS, check_derived, create, ids_of, start


@SEQUENCES
@given(steps=st.lists(st.sampled_from(STEPS), min_size=6, max_size=16), chance=st.randoms())
def test_that_undoing_everything_backwards_gives_the_first_state(
    steps: list[Callable[[Workspace, random.Random], None]], chance: random.Random
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        shop = start(folder)
        first = factories.recorded(shop)
        kept = history.recent(shop, 1)[0].record.id
        for step in steps:
            step(shop, chance)
        check_derived(shop, folder)
        last = factories.recorded(shop)
        done = [line.record.id for line in history.recent(shop) if line.record.id > kept]
        undone = [history.undo(shop, operation).operation_id for operation in done]
        assert factories.recorded(shop) == first
        check_derived(shop, folder)
        shop.database.close()
        # Also after closing the program: what was taken back is done again.
        shop = open_workspace(shop.path, clock=shop.clock)
        for operation in reversed(undone):
            history.undo(shop, operation)
        assert factories.recorded(shop) == last
        check_derived(shop, folder)
        assert checking.check(shop).ok
        shop.database.close()


@SEQUENCES
@given(
    steps=st.lists(st.sampled_from((*STEPS, None, None, None)), min_size=8, max_size=20),
    chance=st.randoms(),
)
def test_that_undoing_in_any_order_never_breaks_the_database(
    steps: list[Callable[[Workspace, random.Random], None] | None], chance: random.Random
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        shop = start(folder)
        for step in steps:
            lines = [line for line in history.recent(shop) if line.can_undo]
            if step is None and lines:
                chosen = chance.choice(lines).record.id
                before = factories.recorded(shop)
                try:
                    changes = history.undo(shop, chosen)
                except EditedSince as edited:
                    names = [one.customer_id for one in edited.records]
                    leave = chance.sample(names, chance.randint(0, len(names)))
                    try:
                        changes = history.undo(shop, chosen, leave=leave)
                    except CrmError:
                        # All of it was to stay.
                        assert leave and factories.recorded(shop) == before
                        continue
                if changes.operation_id and chance.random() < 0.5:
                    history.undo(shop, changes.operation_id)
                    assert factories.recorded(shop) == before
            elif step is not None:
                if not ids_of(shop, "customer"):
                    create(shop, chance)
                step(shop, chance)
        check_derived(shop, folder)
        report = checking.check(shop)
        assert report.ok, report.problems
        shop.database.close()
