"""Photos and files of a complaint: added, opened, saved elsewhere, taken off."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from crmdesk.core.domain.attachment import Attachment, NewFile, check_size, kept_name
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_states import ATTACH, DETACH
from crmdesk.core.domain.problems import FileProblem, NotFound
from crmdesk.core.i18n import _, in_a_row, ngettext
from crmdesk.core.services import complaint_solutions, complaints
from crmdesk.core.services.workspace import Workspace, Writing, operate
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


def checked(file: NewFile) -> NewFile:
    """Return a file that can be kept. Raises FileProblem for one that is too large or empty."""
    check_size(file.name, len(file.data))
    return file


def read_files(paths: Sequence[Path]) -> tuple[list[NewFile], FileProblem | None]:
    """Return the files from the disk that can be kept, and what is wrong with the others."""
    found: list[NewFile] = []
    problems: list[FileProblem] = []
    for path in paths:
        try:
            found.append(read_file(path))
        except FileProblem as problem:
            problems.append(problem)
    if not problems:
        return found, None
    return found, FileProblem(in_a_row(one.message for one in problems), problems[0].advice)


def add_paths(workspace: Workspace, complaint_id: int, paths: Sequence[Path]) -> Changes:
    """Add files from the disk to a complaint, all or none. Raises FileProblem."""
    return add(workspace, complaint_id, [read_file(path) for path in paths])


def add(workspace: Workspace, complaint_id: int, wanted: Sequence[NewFile]) -> Changes:
    """Add files to a complaint, all or none but for those it has already; the log tells each.

    Raises FileProblem for one that is too large or empty, and where all are there already.
    """
    wanted = [checked(one) for one in wanted]
    with operate(workspace, "complaint.attach") as writing:
        now = complaints.stored_one(writing.connection, complaint_id)
        wanted = _new_ones(writing.connection, complaint_id, wanted)
        writing.describe(number=now.number, count=len(wanted))
        writing.new_id = _write(workspace, writing, now, wanted)
        writing.message = ngettext(
            "{count} file was added to {number}.",
            "{count} files were added to {number}.",
            len(wanted),
        ).format(count=len(wanted), number=now.number)
    return writing.changes()


def _new_ones(
    connection: Connection, complaint_id: int, wanted: Sequence[NewFile]
) -> list[NewFile]:
    """Return the files that a complaint has not got yet, each of them once."""
    there = {
        (one.name, stored.data_of(connection, one.id))
        for one in stored.of_complaint(connection, complaint_id)
        if one.size in {len(new.data) for new in wanted}
    }
    found: list[NewFile] = []
    for one in wanted:
        if (kept_name(one.name), one.data) not in there:
            there.add((kept_name(one.name), one.data))
            found.append(one)
    if wanted and not found:
        raise FileProblem(
            _("{file} is there already.").format(file=kept_name(wanted[0].name)),
            _("A file is kept once in each complaint."),
        )
    return found


def receive(
    workspace: Workspace, complaint: Complaint, wanted: Sequence[NewFile], *, as_in: str = ""
) -> Changes:
    """Keep a new complaint together with its files, as one step.

    `as_in` is the number of an earlier one whose answer was chosen for it.
    Raises CrmError as `complaints.receive` does, and FileProblem as for `add`.
    """
    wanted = [checked(one) for one in wanted]
    with operate(workspace, "complaint.receive") as writing:
        made = complaints.write_received(workspace, writing, complaint)
        _write(workspace, writing, made, wanted)
        if as_in:
            complaint_solutions.plan(workspace, writing, made, as_in)
    return writing.changes()


def _write(
    workspace: Workspace, writing: Writing, complaint: Complaint, wanted: Sequence[NewFile]
) -> int:
    """Write files and a line of the log for each; return the id of the last one."""
    made = 0
    for one in wanted:
        moment, who = workspace.clock.now(), workspace.who
        made = stored.add(writing.operation, complaint, one, moment, who)
        details: dict[str, str | int] = {"file": kept_name(one.name)}
        complaints.write_log(workspace, writing, complaint, ATTACH, details=details)
    return made


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
    return write_to(
        free_place(target / kept_name(found.name) if target.is_dir() else target), content
    )


def save_all(workspace: Workspace, complaint_id: int, folder: Path) -> list[Path]:
    """Write the files of a complaint into a folder, made where it is not there yet.

    Raises FileProblem when one cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(folder) from error
    return [save_as(workspace, one.id, folder) for one in files(workspace, complaint_id)]


def write_to(target: Path, content: bytes) -> Path:
    """Write what is in a file to the disk, over a file the user chose. Raises FileProblem."""
    try:
        target.write_bytes(content)
    except OSError as error:
        raise not_written(target) from error
    return target


def not_written(target: Path) -> FileProblem:
    """Return what is said of a place that cannot be written."""
    return FileProblem(
        _("{file} cannot be written.").format(file=target.name),
        _("Choose a folder you may write in."),
    )


def free_place(wanted: Path) -> Path:
    """Return a place on the disk where nothing is yet: the wanted one, or it with a number."""
    place, number = wanted, 2
    while place.exists():
        place = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        number += 1
    return place
