"""Rows pasted from Excel or WPS, made a source that is read like a file."""

from __future__ import annotations

import csv
import io
import re
from typing import Final

from crmdesk.core.domain import csv_mark
from crmdesk.core.i18n import _
from crmdesk.core.importing.readers.quoted_rows import Rows
from crmdesk.core.importing.readers.source import Source

_TABLE: Final = re.compile(r"<(?:table|tr|td)\b", re.IGNORECASE)
_CONTACTS: Final = re.compile(r"\s*begin\s*:\s*vcard\b", re.IGNORECASE)
_MARK: Final = "\ufeff"


def pasted_source(text: str, html: str | None = None) -> Source:
    """Return the source of what the clipboard holds: its text, and its web page when it has one.

    The text is taken where there is one, since it says exactly what the cells show; the web page
    tells whether it came from a spreadsheet, whose single columns have no separator at all.
    """
    name = _("Pasted rows")
    if not text.strip("\r\n\0") and html:
        return Source(name, None, f"<html>{html}".encode("utf-8-sig", "replace"))
    text = text.rstrip("\0")
    from_sheet = "\t" in text or bool(html and _TABLE.search(html))
    if from_sheet and not _CONTACTS.match(text):
        text = _as_csv(text)
    return Source(name, None, (_MARK + text).encode("utf-8", "replace"))


def _as_csv(text: str) -> str:
    """Return the rows so that no sign in a cell can be taken for what parts the cells."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    for row in Rows(text, "\t", width=text.split("\n", 1)[0].count("\t") + 1):
        writer.writerow([csv_mark.neutralise(cell) for cell in row])
    return out.getvalue()
