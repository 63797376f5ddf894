from __future__ import annotations

import ctypes
import subprocess
import sys

from crmdesk.core.importing import child_job


def test_that_the_job_of_windows_is_laid_out_as_windows_has_it() -> None:
    wide = ctypes.sizeof(ctypes.c_size_t) == 8
    assert ctypes.sizeof(child_job.BasicLimits) == (64 if wide else 48)
    assert ctypes.sizeof(child_job.ExtendedLimits) == (144 if wide else 112)
    assert child_job.BasicLimits.LimitFlags.offset == 16
    assert child_job.ExtendedLimits.ProcessMemoryLimit.offset == (112 if wide else 96)


def test_that_the_job_holds_memory_time_and_the_end_of_all() -> None:
    limits = child_job.job_limits(2048, 900)
    assert limits.ProcessMemoryLimit == 2048 * 1024**2
    assert limits.BasicLimitInformation.PerProcessUserTimeLimit == 9_000_000_000
    assert limits.BasicLimitInformation.LimitFlags == 0x2000 | 0x100 | 0x2


def test_that_a_process_is_refused_more_memory_than_it_may_take() -> None:
    code = (
        "from crmdesk.core.importing.child_limits import limit_this_process\n"
        "limit_this_process(400, 60)\n"
        "try:\n    room = bytearray(800 * 1024**2)\nexcept MemoryError:\n    print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    # macOS knows the limit and does not keep it.
    assert done.stdout == ("" if sys.platform == "darwin" else "refused\n")
