"""How long it takes to say who should be visited, and what speaks against a week's plan.

Run as a process of its own: prints one JSON document. After `calendar` the shop is full of
follow-ups, birthdays and visits.
"""

from __future__ import annotations

import datetime as dt
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from crmdesk.core.services import visit_suggestions, visit_warnings, workspace

ROUNDS = 9


def _milliseconds(work: Callable[[], object]) -> float:
    work()
    found = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        work()
        found.append((time.perf_counter() - start) * 1000)
    return statistics.median(found)


def run(file: Path) -> dict[str, float]:
    """Measure on a filled database."""
    desk = workspace.open_workspace(file)
    today = desk.clock.today()
    days = [today + dt.timedelta(days=number) for number in range(7)]
    span = (days[0], days[-1])
    answer = {
        "suggest_ms": _milliseconds(lambda: visit_suggestions.suggest(desk, today, days=span)),
        "suggest_district_ms": _milliseconds(
            lambda: visit_suggestions.suggest(desk, today, days=span, district="西湖区")
        ),
        "warnings_week_ms": _milliseconds(lambda: visit_warnings.warnings(desk, days)),
    }
    desk.database.close()
    return answer


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
