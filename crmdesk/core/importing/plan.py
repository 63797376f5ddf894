"""What an import is going to do: one planned row for each row of the list, and the counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Final

from crmdesk.core.domain.canonical import ordered
from crmdesk.core.domain.customer import ContactPerson, Customer
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.phones import phone_key
from crmdesk.core.domain.problems import Problem
from crmdesk.core.i18n import N_

NEW: Final = "new"
UPDATE: Final = "update"
DUPLICATE: Final = "duplicate"
PROBLEM: Final = "problem"
STATES: Final = {
    NEW: N_("To add"),
    UPDATE: N_("Update"),
    DUPLICATE: N_("Already there"),
    PROBLEM: N_("Problem"),
}

FILL: Final = "fill"
SKIP: Final = "skip"
OVERWRITE: Final = "overwrite"
ADD: Final = "add"
MODES: Final = {
    FILL: N_("Fill in what is missing"),
    SKIP: N_("Leave them as they are"),
    OVERWRITE: N_("Take the values of the list"),
    ADD: N_("Add them once more"),
}

_SINGLE: Final = (
    "kind",
    "gender",
    "birthday",
    "company",
    "grade",
    "stage",
    "source",
    "referrer",
    "staff",
    "card",
    "created",
)


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What a row of a list says: a customer, and dates that become an activity and a follow-up.

    `given` are the fields the row really holds. `problems` do not stop the row unless `failed`.
    """

    row: int
    customer: Customer
    last_contact: dt.date | None = None
    next_date: dt.date | None = None
    problems: tuple[Problem, ...] = ()
    failed: bool = False


@dataclass(slots=True)
class Target:
    """A customer an import makes or changes; several rows of a list may feed the same one.

    `stored` is the customer as it is in the database, None for a new one.
    """

    customer: Customer
    stored: Customer | None = None
    last_contact: dt.date | None = None
    next_date: dt.date | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What will become of a row: its state, the reason in a sentence, and which customer."""

    row: int
    state: str
    name: str
    mobile: str
    reason: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class ImportPlan:
    """All rows with what will become of them, and the customers to be made or changed."""

    mode: str
    rows: list[PlannedRow] = field(default_factory=list)
    new: list[Target] = field(default_factory=list)
    changed: list[Target] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))

    def add(self, row: PlannedRow) -> None:
        """Take a row into the plan and count it."""
        self.rows.append(row)
        self.counts[row.state] += 1
        if row.problems:
            self.problems.extend(row.problems)


def merged(known: Customer, draft: Customer, mode: str) -> Customer:
    """Return a known customer with what a list says: blanks filled, or values overwritten.

    Nothing known is dropped: other numbers, addresses and tags stay, and when only blanks are
    filled another name with the same phone is kept as a contact person.
    """
    over = mode == OVERWRITE
    values: dict[str, object] = {}
    for name in _SINGLE:
        fresh, old = getattr(draft, name), getattr(known, name)
        if fresh and fresh != old and (over or not old) and name != "kind":
            values[name] = fresh
    persons = known.persons + tuple(one for one in draft.persons if one not in known.persons)
    if over:
        values["name"] = draft.name
    elif fold_key(draft.name) != fold_key(known.name) and all(
        fold_key(one.name) != fold_key(draft.name) for one in persons
    ):
        persons += (ContactPerson(draft.name),)
    values["persons"] = persons
    values["methods"] = _merged_methods(known, draft, over)
    values["addresses"] = _merged_addresses(known, draft, over)
    values["tags"] = tuple(dict.fromkeys((*known.tags, *draft.tags)))
    values["notes"] = _merged_notes(known.notes, draft.notes, over)
    return replace(known, **values)  # type: ignore[arg-type]


def _merged_methods(known: Customer, draft: Customer, over: bool) -> tuple[object, ...]:
    def key(kind: str, value: str) -> tuple[str, str]:
        if kind in ("mobile", "phone"):
            return "phone", phone_key(value) or value
        return kind, value.lower()

    first, second = (draft, known) if over else (known, draft)
    have = {key(one.kind, one.value) for one in first.methods}
    rest = tuple(one for one in second.methods if key(one.kind, one.value) not in have)
    return ordered(first.methods + rest)


def _merged_addresses(known: Customer, draft: Customer, over: bool) -> tuple[object, ...]:
    first, second = (draft, known) if over else (known, draft)
    have = {fold_key(one.text) for one in first.addresses}
    return first.addresses + tuple(
        one for one in second.addresses if fold_key(one.text) not in have
    )


def _merged_notes(known: str, draft: str, over: bool) -> str:
    if not draft or draft in known:
        return known
    if not known or (over and known in draft):
        return draft
    return f"{known}\n{draft}"
