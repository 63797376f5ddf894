"""The files of exported complaints: put into a folder beside the list, by number."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from crmdesk.core.domain.attachment import kept_name
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_export, complaint_files
from crmdesk.core.services.exporting import ExportResult
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import attachments


@dataclass(frozen=True, slots=True)
class FilesThere:
    """How many files complaints have, and how many bytes these are."""

    count: int
    size: int


@dataclass(frozen=True, slots=True)
class FilesWritten:
    """Into which folder files went, and how many."""

    folder: Path
    count: int


def files_there(workspace: Workspace, query: ComplaintQuery) -> FilesThere:
    """Return how many files the complaints have that a query finds."""
    found = _counted(workspace, query)
    return FilesThere(sum(one[2] for one in found), sum(one[3] for one in found))


def folder_beside(path: Path) -> Path:
    """Return the folder for the files of a list: beside it and named after it, a new one."""
    name = _("{name}-files").format(name=path.stem)
    return complaint_files.free_place(path.with_name(name))


def export_with_files(
    workspace: Workspace,
    path: Path,
    *,
    query: ComplaintQuery,
    encoding: str = "utf-8",
    progress: Progress = QUIET,
) -> tuple[ExportResult, FilesWritten]:
    """Write complaints to a list and their files beside it, both or nothing.

    Each complaint has a folder of its number in the new one. Raises FileProblem, Cancelled.
    """
    folder = folder_beside(path)
    with _whole(folder) as place:
        count = _write(workspace, query, place, progress)
        done = complaint_export.export(
            workspace, path, query=query, encoding=encoding, progress=progress
        )
    return done, FilesWritten(folder, count)


def _write(workspace: Workspace, query: ComplaintQuery, place: Path, progress: Progress) -> int:
    found = _counted(workspace, query)
    written = 0
    for one, number, _count, _size in progress.through(found, len(found), _("Writing files"), 1):
        written += len(complaint_files.save_all(workspace, one, place / kept_name(number)))
    return written


@contextmanager
def _whole(folder: Path) -> Iterator[Path]:
    """Yield a folder to be filled, which gets its name when all went well, and goes otherwise."""
    place = complaint_files.free_place(folder.with_name(f"{folder.name}.part"))
    try:
        place.mkdir()
    except OSError as error:
        raise complaint_files.not_written(folder) from error
    try:
        yield place
        place.rename(folder)
    except OSError as error:
        raise complaint_files.not_written(folder) from error
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _counted(workspace: Workspace, query: ComplaintQuery) -> list[tuple[int, str, int, int]]:
    with workspace.database.read() as connection:
        return attachments.counted(connection, query, workspace.clock.now())
