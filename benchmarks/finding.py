"""How long a search takes: the first 50 ranked results of 200 mixed queries.

Run as a process of its own: prints one JSON document.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks import measuring
from crmdesk.core.domain.customer import CustomerQuery, CustomerRow
from crmdesk.core.domain.pinyin import readings
from crmdesk.core.services import finding, listing, workspace
from crmdesk.core.services.workspace import Workspace

QUERIES = 200
RESULTS = 50
_LETTERS = "abcdefghjklmnopqrstwxyz"


def queries(desk: Workspace, seed: int = 1) -> list[str]:
    """Return texts as people type them, taken from customers that are there."""
    chance = random.Random(seed)
    ids = listing.ids(desk, CustomerQuery())
    rows = listing.rows(desk, chance.sample(ids, min(QUERIES, len(ids))))
    known = [row for row in rows if row is not None]
    return [_KINDS[number % len(_KINDS)](row, chance) for number, row in enumerate(known)]


def _name(row: CustomerRow, chance: random.Random) -> str:
    return row.name


def _part_of_name(row: CustomerRow, chance: random.Random) -> str:
    return row.name[: chance.randint(1, 2)]


def _pinyin(row: CustomerRow, chance: random.Random) -> str:
    return readings(row.name).full[0]


def _begun_pinyin(row: CustomerRow, chance: random.Random) -> str:
    whole = readings(row.name).full[0]
    return whole[: chance.randint(2, max(2, len(whole) - 1))]


def _initials(row: CustomerRow, chance: random.Random) -> str:
    return readings(row.name).initials[0]


def _digits(row: CustomerRow, chance: random.Random) -> str:
    start = chance.randint(0, 7)
    return row.mobile[start : start + chance.randint(3, 8)] or "138"


def _last_digits(row: CustomerRow, chance: random.Random) -> str:
    return row.mobile[-4:] or "8888"


def _letter(row: CustomerRow, chance: random.Random) -> str:
    return chance.choice(_LETTERS)


def _two_words(row: CustomerRow, chance: random.Random) -> str:
    second = row.mobile[:3] if chance.random() < 0.5 else row.address[:5]
    return f"{readings(row.name).full[0] if chance.random() < 0.5 else row.name} {second}"


def _wide_and_digits(row: CustomerRow, chance: random.Random) -> str:
    return f"{row.district or row.name} {row.mobile[-3:] or '138'}"


_KINDS = (
    _name,
    _part_of_name,
    _pinyin,
    _begun_pinyin,
    _initials,
    _digits,
    _last_digits,
    _letter,
    _two_words,
    _wide_and_digits,
)


def run(path: Path) -> dict[str, Any]:
    """Return the milliseconds that half and that 99 in 100 of the queries stay within."""
    desk = workspace.open_workspace(path)
    finding.find(desk, "first")
    spent: list[tuple[float, str]] = []
    for text in queries(desk):
        begun = time.perf_counter()
        finding.find(desk, text, RESULTS)
        spent.append(((time.perf_counter() - begun) * 1000, text))
    desk.database.close()
    times = [one[0] for one in spent]
    slow = ", ".join(f"{text} {ms:.0f}" for ms, text in sorted(spent, reverse=True)[:8])
    measuring.say(f"slowest searches (ms): {slow}")
    return {"p50_ms": statistics.median(times), "p99_ms": measuring.quantile(times, 0.99)}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
