"""Reading a file in a process of its own, so that a hostile file cannot take the program down.

The parent starts this module (or, packaged, the program itself) and tells it over its standard
input what to read; the child reads, and writes pieces of rows to its standard output. It imports
no more than reading needs.
"""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Final

from crmdesk.core.domain.collecting import no_collection
from crmdesk.core.domain.problems import Cancelled, FileProblem, PasswordNeeded
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _, language, use_language
from crmdesk.core.importing import readers
from crmdesk.core.importing.child_limits import limit_this_process
from crmdesk.core.importing.child_pipe import (
    Request,
    read_request,
    received,
    send,
    write_request,
)
from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, Event
from crmdesk.core.importing.readers.problems import damaged, too_large
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.sheet import SheetFile

log = logging.getLogger(__name__)

READ_FLAG: Final = "--read-file"
# A sheet of a million rows takes half of this before its first row arrives. Whoever waits for one
# sees that it goes on, and can stop it at any time.
QUIET_SECONDS: Final = 60.0
TOTAL_SECONDS: Final = 900.0
MEMORY_MIB: Final = 2048
_POLL_SECONDS: Final = 0.1


class _ChildDied(Exception):
    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def read_file(
    source: Path | Source,
    *,
    progress: Progress = QUIET,
    time_limit: float = TOTAL_SECONDS,
    quiet_limit: float = QUIET_SECONDS,
    memory_limit_mib: int = MEMORY_MIB,
    encoding: str | None = None,
    password: str | None = None,
) -> SheetFile:
    """Read a list in a child process with limits on seconds, on silence and on memory.

    Raises FileProblem for everything that is wrong with the file, PasswordNeeded when it opens
    with another password only, Cancelled when the user stopped. `progress.cancelled` is asked ten
    times a second, from another thread; `progress.report` gets rows from the calling thread.
    `encoding` overrides the one a text file seems to have.
    """
    if isinstance(source, Path):
        source = Source.of(source)
    path = _check(source)
    deadline = time.monotonic() + time_limit
    request = Request(
        name=source.name,
        path=path,
        data=source.data,
        language=language(),
        memory_mib=memory_limit_mib,
        seconds=max(1, int(time_limit)) + 1,
        first=0,
        encoding=encoding,
        password=password,
    )
    while True:
        try:
            return _read_once(request, progress, deadline, quiet_limit)
        except _ChildDied as death:
            # The fast reader can abort the whole process where the patient one would not.
            request = replace(request, first=request.first + 1)
            if request.first >= len(readers.READERS.get(death.kind, ())):
                raise damaged() from None


def _check(source: Source) -> str | None:
    if source.data is None and source.path is not None:
        content.check_readable(source.path, Limits())
        return str(source.path)
    if not source.size:
        raise FileProblem(_("This file is empty."), _("Choose another file."))
    if source.size > Limits().file_bytes:
        raise too_large()
    return None


def _read_once(
    request: Request, progress: Progress, deadline: float, quiet_limit: float
) -> SheetFile:
    progress.check()
    progress.report(0, 0, _("Opening the file"))
    process = _start()
    watch = _Watch(process, progress, deadline, quiet_limit)
    assembler = Assembler(request.name)
    kind = ""
    try:
        _ask(process, request)
        with no_collection():
            for event in received(process.stdout):
                watch.heard()
                if event[0] == "problem":
                    raise FileProblem(event[1], event[2])
                elif event[0] == "password":
                    raise PasswordNeeded(event[1], event[2])
                elif event[0] == "broken":
                    log.warning("reading a file failed in the child: %s", event[1])
                    kind = ""  # it has come to an end by itself: another try would end there too
                elif event[0] == "kind":
                    kind = event[1]
                else:
                    assembler.feed(event)
                    _report(assembler, event, progress)
                    if event[0] == "done":
                        return assembler.finish()
    finally:
        watch.stop()
    watch.check()
    raise _ChildDied(kind)


