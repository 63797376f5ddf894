"""Repairing a list before it is written: both sides of a row, cells written anew, decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain import activity, followup
from crmdesk.core.domain.activity_fields import CATALOGUE
from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, TAG, show_code
from crmdesk.core.domain.collecting import no_collection
from crmdesk.core.domain.complaint import STATES
from crmdesk.core.domain.complaint_words import FIELDS, field_words
from crmdesk.core.domain.complaint_words import show_value as show_particular
from crmdesk.core.domain.custom_fields import show_value
from crmdesk.core.domain.customer import (
    GENDERS,
    KINDS,
    METHOD_KINDS,
    Address,
    ContactPerson,
    Customer,
)
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.shown_dates import show_date, show_time
from crmdesk.core.i18n import _
from crmdesk.core.importing.plan import (
    DUPLICATE,
    MODES,
    NEW,
    SKIP,
    SKIPPED,
    TOTAL,
    ActivityPlan,
    ComplaintPlan,
    ImportPlan,
    RowDraft,
    Target,
)
from crmdesk.core.importing.setup import ImportSetup, cells_of, data_rows
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.services.import_check import mode_of
from crmdesk.core.services.import_comparing import take_in, taking_mode
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices

Labels = Mapping[str, Mapping[str, str]]
_LISTS: Final = (GRADE, STAGE, SOURCE, STAFF)
_OF_ONE: Final = frozenset(
    ("name", "family_name", "given_name", "contact_person", "card", *METHOD_KINDS)
)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a row: what is stored, what the list says, and what it becomes, as shown."""

    key: str
    label: str
    stored: str
    listed: str
    becomes: str

    @property
    def changes(self) -> bool:
        """Whether the import changes what is stored."""
        return self.stored != self.becomes


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides of a row, field by field; `customer_id` is 0 for one that is not stored yet.

    `name` is that of the customer the row was compared with, `why` the reason in a sentence.
    """

    customer_id: int
    name: str
    why: str
    changes: tuple[FieldChange, ...]


def compare(
    workspace: Workspace, setup: ImportSetup, plan: ImportPlan, position: int
) -> Comparison:
    """Return both sides of a planned row; `position` is its place in the plan's rows.

    What stands in the rows above it counts as stored. A field none of the sides has is left out.
    """
    if isinstance(plan, ActivityPlan):
        return _activity_sides(plan, position)
    if isinstance(plan, ComplaintPlan):
        return _complaint_sides(plan, position)
    with workspace.database.read() as connection:
        labels = choices.labels(connection)
    row = plan.rows[position]
    before, after = _sides(setup, plan, position)
    # A field the setup would make may be stored by now, which the check found out.
    catalogue = (plan.kept.read.setup if plan.kept is not None else setup).catalogue
    stored, becomes = (_shown(one, catalogue, labels) for one in (before, after))
    listed = _shown(_as_target(_draft(plan, position)), catalogue, labels)
    changes = tuple(
        FieldChange(key, field.show(), stored[key], listed[key], becomes[key])
        for key, field in catalogue.by_key.items()
        if key in stored and (stored[key] or listed[key] or becomes[key])
    )
    name = before.customer.name if before is not None else row.name
    return Comparison(row.customer_id, name, row.reason, changes)


def _activity_sides(plan: ActivityPlan, position: int) -> Comparison:
    """Return what a row of past contacts adds to a timeline, or what is there already."""
    row = plan.rows[position]
    happened, promised = plan.entries.get(row.index, (None, None))
    told: list[tuple[str, str]] = []
    if happened is not None:
        told += [
            ("on", " ".join(filter(None, (show_date(happened.on), show_time(happened.at))))),
            ("how", _(activity.KINDS[happened.kind])),
            ("text", happened.text),
            ("staff", happened.staff),
        ]
    if promised is not None:
        told += [("due", show_date(promised.due)), ("what", promised.what)]
        told.append(("state", _(followup.STATUSES[promised.status])))
    there = row.state == DUPLICATE
    changes = tuple(
        FieldChange(key, CATALOGUE.by_key[key].show(), text if there else "", text, text)
        for key, text in told
        if text
    )
    return Comparison(row.customer_id, row.name, row.reason, changes)


def _complaint_sides(plan: ComplaintPlan, position: int) -> Comparison:
    """Return what a row of complaints becomes, or what is here already."""
    row = plan.rows[position]
    incoming = plan.entries.get(row.index)
    told: list[tuple[str, str, str]] = []
    if incoming is not None:
        complaint = incoming.complaint
        told = [
            (key, field_words(key), show_particular(key, getattr(complaint, key))) for key in FIELDS
        ]
        told.insert(0, ("state", _("State"), _(STATES[complaint.state])))
    there = row.state == DUPLICATE
    changes = tuple(
        FieldChange(key, label, text if there else "", text, text)
        for key, label, text in told
        if text
    )
    return Comparison(row.customer_id, row.name, row.reason, changes)


def cells_alike(setup: ImportSetup, index: int, column: int) -> list[int]:
    """Return the indexes of all rows whose cell in a column says the same as this row's."""
    wanted = _text_at(cells_of(setup, index), column)
    return [other for other, cells in data_rows(setup) if _text_at(cells, column) == wanted]


