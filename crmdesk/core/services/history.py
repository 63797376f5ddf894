"""What was done, told in sentences, and how it is taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from crmdesk.core.domain.changes import (
    COMPLAINTS,
    EVERYTHING,
    FOLLOW_UPS,
    SETTINGS,
    Changes,
    EditedRecord,
    OperationRecord,
)
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.services import complaint_time, occurrences
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import complaint_undo, merging, undo_links
from crmdesk.core.store import operations as stored
from crmdesk.core.store import undo as inverse
from crmdesk.core.store.database import Connection

# The sentence of each kind of operation; `{count}` kinds have a second one for many.
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "customer.create": (N_("Added {name}"), ""),
    "customer.edit": (N_("Changed {name}"), ""),
    "customer.bin": (N_("Put {name} into the bin"), N_("Put {count} customers into the bin")),
    "customer.restore": (N_("Restored {name}"), N_("Restored {count} customers")),
    "customer.bulk": (N_("Changed one customer"), N_("Changed {count} customers at once")),
    "customer.merge": (N_("Merged {names} into {name}"), ""),
    "customer.apart": (N_("{names} are not the same customer"), ""),
    "contact.note": (N_("Noted a contact with {name}"), ""),
    "activity.edit": (N_("Changed an entry of the timeline"), ""),
    "activity.remove": (N_("Removed an entry of the timeline"), ""),
    "follow_up.plan": (N_("Planned a follow-up with {name}"), N_("Planned {count} follow-ups")),
    "follow_up.edit": (N_("Changed a follow-up with {name}"), ""),
    "follow_up.done": (N_("Did the follow-up with {name}"), ""),
    "follow_up.move": (N_("Moved the follow-up with {name}"), ""),
    "follow_up.cancel": (N_("Cancelled the follow-up with {name}"), ""),
    "follow_up.stop": (N_("Stopped the series with {name}"), ""),
    "chain.begin": (N_("Began “{chain}” with {name}"), ""),
    "chain.stop": (N_("Stopped the chain of {name}"), ""),
    "chains.save": (N_("Changed the chains"), ""),
    "follow_up.reopen": (N_("Opened the follow-up with {name} again"), ""),
    "follow_up.spread": (N_("Spread one follow-up"), N_("Spread {count} follow-ups")),
    "visit.plan": (N_("Planned a visit to {name}"), N_("Planned {count} visits")),
    "visit.edit": (N_("Changed the visit to {name}"), ""),
    "visit.order": (N_("Changed the order of visits"), ""),
    "visit.done": (N_("Visited {name}"), ""),
    "visit.missed": (N_("Missed {name}"), N_("Marked {count} visits as missed")),
    "visit.move": (N_("Moved the visit to {name}"), N_("Moved {count} visits")),
    "visit.correct": (N_("Corrected the result of the visit to {name}"), ""),
    "visit.close_day": (
        N_("Decided about a visit without a result"),
        N_("Decided about {count} visits without a result"),
    ),
    "visit.remove": (N_("Took a visit off the plan"), N_("Took {count} visits off the plan")),
    "visit.staff": (N_("Assigned the visit to {name}"), N_("Assigned {count} visits")),
    "visit.times": (N_("Set the time of a visit"), N_("Set the times of {count} visits")),
    "visit.times_off": (
        N_("Cleared the time of a visit"),
        N_("Cleared the times of {count} visits"),
    ),
    "round.make": (N_("Made the round “{name}”"), ""),
    "round.edit": (N_("Changed the round “{name}”"), ""),
    "round.plan": (N_("Planned the round “{name}”"), N_("Planned {count} rounds")),
    "round.pause": (N_("Paused the round “{name}”"), ""),
    "round.resume": (N_("Resumed the round “{name}”"), ""),
    "round.end": (N_("Ended the round “{name}”"), ""),
    "import": (N_("Imported {file}: {created} new, {updated} updated"), ""),
    "choice.add": (N_("Added “{name}” to a list of choices"), ""),
    "choice.rename": (N_("Renamed a choice to “{name}”"), ""),
    "choice.move": (N_("Moved “{name}” in a list of choices"), ""),
    "choice.merge": (N_("Merged “{name}” into “{into}” in a list of choices"), ""),
    "choice.remove": (N_("Removed “{name}” from a list of choices"), ""),
    "field.add": (N_("Added the field “{name}”"), ""),
    "field.rename": (N_("Renamed a field to “{name}”"), ""),
    "field.move": (N_("Moved the field “{name}”"), ""),
    "field.remove": (N_("Removed the field “{name}”"), ""),
    "complaint.receive": (N_("Received complaint {number} of {name}"), ""),
    "complaint.edit": (N_("Changed complaint {number} of {name}"), ""),
    "complaint.give": (N_("Complaint {number} was given to {name}"), ""),
    "complaint.acknowledge": (N_("Accepted complaint {number} of {name}"), ""),
    "complaint.wait_customer": (N_("Complaint {number} waits for {name}"), ""),
    "complaint.wait_third": (N_("Complaint {number} of {name} waits for a third party"), ""),
    "complaint.resume": (N_("Went on with complaint {number} of {name}"), ""),
    "complaint.answer": (N_("Answered complaint {number} of {name}"), ""),
    "complaint.try_call": (N_("Could not reach {name} about complaint {number}"), ""),
    "complaint.close": (N_("Closed complaint {number} of {name}"), ""),
    "complaint.reopen": (N_("Reopened complaint {number} of {name}"), ""),
    "complaint.unfounded": (N_("Found complaint {number} of {name} to be unfounded"), ""),
    "complaint.duplicate": (N_("Found complaint {number} of {name} to be a duplicate"), ""),
    "complaint.note": (N_("Noted something on complaint {number} of {name}"), ""),
    "complaint.attach": (
        N_("Added a file to complaint {number}"),
        N_("Added {count} files to complaint {number}"),
    ),
    "complaint.detach": (N_("Took {name} off complaint {number}"), ""),
    "solution.keep": (N_("Kept the answer “{text}”"), ""),
    "solution.change": (N_("Changed the answer “{text}”"), ""),
    "solution.remove": (N_("Removed a kept answer"), ""),
    "complaint_times.save": (N_("Changed the times for complaints"), ""),
    "greeting.sent": (N_("Greeted {name}"), ""),
    "greeting.leave_out": (N_("Left {name} out of the greetings"), ""),
    "greetings.save": (N_("Changed the greeting texts"), ""),
    "occasions.save": (N_("Changed the occasions to greet for"), ""),
    "visit_form.save": (N_("Changed the visit form “{name}”"), ""),
    "visit_form.remove": (N_("Removed the visit form “{name}”"), ""),
    "opening.save": (N_("Changed the opening days"), ""),
    "staying.save": (N_("Changed the intervals for staying in touch"), ""),
    "reminders.save": (N_("Changed how to be reminded"), ""),
    "staying.own": (
        N_("Changed how often to stay in touch with {name}"),
        N_("Changed how often to stay in touch with {count} customers"),
    ),
    "shop.save": (N_("Changed the shop's settings"), ""),
    "shop.logo": (N_("Changed the shop's logo"), ""),
    "demo": (N_("Filled the demo with {count} customers"), ""),
    "undo": (N_("Took back: {what}"), ""),
    "redo": (N_("Did again: {what}"), ""),
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another window or the command line changed, up to the newest operation there is.

    `mark` tells that operation from another of its number.
    """

    newest: int
    mark: str
    changes: Changes


