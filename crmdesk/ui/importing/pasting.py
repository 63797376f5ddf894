"""Rows from the clipboard, as a list that can be read like a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from crmdesk.core.domain.problems import FileProblem
from crmdesk.core.i18n import _
from crmdesk.core.importing.readers.source import Source
from crmdesk.ui.importing.file_page import dropped_file


def from_clipboard() -> Path | Source:
    """Return what was copied: rows of a program, or a file of the file manager.

    Raises FileProblem when there is neither.
    """
    # An empty clipboard has nothing at all, whatever the type says.
    data: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if data is not None and (path := dropped_file(data)) is not None:
        return path
    text = data.text() if data is not None and data.hasText() else ""
    html = data.html() if data is not None and data.hasHtml() else ""
    if not text.strip() and not html.strip():
        raise FileProblem(
            _("There are no rows to paste."),
            _("Mark the rows with their headers in Excel or WPS, press Ctrl+C, and come back."),
        )
    from crmdesk.core.importing.readers.pasted import pasted_source

    return pasted_source(text, html)
