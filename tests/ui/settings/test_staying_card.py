"""The intervals of the grades are typed, kept, and can be taken back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.choices import GRADE
from crmdesk.core.services import choices, history, staying
from crmdesk.ui.settings.screen import SettingsScreen
from crmdesk.ui.settings.staying_card import StayingCard
from tests.ui.desks import RememberingDesk, shown


def opened(qtbot: QtBot, desk: RememberingDesk) -> StayingCard:
    screen = SettingsScreen(desk)
    shown(qtbot, desk, screen)
    card = screen.card(StayingCard)
    qtbot.waitUntil(desk.tasks.idle)
    return card


def texts(card: StayingCard) -> dict[str, str]:
    return {code: line.text() for code, line in card.lines.items()}


def test_that_enter_keeps_the_days_of_a_grade_and_undo_brings_the_old_ones_back(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    card = opened(qtbot, desk)
    assert texts(card) == {"A": "14", "B": "30", "C": "90", "D": ""}
    assert not card.save_button.isEnabled()
    card.lines["A"].setText("2周")
    card.lines["B"].clear()
    assert card.save_button.isEnabled()
    qtbot.keyClick(card.lines["A"], Qt.Key.Key_Return)
    qtbot.waitUntil(desk.tasks.idle)
    assert staying.intervals(desk.workspace).by_grade == {"A": 14, "B": 0, "C": 90, "D": 0}
    qtbot.waitUntil(lambda: texts(card)["A"] == "14")
    assert not card.save_button.isEnabled()
    desk.done(history.undo(desk.workspace))
    qtbot.waitUntil(lambda: texts(card)["B"] == "30")


def test_that_what_is_no_number_of_days_is_said_and_not_kept(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    card = opened(qtbot, desk)
    card.lines["A"].setText("often")
    card.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert "often" in card.problem.text() and not card.problem.isHidden()
    assert staying.intervals(desk.workspace).of("A") == 14
    card.lines["A"].setText("7")
    card.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert staying.intervals(desk.workspace).of("A") == 7


def test_that_a_grade_of_the_owner_gets_a_line_and_typed_words_survive_a_refresh(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    card = opened(qtbot, desk)
    desk.done(choices.add(desk.workspace, GRADE, "钻石"))
    qtbot.waitUntil(lambda: "钻石" in card.lines)
    card.lines["钻石"].setText("3")
    card.refresh()
    qtbot.waitUntil(desk.tasks.idle)
    assert card.lines["钻石"].text() == "3"
    card.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert staying.intervals(desk.workspace).of("钻石") == 3
