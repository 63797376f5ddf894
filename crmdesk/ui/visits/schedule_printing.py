"""The print preview of the visit schedule, with its documents made in the background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import N_, _
from crmdesk.core.services import shop
from crmdesk.core.services import visits as visit_service
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.visits.planning import WEEK_DAYS, week_start

if TYPE_CHECKING:
    from crmdesk.core.reports.document import Document, Paper

VIEW: Final = "schedule_print"
PAPERS: Final = ("A4", "Letter")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One way to print the schedule: its name, its first day, how many days, and its style."""

    label: str
    start: dt.date
    days: int
    style: Literal["day", "week"]


def sheets_for(start: dt.date, days: int) -> list[Sheet]:
    """Return the ways to print these days, the most likely one first."""
    if days <= 1:
        monday = week_start(start)
        return [
            Sheet(N_("Day sheet"), start, 1, "day"),
            Sheet(N_("Week sheet"), monday, WEEK_DAYS, "week"),
            Sheet(N_("Day sheets of the whole week"), monday, WEEK_DAYS, "day"),
        ]
    return [
        Sheet(N_("Week sheet"), start, days, "week"),
        Sheet(N_("Day sheets"), start, days, "day"),
    ]


@dataclass(frozen=True, slots=True)
class _Made:
    documents: dict[tuple[int, str], Document]
    paper: str


def _make(workspace: Workspace, sheets: list[Sheet], staff: str) -> _Made:
    # Both papers at once: switching in the preview then needs no further reading.
    documents: dict[tuple[int, str], Document] = {}
    for place, sheet in enumerate(sheets):
        for paper in PAPERS:
            try:
                documents[(place, paper)] = visit_service.schedule(
                    workspace, sheet.start, sheet.days, staff=staff, style=sheet.style, paper=paper
                )
            except CrmError:
                # Only the days that were asked for must have visits; others are not offered.
                if place == 0:
                    raise
    return _Made(documents, shop.settings(workspace).paper)


def open_schedule_preview(
    desk: Desk,
    parent: QWidget,
    start: dt.date,
    days: int,
    staff: str = "",
    opened: Callable[[Any], object] | None = None,
) -> None:
    """Open the preview of the visits of these days; `opened` gets the preview when it is shown."""
    sheets = sheets_for(start, days)

    def show(made: _Made) -> None:
        preview = _preview(desk, parent, sheets, made, start)
        preview.show()
        if opened is not None:
            opened(preview)

    desk.tasks.read(
        lambda: _make(desk.workspace, sheets, staff),
        show,
        desk.trouble,
        key=(parent, "schedule_preview"),
        owner=parent,
    )


def _preview(desk: Desk, parent: QWidget, sheets: list[Sheet], made: _Made, start: dt.date) -> Any:
    # Printing needs Qt's printer library, which the start of the program does without.
    from crmdesk.ui.kit.print_preview import PreviewChoice, PrintPreview

    def choice(place: int, sheet: Sheet) -> PreviewChoice:
        def build(paper: Paper) -> Document:
            return made.documents[(place, paper)]

        return PreviewChoice(_(sheet.label), build)

    def remember(paper: Paper) -> None:
        desk.settings.views.setdefault(VIEW, {})["paper"] = paper

    last = desk.settings.views.get(VIEW, {}).get("paper") or made.paper
    return PrintPreview(
        [
            choice(place, sheet)
            for place, sheet in enumerate(sheets)
            if (place, "A4") in made.documents
        ],
        paper="Letter" if last == "Letter" else "A4",
        file_name=_("Visits {date}.pdf").format(date=show_date(start)),
        paper_chosen=remember,
        trouble=desk.trouble,
        told=lambda text: desk.done(Changes(0, text)),
        parent=parent,
    )
