"""Who may be meant by a row of a list: a customer that is stored, or one of the rows above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from crmdesk.core.domain.matching import PHONE, Keys, stored_phones
from crmdesk.core.domain.problems import CrmError, Problem
from crmdesk.core.i18n import _
from crmdesk.core.importing.drafts import ReadRows, keys_for
from crmdesk.core.importing.plan import ImportPlan, Kept, RowDraft, Target
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import custom_fields, customers, duplicates
from crmdesk.core.store.database import Connection

# A family or an office; more people than that share a switchboard, or a number nobody has.
_MOST_AT_ONE_PHONE: Final = 5


class Known:
    """Customers by the keys of the duplicate rule: those stored, and those of the rows above."""

    def __init__(self) -> None:
        # A list only where several customers share a key, which is rare.
        self._targets: dict[tuple[str, str], Target | list[Target]] = {}

    def add(self, keys: Keys, target: Target) -> None:
        """Let a customer be found by its keys; the first one of a key stays first."""
        for key in keys:
            have = self._targets.setdefault(key, target)
            if have is target:
                continue
            if isinstance(have, Target):
                self._targets[key] = [have, target]
            elif not any(one is target for one in have):
                have.append(target)

    def find(self, keys: Keys, name: str, *, listed: bool = False) -> tuple[Target | None, str]:
        """Return the customer that shares a key, one of the same name before any other.

        `listed`: only one that the list itself brings.
        """
        first: tuple[Target | None, str] = (None, "")
        for key in keys:
            found = self._targets.get(key)
            if found is None:
                continue
            for target in (found,) if isinstance(found, Target) else found:
                if listed and target.stored is not None:
                    continue
                if target.customer.name == name:
                    return target, key[0]
                if first[0] is None:
                    first = target, key[0]
        return first


def shared_phones(rows: Sequence[tuple[RowDraft, Keys]]) -> dict[str, int]:
    """Return the phones that many different people share, and how many they are.

    A switchboard, or a number typed where there was none, says nothing about who is who.
    """
    often = Counter([key for _draft, own in rows for kind, key in own if kind == PHONE])
    suspects: dict[str, set[str]] = {
        key: set() for key, count in often.items() if count > _MOST_AT_ONE_PHONE
    }
    if not suspects:
        return {}
    for draft, own in rows:
        for _kind, key in own:
            if key in suspects:
                suspects[key].add(draft.customer.name)
    return {key: len(names) for key, names in suspects.items() if len(names) > _MOST_AT_ONE_PHONE}


def told_shared(shared: Mapping[str, int], sheet: str) -> list[Problem]:
    """Return what there is to say of phones that many share."""
    return [
        Problem(
            _("{count} different customers have the number {number}.").format(
                count=shared[number], number=number
            ),
            _("It was not used to find duplicates; look whether it is right."),
            None,
            None,
            number,
            sheet,
        )
        for number in sorted(shared)
    ]


def looked_up(
    workspace: Workspace,
    setup: ImportSetup,
    read: ReadRows,
    before: ImportPlan | None,
    compared: bool,
    changed: Sequence[int] | None,
) -> ImportPlan:
    """Return an empty plan that knows the stored customers that share a key with a row.

    `changed` are the places of the rows that were not there `before`, None for all of them. Raises
    CrmError when a column goes to an own field that was removed meanwhile.
    """
    with workspace.database.read() as connection:
        _require_fields(connection, setup)
        newest = duplicates.newest_operation(connection)
        # Where nothing is compared, nobody is to be found of whom an earlier check knew.
        known = before is not None and before.newest == newest and compared
        old = before.kept if before is not None and known else None
        kept = Kept(read) if old is None else replace(old, read=read)
        plan = ImportPlan(setup.mode, newest, kept=kept)
        if not compared or not customers.any_stored(connection):
            return plan
        if changed is None or old is None:
            changed = range(len(read.indexes))
        rows = [(read.drafts[place], read.keys[place]) for place in changed]
        phones, names = _asked_for(rows)
        fresh_phones, fresh_names = phones - kept.phones, names - kept.names
        if fresh_phones:
            kept.in_bin = kept.in_bin | duplicates.in_bin(connection, fresh_phones)
        if fresh_phones or fresh_names:
            found = duplicates.candidates(connection, fresh_phones, fresh_names)
            key_of = keys_for(setup)
            stored = kept.stored | {one.id: (one, key_of(one)) for one in found}
            # In the order of their ids, as the first one of a key is taken. Never changed in
            # place: an earlier plan may be in use on another thread.
            kept.stored = dict(sorted(stored.items()))
            kept.phones, kept.names = kept.phones | phones, kept.names | names
        accounts = {account for place in changed for account in read.accounts[place]}
        if fresh_accounts := accounts - kept.accounts:
            kept.owners = kept.owners | duplicates.owners(connection, fresh_accounts)
            kept.accounts = kept.accounts | accounts
        return plan


def _require_fields(connection: Connection, setup: ImportSetup) -> None:
    used = {one.field for one in setup.mappings}
    stored = {one.key for one in custom_fields.all_fields(connection)}
    for field in setup.catalogue.custom:
        if field.id and field.key in used and field.key not in stored:
            raise CrmError(
                _("The field “{name}” is not there any more.").format(name=field.label),
                _("Choose another field for its column."),
            )


def _asked_for(rows: Iterable[tuple[RowDraft, Keys]]) -> tuple[set[str], set[str]]:
    """Return the phones and the names by which customers of the rows are looked up."""
    phones: set[str] = set()
    names: set[str] = set()
    for draft, own in rows:
        for kind, key in own:
            if kind == PHONE:
                phones.add(key)
            else:
                names.add(draft.customer.name)
    return stored_phones(phones), names
