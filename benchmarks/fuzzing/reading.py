"""One broken file through everything an import does with it, in a process that may die."""

from __future__ import annotations

import multiprocessing.connection
import os
import resource
import signal
import traceback
from pathlib import Path
from typing import Any

from crmdesk.core.domain.problems import CrmError, PasswordNeeded
from crmdesk.core.importing import readers
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
    """Return what became of a file, and where.

    `read` or `refused` are as they should be; `unexpected` and `slow` happened while it was read,
    `crash` and `slow outside` in what the program does after that, without a child to hold it.
    """
    where = ""
    signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        where = "while reading"
        file = readers.read_source(Source("a.xlsx", None, data))
        where = "after it"
        _understand(file)
        return "read", ""
    except PasswordNeeded:
        return "refused", "password"
    except CrmError:
        return "refused", ""
    except MemoryError:
        return "refused", "memory"
    except TooSlow:
        what = "slow" if where == "while reading" else "slow outside"
        return what, traceback.format_exc(limit=-3, chain=False)
    except BaseException:
        what = "unexpected" if where == "while reading" else "crash"
        return what, traceback.format_exc(limit=-4, chain=False)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _late(_number: int, _frame: Any) -> None:
    raise TooSlow


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
    # What a reader says as it dies is of no use to anybody.
    with Path(os.devnull).open("wb") as nowhere:
        os.dup2(nowhere.fileno(), 2)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    while True:
        try:
            data = pipe.recv_bytes()
        except EOFError:
            return
        pipe.send(outcome(data))
