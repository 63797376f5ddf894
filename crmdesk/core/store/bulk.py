"""The customers of an import written at once: thousands of rows a second, one operation."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, Protocol

from crmdesk.core.domain.activity import CONTACT, Activity
from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, TAG
from crmdesk.core.domain.custom_fields import CHOICE, CustomField
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _
from crmdesk.core.store import (
    activities,
    choices,
    custom_fields,
    customers,
    derived,
    followups,
    search,
    tables,
)
from crmdesk.core.store.history import Operation

_BATCH: Final = 2000
_CHILDREN: Final = (
    ("methods", tables.contact_method, ("kind", "value", "key")),
    ("addresses", tables.address, ("text", "district", "postcode")),
    ("persons", tables.contact_person, ("name", "role", "phone", "notes")),
    ("tags", tables.customer_tag, ("tag",)),
    ("custom", tables.custom_value, ("field_id", "value")),
)
_LISTS: Final = (GRADE, STAGE, SOURCE, STAFF)


class Target(Protocol):
    """A customer to make or change, with dates that become an activity and a follow-up."""

    @property
    def customer(self) -> Customer:
        """The customer as it is to be."""

    @property
    def stored(self) -> Customer | None:
        """The customer as it is in the database."""

    @property
    def last_contact(self) -> dt.date | None:
        """The date of a contact to be noted."""

    @property
    def next_date(self) -> dt.date | None:
        """The date of a follow-up to be planned."""


class _Renamed(NamedTuple):
    """A target whose own fields have got their ids."""

    customer: Customer
    stored: Customer | None
    last_contact: dt.date | None
    next_date: dt.date | None


def write(
    current: Operation,
    new: Sequence[Target],
    changed: Sequence[Target],
    today: dt.date,
    progress: Progress,
    fields: Sequence[CustomField] = (),
) -> None:
    """Write new and changed customers within an operation. Raises Cancelled.

    `fields` are those of the owner that the customers may have values of; the ones that are not
    stored yet are made, and the values go to them.
    """
    total = len(new) + len(changed)
    keys = _make_fields(current, fields) if total else {}
    if keys:
        new, changed = _renamed(new, keys), _renamed(changed, keys)
    _add_choices(current, new, changed, _choice_keys(fields, keys))
    first = current.next_id(tables.customer)
    writer = _NewCustomers(current, first, today)
    for start in range(0, len(new), _BATCH):
        progress.check()
        progress.report(start, total, _("Writing"))
        writer.write(new[start : start + _BATCH])
    for start in range(0, len(changed), _BATCH):
        progress.check()
        progress.report(len(new) + start, total, _("Writing"))
        _change(current, changed[start : start + _BATCH])
    made = [(first + number, target.customer) for number, target in enumerate(new)]
    _link_referrers(current, made)
    _link_referrers(current, [(one.customer.id, one.customer) for one in changed], kept=True)


def _make_fields(current: Operation, fields: Sequence[CustomField]) -> dict[str, str]:
    """Store the fields that have no id yet; return their keys by those they had until now.

    A list that is imported once more finds the field it made, by its label and type.
    """
    known = {(one.label, one.type): one for one in custom_fields.all_fields(current.connection)}
    keys: dict[str, str] = {}
    for field in fields:
        if field.id:
            continue
        made = known.get((field.label, field.type))
        if made is None:
            made = replace(field, id=custom_fields.insert(current, field.label, field.type))
            known[field.label, field.type] = made
        keys[field.key] = made.key
    return keys


def _choice_keys(fields: Sequence[CustomField], keys: Mapping[str, str]) -> set[str]:
    return {keys.get(field.key, field.key) for field in fields if field.type == CHOICE}


def _renamed(targets: Sequence[Target], keys: Mapping[str, str]) -> list[Target]:
    """Return targets with the keys of their own fields changed, those of the plan untouched."""
    return [_renamed_one(target, keys) for target in targets]


def _renamed_one(target: Target, keys: Mapping[str, str]) -> Target:
    customer = target.customer
    if not any(key in keys for key, _value in customer.custom):
        return target
    custom: dict[str, str] = {}
    for key, value in customer.custom:
        custom.setdefault(keys.get(key, key), value)
    customer = replace(customer, custom=tuple(custom.items()))
    return _Renamed(customer, target.stored, target.last_contact, target.next_date)


def _change(current: Operation, targets: Sequence[Target]) -> None:
    """Write one batch of changed customers against what was read of them, then their index."""
    customers.update_many(current, [(_stored(target), target.customer) for target in targets])
    for target in targets:
        for activity in _activities(target, target.customer.id):
            activities.insert(current, activity)
        for follow_up in _follow_ups(target, target.customer.id):
            followups.insert(current, follow_up)
    # What was read and written is known: nothing has to be loaded again at the end.
    derived.refresh_known(current.connection, [target.customer for target in targets])
    current.stale.difference_update(target.customer.id for target in targets)


def _stored(target: Target) -> Customer:
    if target.stored is None:
        raise ValueError("a customer that is to be changed was never stored")
    return target.stored


def _add_choices(
    current: Operation, new: Sequence[Target], changed: Sequence[Target], own: Collection[str]
) -> None:
    """Values that stand in the list for the first time join the owner's lists."""
    everybody = [target.customer for target in (*new, *changed)]
    for name in _LISTS:
        choices.add_many(current, name, (getattr(customer, name) for customer in everybody))
    choices.add_many(current, TAG, (tag for customer in everybody for tag in customer.tags))
    for name in sorted(own):
        choices.add_many(current, name, (customer.custom_value(name) for customer in everybody))


