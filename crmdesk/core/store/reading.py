"""Databases that can only be read: on a disc, or in a folder that must not be written to."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from urllib.parse import quote

from sqlcipher3 import dbapi2 as driver

_PATIENCE: Final = 15.0
# With a log somebody may have it open. Without one SQLite would make one, only to read.
_SHARED: Final = "mode=ro"
_ALONE: Final = "immutable=1"
_WRITE: Final = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH


def may_write(path: Path) -> bool:
    """Tell whether a database that is there, and its log beside it, can be written.

    It is not opened for that: to close it would let go of the locks of this process.
    """
    if not path.exists():
        return True
    return _may_be_written(path) and _may_be_written(path.absolute().parent)


def _may_be_written(path: Path) -> bool:
    # An administrator could write what is marked as not to be written all the same. Windows marks
    # folders for another purpose.
    marked = os.name == "posix" and not path.stat().st_mode & _WRITE
    return os.access(path, os.W_OK) and not marked


def connected(path: Path) -> Any:
    """Return a plain connection to read a file with, whether it may be written or not."""
    if may_write(path):
        return driver.connect(str(path), timeout=_PATIENCE)
    return _connected_to_read(path, _mode_of(path) or _ALONE)


def _connected_to_read(path: Path, mode: str) -> Any:
    """Return a plain connection that writes nothing, not even beside the file."""
    return driver.connect(
        f"file:{quote(path.absolute().as_posix())}?{mode}",
        timeout=_PATIENCE,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
    )


class Readable:
    """A file that can be read as it stands; where its log cannot be read, a copy in its place."""

    def __init__(self, path: Path) -> None:
        self.file = path
        self._folder: TemporaryDirectory[str] | None = None
        self._mode = _mode_of(path)
        if not self._mode:
            # What was written last stands in the log, which SQLite reads only where it may write.
            self._folder = TemporaryDirectory(prefix="crmdesk-", ignore_cleanup_errors=True)
            self.file = Path(self._folder.name) / path.name
            for suffix in ("", "-wal"):
                shutil.copyfile(
                    path.with_name(path.name + suffix), self.file.with_name(path.name + suffix)
                )

    def connect(self) -> Any:
        """Return a connection that must not write."""
        if self._folder is None:
            return _connected_to_read(self.file, self._mode)
        connection = driver.connect(
            str(self.file), timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA query_only=ON")
        return connection

    def close(self) -> None:
        """Let go of the copy, if there is one."""
        if self._folder is not None:
            self._folder.cleanup()


def _mode_of(path: Path) -> str:
    """Return how a file is read as it stands, nothing where its log cannot be read."""
    log, index = (path.with_name(f"{path.name}-{what}") for what in ("wal", "shm"))
    # SQLite would make the index of the log where there is none.
    if log.exists() and index.exists() and _opens(path, _SHARED):
        return _SHARED
    return "" if log.exists() and log.stat().st_size else _ALONE


def _opens(path: Path, mode: str) -> bool:
    reader = _connected_to_read(path, mode)
    try:
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except driver.OperationalError:
        return False
    finally:
        reader.close()
    return True