def written_elsewhere(workspace: Workspace, since: Elsewhere | None) -> Elsewhere:
    """Return what others changed since the last look; None: nothing yet, only where to go on.

    Everything where a backup was put back meanwhile.
    """
    with workspace.database.read() as connection:
        newest = stored.newest_number(connection)
        mark = stored.mark_of(connection, newest)
        stands = since is None or stored.mark_of(connection, since.newest) == since.mark
        found = stored.nouns_since(connection, newest if since is None else since.newest)
    if not stands:
        # Numbers are given anew: what was written here is not there any more.
        workspace.written.clear()
        return Elsewhere(newest, mark, Changes(0, "", EVERYTHING))
    nouns: set[str] = set()
    for number, touched in found.items():
        if number not in workspace.written:
            nouns |= touched
    return Elsewhere(newest, mark, Changes(0, "", frozenset(nouns)))


class EditedSince(CrmError):
    """Customers were changed again after the operation that is to be taken back."""

    def __init__(self, operation_id: int, records: list[EditedRecord]) -> None:
        super().__init__(
            ngettext(
                "{count} customer was changed again since then.",
                "{count} customers were changed again since then.",
                len(records),
            ).format(count=len(records)),
            _("Choose which of them to leave as they are."),
        )
        self.operation_id = operation_id
        self.records = records


