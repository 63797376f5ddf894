"""How the measurements are taken: processes of their own, medians, peaks."""

from __future__ import annotations

import json
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import Any

MIB = 1024**2


def say(text: str) -> None:
    """Tell what is being done, beside the document on standard output."""
    print(text, file=sys.stderr, flush=True)


def in_process(module: str, *arguments: object) -> dict[str, Any]:
    """Run a module of the measurements in a process of its own and return what it printed."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def machine() -> dict[str, float]:
    """Return the MiB this process or its largest child held at its peak, and seconds of work."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "peak_mib": max(own.ru_maxrss, children.ru_maxrss) / 1024,
        "cpu": own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime,
    }


def memory_mib() -> float:
    """Return what this process holds in memory now."""
    import psutil

    return float(psutil.Process().memory_info().rss) / MIB


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value that a share of all values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def alternating(
    first: Callable[[], float], second: Callable[[], float], rounds: int
) -> tuple[float, float]:
    """Return the medians of two measurements that take turns."""
    pairs = [(first(), second()) for _ in range(rounds)]
    return (
        statistics.median(pair[0] for pair in pairs),
        statistics.median(pair[1] for pair in pairs),
    )
