"""Who may be meant by a row of a list: a customer that is stored, or one of the rows above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
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
ACCOUNTS: Final = ("wechat", "email")


class Known:
    """Customers by the keys of the duplicate rule: those stored, and those of the rows above."""

    def __init__(self) -> None:
        self._targets: dict[tuple[str, str], list[Target]] = {}

    def add(self, keys: Keys, target: Target) -> None:
        """Let a customer be found by its keys; the first one of a key stays first."""
        for key in keys:
            have = self._targets.get(key)
            if have is None:
                self._targets[key] = [target]
            elif target is not have[0] and not any(one is target for one in have):
                have.append(target)

    def find(self, keys: Keys, name: str, *, listed: bool = False) -> tuple[Target | None, str]:
        """Return the customer that shares a key, one of the same name before any other.

        `listed`: only one that the list itself brings.
        """
        first: tuple[Target | None, str] = (None, "")
        for key in keys:
            for target in self._targets.get(key, ()):
                if listed and target.stored is not None:
                    continue
                if target.customer.name == name:
                    return target, key[0]
                if first[0] is None:
                    first = target, key[0]
        return first


def shared_phones(read: ReadRows) -> dict[str, int]:
    """Return the phones that many different people share, and how many they are.

    A switchboard, or a number typed where there was none, says nothing about who is who.
    """
    often = Counter(key for own in read.keys for kind, key in own if kind == PHONE)
    suspects: dict[str, set[str]] = {
        key: set() for key, count in often.items() if count > _MOST_AT_ONE_PHONE
    }
    if not suspects:
        return {}
    for draft, own in zip(read.drafts, read.keys, strict=True):
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
) -> ImportPlan:
    """Return an empty plan that knows the stored customers that share a key with a row.

    Raises CrmError when a column goes to an own field that was removed meanwhile.
    """
    with workspace.database.read() as connection:
        _require_fields(connection, setup)
        newest = duplicates.newest_operation(connection)
        old = before.kept if before is not None and before.newest == newest else None
        kept = Kept(read) if old is None else replace(old, read=read)
        plan = ImportPlan(setup.mode, newest, kept=kept)
        if not compared or not customers.any_stored(connection):
            return plan
        phones, names = _asked_for(read)
        fresh_phones, fresh_names = phones - kept.phones, names - kept.names
        if fresh_phones:
            kept.in_bin = kept.in_bin | duplicates.in_bin(connection, fresh_phones)
        if fresh_phones or fresh_names:
            found = duplicates.candidates(connection, fresh_phones, fresh_names)
            key_of = keys_for(setup)
            stored = kept.stored | {one.id: (one, key_of(one)) for one in found}
            # In the order of their ids, as the first one of a key is taken.
            kept.stored = dict(sorted(stored.items()))
        accounts = {account for draft in read.drafts for account in accounts_of(draft)}
        if fresh_accounts := accounts - kept.accounts:
            kept.owners = kept.owners | duplicates.owners(connection, fresh_accounts)
            kept.accounts = kept.accounts | accounts
        # Never changed in place: an earlier plan may be in use on another thread.
        kept.phones, kept.names = kept.phones | phones, kept.names | names
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


def _asked_for(read: ReadRows) -> tuple[set[str], set[str]]:
    """Return the phones and the names by which customers of the rows are looked up."""
    phones: set[str] = set()
    names: set[str] = set()
    for draft, own in zip(read.drafts, read.keys, strict=True):
        for kind, key in own:
            if kind == PHONE:
                phones.add(key)
            else:
                names.add(draft.customer.name)
    return stored_phones(phones), names


def accounts_of(draft: RowDraft) -> list[tuple[str, str]]:
    """Return the WeChat names and mail addresses of a row: they hint at who it is, no more."""
    return [
        (method.kind, method.value.lower())
        for method in draft.customer.methods
        if method.kind in ACCOUNTS
    ]
