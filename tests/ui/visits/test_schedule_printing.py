"""The preview of the visit schedule opens with what was asked for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.services import visits
from crmdesk.ui.visits.schedule_printing import open_schedule_preview, sheets_for
from tests.ui.desks import RememberingDesk
from tests.ui.visits.conftest import TODAY, TOMORROW


def test_that_a_day_is_offered_alone_and_with_its_week() -> None:
    day, week, days = sheets_for(TODAY, 1)
    assert (day.start, day.days, day.style) == (TODAY, 1, "day")
    assert (week.start, week.days, week.style) == (dt.date(2026, 11, 16), 7, "week")
    assert (days.start, days.days, days.style) == (dt.date(2026, 11, 16), 7, "day")
    assert [sheet.style for sheet in sheets_for(TODAY, 7)] == ["week", "day"]


def test_that_the_preview_shows_the_day_and_saves_it_as_pdf(
    desk: RememberingDesk, people: list[int], qtbot: QtBot, tmp_path: Path
) -> None:
    visits.plan_visits(desk.workspace, people, TOMORROW, purpose="送样品")
    parent = QWidget()
    qtbot.addWidget(parent)
    opened: list[object] = []
    open_schedule_preview(desk, parent, TOMORROW, 1, opened=opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    preview = opened[0]
    assert preview.page_count() == 1  # type: ignore[attr-defined]
    preview.choice.setCurrentIndex(1)  # type: ignore[attr-defined]
    preview.paper.setCurrentIndex(1)  # type: ignore[attr-defined]
    assert desk.settings.views["schedule_print"] == {"paper": "Letter"}
    file = tmp_path / "visits.pdf"
    preview.save_to(str(file))  # type: ignore[attr-defined]
    assert file.read_bytes().startswith(b"%PDF")
    assert desk.changes[-1].message == "Saved as visits.pdf."
    assert desk.changes[-1].operation_id == 0
    preview.close()  # type: ignore[attr-defined]


def test_that_a_day_without_visits_is_told_and_opens_nothing(
    desk: RememberingDesk, qtbot: QtBot
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    open_schedule_preview(desk, parent, TODAY, 1)
    qtbot.waitUntil(lambda: bool(desk.failures))
    assert "no visits planned" in str(desk.failures.pop())
