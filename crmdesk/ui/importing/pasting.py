"""Rows from the clipboard, as a list that can be read like a file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import _
from crmdesk.core.importing.readers.source import Source
from crmdesk.ui.importing.file_page import dropped_file

# Windows knows none that are longer.
LONGEST_PATH: Final = 32_767


def from_clipboard() -> Path | Source:
    """Return what was copied: rows of a program, or a file of the file manager or its path.

    Raises FileProblem when there is neither.
    """
    # An empty clipboard has nothing at all, whatever the type says.
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is not None and (path := dropped_file(data)) is not None:
        return path
    text = data.text() if data is not None and data.hasText() else ""
    if (path := _named_file(text)) is not None:
        return path
    html = data.html() if data is not None and data.hasHtml() else ""
    if not text.strip() and not html.strip():
        raise FileProblem(
            _("There are no rows to paste."),
            _("Mark the rows with their headers in Excel or WPS, press Ctrl+C, and come back."),
        )
    from crmdesk.core.importing.readers.pasted import pasted_source

    return pasted_source(text, html)


def _named_file(text: str) -> Path | None:
    """Return the file whose path was copied, as Windows does it in quotation marks."""
    line = text.strip().strip('"')
    if not line or len(line) > LONGEST_PATH or "\n" in line:
        return None
    path = Path(line)
    try:
        return path if path.is_absolute() and path.is_file() else None
    except (OSError, ValueError):  # no path, only words
        return None
