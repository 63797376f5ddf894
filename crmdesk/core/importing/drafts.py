"""The rows of a list as drafts; after an edit only the rows whose cells changed are read anew."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.matching import Keys, company_keys, keys_of
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import RowDraft
from crmdesk.core.importing.setup import ImportSetup, cells_reader, data_rows
from crmdesk.core.importing.validation import RowReader, reader_of

# What of a setup says nothing of how a cell is read, or is looked at cell by cell.
_NOT_READ: Final = frozenset({"file", "edits", "decisions", "mode"})
_ACCOUNTS: Final = ("wechat", "email")
Labels = Mapping[str, Mapping[str, str]]
Accounts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReadRows:
    """The rows of a list that hold anything: where each stands, what it says, and its keys.

    `keys` are those of the duplicate rule, `accounts` the (kind, value in small letters) of each
    row that only hint at who it is. `labels` are the owner's words the rows were read with.
    """

    setup: ImportSetup
    labels: Labels
    reader: RowReader
    indexes: list[int]
    drafts: list[RowDraft]
    keys: list[Keys]
    accounts: list[Accounts]


def keys_for(setup: ImportSetup) -> Callable[[Customer], Keys]:
    """Return what gives the keys of a customer: companies of a list are the same by their name."""
    return company_keys if setup.companies else keys_of


def accounts_of(customer: Customer) -> Accounts:
    """Return the WeChat names and mail addresses of a row: they hint at who it is, no more."""
    methods = customer.methods
    return tuple([(one.kind, one.value.lower()) for one in methods if one.kind in _ACCOUNTS])


def read_rows(
    setup: ImportSetup,
    labels: Labels,
    today: dt.date,
    progress: Progress,
    before: ReadRows | None = None,
) -> ReadRows:
    """Return what every row says; of a list that was read `before` only what changed is read."""
    if before is not None and labels == before.labels and _same_list(setup, before.setup):
        return _read_again(setup, before)
    sheet = setup.sheet
    found = ReadRows(setup, labels, reader_of(setup, labels, today), [], [], [], [])
    key_of = keys_for(setup)
    rows = progress.through(data_rows(setup), len(sheet.rows), _("Checking rows"))
    for index, cells in rows:
        draft = found.reader.read(sheet.first_row + index, cells)
        if draft is not None:
            found.indexes.append(index)
            found.drafts.append(draft)
            found.keys.append(key_of(draft.customer))
            found.accounts.append(accounts_of(draft.customer))
    return found


def _same_list(one: ImportSetup, other: ImportSetup) -> bool:
    """Tell whether two setups read every cell alike, but for the cells the user wrote anew."""
    # A file is compared as an object: its cells are never changed once it is read.
    return one.file is other.file and all(
        getattr(one, field.name) == getattr(other, field.name)
        for field in fields(ImportSetup)
        if field.name not in _NOT_READ
    )


def _read_again(setup: ImportSetup, before: ReadRows) -> ReadRows:
    changed = {
        cell[0]
        for cell in setup.edits.keys() | before.setup.edits.keys()
        if setup.edits.get(cell) != before.setup.edits.get(cell)
    }
    found = replace(
        before,
        setup=setup,
        indexes=list(before.indexes),
        drafts=list(before.drafts),
        keys=list(before.keys),
        accounts=list(before.accounts),
    )
    key_of, cells = keys_for(setup), cells_reader(setup)
    hidden = frozenset() if setup.take_hidden else frozenset(setup.sheet.hidden_rows)
    for index in sorted(changed):
        if index in hidden or not setup.first_data <= index < len(setup.sheet.rows):
            continue
        draft = found.reader.read(setup.sheet.first_row + index, cells(index))
        place = bisect_left(found.indexes, index)
        there = place < len(found.indexes) and found.indexes[place] == index
        # Rows that held nothing may now do, or the other way round.
        end = place + there
        found.indexes[place:end] = [] if draft is None else [index]
        found.drafts[place:end] = [] if draft is None else [draft]
        found.keys[place:end] = [] if draft is None else [key_of(draft.customer)]
        found.accounts[place:end] = [] if draft is None else [accounts_of(draft.customer)]
    return found
