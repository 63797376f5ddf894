"""Measures speed and memory and prints one JSON document; every floor is measured in the same run.

    python -m benchmarks.bench --n 100000 [--only PART,PART]

Parts are import, undo, find, list, start, sheet, today, complaints, calendar, suggest.

Nothing else should run meanwhile. Only the ratios travel from one machine to another.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import busy, filled, grievances, measuring, starting, workbook
from benchmarks.measuring import say

PARTS = (
    "import",
    "undo",
    "find",
    "list",
    "start",
    "sheet",
    "today",
    "complaints",
    "calendar",
    "suggest",
)
Found = dict[str, Any]


def measure_import(count: int, rounds: int) -> dict[str, Found]:
    """Import and undo, in turns with the floor."""
    path = workbook.workbook(count)
    ours, floors = [], []
    for number in range(rounds):
        say(f"import of {count:,} rows, {number + 1} of {rounds}")
        floors.append(measuring.in_process("import_floor", path))
        say(f"  floor {_steps(floors[-1])}")
        ours.append(measuring.in_process("import_ours", path))
        say(f"  ours {_steps(ours[-1])}")
    seconds = statistics.median(one["seconds"] for one in ours)
    floor = statistics.median(one["seconds"] for one in floors)
    undo = statistics.median(one["undo"] for one in ours)
    return {
        "import": {
            "seconds": seconds,
            "floor_seconds": floor,
            # Of neighbours in time: whatever else the machine did slowed down both.
            "ratio": statistics.median(
                one["seconds"] / bare["seconds"] for one, bare in zip(ours, floors, strict=True)
            ),
            "peak_mib": max(one["peak_mib"] for one in ours),
        },
        "undo": {"seconds": undo, "ratio_to_import": undo / seconds},
    }


def _steps(found: Found) -> str:
    return ", ".join(f"{key} {value:.2f}" for key, value in found.items())


def measure(count: int, parts: tuple[str, ...], rounds: int) -> Found:
    """Return the document."""
    answer: Found = {"n": count}
    if "import" in parts or "undo" in parts:
        answer.update(measure_import(count, rounds))
    with tempfile.TemporaryDirectory() as folder:
        database = filled.database(count, Path(folder))
        steps: dict[str, Callable[[], Found]] = {
            "find": lambda: measuring.in_process("finding", database),
            "list": lambda: measuring.in_process("listing", database),
            "start": lambda: starting.run(database),
            "sheet": lambda: measuring.in_process("sheets", database),
            "today": lambda: measuring.in_process("today", busy.database(count, Path(folder))),
            "complaints": lambda: measuring.in_process(
                "complaining", grievances.database(count, Path(folder))
            ),
            # These come last: the calendar fills the database, and suggestions look at it.
            "calendar": lambda: measuring.in_process("calendar_view", database),
            "suggest": lambda: measuring.in_process("suggesting", database),
        }
        for name, step in steps.items():
            if name in parts:
                say(f"measuring: {name}")
                answer[name] = step()
    return answer


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, 3) if isinstance(value, float) else value


def main() -> int:
    """Measure what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=100_000, help="how many customers")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure")
    parser.add_argument("--rounds", type=int, default=3, help="imports, of which the median counts")
    asked = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    # As on a user's computer, modules are compiled once and not at each start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parts = tuple(asked.only.split(","))
    if asked.n < 1000 or not set(parts) <= set(PARTS):
        parser.error(f"n is 1000 or more, parts are {', '.join(PARTS)}")
    print(json.dumps(_rounded(measure(asked.n, parts, asked.rounds)), indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
