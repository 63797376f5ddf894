"""Reads thousands of broken lists and prints one JSON document with what became of them.

    python -m benchmarks.fuzzing.run --cases 20000 [--seed 1] [--keep FOLDER]

A case that ends or stops the worker is read once more as the program reads it, in its own child
process, and has to end there in a sentence. Anything else is a crash or a hang.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from benchmarks.fuzzing import mutations, reading, seeds
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.importing import child
from crmdesk.core.importing.readers.source import Source

_PATIENCE = reading.SECONDS + 5
_CHILD_SECONDS = 30.0


class Worker:
    """A process that reads one file after another, started anew when one of them ended it."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("fork").Process(
            target=_serve, args=(theirs, self._pipe), daemon=True
        )
        self._process.start()
        theirs.close()

    def outcome(self, data: bytes) -> tuple[str, str]:
        """Return what became of a file; `died` and `stuck` when the worker did."""
        what = "died"
        with suppress(EOFError, OSError):
            self._pipe.send_bytes(data)
            if self._pipe.poll(_PATIENCE):
                answer: tuple[str, str] = self._pipe.recv()
                return answer
            what = "stuck"
        self._process.kill()
        self._process.join()
        self._pipe.close()
        self._start()
        return what, ""


def _serve(theirs: Connection, ours: Connection) -> None:
    ours.close()
    reading.serve(theirs)


def case(number: int, seed: int, whole: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    """Return the kind and the bytes of a case; the same numbers always give the same bytes."""
    chance = random.Random(f"{seed}/{number}")
    kind, data = whole[number % len(whole)]
    return kind, mutations.broken(data, chance.choice(whole)[1], chance)


def verdict(worker: Worker, data: bytes) -> tuple[str, str]:
    """Return what became of a case, with those the program is kept from by its child process."""
    what, detail = worker.outcome(data)
    if what in ("read", "refused", "crash"):
        return what, detail
    if what == "slow outside":
        return "hang", detail
    begun = time.monotonic()
    try:
        child.read_file(Source("a.xlsx", None, data), time_limit=_CHILD_SECONDS)
    except CrmError:
        return f"{what}, told in a sentence", detail
    except BaseException as error:
        return "crash", repr(error)
    late = time.monotonic() - begun > _CHILD_SECONDS + 5
    return ("hang", detail) if late else (f"{what}, read by the child", detail)


def run(cases: int, seed: int, keep: Path | None) -> dict[str, Any]:
    """Return the counts by outcome and by kind of file, and the details of what went wrong."""
    whole = seeds.all_seeds()
    outcomes: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    wrong: list[dict[str, Any]] = []
    begun = time.perf_counter()

    def work(first: int) -> None:
        worker = Worker()
        for number in range(first, cases, 2):
            kind, data = case(number, seed, whole)
            what, detail = verdict(worker, data)
            outcomes[what] += 1
            kinds[kind] += 1
            if what not in ("read", "refused"):
                wrong.append({"case": number, "kind": kind, "outcome": what, "detail": detail})
                if keep is not None:
                    (keep / f"{what.split(',')[0]}-{seed}-{number}.bin").write_bytes(data)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, (0, 1)))
    wrong.sort(key=lambda one: one["outcome"] not in ("crash", "hang"))
    return {
        "cases": cases,
        "seed": seed,
        "seconds": round(time.perf_counter() - begun, 1),
        "crashes": sum(one["outcome"] == "crash" for one in wrong),
        "hangs": sum(one["outcome"] == "hang" for one in wrong),
        "outcomes": dict(outcomes.most_common()),
        "kinds": dict(sorted(kinds.items())),
        "remarkable": wrong[:20],
    }


def main() -> int:
    """Run the cases of the command line; the exit code tells whether all was well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="a folder for the files that went wrong")
    options = parser.parse_args()
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
    found = run(options.cases, options.seed, options.keep)
    json.dump(found, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
    return 1 if found["crashes"] or found["hangs"] else 0


if __name__ == "__main__":
    sys.exit(main())
