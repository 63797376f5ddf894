"""The database a command works on, and the long work that can be stopped."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
import tempfile
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final

from crmdesk.cli.output import warn
from crmdesk.core import paths, settings
from crmdesk.core.domain.problems import CrmError, FileProblem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import _
from crmdesk.core.services import clock_behind
from crmdesk.core.services import workspace as workspaces
from crmdesk.core.services.workspace import Workspace

_BETWEEN_BACKUPS: Final = dt.timedelta(hours=1)


def database_of(options: Namespace) -> Path:
    """Return the database file a command is about."""
    named: str | None = options.db
    return Path(named).expanduser() if named else paths.default_database()


@contextmanager
def opened(options: Namespace, *, make: bool = False, trial: bool = False) -> Iterator[Workspace]:
    """Open the database of a command and close it with its backup.

    A file that was named but is not there is only made where `make` allows it, and goes again
    when nothing came of it; a `trial` then works on an empty database that is thrown away.
    """
    file = database_of(options)
    if trial and not file.exists():
        with tempfile.TemporaryDirectory(prefix="crmdesk-") as folder:
            work = workspaces.open_workspace(Path(folder) / file.name)
            try:
                yield work
            finally:
                work.database.close()
        return
    named = bool(options.db or os.environ.get(paths.DATABASE_VARIABLE))
    if named and not make and not file.exists():
        raise FileProblem(
            _("There is no database {file}.").format(file=file),
            _("Check the name; import, add and demo make a new one."),
        )
    fresh = not file.exists()
    if named and fresh and not file.absolute().parent.is_dir():
        raise FileProblem(
            _("There is no folder {folder}.").format(folder=file.absolute().parent),
            _("Check the name of the database, or make the folder first."),
        )
    work = workspaces.open_workspace(file, who=settings.load().staff)
    doubts = _doubts(work)
    try:
        yield work
    except BaseException:
        if fresh:
            workspaces.abandon(work)
        else:
            _close(work)
        raise
    if not options.json:
        for words in doubts:
            warn(*words)
    _close(work)


def _doubts(work: Workspace) -> list[tuple[str, str]]:
    """Return what is worth knowing of a database beside what it answers."""
    found = work.only_read() or clock_behind.told(work)
    return [found] if found else []


def _close(work: Workspace) -> None:
    """Close a database; what was done is done, also where its backup cannot be made."""
    try:
        workspaces.close(work, spare=_BETWEEN_BACKUPS)
    except CrmError as error:
        warn(error.message, error.advice)


def past_days(work: Workspace, *days: dt.date | None) -> list[str]:
    """Return a sentence for each day that is over, though something is planned for it."""
    today = work.clock.today()
    return [
        _("{date} is past.").format(date=show_date(day))
        for day in days
        if day is not None and day < today
    ]


@contextmanager
def stoppable(options: Namespace) -> Iterator[Progress]:
    """Give long work its progress line, and let Ctrl+C stop it with nothing written."""
    asked = threading.Event()

    def ask(_number: int, _frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    shown = sys.stderr.isatty() and not options.json
    progress = Progress(_tell if shown else _silent, asked.is_set)
    if threading.current_thread() is not threading.main_thread():
        yield progress
        return
    before = signal.signal(signal.SIGINT, ask)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        if shown:
            sys.stderr.write("\r\033[K")


def _tell(done: int, total: int, what: str) -> None:
    count = f" {done:,} / {total:,}" if total else ""
    sys.stderr.write(f"\r\033[K{what}{count}")
    sys.stderr.flush()


def _silent(done: int, total: int, what: str) -> None:
    return None
