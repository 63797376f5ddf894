"""The check of an import: every row against the rows above it and against the database."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from crmdesk.core.domain.customer import METHOD_KINDS
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.matching import PHONE, Keys, why
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.importing.drafts import read_rows
from crmdesk.core.importing.mapping import is_own_export
from crmdesk.core.importing.merging import is_another, merged, with_person
from crmdesk.core.importing.plan import (
    ADD,
    DUPLICATE,
    FILL,
    NEW,
    PROBLEM,
    SKIP,
    SKIPPED,
    UPDATE,
    ImportPlan,
    PlannedRow,
    RowDraft,
    Taken,
    Target,
)
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.services.import_known import (
    ACCOUNTS,
    Known,
    looked_up,
    shared_phones,
    told_shared,
)
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices

_EVERY: Final = 2000
_TOLD_VALUES: Final = re.compile(r"“[^”]*”|\d+")


def plan_rows(
    workspace: Workspace, setup: ImportSetup, progress: Progress, before: ImportPlan | None = None
) -> ImportPlan:
    """Return what will become of each row, with every problem.

    With the plan of an earlier check `before`, only what changed since is read again.
    """
    with workspace.database.read() as connection:
        labels = choices.labels(connection)
    kept = before.kept if before is not None else None
    today = workspace.clock.today()
    read = read_rows(setup, labels, today, progress, kept.read if kept is not None else None)
    compared = _is_compared(setup)
    shared = shared_phones(read) if compared else {}
    plan = looked_up(workspace, setup, read, before, compared)
    plan.problems.extend(read.reader.doubts)
    plan.problems.extend(told_shared(shared, setup.sheet.name))
    _Comparing(plan, setup, shared.keys(), compared).run(progress)
    return plan


def mode_of(setup: ImportSetup, index: int) -> str:
    """Return the mode of one row: its own, or that of the list."""
    return setup.decisions.get(index, setup.mode)


def taking_mode(setup: ImportSetup, mode: str, target: Target) -> str:
    """Return how a known customer takes what a row says that has a mode."""
    # Each row of a company that the list itself brings brings another of its people.
    return FILL if setup.companies and target.stored is None else mode


def take_in(target: Target, draft: RowDraft, mode: str) -> tuple[bool, bool]:
    """Let a known customer take what a row says, and tell whether it changed and is another."""
    same_list = target.stored is None or target.changed
    another = is_another(target.customer, draft.customer, mode, same_list=same_list)
    fresh = (
        with_person(target.customer, draft.customer)
        if another
        else merged(target.customer, draft.customer, mode)
    )
    last = _later(target.last_contact or target.customer.last_contact, draft.last_contact)
    planned = target.next_date or target.customer.next_due
    if fresh == target.customer and last is None and (planned or draft.next_date is None):
        return False, another
    target.customer = fresh
    if last is not None:
        target.last_contact = last
    if not planned:
        target.next_date = draft.next_date
    return True, another


def _later(known: dt.date | None, fresh: dt.date | None) -> dt.date | None:
    """Return the fresh date when it is later than the known one."""
    if fresh is None or (known is not None and known >= fresh):
        return None
    return fresh


def _is_compared(setup: ImportSetup) -> bool:
    if setup.mode != ADD or setup.companies:
        return True
    return any(mode not in (ADD, SKIP) for mode in setup.decisions.values())


class _Comparing:
    """Goes through the rows in their order and says of each what will become of it."""

    def __init__(
        self, plan: ImportPlan, setup: ImportSetup, shared: Iterable[str], compared: bool
    ) -> None:
        assert plan.kept is not None
        self._plan = plan
        self._setup = setup
        self._read = plan.kept.read
        self._in_bin = plan.kept.in_bin
        self._companies = setup.companies
        # Who of the rows above has an account that only hints at who somebody is.
        self._owners: dict[tuple[str, str], str] = {}
        self._shared = frozenset(shared)
        self._fields = {one.header: one.field for one in setup.mappings}
        # Each row of an own export is a customer of its own, also where two share a phone.
        self._inside = compared and not is_own_export([one.field for one in setup.mappings])
        self._known = Known()
        self._taken = plan.kept.taken
        self._stored_owners = plan.kept.owners
        for customer, keys in plan.kept.stored.values():
            self._known.add(self._keys(customer.name, keys), Target(customer, customer))

    def run(self, progress: Progress) -> None:
        """Plan every row. Raises Cancelled."""
        read, decisions, mode = self._read, self._setup.decisions, self._setup.mode
        for number, index in enumerate(read.indexes):
            if number % _EVERY == 0:
                progress.check()
                progress.report(number, len(read.indexes), _("Comparing"))
            own = decisions.get(index) if decisions else None
            self._plan_row(number, index, own or mode, left_out=own == SKIP)

    def _plan_row(self, number: int, index: int, mode: str, *, left_out: bool) -> None:
        draft = self._read.drafts[number]
        if draft.failed:
            state = SKIPPED if left_out else PROBLEM
            problem = draft.problems[-1]
            code = "no name" if problem.value is None else "total"
            self._plan.add(_row(draft, index, state, problem.message, code))
            return
        keys = self._read.keys[number]
        if self._shared:
            keys = self._keys(draft.customer.name, keys)
        found, kind = self._find(keys, draft, mode)
        if left_out:
            reason = _as_somebody(kind, found) if found is not None else ""
            self._plan.add(_row(draft, index, SKIPPED, reason, kind or "left out", found))
            return
        if found is not None:
            self._plan.add(self._again(draft, index, found, kind, mode))
        else:
            found = Target(draft.customer, None, draft.last_contact, draft.next_date)
            self._plan.new.append(found)
            reason, code = self._remark(draft, keys)
            self._plan.add(_row(draft, index, NEW, reason, code, found))
        if self._inside:
            self._known.add(keys, found)

    def _find(self, keys: Keys, draft: RowDraft, mode: str) -> tuple[Target | None, str]:
        if mode == ADD and not self._companies:
            return None, ""
        found, kind = self._known.find(keys, draft.customer.name, listed=mode == ADD)
        return found, kind

    def _keys(self, name: str, keys: Keys) -> Keys:
        """Return keys in which a phone that many people share tells only with the name."""
        if not self._shared or all(key not in self._shared for _kind, key in keys):
            return keys
        return [
            (kind, f"{fold_key(name)}|{key}")
            if kind == PHONE and key in self._shared
            else (kind, key)
            for kind, key in keys
        ]

    def _again(
        self, draft: RowDraft, index: int, target: Target, kind: str, mode: str
    ) -> PlannedRow:
        """Plan a row whose customer is known already, from the database or from a row above."""
        reason = _as_somebody(kind, target)
        mode = taking_mode(self._setup, mode, target)
        if mode == SKIP:
            return _row(draft, index, DUPLICATE, reason, kind, target)
        changed, another = self._take_in(index, target, draft, mode)
        if another:
            kind = f"{kind}, another name"
            reason = _("{reason}, but another name: kept as contact person").format(reason=reason)
        if not changed:
            reason = _("{reason}; nothing to add").format(reason=reason)
            return _row(draft, index, DUPLICATE, reason, kind, target)
        if target.stored is not None and not target.changed:
            target.changed = True
            self._plan.changed.append(target)
        return _row(draft, index, UPDATE, reason, kind, target)

    def _take_in(self, index: int, target: Target, draft: RowDraft, mode: str) -> tuple[bool, bool]:
        """Do as `take_in`, or as it was done at the last check where nothing is different."""
        known = self._taken.get(index)
        before = (target.customer, target.changed, target.last_contact, target.next_date)
        if (
            known is not None
            and known.draft is draft
            and known.mode == mode
            and known.before[0] is target.customer
            and known.before[1:] == before[1:]
        ):
            target.customer, target.last_contact, target.next_date = known.after
            return known.changed, known.another
        changed, another = take_in(target, draft, mode)
        after = (target.customer, target.last_contact, target.next_date)
        self._taken[index] = Taken(draft, mode, before, after, changed, another)
        return changed, another

    def _remark(self, draft: RowDraft, keys: Keys) -> tuple[str, str]:
        """Return what there is to say of a new customer, and the kind of it."""
        if self._in_bin:
            name = next((self._in_bin[key] for _kind, key in keys if key in self._in_bin), "")
            if name:
                same = why(PHONE)
                return _("{why} as {name}, who is in the bin").format(why=same, name=name), "in bin"
        if draft.problems:
            return draft.problems[0].message, self._kind_of(draft.problems[0])
        return self._hint(draft) if self._inside else ("", "")

    def _hint(self, draft: RowDraft) -> tuple[str, str]:
        """Tell whose account a new customer has; an account alone makes nobody the same."""
        told, code = "", ""
        for method in draft.customer.methods:
            if method.kind not in ACCOUNTS:
                continue
            account = method.kind, method.value.lower()
            name = self._owners.get(account)
            if name is None:
                self._owners[account] = draft.customer.name
                name = self._stored_owners.get(account)
            if name is not None and not told:
                told = _("The same {account} as {name}: look whether it is the same customer.")
                told = told.format(account=_(METHOD_KINDS[account[0]]), name=name)
                code = f"same {account[0]}"
        return told, code

    def _kind_of(self, problem: Problem) -> str:
        """Return what a problem has in common with all others like it: its field and its words."""
        words = problem.message.replace(problem.value or "\n", "…")
        column = problem.column or ""
        return f"{self._fields.get(column) or column}: {_TOLD_VALUES.sub('…', words)}"


def _as_somebody(kind: str, target: Target) -> str:
    return _("{why} as {name}").format(why=why(kind), name=target.customer.name)


def _row(
    draft: RowDraft,
    index: int,
    state: str,
    reason: str,
    code: str,
    target: Target | None = None,
) -> PlannedRow:
    customer = draft.customer
    return PlannedRow(
        draft.row,
        state,
        customer.name,
        customer.mobile,
        reason,
        draft.problems,
        index,
        code,
        target,
    )
