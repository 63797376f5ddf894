"""The report of complaints in tests: shown with some complaints, and asked by hand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint_figures import Report
from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.complaint_states import ACKNOWLEDGE, ANSWER, CLOSE
from crmdesk.ui.complaints.report_pane import ReportPane
from crmdesk.ui.complaints.screen import REPORT, ComplaintsScreen
from tests.ui.complaints.hands import earlier, opened, received, settled, stepped
from tests.ui.desks import RememberingDesk

NOVEMBER, OCTOBER = Period.month(2026, 11), Period.month(2026, 10)
ALT, LEFT = Qt.KeyboardModifier.AltModifier, Qt.MouseButton.LeftButton


def reporting(qtbot: QtBot, desk: RememberingDesk) -> tuple[ComplaintsScreen, ReportPane]:
    """Show the report, and wait until it has read its figures."""
    screen = opened(qtbot, desk)
    screen.tabs.buttons[REPORT].click()
    settled(qtbot, desk)
    pane = screen.pane(REPORT)
    assert isinstance(pane, ReportPane)
    return screen, pane


def some(desk: RememberingDesk) -> dict[str, int]:
    """Write down four complaints of November and one of October."""
    made = {
        "one": received(desk, category="quality", product="窗帘", staff="Li"),
        "two": received(desk, category="quality", product="沙发", staff="Li"),
        "three": received(desk, category="delivery", product="窗帘"),
        "closed": received(desk, category="price"),
        "old": received(desk, category="quality", received_at=earlier(desk, 30)),
    }
    stepped(desk, made["closed"], ACKNOWLEDGE)
    stepped(desk, made["closed"], ANSWER, action="退款", cause="supplier")
    stepped(desk, made["closed"], CLOSE, satisfaction=4)
    return made


def listed(screen: ComplaintsScreen) -> set[int]:
    """Return the complaints that the list shows."""
    model = screen.browse.list.model
    return {one for row in range(model.rowCount()) if (one := model.id_at(row)) is not None}


def click(qtbot: QtBot, desk: RememberingDesk, button: QWidget) -> None:
    qtbot.mouseClick(button, LEFT)
    settled(qtbot, desk)


def report_of(pane: ReportPane) -> Report:
    assert pane.report is not None
    return pane.report
