"""What was done, told in sentences, and how it is taken back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

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
from crmdesk.core.services.history_words import describe
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import complaint_undo, merging, undo_links
from crmdesk.core.store import operations as stored
from crmdesk.core.store import undo as inverse
from crmdesk.core.store.database import Connection


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
    _check_nothing_rests_on(connection, record.id)
    edited = inverse.edited_since(connection, record.id) if leave is None else []
    if edited:
        raise EditedSince(record.id, edited)
    return record


def _check_nothing_rests_on(connection: Connection, operation_id: int) -> None:
    """Raise CrmError for a step on which a later one rests, and say which goes first."""
    for found, sentence in (
        (undo_links.merged_away, N_("A customer that this changed was merged into another one.")),
        (complaint_undo.went_on_by, N_("The complaint went on since then.")),
        (complaint_undo.repeated_after, N_("Another complaint repeats the one that this made.")),
        (complaint_undo.given_after, N_("A complaint was given to a customer that this made.")),
    ):
        later = found(connection, operation_id)
        if later:
            raise CrmError(
                _(sentence), _("Take back operation {number} first.").format(number=later)
            )
