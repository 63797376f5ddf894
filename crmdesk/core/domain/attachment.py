"""A file that belongs to a complaint: a photo, a receipt, a recording."""

from __future__ import annotations

import datetime as dt
import mimetypes
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import _

# Kept inside the database, which is copied at every backup.
MOST_BYTES: Final = 20 * 1024 * 1024
# The least that is told to be larger than that, in a tenth of a MB.
_SEEN_LARGER: Final = MOST_BYTES + 110_000
# In bytes: systems take 255 of them, of which a folder's own name or a mark may take some.
LONGEST_NAME: Final = 200
ANY_KIND: Final = "application/octet-stream"

# What is opened without running it, by the end of the name: that is what decides in a system.
_PICTURES: Final = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".heic", ".heif", ".tiff")
_TEXTS: Final = (".pdf", ".txt", ".csv", ".log")
_SOUNDS: Final = (".mp3", ".m4a", ".wav", ".amr", ".aac", ".ogg", ".opus", ".flac", ".wma")
_FILMS: Final = (".mp4", ".mov", ".avi", ".mkv", ".3gp", ".webm", ".wmv", ".m4v")
_OFFICE: Final = (".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".rtf", ".wps", ".et", ".dps")
_OPEN_OFFICE: Final = (".odt", ".ods", ".odp")
_SHOWN: Final = frozenset((*_PICTURES, *_TEXTS, *_SOUNDS, *_FILMS, *_OFFICE, *_OPEN_OFFICE))
# No system, or not every one, takes these in a name.
_NOT_IN_NAMES: Final = str.maketrans(dict.fromkeys('<>:"|?*', "_"))

# Windows takes these for devices, whatever follows the first point.
_DEVICES: Final = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(?:\.|$)", re.IGNORECASE
)

# What pictures and documents begin with; the name alone may be wrong.
_MARKS: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"%PDF-", "application/pdf"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file as it is listed; `kind` is its media type, `size` in bytes, `added_at` in UTC."""

    id: int
    complaint_id: int
    name: str
    kind: str
    size: int
    added_at: dt.datetime
    added_by: str = ""

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown as a picture."""
        return self.kind.startswith("image/")


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to be added, by its name without a folder and what is in it."""

    name: str
    data: bytes


def kind_of(name: str, data: bytes) -> str:
    """Return the media type of a file: by what it begins with, else by the end of its name."""
    for mark, kind in _MARKS:
        if data.startswith(mark):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    return mimetypes.guess_type(name)[0] or ANY_KIND


def kept_name(name: str) -> str:
    """Return the name a file is kept under: without folders, never empty, not too long."""
    name = name.encode(errors="replace").decode()
    clean = clean_text(PurePath(name.replace("\\", "/")).name).strip(". ")
    clean = " ".join(clean.translate(_NOT_IN_NAMES).split())
    if not clean:
        return _("file")
    if _DEVICES.match(clean):
        clean = f"_{clean}"
    if len(clean.encode()) <= LONGEST_NAME:
        return clean
    suffix = PurePath(clean).suffix[:16]
    most = LONGEST_NAME - len(suffix.encode())
    return clean.encode()[:most].decode(errors="ignore").rstrip(". ") + suffix


def opens_safely(name: str) -> bool:
    """Tell whether a file only shows something when it is opened, and never runs."""
    return PurePath(kept_name(name)).suffix.lower() in _SHOWN


def check_size(name: str, size: int) -> None:
    """Raise FileProblem for a file that is too large or has nothing in it."""
    if not size:
        raise FileProblem(
            _("{file} is empty.").format(file=name), _("Choose the photo or document again.")
        )
    if size > MOST_BYTES:
        raise FileProblem(
            _("{file} is too large: {size}, at most {most}.").format(
                file=name, size=show_size(max(size, _SEEN_LARGER)), most=show_size(MOST_BYTES)
            ),
            _("Send a smaller picture or a shorter recording; the database keeps all of it."),
        )


def show_size(size: int) -> str:
    """Return a number of bytes in words: 840 KB, 2.4 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
