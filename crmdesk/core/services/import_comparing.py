"""Rows of a list compared with the rows above and with the customers: what becomes of each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from typing import Final

from crmdesk.core.domain.customer import METHOD_KINDS, Customer
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.matching import PHONE, Keys, why
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.domain.uniting import Seen
from crmdesk.core.i18n import _
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
    TOTAL,
    UPDATE,
    Kept,
    PlannedRow,
    RowDraft,
    Target,
)
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.services.import_known import (
    NOBODY,
    Found,
    Known,
    told_like,
)

_TOLD_VALUES: Final = re.compile(r"“[^”]*”|\d+")


def taking_mode(setup: ImportSetup, mode: str, target: Target) -> str:
    """Return how a known customer takes what a row says that has a mode."""
    # Each row of a company that the list itself brings brings another of its people.
    return FILL if setup.companies and target.stored is None else mode


def take_in(target: Target, draft: RowDraft, mode: str) -> tuple[bool, bool]:
    """Let a known customer take what a row says, and tell whether it changed and is another."""
    same_list = target.stored is None or target.changed
    another = is_another(target.customer, draft.customer, mode, same_list=same_list)
    if target.seen is None:
        target.seen = Seen()
    fresh = (
        with_person(target.customer, draft.customer)
        if another
        else merged(target.customer, draft.customer, mode, target.seen)
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


class Comparing:
    """Goes through the rows in their order and says of each what will become of it."""

    def __init__(
        self, kept: Kept, setup: ImportSetup, stored: Iterable[tuple[Customer, Keys]]
    ) -> None:
        self._setup = setup
        self._read = kept.read
        self._in_bin = kept.in_bin
        self._companies = setup.companies
        # Who of the rows above has an account that only hints at who somebody is.
        self._owners: dict[tuple[str, str], str] = {}
        self._stored_owners = kept.owners
        self._shared = frozenset(kept.shared)
        self._fields = {one.header: one.field for one in setup.mappings}
        # Each row of an own export is a customer of its own, also where two share a phone.
        own = is_own_export([one.field for one in setup.mappings])
        self._inside = kept.compared and not own
        self._known = Known()
        for customer, keys in stored:
            self._known.add(self._keys(customer.name, keys), Target(customer, customer))

    def run(self, places: Sequence[int], progress: Progress) -> list[PlannedRow]:
        """Plan the rows at some places, which are in order. Raises Cancelled."""
        read, decisions, mode = self._read, self._setup.decisions, self._setup.mode
        rows: list[PlannedRow] = []
        for place in progress.through(places, len(places), _("Comparing")):
            index = read.indexes[place]
            own = decisions.get(index) if decisions else None
            rows.append(self._planned(place, index, own or mode, left_out=own == SKIP))
        return rows

    def _planned(self, place: int, index: int, mode: str, *, left_out: bool) -> PlannedRow:
        draft = self._read.drafts[place]
        if draft.failed:
            state = SKIPPED if left_out else PROBLEM
            problem = draft.problems[-1]
            code = "no name" if problem.value is None else TOTAL
            return _row(draft, index, state, problem.message, code)
        keys = self._read.keys[place]
        if self._shared:
            keys = self._keys(draft.customer.name, keys)
        match = self._find(keys, draft, mode)
        found, kind = match.target, match.kind
        if left_out:
            reason = _as_somebody(kind, found) if found is not None else ""
            return _row(draft, index, SKIPPED, reason, kind or "left out", found)
        if found is not None:
            row = self._again(draft, index, found, kind, mode)
        else:
            found = Target(draft.customer, None, draft.last_contact, draft.next_date)
            reason, code = self._remark(place, draft, keys, match)
            row = _row(draft, index, NEW, reason, code, found)
        if self._inside:
            self._known.add(keys, found)
        return row

    def _find(self, keys: Keys, draft: RowDraft, mode: str) -> Found:
        if mode == ADD and not self._companies:
            return NOBODY
        return self._known.find(keys, draft.customer, listed=mode == ADD)

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
        changed, another = take_in(target, draft, mode)
        if another:
            kind = f"{kind}, another name"
            reason = _("{reason}, but another name: kept as contact person").format(reason=reason)
        if not changed:
            reason = _("{reason}; nothing to add").format(reason=reason)
            return _row(draft, index, DUPLICATE, reason, kind, target)
        if target.stored is not None and not target.changed:
            target.changed = True
        return _row(draft, index, UPDATE, reason, kind, target)

    def _remark(self, place: int, draft: RowDraft, keys: Keys, match: Found) -> tuple[str, str]:
        """Return what there is to say of a new customer, and the kind of it."""
        if self._in_bin:
            name = next((self._in_bin[key] for _kind, key in keys if key in self._in_bin), "")
            if name:
                same = why(PHONE)
                return _("{why} as {name}, who is in the bin").format(why=same, name=name), "in bin"
        if draft.problems:
            return draft.problems[0].message, self._kind_of(draft.problems[0])
        hint = self._hint(place, draft.customer.name) if self._inside else ("", "")
        return told_like(match) if match.like else hint

    def _hint(self, place: int, name: str) -> tuple[str, str]:
        """Tell whose account a new customer has; an account alone makes nobody the same."""
        told, code = "", ""
        for account in self._read.accounts[place]:
            owner = self._owners.get(account)
            if owner is None:
                self._owners[account] = name
                owner = self._stored_owners.get(account)
            if owner is not None and not told:
                told = _("The same {account} as {name}: look whether it is the same customer.")
                told = told.format(account=_(METHOD_KINDS[account[0]]), name=owner)
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
