"""What the reading process may take: the system ends it, or refuses it memory, beyond that."""

from __future__ import annotations

import sys


def limit_this_process(mebibytes: int, seconds: int) -> None:
    """Bind this process to so much memory, and to so many seconds of a processor.

    The seconds end a child whose parent is gone. Where a system does not keep a limit, the parent
    still ends the child by the clock.
    """
    if sys.platform == "win32":
        from crmdesk.core.importing import child_job

        child_job.join_a_job(child_job.job_limits(mebibytes, seconds))
        return
    import resource

    size = mebibytes * 1024**2
    for what, bound in (
        (resource.RLIMIT_AS, size),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_CPU, seconds),
    ):
        try:
            resource.setrlimit(what, (bound, bound))
        except (OSError, ValueError):
            # Some systems know the limit and do not keep it; the time limit still holds there.
            continue