def _ask(process: subprocess.Popen[bytes], request: Request) -> None:
    try:
        if process.stdin:
            write_request(process.stdin, request)
    except OSError:
        # It has ended before it heard all; what follows is the end of its answer.
        log.warning("the reading process did not take its request")


def _report(assembler: Assembler, event: Event, progress: Progress) -> None:
    if event[0] == "rows":
        total = max(assembler.rows_expected, assembler.rows_read)
        progress.report(assembler.rows_read, total, _("Reading rows"))


def _start() -> subprocess.Popen[bytes]:
    environment = dict(os.environ)
    if getattr(sys, "frozen", False):
        program = [sys.executable]
    else:
        # -P: the folder the user works in may hold a csv.py or worse.
        program = [sys.executable, "-P", "-m", "crmdesk.core.importing.child"]
        root = str(Path(__file__).resolve().parents[3])
        known = environment.get("PYTHONPATH")
        environment["PYTHONPATH"] = os.pathsep.join([root, known] if known else [root])
    environment["PYTHONUTF8"] = "1"
    return subprocess.Popen(
        [*program, READ_FLAG],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


class _Watch:
    """Ends the child when the user stops it or its time is over, which also ends the reading."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        progress: Progress,
        deadline: float,
        quiet_limit: float,
    ) -> None:
        self._process = process
        self._progress = progress
        self._deadline = deadline
        self._quiet_limit = quiet_limit
        self._last_heard = time.monotonic()
        self._finished = threading.Event()
        self._cancelled = False
        self._late = False
        self._thread = threading.Thread(target=self._run, name="reading-watch", daemon=True)
        self._thread.start()

    def heard(self) -> None:
        """Note that the child has said something."""
        self._last_heard = time.monotonic()

    def stop(self) -> None:
        """End the child, if it still runs, and leave nothing of it behind."""
        self._finished.set()
        self._process.kill()
        self._thread.join()
        for pipe in (self._process.stdout, self._process.stdin):
            _close(pipe)
        self._process.wait()

    def check(self) -> None:
        """Raise what ended the child, if it was not the child itself."""
        if self._cancelled:
            raise Cancelled(_("Stopped."), _("Nothing was changed."))
        if self._late:
            raise FileProblem(
                _("Reading this file takes too long."),
                _("Copy only the cells that hold your list into a new file and import that."),
            )

    def _run(self) -> None:
        while not self._finished.wait(_POLL_SECONDS):
            now = time.monotonic()
            self._cancelled = self._progress.cancelled()
            self._late = now > self._deadline or now - self._last_heard > self._quiet_limit
            if self._cancelled or self._late:
                self._process.kill()
                return


def _close(pipe: IO[bytes] | None) -> None:
    try:
        if pipe:
            pipe.close()
    except OSError:
        # What was still to be written to a child that has ended.
        return


def serve_if_asked(argv: Sequence[str]) -> int | None:
    """Read a file for a parent process if it asks for that, and return the exit code.

    `argv` is without the program's name; None means that the program was started by a user.
    """
    if list(argv) != [READ_FLAG] or (request := read_request()) is None:
        return None
    # Whatever else writes to standard output must not get between the pieces.
    with os.fdopen(os.dup(1), "wb") as pipe, Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        gc.disable()
        limit_this_process(request.memory_mib, request.seconds)
        use_language(request.language)
        limits = Limits(encoding=request.encoding, password=request.password)
        try:
            for event in readers.pieces(request.source(), limits, request.first):
                send(pipe, event)
        except PasswordNeeded as problem:
            send(pipe, ("password", problem.message, problem.advice))
        except FileProblem as problem:
            send(pipe, ("problem", problem.message, problem.advice))
        except MemoryError:
            refusal = too_large()
            send(pipe, ("problem", refusal.message, refusal.advice))
        except BrokenPipeError:
            return 1
        except Exception as error:
            send(pipe, ("broken", _without_data(error)))
            raise
    return 0


def _without_data(error: BaseException) -> str:
    # The message may quote a cell, and customers' data have no place in a log.
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {places}"


if __name__ == "__main__":
    code = serve_if_asked(sys.argv[1:])
    sys.exit(2 if code is None else code)
