"""The check of an import: every row against the rows above it and against the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.matching import PHONE, Keys
from crmdesk.core.domain.progress import Progress
from crmdesk.core.importing.drafts import ReadRows, read_rows
from crmdesk.core.importing.plan import (
    ADD,
    NEW,
    SKIP,
    UPDATE,
    ImportPlan,
    Kept,
    PlannedRow,
    Target,
)
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.services.import_changed import changed_rows, concerned
from crmdesk.core.services.import_comparing import Comparing
from crmdesk.core.services.import_known import (
    looked_up,
    shared_phones,
    told_shared,
)
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices


def plan_rows(
    workspace: Workspace, setup: ImportSetup, progress: Progress, before: ImportPlan | None = None
) -> ImportPlan:
    """Return what will become of each row, with every problem.

    With the plan of an earlier check `before`, only what changed since is read again.
    """
    with workspace.database.read() as connection:
        labels = choices.labels(connection)
    old = before.kept if before is not None else None
    today = workspace.clock.today()
    read = read_rows(setup, labels, today, progress, old.read if old is not None else None)
    compared = _is_compared(setup)
    changed: list[int] | None = None
    if before is not None and _is_alike(setup, read, before, compared):
        changed = changed_rows(read, _kept(before).read)
    plan = looked_up(workspace, setup, read, before, compared, changed)
    kept = _kept(plan)
    kept.compared = compared
    if before is None or changed is None or plan.newest != before.newest:
        kept.shared = (
            shared_phones(list(zip(read.drafts, read.keys, strict=True))) if compared else {}
        )
        stored: Iterable[tuple[Customer, Keys]] = kept.stored.values()
        rows = Comparing(kept, setup, stored).run(range(len(read.indexes)), progress)
    else:
        progress.check()
        rows = _some_again(plan, setup, before, changed, progress)
    _take_rows(plan, rows)
    return plan


def _is_alike(setup: ImportSetup, read: ReadRows, before: ImportPlan, compared: bool) -> bool:
    """Tell whether an earlier check holds for all rows that the user did not touch since."""
    kept = _kept(before)
    # A list that is read again in part keeps its reader.
    same_list = read.reader is kept.read.reader
    return same_list and setup.mode == before.mode and compared == kept.compared


def _some_again(
    plan: ImportPlan,
    setup: ImportSetup,
    before: ImportPlan,
    changed: Sequence[int],
    progress: Progress,
) -> list[PlannedRow]:
    """Plan the rows that some changed ones concern, and leave all others as they were planned."""
    kept, old = _kept(plan), _kept(before)
    read = kept.read
    found = concerned(read, old.read, changed, kept)
    if kept.compared:
        again = shared_phones([(read.drafts[place], read.keys[place]) for place in found.rows])
        known = {key: count for key, count in old.shared.items() if (PHONE, key) not in found.links}
        kept.shared = known | again
    rows = {row.index: row for row in before.rows}
    fresh = Comparing(kept, setup, found.stored).run(found.rows, progress)
    rows.update((row.index, row) for row in fresh)
    return [rows[index] for index in read.indexes]


def _kept(plan: ImportPlan) -> Kept:
    if plan.kept is None:
        raise ValueError("the plan was not made by a check")
    return plan.kept


def _take_rows(plan: ImportPlan, rows: list[PlannedRow]) -> None:
    """Fill the plan with its rows, in their order, and with what follows from them."""
    kept = _kept(plan)
    plan.rows = rows
    plan.counts.update(Counter([row.state for row in rows]))
    plan.problems.extend(kept.read.reader.doubts)
    plan.problems.extend(told_shared(kept.shared, kept.read.setup.sheet.name))
    changed: dict[int, Target] = {}
    for row in rows:
        if row.problems:
            plan.problems.extend(row.problems)
        target = row.target
        if target is None:
            continue
        if row.state == NEW:
            plan.new.append(target)
        elif row.state == UPDATE and target.stored is not None:
            changed.setdefault(id(target), target)
    plan.changed.extend(changed.values())


def mode_of(setup: ImportSetup, index: int) -> str:
    """Return the mode of one row: its own, or that of the list."""
    return setup.decisions.get(index, setup.mode)


def _is_compared(setup: ImportSetup) -> bool:
    if setup.mode != ADD or setup.companies:
        return True
    return any(mode not in (ADD, SKIP) for mode in setup.decisions.values())