class NothingThere(NotFound):
    """There is no step to take back, or none to do again: nothing went wrong."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A line of the undo list."""

    record: OperationRecord
    text: str
    can_undo: bool


def describe(kind: str, details: dict[str, Any]) -> str:
    """Return the sentence of an operation in the user's language."""
    words = dict(details)
    if kind == "undo":
        inner, inner_details = str(details.get("kind", "")), details.get("details", {})
        if inner == "undo" and inner_details.get("kind") != "undo":
            kind, inner = "redo", str(inner_details.get("kind", ""))
            inner_details = inner_details.get("details", {})
        words["what"] = describe(inner, inner_details)
    one, many = SENTENCES.get(kind, (kind, ""))
    template = many if many and details.get("count", 1) != 1 else one
    return _(template).format_map(_Blank(words))


class _Blank(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


def recent(workspace: Workspace, limit: int = 100) -> list[HistoryLine]:
    """Return the newest operations first."""
    with workspace.database.read() as connection:
        records = stored.operations(connection, limit)
    return [
        HistoryLine(record, describe(record.kind, record.details), record.undone_by is None)
        for record in records
    ]


def undo(
    workspace: Workspace,
    operation_id: int | None = None,
    *,
    leave: Collection[int] | None = None,
) -> Changes:
    """Take an operation back, the newest one without an id.

    Raises EditedSince when customers were changed again since, unless `leave` names those that
    stay as they are (none of them: an empty one); CrmError when with them all stays as it is.
    """
    with workspace.database.read() as connection:
        record = _to_take_back(connection, operation_id, leave)
    details = {"kind": record.kind, "details": record.details}
    with operate(workspace, "undo", details, undoes=record.id) as writing:
        # Once more now that nobody else can write: another window may have been quicker.
        _to_take_back(writing.operation.connection, record.id, leave)
        inverse.take_back(writing.operation, record.id, leave or ())
        if leave and not writing.operation.written:
            # It stands as it was: nobody may find it taken back.
            raise CrmError(
                _("Nothing was taken back: all of it stays as it is."),
                _("Choose fewer customers to leave as they are."),
            )
        if FOLLOW_UPS in writing.operation.nouns:
            occurrences.wake(writing, workspace.clock.today())
        if writing.operation.nouns & {COMPLAINTS, SETTINGS}:
            by_rules = SETTINGS in writing.operation.nouns
            complaint_time.set_clocks(workspace, writing, touched=not by_rules)
        writing.many = True
        writing.message = describe("undo", details)
    changes = writing.changes()
    return Changes(changes.operation_id, changes.message, changes.nouns or EVERYTHING)


def redo(workspace: Workspace) -> Changes:
    """Do again what the last undo took back; only while nothing else was done after it.

    Raises EditedSince as undo does.
    """
    with workspace.database.read() as connection:
        last = stored.newest_redoable(connection)
    if last is None:
        raise NothingThere(
            _("There is nothing to do again."), _("The history shows what can be taken back.")
        )
    return undo(workspace, last.id)


def _to_take_back(
    connection: Connection, operation_id: int | None, leave: Collection[int] | None
) -> OperationRecord:
    record = (
        stored.newest_undoable(connection)
        if operation_id is None
        else stored.one_operation(connection, operation_id)
    )
    advice = _("The history shows what can be taken back.")
    if record is None and operation_id is not None:
        raise NotFound(
            _("There is no operation with the number {number}.").format(number=operation_id), advice
        )
    if record is None:
        raise NothingThere(_("There is nothing to undo."), advice)
    if record.undone_by is not None:
        raise CrmError(_("This was taken back already."), advice)
    lost = merging.lost_to(connection, record)
    if lost:
        raise CrmError(
            _("The customer that this made is not there any more."),
            _("Take back operation {number} first.").format(number=lost),
        )
    away = undo_links.merged_away(connection, record.id)
    if away:
        raise CrmError(
            _("A customer that this changed was merged into another one."),
            _("Take back operation {number} first.").format(number=away),
        )
    later = complaint_undo.went_on_by(connection, record.id)
    if later:
        raise CrmError(
            _("The complaint went on since then."),
            _("Take back operation {number} first.").format(number=later),
        )
    given = complaint_undo.given_after(connection, record.id)
    if given:
        raise CrmError(
            _("A complaint was given to a customer that this made."),
            _("Take back operation {number} first.").format(number=given),
        )
    edited = inverse.edited_since(connection, record.id) if leave is None else []
    if edited:
        raise EditedSince(record.id, edited)
    return record