def cells_to_offer(setup: ImportSetup, plan: ImportPlan, position: int, column: int) -> list[int]:
    """Return the indexes of the other rows for which a cell written anew may be meant as well.

    Their cells say the same as that of the planned row at `position`. What belongs to one person
    alone, such as a name, is never meant for others where there was nothing; nor are rows that
    are no customers, such as totals and headers said again.
    """
    index = plan.rows[position].index
    field = next((one.field for one in setup.mappings if one.index == column), None)
    if field in _OF_ONE and not _text_at(cells_of(setup, index), column):
        return []
    none = {row.index for row in plan.rows if row.why == TOTAL}
    alike = cells_alike(setup, index, column)
    return [other for other in alike if other != index and other not in none]


def with_edit(setup: ImportSetup, indexes: Iterable[int], column: int, text: str) -> ImportSetup:
    """Return the setup with a cell written anew in one or many rows; an empty text empties it."""
    edits = dict(setup.edits)
    rows = setup.sheet.rows
    with no_collection():
        for index in indexes:
            if column < len(rows[index]) and rows[index][column] == text:
                # As it stands in the file: nothing has to be remembered.
                edits.pop((index, column), None)
            else:
                edits[index, column] = text
    return replace(setup, edits=edits)


def with_decision(setup: ImportSetup, indexes: Iterable[int], decision: str | None) -> ImportSetup:
    """Return the setup with a mode of their own for rows, SKIP to leave them out, None for none."""
    if decision is not None and decision not in MODES:
        raise ValueError(decision)
    decisions = dict(setup.decisions)
    for index in indexes:
        if decision is None:
            decisions.pop(index, None)
        else:
            decisions[index] = decision
    return replace(setup, decisions=decisions)


def rows_alike(plan: ImportPlan, position: int) -> list[int]:
    """Return the places of all planned rows with the same state for the same kind of reason."""
    state, why = plan.rows[position].state, plan.rows[position].why
    return [place for place, row in enumerate(plan.rows) if row.state == state and row.why == why]


def _text_at(cells: Sequence[Cell], column: int) -> str:
    cell = cells[column] if column < len(cells) else None
    return "" if cell is None else clean_text(cell)


def _draft(plan: ImportPlan, position: int) -> RowDraft:
    if plan.kept is None:
        raise ValueError("the plan was not made by a check")
    return plan.kept.read.drafts[position]


def _as_target(draft: RowDraft) -> Target:
    return Target(draft.customer, None, draft.last_contact, draft.next_date)


def _sides(
    setup: ImportSetup, plan: ImportPlan, position: int
) -> tuple[Target | None, Target | None]:
    """Return the customer of a row before and after it; None for one that is not there."""
    row = plan.rows[position]
    if row.target is None:
        return None, None
    now = Target(row.target.stored, row.target.stored) if row.target.stored is not None else None
    before = None
    for place, other in enumerate(plan.rows[: position + 1]):
        if other.target is not row.target:
            continue
        draft, mode = _draft(plan, place), mode_of(setup, other.index)
        before = replace(now) if now is not None else None
        if other.state == NEW:
            now = _as_target(draft)
        elif now is not None and other.state != SKIPPED:
            mode = taking_mode(setup, mode, now)
            changed = mode != SKIP and take_in(now, draft, mode)[0]
            now.changed = now.changed or changed
    return before, now


def _shown(target: Target | None, catalogue: Catalogue, labels: Labels) -> dict[str, str]:
    """Return what a user reads of a customer, by the keys of the fields."""
    customer = target.customer if target is not None else Customer(kind="")
    birthday, kind = customer.birthday, customer.kind
    found = {
        "name": customer.name,
        "kind": _(KINDS[kind]) if kind else "",
        "company": customer.company,
        "gender": _(GENDERS[customer.gender]) if customer.gender else "",
        "birthday": birthday.show() if birthday is not None else "",
        "referrer": customer.referrer,
        "card": customer.card,
        "stay_days": str(customer.stay_days or ""),
        "created": show_date(customer.created),
        "notes": customer.notes,
        "tags": ", ".join(labels.get(TAG, {}).get(tag) or tag for tag in customer.tags),
        "contact_person": "\n".join(map(_show_person, customer.persons)),
        "address": "\n".join(map(_show_address, customer.addresses)),
        "last_contact": show_date(
            (target.last_contact if target is not None else None) or customer.last_contact
        ),
        "next_date": show_date(
            (target.next_date if target is not None else None) or customer.next_due
        ),
    }
    found.update((method, ", ".join(customer.all(method))) for method in METHOD_KINDS)
    for name in _LISTS:
        code = getattr(customer, name)
        found[name] = labels.get(name, {}).get(code) or show_code(name, code)
    for field in catalogue.custom:
        value = customer.custom_value(field.key)
        found[field.key] = show_value(field.type, value, labels.get(field.key))
    return found


def _show_person(person: ContactPerson) -> str:
    parts = (person.name, person.role, person.phone, *person.notes.splitlines())
    return " · ".join(part for part in parts if part)


def _show_address(address: Address) -> str:
    district = "" if address.district in address.text else address.district
    return " ".join(part for part in (address.text, district, address.postcode) if part)
