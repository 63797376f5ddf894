"""Copies that are proven to open: made by themselves, kept dated, restored without loss."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from typing import Final

from crmdesk.core import paths
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.problems import DatabaseProblem, FileProblem
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import exported, schema
from crmdesk.core.store.database import (
    Database,
    check_is_ours,
    copy_over,
    integrity_problems,
    last_written,
    newest_operation,
)

KEPT: Final = 10
_NAME: Final = re.compile(r"(?P<stem>.+)-(?P<at>\d{8}-\d{6})(?:-\d+)?-(?P<why>[a-z]+)\.db$")
_STAMP: Final = "%Y%m%d-%H%M%S"
# In seconds: no copy takes longer.
_BEING_WRITTEN: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup: `at` is local time, `size` in bytes; `checked` tells it opened and is whole."""

    path: Path
    at: dt.datetime
    size: int
    checked: bool
    why: str = ""


def backup(workspace: Workspace, target: Path | None = None, why: str = "manual") -> BackupFile:
    """Make a checked copy of the database, in the backup folder or at a named place.

    Raises FileProblem when the copy cannot be written or does not pass its check; nothing
    half-written stays.
    """
    moment = workspace.clock.now().astimezone()
    if target is None:
        target = _free_name(workspace.path, moment, why)
    elif target.is_dir():
        target = target / _name(workspace.path, moment, why)
    else:
        _check_place(workspace.path, target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy_checked(workspace.database, target)
    except OSError as error:
        raise FileProblem(
            _("The backup {file} could not be written.").format(file=target.name),
            _("Check that the folder can be written and the disk has room."),
        ) from error
    _write_digest(target)
    return BackupFile(target, moment, target.stat().st_size, True, why)


def _check_place(database: Path, target: Path) -> None:
    """Refuse a place where a backup would destroy something, or that is not there."""
    if target.resolve() == database.resolve():
        raise FileProblem(
            _("A backup cannot replace the database itself."), _("Choose another file name.")
        )
    if not target.parent.is_dir():
        raise FileProblem(
            _("There is no folder {folder}.").format(folder=target.parent),
            _("Choose a folder that exists."),
        )
    try:
        check_is_ours(target)
    except DatabaseProblem as error:
        raise FileProblem(
            _("{file} is there already and is no backup.").format(file=target.name),
            _("Choose another file name."),
        ) from error


def _copy_checked(database: Database, target: Path) -> None:
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        database.copy_to(part)
        broken = integrity_problems(part)
        if broken:
            raise FileProblem(
                _("The backup did not pass its check: {what}").format(what=broken[0]),
                _("Run crmdesk check to see whether the database is sound."),
            )
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _digest_file(file: Path) -> Path:
    return file.with_name(f"{file.name}.sha256")


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _write_digest(file: Path) -> None:
    _digest_file(file).write_text(f"{_digest(file)}  {file.name}\n", encoding="utf-8")


def _name(database: Path, moment: dt.datetime, why: str) -> str:
    return f"{database.stem}-{moment.strftime(_STAMP)}-{why}.db"


def _free_name(database: Path, moment: dt.datetime, why: str) -> Path:
    folder = paths.backup_dir(database)
    wanted = folder / _name(database, moment, why)
    number = 2
    while wanted.exists():
        stamp = f"{moment.strftime(_STAMP)}-{number}"
        wanted = folder / f"{database.stem}-{stamp}-{why}.db"
        number += 1
    return wanted


def automatic(
    workspace: Workspace, why: str, *, spare: dt.timedelta | None = None
) -> BackupFile | None:
    """Make a backup by itself when something was changed since the newest one; keep the ten newest.

    An empty database is not worth one, nor is one made while the newest is younger than `spare`.
    """
    last = None if workspace.read_only else last_written(workspace.path)
    if last is None:
        return None
    newest = next(iter(_listed(workspace.path)), None)
    if newest is not None and last_written(newest.path) == last:
        return None
    now = workspace.clock.now()
    if newest is not None and spare and dt.timedelta(0) <= now - newest.at < spare:
        return None
    made = backup(workspace, why=why)
    _thin(workspace.path, made.path, now)
    return made


def _thin(database: Path, made: Path, now: dt.datetime) -> None:
    # Backups made by hand are the user's own: only those made by themselves are thinned. The one
    # just made stays whatever the clock says, and stamps of a clock that was ahead go first.
    own = [one for one in _listed(database) if one.why != "manual" and one.path != made]
    own.sort(key=lambda one: one.at > now)
    for old in own[KEPT - 1 :]:
        old.path.unlink(missing_ok=True)
        _digest_file(old.path).unlink(missing_ok=True)
    _sweep(database, now)


def _sweep(database: Path, now: dt.datetime) -> None:
    """Remove half copies that a program left behind which was killed while it wrote them."""
    halves = paths.backup_dir(database).glob(f"{glob_escaped(database.stem)}-*.db.part")
    for half in [*halves, _restoring(database)]:
        # A younger one may be being written by another window.
        if half.exists() and now.timestamp() - half.stat().st_mtime > _BEING_WRITTEN:
            _remove_whole(half)


def backups(workspace: Workspace) -> list[BackupFile]:
    """Return the backups of a database, the newest first."""
    return _listed(workspace.path)


def _listed(database: Path) -> list[BackupFile]:
    folder = paths.backup_dir(database)
    found: list[tuple[dt.datetime, int, BackupFile]] = []
    for file in folder.glob(f"{glob_escaped(database.stem)}-*.db") if folder.is_dir() else ():
        named = _NAME.match(file.name)
        if not named or named["stem"] != database.stem:
            continue
        with suppress(FileNotFoundError):
            # Another window may just have thinned it out.
            stands = file.stat()
            at = dt.datetime.strptime(named["at"], _STAMP).astimezone()
            checked = _digest_file(file).exists()
            one = BackupFile(file, at, stands.st_size, checked, named["why"])
            found.append((at, stands.st_mtime_ns, one))
    # Of one second, the one that was written last.
    return [one for *_when, one in sorted(found, key=itemgetter(0, 1), reverse=True)]


def glob_escaped(text: str) -> str:
    """Return a file name's text so that a search pattern takes it literally."""
    return re.sub(r"([*?\[])", r"[\1]", text)


def restore(database: Path, file: Path, clock: Clock | None = None) -> BackupFile:
    """Put a backup in the place of a database; what was there is kept aside.

    A sound database is overwritten through SQLite, so that another window that has it open sees
    the restored state and loses nothing it writes later. Returns the copy of what was there
    before. Raises FileProblem or DatabaseProblem, and then nothing was changed.
    """
    _check_backup(file)
    if file.resolve() == database.resolve():
        raise FileProblem(
            _("This is the database itself, not a backup."), _("Choose one of its backups.")
        )
    moment = (clock or Clock()).now().astimezone()
    aside = _free_name(database, moment, "replaced")
    try:
        aside.parent.mkdir(parents=True, exist_ok=True)
        if database.exists() and not integrity_problems(database):
            before = Database(database)
            try:
                _copy_checked(before, aside)
                _write_digest(aside)
            finally:
                before.close()
            _copy_back(file, database)
        else:
            _put_aside(database, aside)
            _put_in_place(file, database)
    except OSError as error:
        raise FileProblem(
            _("The backup could not be put back."),
            _("Close other windows of crmdesk, check that the disk has room, and try again."),
        ) from error
    size = aside.stat().st_size if aside.exists() else 0
    return BackupFile(aside, moment, size, _digest_file(aside).exists(), "replaced")


def _copy_back(file: Path, database: Path) -> None:
    """Copy a backup over a sound database, with what calendars outside hold of that."""
    if not exported.any_in(database):
        copy_over(file, database)
        return
    fresh = _restoring(database)
    try:
        fresh.unlink(missing_ok=True)
        copy_over(file, fresh)
        exported.carry_over(database, fresh)
        copy_over(fresh, database)
    finally:
        _remove_whole(fresh)


def _restoring(database: Path) -> Path:
    return database.with_name(f"{database.name}.restoring")


def _remove_whole(file: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        file.with_name(file.name + suffix).unlink(missing_ok=True)


def _put_aside(database: Path, aside: Path) -> None:
    """Keep the bytes of a database that does not open any more, its log beside it."""
    for suffix in ("", "-wal", "-journal"):
        damaged = database.with_name(database.name + suffix)
        if damaged.exists():
            shutil.copyfile(damaged, aside.with_name(aside.name + suffix))


def _put_in_place(file: Path, database: Path) -> None:
    fresh = _restoring(database)
    try:
        fresh.unlink(missing_ok=True)
        copy_over(file, fresh)
        # A leftover log would silently bring the old data back.
        for suffix in ("-wal", "-shm", "-journal"):
            database.with_name(database.name + suffix).unlink(missing_ok=True)
        fresh.replace(database)
    finally:
        fresh.unlink(missing_ok=True)


def _check_backup(file: Path) -> None:
    if not file.is_file():
        raise FileProblem(
            _("There is no backup {file}.").format(file=file),
            _("crmdesk backups lists the backups that are there."),
        )
    check_is_ours(file)
    noted = _digest_file(file)
    if noted.exists() and noted.read_text(encoding="utf-8").split()[0] != _digest(file):
        raise DatabaseProblem(
            _("The backup {file} was changed since it was made.").format(file=file.name),
            _("Choose another backup. Nothing was changed."),
        )
    if integrity_problems(file) or newest_operation(file) is None:
        raise DatabaseProblem(
            _("The backup {file} is damaged.").format(file=file.name),
            _("Choose another backup. Nothing was changed."),
        )
    schema.known_version(file)
