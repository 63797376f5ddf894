"""Who may be meant by a row of a list: a customer that is stored, or one of the rows above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.matching import NAME_AND_ADDRESS, PHONE, Keys, stored_phones
from crmdesk.core.domain.problems import CrmError, Problem
from crmdesk.core.i18n import _
from crmdesk.core.importing.drafts import ReadRows, keys_for
from crmdesk.core.importing.merging import is_apart, is_person_of
from crmdesk.core.importing.plan import ImportPlan, Kept, RowDraft, Target
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import custom_fields, customers, duplicates
from crmdesk.core.store.database import Connection

# A family or an office; more people than that share a switchboard, or a number nobody has.
_MOST_AT_ONE_PHONE: Final = 5


# So many of one name and one house are told apart by their birthdays, not one by one.
_MOST_IN_ONE_HOUSE: Final = 20


class Found(NamedTuple):
    """Whom a row is about, and the kind of key that tells.

    Where that is nobody, `like` is one who shares a key but is somebody else.
    """

    target: Target | None = None
    kind: str = ""
    like: Target | None = None
    like_kind: str = ""


NOBODY: Final = Found()


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
            elif key[0] == NAME_AND_ADDRESS and len(have) >= _MOST_IN_ONE_HOUSE:
                continue
            elif not any(one is target for one in have):
                have.append(target)

    def find(self, keys: Keys, draft: Customer, *, listed: bool = False) -> Found:
        """Return the customer that shares a key, one of the same name before any other.

        `listed`: only one that the list itself brings.
        """
        first = person = like = NOBODY
        for key in keys:
            found, kind = self._targets.get(key), key[0]
            if found is None:
                continue
            for target in (found,) if isinstance(found, Target) else found:
                known = target.customer
                if listed and target.stored is not None:
                    continue
                if is_apart(kind, known, draft):
                    like = like if like.like else Found(None, "", target, kind)
                elif known.name == draft.name:
                    return Found(target, kind)
                elif person.target is None:
                    first = first if first.target else Found(target, kind)
                    # Whose contact person it is already stays whose it is.
                    if kind == PHONE and is_person_of(known, draft.name):
                        person = Found(target, kind)
        return next((one for one in (person, first) if one.target), like)


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


def told_like(found: Found) -> tuple[str, str]:
    """Return what there is to say of a new customer who shares a key with somebody else."""
    if found.like is None:
        return "", ""
    told = (
        _("The same phone as {name}: look whether it is the same customer.")
        if found.like_kind == PHONE
        else _("The same name and address as {name}: look whether it is the same customer.")
    )
    return told.format(name=found.like.customer.name), f"same {found.like_kind}"


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
