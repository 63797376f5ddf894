"""Complaints of a list: whose they are, which are here already, and how each stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from crmdesk.core.domain.choices import CATEGORY, CAUSE, CHANNEL, code_of_label
from crmdesk.core.domain.complaint import ANSWERED, CLOSED, MINOR, UNFOUNDED, Complaint, LogEntry
from crmdesk.core.domain.complaint_clock import ShopTime, replay
from crmdesk.core.domain.complaint_fields import CATALOGUE, state_of
from crmdesk.core.domain.complaint_history import (
    IncomingComplaint,
    likely_log,
    likely_state,
    read_log,
    untold,
)
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.domain.shown_dates import show_date_time
from crmdesk.core.i18n import _
from crmdesk.core.importing import complaint_doubts
from crmdesk.core.importing.complaint_rows import ComplaintDraft, reader_of
from crmdesk.core.importing.plan import (
    ADD,
    DOUBTFUL,
    DUPLICATE,
    PROBLEM,
    SKIP,
    SKIPPED,
    TOTAL,
    ComplaintPlan,
)
from crmdesk.core.importing.plan import (
    NEW as TO_ADD,
)
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.services import complaint_time, event_import
from crmdesk.core.services.import_people import People
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices, duplicates
from crmdesk.core.store import complaint_import as stored

_LISTS: Final = {"category": CATEGORY, "channel": CHANNEL, "cause": CAUSE}
_PARTICULARS: Final = (
    *("received_by", "channel", "category", "product", "wish", "wish_text", "staff"),
    *("founded", "cause", "action", "prevention"),
)
# What is only filled in once something was done.
_RESULTS: Final = ("action", "satisfaction")


def plan_rows(workspace: Workspace, setup: ImportSetup, progress: Progress) -> ComplaintPlan:
    """Return what will become of each row: a complaint of a customer or a walk-in, or a problem.

    A row whose customer is not on file, or may be several, becomes a walk-in's with name and
    phone. Raises Cancelled.
    """
    reader = reader_of(setup)
    drafts = event_import.read_drafts(setup, reader, progress)
    with workspace.database.read() as connection:
        plan = ComplaintPlan(setup.mode, duplicates.newest_operation(connection))
        plan.problems.extend(reader.doubts)
        planning = _Planning(
            plan,
            setup,
            People(connection, [draft for _index, draft in drafts]),
            complaint_time.shop_time(connection),
            choices.labels(connection),
        )
        planning.known = stored.known(connection)
        planning.now = workspace.clock.now()
        for index, draft in progress.through(drafts, len(drafts), _("Comparing")):
            planning.plan_row(index, draft)
    return plan


class _Planning:
    """Goes through the rows in their order and says of each what will become of it."""

    def __init__(
        self,
        plan: ComplaintPlan,
        setup: ImportSetup,
        people: People,
        time: ShopTime,
        labels: Mapping[str, Mapping[str, str]],
    ) -> None:
        self.known = stored.Known({}, set())
        self.now = dt.datetime.max.replace(tzinfo=dt.UTC)
        self._plan = plan
        self._setup = setup
        self._people = people
        self._time = time
        self._labels = labels
        self._headers = {one.field: one.header for one in setup.mappings if one.field}

    def plan_row(self, index: int, draft: ComplaintDraft) -> None:
        """Plan one row."""
        decision = self._setup.decisions.get(index)
        if decision == SKIP:
            self._add(index, draft, SKIPPED, "", "left out", 0)
            return
        if draft.problem is not None:
            why = TOTAL if draft.total else "incomplete"
            self._add(index, draft, PROBLEM, draft.problem.message, why, 0)
            return
        found = self._people.find(draft)
        customer_id = found[0] if len(found) == 1 else 0
        incoming = self._incoming(draft, customer_id)
        self._plan.entries[index] = incoming
        doubled = (decision or self._setup.mode) == ADD
        marks = _marks(incoming.complaint, draft)
        if self._is_here(incoming.complaint, marks, own=bool(draft.log)) and not doubled:
            reason = _("This complaint is here already.")
            self._add(index, draft, DUPLICATE, reason, "there already", customer_id)
            return
        doubt = None if decision == ADD else self._doubt(draft)
        if doubt is not None:
            draft.problems.append(doubt)
            self._add(index, draft, PROBLEM, doubt.message, DOUBTFUL, customer_id)
            return
        if incoming.complaint.number in self.known.numbers:
            renumbered = replace(incoming.complaint, number="")
            incoming = replace(incoming, complaint=renumbered, listed=incoming.complaint.number)
        self._remember(incoming.complaint, marks)
        self._plan.incoming.append(incoming)
        remark, why = self._remark(draft, found)
        self._add(index, draft, TO_ADD, remark, why, customer_id)

    def _doubt(self, draft: ComplaintDraft) -> Problem | None:
        """Return what is doubtful about the dates of a plain row; an own log came out of a shop."""
        if read_log(draft.log):
            return None
        now = self.now.astimezone().replace(tzinfo=None)
        return complaint_doubts.doubt_of(draft, self._headers, now)

    def _is_here(self, complaint: Complaint, marks: set[stored.Mark], *, own: bool) -> bool:
        """Tell whether a complaint is here: one of an own list by its number, whatever changed.

        Another shop gives the same numbers to others, at other times.
        """
        if own and complaint.number:
            there = self.known.numbers.get(complaint.number)
            return there is not None and (
                complaint.received_at == there.received_at or complaint.what == there.what
            )
        return not marks.isdisjoint(self.known.marks)

    def _remember(self, complaint: Complaint, marks: set[stored.Mark]) -> None:
        if complaint.number:
            self.known.numbers[complaint.number] = complaint
        self.known.marks |= marks

    def _remark(self, draft: ComplaintDraft, found: list[int]) -> tuple[str, str]:
        if draft.problems:
            return draft.problems[0].message, "remark"
        if len(found) > 1:
            words = _("Several customers may be meant by “{name}”: kept as a walk-in's.")
            return words.format(name=draft.who), "several"
        if not found:
            words = _("There is no customer “{name}”: kept as a walk-in's.")
            return words.format(name=draft.who), "walk-in"
        return "", ""

    def _incoming(self, draft: ComplaintDraft, customer_id: int) -> IncomingComplaint:
        times = {name: _instant(local) for name, local in draft.times.items()}
        if draft.times["received_at"].date() == self.now.astimezone().date():
            # A day without a time means noon, which may be still to come.
            times["received_at"] = min(times["received_at"], self.now.replace(microsecond=0))
        values: dict[str, Any] = {
            name: draft.values[name] for name in _PARTICULARS if name in draft.values
        }
        for name, listed in _LISTS.items():
            if name in values:
                values[name] = code_of_label(listed, values[name], self._labels.get(listed, {}))
        own = draft.complaint_number
        complaint = Complaint(
            # A plain 12 is the number of a row, or of a year nobody knows: it gets one of ours.
            number="" if own.isdecimal() else own,
            customer_id=customer_id,
            walk_in_name="" if customer_id else draft.name or draft.company,
            walk_in_phone="" if customer_id else draft.mobile,
            what=_told(draft, on_file=bool(customer_id)),
            received_at=times["received_at"],
            severity=draft.values.get("severity", MINOR),
            ordered_on=draft.days.get("ordered_on"),
            promised_on=draft.days.get("promised_on"),
            cost=draft.cost,
            satisfaction=draft.satisfaction,
            tries=draft.tries,
            **values,
        )
        log = read_log(draft.log) or self._likely_log(draft, complaint, times)
        return IncomingComplaint(replay(complaint, log, self._time), tuple(log))

    def _likely_log(
        self, draft: ComplaintDraft, complaint: Complaint, times: Mapping[str, dt.datetime]
    ) -> list[LogEntry]:
        """Return the log a plain row stands for; what has no place in it is a note on top."""
        said = draft.values.get("state", "") or _rejected(draft)
        filled = [*times, *(name for name in _RESULTS if getattr(complaint, name))]
        state = likely_state(said, filled)
        log = likely_log(complaint, state, times)
        if not said and state == ANSWERED:
            # Nobody waits for a call-back that was due long ago.
            due = replay(complaint, log, self._time)
            if due.is_overdue(self.now):
                log = likely_log(complaint, CLOSED, times)
        notes = []
        if draft.complaint_number and not complaint.number:
            words = _("Number in the list: {number}")
            notes.append(words.format(number=draft.complaint_number))
        for name in untold(complaint, log, times):
            value = show_date_time(times[name]) if name in times else getattr(complaint, name)
            notes.append(f"{CATALOGUE.by_key[name].show()}: {value}")
        log[0] = replace(log[0], note="\n".join(notes))
        return log

    def _add(
        self, index: int, draft: ComplaintDraft, state: str, reason: str, why: str, owner: int
    ) -> None:
        target = self._people.target(owner) if owner else None
        self._plan.add(event_import.planned(index, draft, state, reason, why, target))


def _instant(local: dt.datetime) -> dt.datetime:
    return local.astimezone(dt.UTC)


def _rejected(draft: ComplaintDraft) -> str:
    """Return UNFOUNDED where that is all the row tells as the result."""
    found = state_of(draft.values.get("action", ""))
    return found if found == UNFOUNDED else ""


def _told(draft: ComplaintDraft, *, on_file: bool) -> str:
    """Return what happened, with the phones of the row that have no place elsewhere."""
    return "\n".join([draft.values["what"], *draft.further_contacts(on_file=on_file)])


def _marks(complaint: Complaint, draft: ComplaintDraft) -> set[stored.Mark]:
    """Return what tells a complaint from others, as it is told with its customer on file or not."""
    told = {_told(draft, on_file=on_file) for on_file in (True, False)}
    found: set[stored.Mark] = set()
    for what in told:
        one = replace(complaint, what=what)
        found |= stored.marks_of(one, draft.name or draft.company, draft.mobile)
    return found
