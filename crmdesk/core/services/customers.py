"""What a user does with customer files: open, create, change, bin, restore."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from crmdesk.core.domain import lengths
from crmdesk.core.domain.activity import TimelineItem
from crmdesk.core.domain.canonical import canonical
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, TAG, code_of_label
from crmdesk.core.domain.custom_fields import id_of_key
from crmdesk.core.domain.customer import Customer, Lookalike
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.normalise import clean_name
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import custom_fields
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import activities, choices, complaints, customers, lookalike
from crmdesk.core.store.database import Connection

BULK_FIELDS: Final = (GRADE, STAGE, SOURCE, STAFF)


def get(workspace: Workspace, customer_id: int) -> Customer:
    """Return a customer whole. Raises NotFound."""
    with workspace.database.read() as connection:
        return _stored(connection, customer_id)


def _stored(connection: Connection, customer_id: int) -> Customer:
    found = customers.load(connection, [customer_id])
    if not found:
        raise NotFound(
            _("There is no customer with the number {number}.").format(number=customer_id),
            _("Find the customer by name to see the number."),
        )
    return found[0]


def create(workspace: Workspace, customer: Customer) -> Changes:
    """Keep a new customer. Raises CrmError when there is no name."""
    with operate(workspace, "customer.create", {"name": clean_name(customer.name)}) as writing:
        writing.new_id, name = write_new(workspace, writing, customer)
        writing.message = _("{name} was added.").format(name=name)
    return writing.changes()


def write_new(workspace: Workspace, writing: Writing, customer: Customer) -> tuple[int, str]:
    """Write a new customer as a part of an operation; return the id and the name."""
    clean = _cleaned(writing, customer)
    if clean.created is None:
        clean = dataclasses.replace(clean, created=workspace.clock.today())
    customer_id = customers.insert(writing.operation, clean)
    _keep_choices(writing, clean)
    return customer_id, clean.name


def save(workspace: Workspace, customer: Customer, *, loaded: Customer | None = None) -> Changes:
    """Keep a changed customer. Raises CrmError when there is no name, NotFound when it is gone.

    `loaded` is the customer as it was when the changes began: what was changed elsewhere since
    then, in other fields, stays.
    """
    with operate(workspace, "customer.edit", {"name": clean_name(customer.name)}) as writing:
        now = _stored(writing.connection, customer.id)
        clean = _cleaned(writing, customer, before=now)
        if loaded is not None:
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


def _cleaned(writing: Writing, customer: Customer, before: Customer | None = None) -> Customer:
    clean = canonical(_with_codes(writing.connection, customer))
    clean = custom_fields.kept(writing.connection, clean, before)
    if not clean.name:
        raise CrmError(_("The name is missing."), _("Type a name; everything else can wait."))
    lengths.check(lengths.of_customer(clean), lengths.of_customer(before) if before else ())
    return clean


def _with_codes(connection: Connection, customer: Customer) -> Customer:
    """Return a customer with the codes of what was typed as the owner's lists show it."""
    labels = choices.labels(connection)
    values = {name: getattr(customer, name) for name in BULK_FIELDS if name in labels}
    codes: dict[str, Any] = {
        name: _code(connection, name, value, labels) for name, value in values.items()
    }
    return dataclasses.replace(customer, **codes) if codes else customer


def _code(
    connection: Connection, name: str, value: str, labels: Mapping[str, Mapping[str, str]]
) -> str:
    """Return the code of a value; a code chosen from the list stands before a label like it."""
    if not value or value in choices.codes(connection, name):
        return value
    return code_of_label(name, value, labels.get(name, {}))


def _keep_choices(writing: Writing, customer: Customer) -> None:
    """A grade, stage, source or name of staff typed for the first time joins its list."""
    for name in BULK_FIELDS:
        value = getattr(customer, name)
        if value:
            choices.add(writing.operation, name, value)
    for tag in customer.tags:
        choices.add(writing.operation, TAG, tag)
    custom_fields.keep_choices(writing, customer)


def to_bin(workspace: Workspace, ids: Sequence[int], progress: Progress = QUIET) -> Changes:
    """Put customers into the bin; nothing of them is lost. Raises Cancelled."""
    moment = workspace.clock.now().isoformat(timespec="seconds")
    return _set_binned(workspace, ids, moment, progress)


def restore(workspace: Workspace, ids: Sequence[int], progress: Progress = QUIET) -> Changes:
    """Take customers out of the bin. Raises Cancelled."""
    return _set_binned(workspace, ids, None, progress)


def _set_binned(
    workspace: Workspace, ids: Sequence[int], moment: str | None, progress: Progress
) -> Changes:
    from crmdesk.core.store import customers_many

    with operate(workspace, "customer.bin" if moment else "customer.restore") as writing:
        since = {} if moment else customers_many.binned_since(writing.connection, ids)
        names = customers_many.set_binned(writing.operation, ids, moment, progress)
        count, name = len(names), next(iter(names.values()), "")
        writing.describe(count=count, name=name)
        writing.message = _binned(count, moment is not None).format(count=count, name=name)
        waiting = complaints.open_cases(writing.connection, list(names)) if moment else {}
        if waiting:
            words = ngettext(
                "One complaint is still open.", "{count} complaints are still open.", len(waiting)
            )
            writing.add(words.format(count=len(waiting)))
        if since:
            # Known only here: rounds and complaints look at customers too.
            from crmdesk.core.services import complaint_effects, round_ahead

            complaint_effects.call_backs_of_restored(workspace, writing, list(since))
            round_ahead.welcome_back(writing, since, workspace.clock.today())
    return writing.changes()


