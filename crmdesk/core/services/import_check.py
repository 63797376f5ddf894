"""The check of an import: every row against the rows above it and against the database."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.matching import PHONE, duplicate_keys, why
from crmdesk.core.domain.phones import phone_key
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.importing.mapping import is_own_export
from crmdesk.core.importing.merging import is_another, merged, with_person
from crmdesk.core.importing.plan import (
    ADD,
    DUPLICATE,
    NEW,
    PROBLEM,
    SKIP,
    UPDATE,
    ImportPlan,
    PlannedRow,
    RowDraft,
    Target,
)
from crmdesk.core.importing.setup import ImportSetup, data_rows
from crmdesk.core.importing.validation import RowReader
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices, customers, duplicates

Keys = list[tuple[str, str]]
_EVERY: Final = 2000
# A family or an office; more people than that share a switchboard, or a number nobody has.
_MOST_AT_ONE_PHONE: Final = 5


def plan_rows(workspace: Workspace, setup: ImportSetup, progress: Progress) -> ImportPlan:
    """Return what will become of each row, with every problem."""
    with workspace.database.read() as connection:
        labels = choices.labels(connection)
    drafts, reader = _read_rows(setup, labels, progress)
    keys = [keys_of(draft.customer) for draft in drafts]
    compared = setup.mode != ADD
    plan_doubts = _leave_out_shared(drafts, keys, setup.sheet.name) if compared else []
    known = _known(workspace, drafts, keys, compared)
    plan = ImportPlan(setup.mode, known.newest)
    plan.problems.extend((*reader.doubts, *plan_doubts))
    # Each row of an own export is a customer of its own, also where two share a phone.
    inside = compared and not is_own_export([one.field for one in setup.mappings])
    for number, (draft, own) in enumerate(zip(drafts, keys, strict=True)):
        if number % _EVERY == 0:
            progress.check()
            progress.report(number, len(drafts), _("Comparing"))
        if draft.failed:
            plan.add(_row(draft, PROBLEM, draft.problems[-1].message))
            continue
        found, kind = known.find(own, draft.customer.name)
        if found is not None:
            plan.add(_again(plan, draft, found, kind, setup.mode))
        else:
            found = Target(draft.customer, None, draft.last_contact, draft.next_date)
            plan.new.append(found)
            plan.add(_row(draft, NEW, _remark(draft, known.binned(own))))
        if inside:
            known.add(own, found)
    return plan


def _remark(draft: RowDraft, in_bin: str) -> str:
    if in_bin:
        return _("{why} as {name}, who is in the bin").format(why=why("phone"), name=in_bin)
    return draft.problems[0].message if draft.problems else ""


def _leave_out_shared(drafts: Sequence[RowDraft], keys: list[Keys], sheet: str) -> list[Problem]:
    """Take phones that many different people share out of the keys, and tell each one.

    A switchboard, or a number typed where there was none, says nothing about who is who.
    """
    often = Counter(key for own in keys for kind, key in own if kind == PHONE)
    suspects: dict[str, set[str]] = {
        key: set() for key, count in often.items() if count > _MOST_AT_ONE_PHONE
    }
    if not suspects:
        return []
    for draft, own in zip(drafts, keys, strict=True):
        for _kind, key in own:
            if key in suspects:
                suspects[key].add(draft.customer.name)
    shared = {key for key, names in suspects.items() if len(names) > _MOST_AT_ONE_PHONE}
    if shared:
        for own in keys:
            own[:] = [pair for pair in own if pair[0] != PHONE or pair[1] not in shared]
    return [
        Problem(
            _("{count} different customers have the number {number}.").format(
                count=len(suspects[number]), number=number
            ),
            _("It was not used to find duplicates; look whether it is right."),
            None,
            None,
            number,
            sheet,
        )
        for number in sorted(shared)
    ]


class _Known:
    """Customers by the keys of the duplicate rule: those stored, and those of the rows above."""

    def __init__(self, newest: int, in_bin: dict[str, str]) -> None:
        self.newest = newest
        self._in_bin = in_bin
        self._targets: dict[tuple[str, str], list[Target]] = {}

    def add(self, keys: Keys, target: Target) -> None:
        """Let a customer be found by its keys; the first one of a key stays first."""
        for key in keys:
            have = self._targets.get(key)
            if have is None:
                self._targets[key] = [target]
            elif target not in have:
                have.append(target)

    def find(self, keys: Keys, name: str) -> tuple[Target | None, str]:
        """Return the customer that shares a key, one of the same name before any other."""
        first: tuple[Target | None, str] = (None, "")
        for key in keys:
            for target in self._targets.get(key, ()):
                if target.customer.name == name:
                    return target, key[0]
                if first[0] is None:
                    first = target, key[0]
        return first

    def binned(self, keys: Keys) -> str:
        """Return the name of somebody in the bin who has one of the phones."""
        if not self._in_bin:
            return ""
        return next((self._in_bin[key] for _kind, key in keys if key in self._in_bin), "")


def keys_of(customer: Customer) -> Keys:
    """Return the keys by which the duplicate rule compares a customer."""
    phones, wechats = [], []
    for method in customer.methods:
        if method.kind in ("mobile", "phone"):
            phones.append(phone_key(method.value))
        elif method.kind == "wechat":
            wechats.append(method.value)
    return duplicate_keys(
        customer.name,
        phones,
        customer.birthday.to_text() if customer.birthday else "",
        wechats,
        [one.text for one in customer.addresses],
    )


def _read_rows(
    setup: ImportSetup, labels: Mapping[str, Mapping[str, str]], progress: Progress
) -> tuple[list[RowDraft], RowReader]:
    sheet = setup.sheet
    rows = sheet.rows
    reader = RowReader(
        setup.mappings,
        rows[setup.first_data :],
        epoch_1904=setup.file.epoch_1904,
        sheet=sheet.name,
        labels=labels,
    )
    drafts: list[RowDraft] = []
    for index, cells in data_rows(setup):
        if index % _EVERY == 0:
            progress.check()
            progress.report(index, len(rows), _("Checking rows"))
        draft = reader.read(sheet.first_row + index, cells)
        if draft is not None:
            drafts.append(draft)
    return drafts, reader


def _known(
    workspace: Workspace, drafts: Sequence[RowDraft], keys: Sequence[Keys], compared: bool
) -> _Known:
    """Return the stored customers that share a key with a row."""
    phones = {key for own in keys for kind, key in own if kind == "phone"}
    with workspace.database.read() as connection:
        known = _Known(duplicates.newest_operation(connection), {})
        if not compared or not customers.any_stored(connection):
            return known
        known = _Known(known.newest, duplicates.in_bin(connection, phones))
        names = {
            draft.customer.name
            for draft, own in zip(drafts, keys, strict=True)
            if any(kind != "phone" for kind, _key in own)
        }
        stored = duplicates.candidates(connection, phones, names)
    for customer in stored:
        known.add(keys_of(customer), Target(customer, customer))
    return known


def _again(plan: ImportPlan, draft: RowDraft, target: Target, kind: str, mode: str) -> PlannedRow:
    """Plan a row whose customer is known already, from the database or from a row above."""
    reason = _("{why} as {name}").format(why=why(kind), name=target.customer.name)
    if mode == SKIP:
        return _row(draft, DUPLICATE, reason)
    same_list = target.stored is None or target.changed
    other = is_another(target.customer, draft.customer, mode, same_list=same_list)
    if other:
        fresh = with_person(target.customer, draft.customer)
        reason = _("{reason}, but another name: kept as contact person").format(reason=reason)
    else:
        fresh = merged(target.customer, draft.customer, mode)
    last = _later(target.last_contact or target.customer.last_contact, draft.last_contact)
    planned = target.next_date or target.customer.next_due
    if fresh == target.customer and last is None and (planned or draft.next_date is None):
        return _row(draft, DUPLICATE, _("{reason}; nothing to add").format(reason=reason))
    target.customer = fresh
    if last is not None:
        target.last_contact = last
    if not planned:
        target.next_date = draft.next_date
    if target.stored is not None and not target.changed:
        target.changed = True
        plan.changed.append(target)
    return _row(draft, UPDATE, reason)


def _later(known: dt.date | None, fresh: dt.date | None) -> dt.date | None:
    """Return the fresh date when it is later than the known one."""
    if fresh is None or (known is not None and known >= fresh):
        return None
    return fresh


def _row(draft: RowDraft, state: str, reason: str) -> PlannedRow:
    customer = draft.customer
    return PlannedRow(draft.row, state, customer.name, customer.mobile, reason, draft.problems)