def _activities(target: Target, customer_id: int) -> list[Activity]:
    if target.last_contact is None:
        return []
    text = _("Last contact, from the list")
    return [Activity(customer_id=customer_id, on=target.last_contact, kind=CONTACT, text=text)]


def _follow_ups(target: Target, customer_id: int) -> list[FollowUp]:
    if target.next_date is None:
        return []
    return [FollowUp(customer_id=customer_id, due=target.next_date, what=_("Get in touch again"))]


class _NewCustomers:
    """Writes new customers batch by batch under ids that form a run."""

    def __init__(self, current: Operation, first: int, today: dt.date) -> None:
        self._current = current
        self._next = first
        self._today = today
        self._next_child = {
            table.name: current.next_id(table)
            for table in tables.RECORDED
            if "customer_id" in table.c
        }

    def write(self, targets: Sequence[Target]) -> None:
        """Write one batch: rows, what belongs to them, and the text index."""
        first = self._next
        rows: list[tuple[Any, ...]] = []
        index: list[search.IndexRow] = []
        children: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for customer_id, target in enumerate(targets, first):
            customer = target.customer
            own = customers.own_row(customer, self._today)
            last = target.last_contact.isoformat() if target.last_contact else None
            due = target.next_date.isoformat() if target.next_date else None
            rows.append((customer_id, *own, *derived.values(customer), last, due))
            index.append(search.index_row(customer_id, customer))
            self._add_children(customer_id, customer, children)
            if last or due:
                self._add_dates(target, customer_id, children)
        self._next += len(rows)
        owners = (first, self._next - 1)
        self._current.insert_many(tables.customer, _CUSTOMER, rows, owners)
        for _name, table, columns in _CHILDREN:
            names = ("id", "customer_id", "position", *columns)
            self._current.insert_many(table, names, children[table.name], owners)
        self._current.insert_many(tables.activity, _ACTIVITY, children["activity"], owners)
        self._current.insert_many(tables.follow_up, _FOLLOW_UP, children["follow_up"], owners)
        search.add(self._current.connection, index)

    def _child_id(self, table: str) -> int:
        number = self._next_child[table]
        self._next_child[table] = number + 1
        return number

    def _add_children(
        self, customer_id: int, customer: Customer, into: dict[str, list[tuple[Any, ...]]]
    ) -> None:
        for name, rows in customers.child_rows(customer):
            if not rows:
                continue
            table = _TABLE_OF[name]
            number = self._next_child[table]
            for position, row in enumerate(rows):
                into[table].append((number + position, customer_id, position, *row))
            self._next_child[table] = number + len(rows)

    def _add_dates(
        self, target: Target, customer_id: int, into: dict[str, list[tuple[Any, ...]]]
    ) -> None:
        for activity in _activities(target, customer_id):
            values = activities.values_of(activity).values()
            into["activity"].append((self._child_id("activity"), *values))
        for follow_up in _follow_ups(target, customer_id):
            values = followups.values_of(follow_up).values()
            into["follow_up"].append((self._child_id("follow_up"), *values))


_TABLE_OF: Final = {name: table.name for name, table, _columns_ in _CHILDREN}
_CUSTOMER: Final = ("id", *customers.OWN, *derived.PLAIN_NAMES, "last_contact", "next_due")
_ACTIVITY: Final = (
    "id",
    *activities.values_of(Activity(customer_id=0, on=dt.date.min)),
)
_FOLLOW_UP: Final = (
    "id",
    *followups.values_of(FollowUp(customer_id=0, due=dt.date.min)),
)


def _link_referrers(
    current: Operation, found: Sequence[tuple[int, Customer]], *, kept: bool = False
) -> None:
    """Turn the name of a referrer into a link where exactly one customer has that name.

    `kept`: the customers were there before, so the link is noted in the history.
    """
    by_name: dict[str, list[int]] = defaultdict(list)
    for customer_id, customer in found:
        if customer.referrer and customer.referrer_id is None:
            by_name[customer.referrer].append(customer_id)
    for name, ids in by_name.items():
        rows = current.connection.exec_driver_sql(
            "SELECT id FROM customer WHERE name_key=? AND name=? AND binned_at IS NULL LIMIT 2",
            (sort_key(name), name),
        ).fetchall()
        # Nobody refers himself.
        others = [one for one in ids if len(rows) == 1 and one != rows[0][0]]
        if not others:
            continue
        if kept:
            link = {"referrer_id": rows[0][0]}
            current.update_many(
                tables.customer, [(one, one, {"referrer_id": None}, link) for one in others]
            )
        else:
            current.connection.exec_driver_sql(
                "UPDATE customer SET referrer_id=? WHERE id=?",
                [(rows[0][0], one) for one in others],
            )
