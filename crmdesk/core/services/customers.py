"""What a user does with customer files: open, create, change, bin, restore."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from typing import Final

from crmdesk.core.domain.activity import TimelineItem
from crmdesk.core.domain.canonical import canonical
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, TAG
from crmdesk.core.domain.customer import Customer, Lookalike
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import activities, choices, customers, lookalike, tables

BULK_FIELDS: Final = (GRADE, STAGE, SOURCE, STAFF)


def get(workspace: Workspace, customer_id: int) -> Customer:
    """Return a customer whole. Raises NotFound."""
    with workspace.database.read() as connection:
        found = customers.load(connection, [customer_id])
    if not found:
        raise NotFound(
            _("There is no customer with the number {number}.").format(number=customer_id),
            _("Find the customer by name to see the number."),
        )
    return found[0]


def create(workspace: Workspace, customer: Customer) -> Changes:
    """Keep a new customer. Raises CrmError when there is no name."""
    clean = _cleaned(customer)
    if clean.created is None:
        clean = dataclasses.replace(clean, created=workspace.clock.today())
    with operate(workspace, "customer.create", {"name": clean.name}) as writing:
        writing.new_id = customers.insert(writing.operation, clean)
        _keep_choices(writing, clean)
        writing.message = _("{name} was added.").format(name=clean.name)
    return writing.changes()


def save(workspace: Workspace, customer: Customer, *, loaded: Customer | None = None) -> Changes:
    """Keep a changed customer. Raises CrmError when there is no name, NotFound when it is gone.

    `loaded` is the customer as it was when the changes began: what was changed elsewhere since
    then, in other fields, stays.
    """
    get(workspace, customer.id)
    clean = _cleaned(customer)
    with operate(workspace, "customer.edit", {"name": clean.name}) as writing:
        if loaded is not None:
            (now,) = customers.load(writing.operation.connection, [customer.id])
            clean = _on_top_of(now, clean, loaded)
        changed = customers.update(writing.operation, clean)
        if changed:
            _keep_choices(writing, clean)
        writing.new_id = clean.id
        writing.message = (
            _("{name} was saved.") if changed else _("Nothing was changed for {name}.")
        ).format(name=clean.name)
    return writing.changes()


def _on_top_of(now: Customer, wanted: Customer, loaded: Customer) -> Customer:
    """Return the stored customer with those fields changed that differ from the loaded ones."""
    values = {
        field.name: value
        for field in dataclasses.fields(Customer)
        if (value := getattr(wanted, field.name)) != getattr(loaded, field.name)
    }
    return dataclasses.replace(now, **values)


def _cleaned(customer: Customer) -> Customer:
    clean = canonical(customer)
    if not clean.name:
        raise CrmError(_("The name is missing."), _("Type a name; everything else can wait."))
    return clean


def _keep_choices(writing: Writing, customer: Customer) -> None:
    """A grade, stage, source or name of staff typed for the first time joins its list."""
    for name in BULK_FIELDS:
        value = getattr(customer, name)
        if value:
            choices.add(writing.operation, name, value)
    for tag in customer.tags:
        choices.add(writing.operation, TAG, tag)


def to_bin(workspace: Workspace, ids: Sequence[int]) -> Changes:
    """Put customers into the bin; nothing of them is lost."""
    moment = workspace.clock.now().isoformat(timespec="seconds")
    return _set_binned(workspace, ids, moment, "customer.bin")


def restore(workspace: Workspace, ids: Sequence[int]) -> Changes:
    """Take customers out of the bin."""
    return _set_binned(workspace, ids, None, "customer.restore")


def _set_binned(workspace: Workspace, ids: Sequence[int], moment: str | None, kind: str) -> Changes:
    with workspace.database.read() as connection:
        names = customers.names(connection, ids)
    details = {"count": len(names), "name": next(iter(names.values()), "")}
    with operate(workspace, kind, details) as writing:
        for customer_id in names:
            current = customers.binned_at(writing.operation.connection, customer_id)
            if (current is None) != (moment is None):
                writing.operation.update(tables.customer, customer_id, {"binned_at": moment})
        if len(names) == 1:
            text = _("{name} is in the bin.") if moment else _("{name} was restored.")
        elif moment:
            text = ngettext(
                "{count} customer is in the bin.", "{count} customers are in the bin.", len(names)
            )
        else:
            text = ngettext(
                "{count} customer was restored.", "{count} customers were restored.", len(names)
            )
        writing.message = text.format(**details)
    return writing.changes()


def set_field(workspace: Workspace, ids: Sequence[int], field: str, value: str) -> Changes:
    """Give many customers the same grade, stage, source or staff."""
    if field not in BULK_FIELDS:
        raise ValueError(field)
    with operate(workspace, "customer.bulk", {"count": len(ids), "field": field}) as writing:
        changed = 0
        for customer_id in ids:
            changed += writing.operation.update(tables.customer, customer_id, {field: value})
        if changed and value:
            choices.add(writing.operation, field, value)
        writing.message = _changed(changed)
    return writing.changes()


def add_tag(workspace: Workspace, ids: Sequence[int], tag: str) -> Changes:
    """Give many customers a tag."""
    return _change_tags(workspace, ids, lambda tags: (*tags, tag) if tag not in tags else tags)


def remove_tag(workspace: Workspace, ids: Sequence[int], tag: str) -> Changes:
    """Take a tag from many customers."""
    return _change_tags(workspace, ids, lambda tags: tuple(one for one in tags if one != tag))


def _change_tags(
    workspace: Workspace,
    ids: Sequence[int],
    change: Callable[[tuple[str, ...]], tuple[str, ...]],
) -> Changes:
    with operate(workspace, "customer.bulk", {"count": len(ids), "field": TAG}) as writing:
        changed = 0
        for customer in customers.load(writing.operation.connection, ids):
            fresh = dataclasses.replace(customer, tags=change(customer.tags))
            if fresh.tags != customer.tags and customers.update(writing.operation, fresh):
                changed += 1
                _keep_choices(writing, fresh)
        writing.message = _changed(changed)
    return writing.changes()


def _changed(count: int) -> str:
    return ngettext(
        "{count} customer was changed.", "{count} customers were changed.", count
    ).format(count=count)


def lookalikes(
    workspace: Workspace,
    *,
    name: str = "",
    phones: Sequence[str] = (),
    wechat: str = "",
    birthday: str = "",
    exclude: int = 0,
) -> list[Lookalike]:
    """Return customers that may be the one being typed, the certain ones first."""
    with workspace.database.read() as connection:
        return lookalike.find(
            connection,
            name=name,
            phones=phones,
            wechat=wechat,
            birthday=birthday,
            exclude=exclude,
        )


def timeline(workspace: Workspace, customer_id: int, limit: int = 300) -> list[TimelineItem]:
    """Return what is planned and what happened, open plans first, then newest first."""
    with workspace.database.read() as connection:
        return activities.timeline(connection, customer_id, limit)


def count_all(workspace: Workspace) -> int:
    """Return how many customers there are, without the bin."""
    with workspace.database.read() as connection:
        return customers.count_live(connection)
