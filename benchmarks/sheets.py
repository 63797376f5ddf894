"""How long a sheet with 500 visits takes to become a PDF, beside the same HTML printed bare.

Run as a process of its own: prints one JSON document.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtGui import QPdfWriter, QTextDocument

from benchmarks import measuring
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.reports.document import Document
from crmdesk.core.services import listing, visits, workspace
from crmdesk.core.services.printing import schedule
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit import printing

VISITS = 500
ROUNDS = 5
_PDF_DPI = 1200


def _document(desk: Workspace) -> Document:
    day = desk.clock.today() + dt.timedelta(days=1)
    ids = listing.ids(desk, CustomerQuery(), VISITS)
    visits.plan_visits(desk, list(ids), day, purpose="量尺寸，看样布")
    return schedule(desk, day, 1)


def _ours(document: Document, folder: Path) -> float:
    begun = time.perf_counter()
    printing.to_pdf(document, folder / "ours.pdf")
    return time.perf_counter() - begun


def _bare(document: Document, html: str, folder: Path) -> float:
    begun = time.perf_counter()
    writer = QPdfWriter(str(folder / "bare.pdf"))
    writer.setResolution(_PDF_DPI)
    writer.setPageLayout(printing.page_layout(document.page))
    page = QTextDocument()
    page.setDefaultFont(printing.paper_font())
    page.setHtml(html)
    page.print_(writer)
    del writer
    return time.perf_counter() - begun


def run(path: Path) -> dict[str, float]:
    """Return the seconds of both, medians of runs that take turns after a first one."""
    printing.ensure_gui_application()
    desk = workspace.open_workspace(path)
    document = _document(desk)
    html = printing.document_html(document)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _ours(document, folder), _bare(document, html, folder)
        ours, floor = measuring.alternating(
            lambda: _ours(document, folder), lambda: _bare(document, html, folder), ROUNDS
        )
    desk.database.close()
    return {"seconds": ours, "floor_seconds": floor, "ratio": ours / floor}


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]))))
