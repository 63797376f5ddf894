"""Finding duplicates in the whole file, merging them, and taking a merge apart again."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crmdesk.core.domain import duplicates as rules
from crmdesk.core.domain import side_by_side
from crmdesk.core.domain.canonical import canonical
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.duplicate_groups import DuplicateGroup, groups_of
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import history, reachable
from crmdesk.core.services.custom_fields import catalogue
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import choices, customers, duplicate_search, merging
from crmdesk.core.store import operations as stored

if TYPE_CHECKING:
    from crmdesk.core.domain.catalogue import Catalogue
    from crmdesk.core.store.database import Connection

__all__ = ["DuplicateGroup", "SideBySide", "find", "merge", "proposed", "unmerge"]

_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Customers to be compared, the leading one's place, and the shop's words for their values.

    `attached` counts each one's rows by table: activity, follow_up, visit. `labels` are the
    owner's labels of codes by list.
    """

    members: tuple[Customer, ...]
    leader: int
    attached: tuple[dict[str, int], ...]
    catalogue: Catalogue
    labels: dict[str, dict[str, str]]


def find(workspace: Workspace, progress: Progress = QUIET) -> list[DuplicateGroup]:
    """Return the groups of live customers that may be the same, the surest first.

    Pairs the owner called different are left out. Raises Cancelled.
    """
    with workspace.database.read() as connection:
        pairs, worthless = duplicate_search.candidates(connection, progress)
        ids = {one for pair in pairs for one in pair}
        subjects = duplicate_search.subjects(connection, ids, progress)
    found: list[rules.DuplicatePair] = []
    told = _("Weighing what they share")
    for first, second in progress.through(sorted(pairs), len(pairs), told):
        pair = rules.compare(subjects[first], subjects[second], worthless)
        if pair is not None:
            found.append(pair)
    linked = {one for pair in found for one in (pair.first, pair.second)}
    return groups_of(found, {one: subjects[one].name for one in linked})


def not_the_same(workspace: Workspace, ids: Sequence[int]) -> Changes:
    """Remember that customers are all different people, so that they are not shown again.

    Raises CrmError for fewer than two, NotFound for one who is not there.
    """
    with operate(workspace, "customer.apart") as writing:
        names = reachable.names(writing.connection, _several(ids))
        fresh = merging.set_apart(writing.operation, list(names))
        told = _listed(list(names.values()))
        writing.describe(names=told, count=len(names))
        writing.message = (
            _("{names} are not the same customer.").format(names=told)
            if fresh
            else _("Nothing was changed.")
        )
    return writing.changes()


def side_by_side_of(workspace: Workspace, ids: Sequence[int]) -> SideBySide:
    """Return live customers with all that is needed to compare them. Raises NotFound, CrmError."""
    fields = catalogue(workspace)
    with workspace.database.read() as connection:
        members = _members(connection, ids)
        counts = merging.attached(connection, [one.id for one in members])
        labels = choices.labels(connection)
    return SideBySide(
        members,
        side_by_side.leading(members),
        tuple(counts[one.id] for one in members),
        fields,
        labels,
    )


def proposed(workspace: Workspace, ids: Sequence[int], *, leading: int | None = None) -> Customer:
    """Return the customer that several would become; it has the id of the leading one.

    The fullest file leads unless an id says which. Raises NotFound, CrmError.
    """
    with workspace.database.read() as connection:
        members = _members(connection, ids)
    place = side_by_side.leading(members)
    if leading is not None:
        place = [one.id for one in members].index(leading)
    return side_by_side.combined(members, side_by_side.first_choice(members, place), place)


def merge(
    workspace: Workspace,
    ids: Sequence[int],
    customer: Customer,
    *,
    seen: Sequence[Customer] = (),
) -> Changes:
    """Let several customers become one, with everything of theirs; the id given is kept.

    `seen` are the customers as they were shown: what was changed meanwhile is not overwritten.
    Raises NotFound, CrmError when one of them is in the bin or was changed.
    """
    with operate(workspace, "customer.merge") as writing:
        members = _members(writing.connection, ids)
        if seen and {one.id: one for one in members} != {one.id: one for one in seen}:
            raise CrmError(
                _("One of these customers was changed meanwhile."),
                _("Look at them again; nothing was merged."),
            )
        if customer.id not in {one.id for one in members}:
            raise ValueError(customer.id)
        survivor = canonical(customer)
        if not survivor.name:
            raise CrmError(_("The name is missing."), _("Choose the name that stays."))
        others = [one for one in members if one.id != customer.id]
        gone = {one.id for one in others}
        if survivor.referrer_id in {customer.id, *gone}:
            survivor = dataclasses.replace(survivor, referrer="", referrer_id=None)
        merging.merge(writing.operation, survivor, gone)
        writing.describe(
            name=survivor.name,
            names=_listed([one.name for one in others]),
            survivor=survivor.id,
            others=sorted(gone),
        )
        writing.new_id = survivor.id
        writing.message = ngettext(
            "{count} customer was merged into {name}.",
            "{count} customers were merged into {name}.",
            len(gone),
        ).format(count=len(gone), name=survivor.name)
    return writing.changes()


def unmerge(
    workspace: Workspace, operation_id: int, leave: Collection[int] | None = None
) -> Changes:
    """Take a merge apart: the others come back with everything that was theirs.

    What was added since stays with the customer they became. Raises NotFound for another kind of
    operation, EditedSince when a customer was changed since, unless `leave` names those that stay
    as they are.
    """
    with workspace.database.read() as connection:
        record = stored.one_operation(connection, operation_id)
    if record is None or record.kind != "customer.merge":
        raise NotFound(
            _("Operation {number} is no merge of customers.").format(number=operation_id),
            _("The history shows the numbers."),
        )
    return history.undo(workspace, operation_id, leave=leave)


def _several(ids: Sequence[int]) -> list[int]:
    unique = list(dict.fromkeys(ids))
    if len(unique) < 2:
        raise CrmError(
            _("One customer alone cannot be compared."), _("Choose at least two customers.")
        )
    return unique


def _members(connection: Connection, ids: Sequence[int]) -> tuple[Customer, ...]:
    unique = _several(ids)
    reachable.names(connection, unique)
    return tuple(customers.load(connection, unique))


def _listed(names: Sequence[str]) -> str:
    """Return the first few names in a line."""
    shown = ", ".join(names[:_NAMED])
    return f"{shown}…" if len(names) > _NAMED else shown
