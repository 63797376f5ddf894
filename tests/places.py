"""Places on a disk as users have them: a folder that may only be read, a disk that is full."""

from __future__ import annotations

import os
import resource
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

READABLE = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH
ENTERED = READABLE | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH
NOBODY = 65_534


@contextmanager
def mounted(folder: Path) -> Iterator[Path]:
    """Give a folder that this user may read only, as one who is no administrator."""
    home = Path(tempfile.mkdtemp(prefix="crmdesk-test-"))
    place = home / "disc"
    shutil.copytree(folder, place)
    for one in place.iterdir():
        one.chmod(READABLE)
    place.chmod(ENTERED)
    home.chmod(ENTERED)
    administrator = os.getuid() == 0
    if administrator:
        os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield place
    finally:
        if administrator:
            os.setresuid(0, 0, 0)
        home.chmod(stat.S_IRWXU)
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
