"""How long the page Today takes to be read, beside the bare questions to the database.

Run as a process of its own: prints one JSON document.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.busy import CLOCK, TODAY
from benchmarks.measuring import alternating
from crmdesk.core.services import silent, today, workspace
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store.database import Connection

ROUNDS = 20
_SHOWN = today.LONGEST_LIST
_OPEN = "FROM follow_up WHERE status='open' AND due"
# What nobody can do without: a count and the first rows of each list, with nothing looked up.
_BARE: tuple[tuple[str, tuple[Any, ...]], ...] = (
    (f"SELECT count(*) {_OPEN} < ?", (TODAY.isoformat(),)),
    (f"SELECT count(*) {_OPEN} = ?", (TODAY.isoformat(),)),
    (f"SELECT count(*) {_OPEN} BETWEEN ? AND ?", ("2026-11-22", "2026-11-28")),
    (f"SELECT * {_OPEN} <= ? ORDER BY due LIMIT {_SHOWN}", ("2026-11-28",)),
    ("SELECT * FROM visit WHERE on_date = ?", (TODAY.isoformat(),)),
    (
        "SELECT id, name, mobile, grade, birthday FROM customer WHERE birthday_md > 0"
        " AND birthday_md BETWEEN ? AND ?",
        (1121, 1128),
    ),
    ("SELECT count(*) FROM customer WHERE binned_at IS NULL", ()),
)


def cold(path: Path, work: Callable[[Workspace], object]) -> float:
    """Return the milliseconds of work on a file that was just opened and is in no memory."""
    forget(path)
    shop = workspace.open_workspace(path, clock=CLOCK)
    begun = time.perf_counter()
    work(shop)
    spent = (time.perf_counter() - begun) * 1000
    shop.database.close()
    return spent


def forget(path: Path) -> None:
    """Ask the system to drop its copy of a file."""
    if not hasattr(os, "posix_fadvise"):
        return
    with path.open("rb") as file:
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def bare(connection: Connection) -> None:
    """Ask the bare questions."""
    for query, values in _BARE:
        connection.exec_driver_sql(query, values).fetchall()


def _bare_work(shop: Workspace) -> None:
    with shop.database.read() as connection:
        bare(connection)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def run(path: Path) -> dict[str, Any]:
    """Return the milliseconds of the page and of the list of silent customers."""
    first = [cold(path, today.today) for _ in range(ROUNDS)]
    floor_first = [cold(path, _bare_work) for _ in range(ROUNDS)]
    shop = workspace.open_workspace(path, clock=CLOCK)
    today.today(shop)
    warm, floor = alternating(
        lambda: _timed(lambda: today.today(shop)), lambda: _timed(lambda: _bare_work(shop)), ROUNDS
    )
    found = today.today(shop)

    def median(work: Callable[[], object]) -> float:
        return statistics.median(_timed(work) for _ in range(ROUNDS))

    answer = {
        "cold_ms": statistics.median(first),
        "warm_ms": warm,
        "floor_cold_ms": statistics.median(floor_first),
        "floor_warm_ms": floor,
        "silent_page_ms": median(lambda: silent.first_page(shop)),
        "never_page_ms": median(lambda: silent.first_page(shop, never=True)),
        "overdue": found.counts.overdue,
        "coming": found.counts.coming,
        "birthdays": found.counts.birthdays,
        "silent": silent.first_page(shop).total,
    }
    shop.database.close()
    return answer


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
