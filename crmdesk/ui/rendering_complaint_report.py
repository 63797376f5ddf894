"""The scenes of the report of complaints: a month, a year, any days, one without complaints."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from crmdesk.core.domain.complaint_periods import Period
from crmdesk.ui.complaints.report_pane import ReportPane
from crmdesk.ui.complaints.screen import REPORT, ComplaintsScreen
from crmdesk.ui.rendering_scenes import Scene, Step

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow

_ALL = Period.year(2026)


def complaint_report() -> list[Scene]:
    """Return the scenes."""
    return [
        Scene("complaint-report", (_report,)),
        Scene("complaint-report-year", (_choose(_ALL),)),
        Scene("complaint-report-charts", (_scroll(1),)),
        Scene("complaint-report-groups", (_scroll(2),)),
        Scene("complaint-report-end", (_scroll(99),)),
        Scene("complaint-report-keys", (_first_bar,)),
        Scene(
            "complaint-report-days", (_choose(Period(dt.date(2026, 9, 5), dt.date(2026, 11, 20))),)
        ),
        Scene("complaint-report-nothing", (_choose(Period.month(2025, 2)),)),
        Scene("complaint-report-list", (_choose(_ALL), _open)),
    ]


def no_complaint_report() -> list[Scene]:
    """Return the scene of a shop without complaints."""
    return [Scene("complaint-report-empty", (_report,))]


def _report(window: MainWindow) -> None:
    window.desk.go("complaints", REPORT)


def _pane(window: MainWindow) -> ReportPane:
    screen = window.body.place("complaints")
    assert isinstance(screen, ComplaintsScreen)
    pane = screen.pane(REPORT)
    assert isinstance(pane, ReportPane)
    return pane


def _choose(period: Period) -> Step:
    return lambda window: _pane(window).period_bar.choose(period)


def _scroll(pages: int) -> Step:
    def step(window: MainWindow) -> None:
        area = _pane(window).area
        area.verticalScrollBar().setValue(area.viewport().height() * pages)

    return step


def _first_bar(window: MainWindow) -> None:
    pane = _pane(window)
    row = pane.body.cards["category"].table.rows[0]
    row.setFocus()
    pane.area.ensureWidgetVisible(row)


def _open(window: MainWindow) -> None:
    _pane(window).body.cards["category"].table.rows[0].click()
