"""One broken file through everything an import does with it, in a process that may die."""

from __future__ import annotations

import multiprocessing.connection
import resource
import signal
import traceback
from typing import Any

from crmdesk.core.domain.problems import CrmError, FileProblem, PasswordNeeded
from crmdesk.core.domain.progress import QUIET
from crmdesk.core.importing import readers
from crmdesk.core.importing.readers import content
from crmdesk.core.importing.readers.limits import Limits
from crmdesk.core.importing.readers.packing import Assembler, events
from crmdesk.core.importing.readers.problems import ReaderFailed
from crmdesk.core.importing.readers.source import Source
from crmdesk.core.importing.setup import data_rows
from crmdesk.core.importing.sheet import SheetFile
from crmdesk.core.services import importing

# A whole file of this size is read in hundredths of a second.
SECONDS = 10
_MEMORY = 2 * 1024**3
_MOST_ROWS = 300


class TooSlow(Exception):
    """One file took longer than any small file may."""


def outcome(data: bytes) -> tuple[str, str]:
    """Return what became of a file: `read`, `refused`, `slow` or `crash`, and where."""
    signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        file = _read(Source("a.xlsx", None, data))
        _understand(file)
        return "read", ""
    except PasswordNeeded:
        return "refused", "password"
    except CrmError:
        return "refused", ""
    except MemoryError:
        return "refused", "memory"
    except TooSlow:
        return "slow", traceback.format_exc(limit=-3)
    except BaseException:
        return "crash", traceback.format_exc(limit=-4)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _late(_number: int, _frame: Any) -> None:
    raise TooSlow


def _read(source: Source) -> SheetFile:
    """Read as the reading process does."""
    limits = Limits()
    kind = content.kind_of(source)
    for reader in readers.READERS[kind]:
        assembler = Assembler(source.name)
        try:
            for event in events(reader(source, limits), limits):
                assembler.feed(event)
        except ReaderFailed:
            continue
        return assembler.finish()
    raise FileProblem("damaged")


def _understand(file: SheetFile) -> None:
    """Do with a list what the program does outside of the reading process."""
    from crmdesk.core.importing.validation import RowReader

    for sheet in file.sheets:
        if not sheet.rows:
            continue
        try:
            setup = importing.begin(file, sheet=sheet.name)
            importing.require_names(setup)
        except CrmError:
            continue
        rows = [cells for _index, cells in data_rows(setup)][:_MOST_ROWS]
        reader = RowReader(setup.mappings, rows, epoch_1904=file.epoch_1904, sheet=sheet.name)
        for number, cells in enumerate(rows):
            reader.read(number, cells)


def serve(pipe: multiprocessing.connection.Connection) -> None:
    """Read the files that come through a pipe until it is closed."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    QUIET.check()
    while True:
        try:
            data = pipe.recv_bytes()
        except EOFError:
            return
        pipe.send(outcome(data))
