"""Places on a disk as users have them: a folder that may only be read, a disk that is full."""

from __future__ import annotations

import resource
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

READABLE = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
ENTERED = READABLE | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH


@contextmanager
def mounted(folder: Path) -> Iterator[Path]:
    """Give a copy of a folder that is marked as not to be written, like all that it holds."""
    home = Path(tempfile.mkdtemp(prefix="crmdesk-test-"))
    place = home / "disc"
    shutil.copytree(folder, place)
    for one in place.iterdir():
        one.chmod(READABLE)
    place.chmod(ENTERED)
    try:
        yield place
    finally:
        place.chmod(stat.S_IRWXU)
        shutil.rmtree(home)


@contextmanager
def full_disk(room: int = 0) -> Iterator[None]:
    """Let no file grow beyond some bytes, as on a disk that has no more room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
