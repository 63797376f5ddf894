"""Reading a file in a process of its own, so that a hostile file cannot take the program down.

The parent starts this module (or, packaged, the program itself) with the file's name; the child
reads, and writes pieces of rows to its standard output. It imports no more than reading needs.
"""

from __future__ import annotations

import gc
import logging
import marshal
import os
import struct
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import IO, Final

from crmdesk.core.domain.collecting import no_collection
from crmdesk.core.domain.problems import Cancelled, FileProblem
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.i18n import _, language, use_language
from crmdesk.core.importing import readers
from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, Event, events
from crmdesk.core.importing.readers.problems import ReaderFailed, damaged, too_large
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.sheet import SheetFile

log = logging.getLogger(__name__)

READ_FLAG: Final = "--read-file"
_LENGTH: Final = struct.Struct("<I")
_MARSHAL: Final = (
    2  # later versions look for repeated objects, which packing has already dealt with
)
_POLL_SECONDS: Final = 0.1
_RETRIED: Final = ("xlsx", "xls")


class _ChildDied(Exception):
    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def read_file(
    path: Path,
    *,
    progress: Progress = QUIET,
    time_limit: float = 120.0,
    memory_limit_mib: int = 2048,
    encoding: str | None = None,
) -> SheetFile:
    """Read a list in a child process with a limit on seconds and on memory.

    Raises FileProblem for everything that is wrong with the file, Cancelled when the user stopped.
    `progress.cancelled` is asked ten times a second, from another thread; `progress.report` gets
    rows from the calling thread. `encoding` overrides the one a text file seems to have.
    """
    content.check_readable(path, Limits())
    deadline = time.monotonic() + time_limit
    for reader in (0, 1):
        command = [str(path), language(), str(memory_limit_mib), str(reader), encoding or ""]
        try:
            return _read_once(command, path, progress, deadline)
        except _ChildDied as death:
            # The fast reader can abort the whole process where the patient one would not.
            if death.kind not in _RETRIED:
                break
    raise damaged()


def _read_once(
    command: Sequence[str], path: Path, progress: Progress, deadline: float
) -> SheetFile:
    progress.check()
    progress.report(0, 0, _("Opening the file"))
    process = _start(command)
    watch = _Watch(process, progress, deadline)
    assembler = Assembler(path.name)
    kind = ""
    try:
        with no_collection():
            for event in _received(process.stdout):
                if event[0] == "problem":
                    raise FileProblem(event[1], event[2])
                elif event[0] == "broken":
                    log.warning("reading a file failed in the child: %s", event[1])
                    kind = ""  # it has come to an end by itself: another try would end there too
                elif event[0] == "kind":
                    kind = event[1]
                elif event[0] == "restart":
                    assembler = Assembler(path.name)
                else:
                    assembler.feed(event)
                    _report(assembler, event, progress)
                    if event[0] == "done":
                        return assembler.finish()
    finally:
        watch.stop()
    watch.check()
    raise _ChildDied(kind)


def _report(assembler: Assembler, event: Event, progress: Progress) -> None:
    if event[0] == "rows":
        total = max(assembler.rows_expected, assembler.rows_read)
        progress.report(assembler.rows_read, total, _("Reading rows"))


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
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
        [*program, READ_FLAG, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


class _Watch:
    """Ends the child when the user stops it or its time is over, which also ends the reading."""

    def __init__(
        self, process: subprocess.Popen[bytes], progress: Progress, deadline: float
    ) -> None:
        self._process = process
        self._progress = progress
        self._deadline = deadline
        self._finished = threading.Event()
        self._cancelled = False
        self._late = False
        self._thread = threading.Thread(target=self._run, name="reading-watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the child, if it still runs, and leave nothing of it behind."""
        self._finished.set()
        self._process.kill()
        self._thread.join()
        if self._process.stdout:
            self._process.stdout.close()
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
            self._cancelled = self._progress.cancelled()
            self._late = time.monotonic() > self._deadline
            if self._cancelled or self._late:
                self._process.kill()
                return


def _received(pipe: IO[bytes] | None) -> Iterator[Event]:
    while pipe and len(head := pipe.read(_LENGTH.size)) == _LENGTH.size:
        (length,) = _LENGTH.unpack(head)
        body = pipe.read(length)
        if len(body) < length:
            return
        # What is unpacked was packed by our own child, not by the file's author.
        yield marshal.loads(body)  # noqa: S302


def serve_if_asked(argv: Sequence[str]) -> int | None:
    """Read a file for a parent process if the arguments ask for it, and return the exit code.

    `argv` is without the program's name; None means that the program was started by a user.
    """
    if len(argv) != 6 or argv[0] != READ_FLAG:
        return None
    path, language_code, memory_mib, reader, encoding = argv[1:]
    # Whatever else writes to standard output must not get between the pieces.
    with os.fdopen(os.dup(1), "wb") as pipe, Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        gc.disable()
        _limit_memory(int(memory_mib))
        use_language(language_code)
        limits = Limits(encoding=encoding or None)
        try:
            _serve(Source.of(Path(path)), int(reader), limits, pipe)
        except FileProblem as problem:
            _send(pipe, ("problem", problem.message, problem.advice))
        except MemoryError:
            refusal = too_large()
            _send(pipe, ("problem", refusal.message, refusal.advice))
        except BrokenPipeError:
            return 1
        except Exception as error:
            _send(pipe, ("broken", _without_data(error)))
            raise
    return 0


def _serve(source: Source, first: int, limits: Limits, pipe: IO[bytes]) -> None:
    kind = content.kind_of(source)
    _send(pipe, ("kind", kind))
    for reader in readers.READERS[kind][first:]:
        try:
            for event in events(reader(source, limits), limits):
                _send(pipe, event)
            return
        except ReaderFailed:
            _send(pipe, ("restart",))
    raise damaged()


def _send(pipe: IO[bytes], event: Event) -> None:
    body = marshal.dumps(event, _MARSHAL)
    pipe.write(_LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def _limit_memory(mebibytes: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    size = mebibytes * 1024**2
    for what, bound in ((resource.RLIMIT_AS, size), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(what, (bound, bound))
        except (OSError, ValueError):
            # Some systems know the limit and do not keep it; the time limit still holds there.
            continue


def _without_data(error: BaseException) -> str:
    # The message may quote a cell, and customers' data have no place in a log.
    frames = traceback.extract_tb(error.__traceback__)[-4:]
    places = ", ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames)
    return f"{type(error).__name__} at {places}"


if __name__ == "__main__":
    code = serve_if_asked(sys.argv[1:])
    sys.exit(2 if code is None else code)
