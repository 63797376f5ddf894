"""The fields an owner makes beside the built-in ones."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from crmdesk.core.domain import lengths
from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.choices import code_of_label
from crmdesk.core.domain.custom_fields import (
    CHOICE,
    TEXT,
    TYPES,
    CustomField,
    id_of_key,
    parse_value,
)
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.field_labels import LONGEST_LABEL, check_label, label_key
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import NotFound
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import choices
from crmdesk.core.store import custom_fields as stored
from crmdesk.core.store.database import Connection

__all__ = [
    "LONGEST_LABEL",
    "OwnValue",
    "UsedField",
    "add",
    "by_labels",
    "catalogue",
    "change_of",
    "check_label",
    "code_of_choice",
    "keep_choices",
    "kept",
    "move",
    "own_values",
    "remove",
    "rename",
    "used_fields",
]


@dataclass(frozen=True, slots=True)
class UsedField:
    """A field of the owner's own, and how many customers have a value of it."""

    field: CustomField
    used: int


@dataclass(frozen=True, slots=True)
class OwnValue:
    """A customer's value of an own field; a choice stands with the owner's label."""

    field: CustomField
    text: str


def catalogue(workspace: Workspace) -> Catalogue:
    """Return all fields of the shop, built-in and own."""
    with workspace.database.read() as connection:
        return Catalogue(stored.all_fields(connection))


def used_fields(workspace: Workspace) -> list[UsedField]:
    """Return the owner's own fields in their order, with how many customers use each."""
    with workspace.database.read() as connection:
        counts = stored.counts(connection)
        return [UsedField(one, counts.get(one.id, 0)) for one in stored.all_fields(connection)]


def add(workspace: Workspace, label: str, kind: str) -> Changes:
    """Make a field of one of TYPES; `new_id` of the answer is its id.

    Raises CrmError for a label that is missing, too long, or the label of another field.
    """
    if kind not in TYPES:
        raise ValueError(kind)
    clean = clean_text(label)
    with operate(workspace, "field.add", {"name": clean}) as writing:
        check_label(stored.all_fields(writing.connection), clean)
        writing.new_id = stored.insert(writing.operation, clean, kind)
        writing.message = _("The field “{name}” was added.").format(name=clean)
    return writing.changes()


def rename(workspace: Workspace, field_id: int, label: str) -> Changes:
    """Give a field another label. Raises CrmError as `add` does, NotFound when it is gone."""
    clean = clean_text(label)
    with operate(workspace, "field.rename", {"name": clean}) as writing:
        one = _stored(writing.connection, field_id)
        others = [f for f in stored.all_fields(writing.connection) if f.id != one.id]
        check_label(others, clean)
        stored.rename(writing.operation, field_id, clean)
        writing.message = _("Renamed to “{name}”.").format(name=clean)
    return writing.changes()


def move(workspace: Workspace, field_id: int, place: int) -> Changes:
    """Put a field at a place among the owner's own, counted from 0. Raises NotFound."""
    with operate(workspace, "field.move") as writing:
        one = _stored(writing.connection, field_id)
        ids = [f.id for f in stored.all_fields(writing.connection) if f.id != field_id]
        ids.insert(max(0, place), field_id)
        stored.put_in_order(writing.operation, ids)
        writing.describe(name=one.label)
        writing.message = _("“{name}” was moved.").format(name=one.label)
    return writing.changes()


def remove(workspace: Workspace, field_id: int, progress: Progress = QUIET) -> Changes:
    """Remove a field with the values all customers have of it; Undo brings them back.

    Raises NotFound when it is gone, Cancelled.
    """
    with operate(workspace, "field.remove") as writing:
        one = _stored(writing.connection, field_id)
        had = stored.remove(writing.operation, one, progress)
        writing.many = True
        writing.describe(name=one.label)
        writing.message = _("The field “{name}” was removed.").format(name=one.label)
        if had:
            writing.message = ngettext(
                "The field “{name}” was removed, with the value of {count} customer.",
                "The field “{name}” was removed, with the values of {count} customers.",
                had,
            ).format(name=one.label, count=had)
    return writing.changes()


