"""Photos and files of a complaint: added, opened, saved elsewhere, taken off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crmdesk.core.domain.attachment import Attachment, NewFile, check_size, kept_name
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint_states import ATTACH, DETACH
from crmdesk.core.domain.problems import FileProblem, NotFound
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import complaints
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import attachments as stored
from crmdesk.core.store import complaint_tables
from crmdesk.core.store.database import Connection


def files(workspace: Workspace, complaint_id: int) -> list[Attachment]:
    """Return the files of a complaint, the oldest first."""
    with workspace.database.read() as connection:
        return stored.of_complaint(connection, complaint_id)


def read_file(path: Path) -> NewFile:
    """Return a file from the disk. Raises FileProblem when it cannot be read or is too large."""
    try:
        check_size(path.name, path.stat().st_size)
        return NewFile(path.name, path.read_bytes())
    except OSError as error:
        raise FileProblem(
            _("{file} cannot be read.").format(file=path.name),
            _("Check that it is still there and not open elsewhere, then try again."),
        ) from error


def add_paths(workspace: Workspace, complaint_id: int, paths: Sequence[Path]) -> Changes:
    """Add files from the disk to a complaint, all or none. Raises FileProblem."""
    return add(workspace, complaint_id, [read_file(path) for path in paths])


def add(workspace: Workspace, complaint_id: int, wanted: Sequence[NewFile]) -> Changes:
    """Add files to a complaint, all or none; the log tells each.

    Raises FileProblem for one that is too large or empty.
    """
    for one in wanted:
        check_size(one.name, len(one.data))
    with operate(workspace, "complaint.attach") as writing:
        now = complaints.stored_one(writing.connection, complaint_id)
        writing.describe(number=now.number, count=len(wanted))
        for one in wanted:
            moment, who = workspace.clock.now(), workspace.who
            writing.new_id = stored.add(writing.operation, now, one, moment, who)
            details: dict[str, str | int] = {"file": kept_name(one.name)}
            complaints.write_log(workspace, writing, now, ATTACH, details=details)
        writing.message = ngettext(
            "{count} file was added to {number}.",
            "{count} files were added to {number}.",
            len(wanted),
        ).format(count=len(wanted), number=now.number)
    return writing.changes()


def remove(workspace: Workspace, attachment_id: int) -> Changes:
    """Take a file off its complaint; Undo brings it back. Raises NotFound."""
    with operate(workspace, "complaint.detach") as writing:
        found = _stored(writing.connection, attachment_id)
        now = complaints.stored_one(writing.connection, found.complaint_id)
        writing.describe(number=now.number, name=found.name)
        writing.operation.delete(complaint_tables.attachment, attachment_id)
        complaints.write_log(workspace, writing, now, DETACH, details={"file": found.name})
        writing.message = _("{file} was taken off {number}.").format(
            file=found.name, number=now.number
        )
    return writing.changes()


def _stored(connection: Connection, attachment_id: int) -> Attachment:
    found = stored.get(connection, attachment_id)
    if found is None:
        raise NotFound(
            _("This file is not there any more."), _("Look at the complaint's files again.")
        )
    return found


def data(workspace: Workspace, attachment_id: int) -> bytes:
    """Return what is in a file. Raises NotFound."""
    with workspace.database.read() as connection:
        _stored(connection, attachment_id)
        return stored.data_of(connection, attachment_id)


def save_as(workspace: Workspace, attachment_id: int, target: Path) -> Path:
    """Write a file to the disk, into a folder under its own name; never over another file.

    Raises NotFound, or FileProblem when it cannot be written.
    """
    with workspace.database.read() as connection:
        found = _stored(connection, attachment_id)
        content = stored.data_of(connection, attachment_id)
    try:
        place = _free(target / found.name) if target.is_dir() else target
        place.write_bytes(content)
    except OSError as error:
        raise FileProblem(
            _("{file} cannot be written.").format(file=found.name),
            _("Choose a folder you may write in."),
        ) from error
    return place


def _free(wanted: Path) -> Path:
    place, number = wanted, 2
    while place.exists():
        place = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        number += 1
    return place
