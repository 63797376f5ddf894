"""Whether work grows with what there is to do only, told in a way that no busy machine changes."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Final

# Ten times as much takes a hundred times as long where time grows with the square.
TIMES: Final = 10
_TOO_MUCH: Final = 40.0
# What is over sooner is not measured well enough to be compared.
_LEAST_SECONDS: Final = 0.02
_TRIES: Final = 5


def grows_with_length_only(work: Callable[[int], object], small: int) -> bool:
    """Return whether ten times as much takes about ten times as long, in the best of five tries.

    It counts what this thread alone has of a processor: what runs beside it takes no time of that.
    """
    for _try in range(_TRIES):
        few = _seconds(work, small)
        many = _seconds(work, small * TIMES)
        if many < max(few, _LEAST_SECONDS) * _TOO_MUCH:
            return True
    return False


def _seconds(work: Callable[[int], object], count: int) -> float:
    gc.collect()
    began = time.thread_time()
    work(count)
    return time.thread_time() - began
