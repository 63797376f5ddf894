"""The program's import of a workbook into a new database, and its undo.

Run as a process of its own: prints one JSON document.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks import measuring
from crmdesk.core.services import history, importing, workspace


def run(path: Path) -> dict[str, Any]:
    """Return the seconds of each step, the peak of the larger process, and the undo's seconds."""
    with tempfile.TemporaryDirectory() as folder:
        desk = workspace.open_workspace(Path(folder, "shop.db"))
        begun = time.perf_counter()
        file = importing.read(path)
        read = time.perf_counter()
        setup = importing.begin(file)
        plan = importing.check(desk, setup)
        checked = time.perf_counter()
        result = importing.write(desk, setup, plan)
        ended = time.perf_counter()
        used = measuring.machine()
        if not result.created > 0.9 * result.rows or result.failed:
            raise SystemExit(f"the import went wrong: {result.created} of {result.rows}")
        undo_begun = time.perf_counter()
        history.undo(desk)
        undone = time.perf_counter()
        if not workspace.is_empty(desk):
            raise SystemExit("the undo left customers behind")
        desk.database.close()
    return {
        "seconds": ended - begun,
        "read": read - begun,
        "check": checked - read,
        "write": ended - checked,
        "undo": undone - undo_begun,
        **used,
        "peak_with_undo_mib": measuring.machine()["peak_mib"],
    }


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
