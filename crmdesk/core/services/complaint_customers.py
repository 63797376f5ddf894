"""A walk-in's complaint is given to a customer, who is on file already or made of it."""

from __future__ import annotations

import dataclasses

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_states import GIVE
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_effects, complaints, customers, reachable
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import complaints as stored
from crmdesk.core.store.database import Connection


def give_to(workspace: Workspace, complaint_id: int, customer_id: int) -> Changes:
    """Let a walk-in's complaint belong to a customer who is on file. Raises CrmError."""
    with operate(workspace, "complaint.give") as writing:
        now = _of_walk_in(writing.connection, complaint_id)
        name = reachable.name(writing.connection, customer_id)
        _given(workspace, writing, now, customer_id, name)
    return writing.changes()


def make_customer(workspace: Workspace, complaint_id: int, customer: Customer) -> Changes:
    """Make a walk-in a customer, and let the complaint be theirs, in one operation."""
    with operate(workspace, "complaint.give") as writing:
        now = _of_walk_in(writing.connection, complaint_id)
        customer_id, name = customers.write_new(workspace, writing, customer)
        _given(workspace, writing, now, customer_id, name)
    return writing.changes()


def _of_walk_in(connection: Connection, complaint_id: int) -> Complaint:
    now = complaints.stored_one(connection, complaint_id)
    if now.customer_id:
        raise CrmError(
            _("This complaint belongs to a customer already."),
            _("Merge the two customers when they are the same."),
        )
    return now


def _given(
    workspace: Workspace, writing: Writing, now: Complaint, customer_id: int, name: str
) -> None:
    writing.describe(name=name, number=now.number)
    stored.give_to(writing.operation, now.id, customer_id)
    mine = dataclasses.replace(now, customer_id=customer_id)
    mine = complaint_effects.told(workspace, writing, mine)
    complaint_effects.answer_told(workspace, writing, mine)
    mine = complaint_effects.call_back_planned(writing, mine, workspace)
    stored.update(writing.operation, mine)
    complaints.write_log(workspace, writing, mine, GIVE, details={"customer": name})
    writing.new_id = customer_id
    writing.message = _("Complaint {number} belongs to {name} now.").format(
        number=now.number, name=name
    )
