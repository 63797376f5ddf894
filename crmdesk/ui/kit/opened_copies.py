"""Copies of kept files that other programs show; they are gone when the program ends."""

from __future__ import annotations

import hashlib
import stat
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices


@lru_cache(maxsize=1)
def _folder() -> TemporaryDirectory[str]:
    # It removes itself at the end; what another program still holds is left to the system.
    return TemporaryDirectory(prefix="crmdesk-", ignore_cleanup_errors=True)


def write(name: str, data: bytes) -> Path:
    """Return the copy of a file, which can be read but not changed. Raises OSError."""
    place = Path(_folder().name) / hashlib.sha256(data).hexdigest()[:16] / name
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        # What is typed into a copy would be lost with it.
        place.chmod(stat.S_IREAD)
    return place


def show(copy: Path) -> bool:
    """Let the program for such files show a copy; return whether there is one."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy)))
