"""The limits of the reading process on Windows: a job that it joins."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_KILL_ON_JOB_CLOSE: Final = 0x2000
_PROCESS_MEMORY: Final = 0x100
_PROCESS_TIME: Final = 0x2
_EXTENDED_LIMITS: Final = 9
_TICKS_A_SECOND: Final = 10_000_000  # Windows counts time in tenths of a microsecond


class BasicLimits(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION of Windows."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class ExtendedLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of Windows; the counters are six numbers of 64 bits."""

    _fields_ = (
        ("BasicLimitInformation", BasicLimits),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def job_limits(mebibytes: int, seconds: int) -> ExtendedLimits:
    """Return what Windows is told: bytes of memory, time of the processor, and to end all."""
    limits = ExtendedLimits()
    limits.BasicLimitInformation.LimitFlags = _KILL_ON_JOB_CLOSE | _PROCESS_MEMORY | _PROCESS_TIME
    limits.BasicLimitInformation.PerProcessUserTimeLimit = seconds * _TICKS_A_SECOND
    limits.ProcessMemoryLimit = mebibytes * 1024**2
    return limits


if sys.platform == "win32":
    from ctypes import wintypes

    def join_a_job(limits: ExtendedLimits) -> None:
        """Put this process into a job of its own; without one the parent's clock still holds."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.argtypes = (wintypes.LPVOID, wintypes.LPCWSTR)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.SetInformationJobObject.argtypes = (
            wintypes.HANDLE,
            ctypes.c_int,
            wintypes.LPVOID,
            wintypes.DWORD,
        )
        kernel.SetInformationJobObject.restype = wintypes.BOOL
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.AssignProcessToJobObject.restype = wintypes.BOOL
        kernel.GetCurrentProcess.argtypes = ()
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        # The handle stays open as long as this process lives: closing it would end the process.
        job = kernel.CreateJobObjectW(None, None)
        if job and kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
        ):
            kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