def _binned(count: int, into: bool) -> str:
    if count == 0:
        return _("Nothing was changed.")
    if count == 1:
        return _("{name} is in the bin.") if into else _("{name} was restored.")
    if into:
        return ngettext(
            "{count} customer is in the bin.", "{count} customers are in the bin.", count
        )
    return ngettext("{count} customer was restored.", "{count} customers were restored.", count)


def set_field(
    workspace: Workspace, ids: Sequence[int], field: str, value: str, progress: Progress = QUIET
) -> Changes:
    """Give many customers the same grade, stage, source or staff; those that are gone are left out.

    `field` may be the key of an own field too. Raises NotFound when all of them are gone,
    Cancelled.
    """
    from crmdesk.core.store import customers_many

    if id_of_key(field) is not None:
        return _set_own(workspace, ids, field, value, progress)
    if field not in BULK_FIELDS:
        raise ValueError(field)
    with operate(workspace, "customer.bulk") as writing:
        _check_there(writing, ids)
        wanted = lengths.line(BY_KEY[field].show(), value, lengths.NAME)
        code = _code(writing.connection, field, wanted, choices.labels(writing.connection))
        changed = len(customers_many.set_column(writing.operation, ids, field, code, progress))
        if changed and code:
            choices.add(writing.operation, field, code)
        writing.describe(count=changed, field=field)
        writing.message = _changed(changed)
    return writing.changes()


def _set_own(
    workspace: Workspace, ids: Sequence[int], key: str, value: str, progress: Progress
) -> Changes:
    from crmdesk.core.store import customers_many

    with operate(workspace, "customer.bulk") as writing:
        _check_there(writing, ids)
        change = custom_fields.change_of(writing, key, value)
        changed = customers_many.change_each(writing.operation, ids, change, progress)
        writing.describe(count=changed, field=key)
        writing.message = _changed(changed)
    return writing.changes()


def _check_there(writing: Writing, ids: Sequence[int]) -> None:
    from crmdesk.core.store import customers_many

    if ids and not customers_many.any_there(writing.operation, ids):
        raise NotFound(
            _("What you want to change is not there any more."),
            _("Look at the list again; nothing was changed."),
        )


def add_tag(
    workspace: Workspace, ids: Sequence[int], tag: str, progress: Progress = QUIET
) -> Changes:
    """Give many customers a tag. Raises Cancelled, BadValue for one that is too long."""
    tag = lengths.line(_("Tag"), tag, lengths.NAME)

    def change(tags: tuple[str, ...]) -> tuple[str, ...]:
        return tags if tag in tags else (*tags, tag)

    return _change_tags(workspace, ids, change, tag, progress)


def remove_tag(
    workspace: Workspace, ids: Sequence[int], tag: str, progress: Progress = QUIET
) -> Changes:
    """Take a tag from many customers. Raises Cancelled."""

    def change(tags: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in tags if one != tag)

    return _change_tags(workspace, ids, change, "", progress)


def _change_tags(
    workspace: Workspace,
    ids: Sequence[int],
    change: Callable[[tuple[str, ...]], tuple[str, ...]],
    added: str,
    progress: Progress,
) -> Changes:
    from crmdesk.core.store import customers_many

    with operate(workspace, "customer.bulk") as writing:
        changed = customers_many.change_tags(writing.operation, ids, change, progress)
        if changed and added:
            choices.add(writing.operation, TAG, added)
        writing.describe(count=changed, field=TAG)
        writing.message = _changed(changed)
    return writing.changes()


def _changed(count: int) -> str:
    if count == 0:
        return _("Nothing was changed.")
    return ngettext(
        "{count} customer was changed.", "{count} customers were changed.", count
    ).format(count=count)


def lookalikes(
    workspace: Workspace,
    *,
    name: str = "",
    phones: Sequence[str] = (),
    wechat: str = "",
    emails: Sequence[str] = (),
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
            emails=emails,
            birthday=birthday,
            exclude=exclude,
        )


def timeline(workspace: Workspace, customer_id: int, limit: int = 300) -> list[TimelineItem]:
    """Return what is planned and what happened, open plans first, then newest first."""
    with workspace.database.read() as connection:
        items = activities.timeline(connection, customer_id, limit)
        told = complaints.on_timeline(connection, customer_id)
    if not told:
        return items
    return [dataclasses.replace(one, complaint_id=told.get((one.noun, one.id), 0)) for one in items]


def count_all(workspace: Workspace) -> int:
    """Return how many customers there are, without the bin."""
    with workspace.database.read() as connection:
        return customers.count_live(connection)
