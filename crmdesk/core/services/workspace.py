"""An open database file with its clock and its user: what every service works on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crmdesk.core import paths
from crmdesk.core.domain.changes import FOLLOW_UPS, Changes
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.problems import FileProblem, NoRoom
from crmdesk.core.i18n import _, in_a_row
from crmdesk.core.store import customers, history, operations, schema
from crmdesk.core.store.database import (
    Connection,
    Database,
    check_is_ours,
    remove_if_alone,
)
from crmdesk.core.store.history import Operation
from crmdesk.core.store.reading import may_write


@dataclass(frozen=True, slots=True)
class Workspace:
    """A database that is open for work; `who` is written into the history.

    `written` are the numbers of the operations that were written here, not by another window or
    the command line.
    """

    path: Path
    database: Database
    clock: Clock
    who: str
    written: set[int] = field(default_factory=set, compare=False)

    @property
    def read_only(self) -> bool:
        """Whether nothing can be saved, as on a disc."""
        return self.database.read_only

    def only_read(self) -> tuple[str, str] | None:
        """Return a sentence and an advice where nothing can be saved, None elsewhere."""
        return self.database.only_read() if self.read_only else None


def open_workspace(
    path: Path | None = None,
    *,
    clock: Clock | None = None,
    who: str = "",
    read_only: bool | None = None,
) -> Workspace:
    """Open a database, made or brought to the newest shape where needed.

    One that may not be written is opened for reading only; `read_only` says so without a look.
    Raises DatabaseProblem for a file that is foreign, damaged or from a newer version.
    """
    file = (path or paths.default_database()).expanduser()
    check_is_ours(file)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem(
            _("The folder {folder} cannot be made.").format(folder=file.parent),
            _("Choose a folder you may write in."),
        ) from error
    if read_only is None:
        read_only = not may_write(file)
    try:
        return _prepared(
            Workspace(file, Database(file, read_only=read_only), clock or Clock(), who)
        )
    except NoRoom:
        if not file.exists() or not file.stat().st_size:
            raise
        # Even to read it SQLite wants a little room; without any it is still read as it stands.
        readable = Database(file, read_only=True, full=True)
        return _prepared(Workspace(file, readable, clock or Clock(), who))


def _prepared(workspace: Workspace) -> Workspace:
    try:
        schema.prepare(workspace.database, lambda: _backup_before_migration(workspace))
    except BaseException:
        workspace.database.close()
        raise
    return workspace


def _backup_before_migration(workspace: Workspace) -> None:
    from crmdesk.core.services.backup import automatic

    automatic(workspace, "migration")


def close(workspace: Workspace, *, spare: dt.timedelta | None = None) -> None:
    """Close a database, with a checked and dated backup when something was changed.

    `spare`: none is made while the newest one is younger, so that ten commands in a row do not
    push out ten days.
    """
    from crmdesk.core.services.backup import automatic

    try:
        automatic(workspace, "close", spare=spare)
    finally:
        workspace.database.close()


def abandon(workspace: Workspace) -> None:
    """Close a database that was made for work that failed, and remove it if it holds nothing."""
    with workspace.database.read() as connection:
        unused = not operations.operations(connection, 1)
    workspace.database.close()
    if unused:
        remove_if_alone(workspace.path)


def is_empty(workspace: Workspace) -> bool:
    """Tell whether there is no customer yet, not even in the bin."""
    with workspace.database.read() as connection:
        return not customers.any_stored(connection)


class Writing:
    """An operation being written, and what will be said about it."""

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.message = ""
        self.new_id = 0
        self.many = False
        self._also: list[str] = []

    @property
    def connection(self) -> Connection:
        """The connection of the write: what is read here cannot change before it ends."""
        return self.operation.connection

    def describe(self, **details: Any) -> None:
        """Keep what the history tells of the operation, once it is known."""
        history.set_details(self.operation, details)

    def add(self, sentence: str) -> None:
        """Say something more, after the message."""
        self._also.append(sentence)

    def changes(self) -> Changes:
        """Return what the operation touched; nothing to undo when nothing was written."""
        done = self.operation
        return Changes(
            operation_id=done.id if done.written else 0,
            message=in_a_row([self.message, *self._also]),
            nouns=frozenset(done.nouns),
            customer_ids=frozenset() if self.many else frozenset(done.touched),
            new_id=self.new_id,
        )


@contextmanager
def operate(
    workspace: Workspace,
    kind: str,
    details: Mapping[str, Any] | None = None,
    *,
    undoes: int | None = None,
) -> Iterator[Writing]:
    """Open an operation of a kind; everything written in it is kept together and can be undone."""
    from crmdesk.core.store import derived, rolling

    number = 0
    try:
        with history.operation(
            workspace.database,
            kind,
            details or {},
            workspace.clock,
            workspace.who,
            undoes=undoes,
            finish=derived.refresh,
        ) as operation:
            number = operation.id
            # Before it is kept: nobody may find it and take it for somebody else's.
            workspace.written.add(number)
            yield Writing(operation)
            rolling.roll(operation, workspace.clock.today())
            if FOLLOW_UPS in operation.nouns:
                _call_backs_moved(workspace, operation)
    except BaseException:
        # What was not kept leaves its number to somebody else.
        workspace.written.discard(number)
        raise


def _call_backs_moved(workspace: Workspace, operation: Operation) -> None:
    """Let complaints follow where their call-backs were moved."""
    from crmdesk.core.store import complaints

    moved = complaints.call_backs_elsewhere(operation.connection)
    if moved:
        from crmdesk.core.services import complaint_effects

        complaint_effects.call_backs_moved(workspace, Writing(operation), moved)