def own_values(workspace: Workspace, customer: Customer) -> list[OwnValue]:
    """Return the values a customer has of the own fields, in the fields' order."""
    with workspace.database.read() as connection:
        labels = choices.labels(connection)
        return [
            OwnValue(one, labels.get(one.key, {}).get(value, value))
            for one in stored.all_fields(connection)
            if (value := customer.custom_value(one.key))
        ]


def by_labels(
    workspace: Workspace, given: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Return values by the keys of the fields with these labels, as they are kept.

    Raises CrmError for a label no field has, BadValue.
    """
    if not given:
        return ()
    fields = {label_key(one.label): one for one in catalogue(workspace).custom}
    found = []
    for label, text in given:
        one = fields.get(label_key(label))
        if one is None:
            names = ", ".join(field.label for field in fields.values())
            raise NotFound(
                _("There is no field “{name}” of your own.").format(name=label),
                _("Your fields are: {names}.").format(names=names)
                if names
                else _("Make it in the settings first."),
            )
        found.append((one.key, parse_value(one.type, text)))
    return tuple(found)


def _stored(connection: Connection, field_id: int) -> CustomField:
    found = next((one for one in stored.all_fields(connection) if one.id == field_id), None)
    if found is None:
        raise NotFound(
            _("This field is not there any more."),
            _("Look at the list again; nothing was changed."),
        )
    return found


# The values of one customer, on their way into the database


def kept(connection: Connection, customer: Customer, before: Customer | None = None) -> Customer:
    """Return a customer with the values of own fields as they are kept, in the fields' order.

    Values of fields that are gone are dropped. Raises BadValue, not for what stood there `before`.
    """
    if not customer.custom:
        return customer
    given, values = dict(customer.custom), []
    labels = choices.labels(connection)
    for one in stored.all_fields(connection):
        value = parse_value(one.type, given.get(one.key, ""))
        stood = before.custom_value(one.key) if before else ""
        lengths.line(one.label, value, _longest(one), before=stood)
        if value and one.type == CHOICE:
            value = code_of_choice(connection, one, value, labels.get(one.key, {}))
        if value:
            values.append((one.key, value))
    return dataclasses.replace(customer, custom=tuple(values))


def _longest(one: CustomField) -> int:
    return lengths.WORDS if one.type == TEXT else lengths.NAME


def code_of_choice(
    connection: Connection, one: CustomField, value: str, labels: dict[str, str]
) -> str:
    """Return the code of a choice; one that stands in the list comes before a label like it."""
    known = choices.codes(connection, one.key)
    if value in known:
        return value
    found = code_of_label(one.key, value, labels)
    alike = (code for code in known if code.casefold() == found.casefold())
    return found if found in known else next(alike, found)


def change_of(writing: Writing, key: str, text: str) -> Callable[[Customer], Customer]:
    """Return what gives a customer one value of an own field; a new choice joins its list.

    Raises NotFound when the field is gone, BadValue.
    """
    fields = stored.all_fields(writing.connection)
    one = _stored(writing.connection, id_of_key(key) or 0)
    value = lengths.line(one.label, parse_value(one.type, text), _longest(one))
    if value and one.type == CHOICE:
        labels = choices.labels(writing.connection).get(key, {})
        value = code_of_choice(writing.connection, one, value, labels)
        choices.add(writing.operation, key, value)
    keys = [other.key for other in fields]
    return lambda customer: stored.with_value(customer, key, value, keys)


def keep_choices(writing: Writing, customer: Customer) -> None:
    """A value of a choice field that is typed for the first time joins its list."""
    if not customer.custom:
        return
    for one in stored.all_fields(writing.connection):
        value = customer.custom_value(one.key)
        if value and one.type == CHOICE:
            choices.add(writing.operation, one.key, value)
