"""Results entered from paper by keyboard: one row, one key, nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED
from crmdesk.core.domain.visit_forms import Question, VisitForm
from crmdesk.core.reports.document import Table
from crmdesk.core.services import (
    customers,
    followups,
    history,
    printing,
    visit_forms,
    visit_results,
    visits,
)
from crmdesk.ui.visits.results.screen import ResultsScreen
from tests.ui.desks import RememberingDesk, shown
from tests.ui.visits.conftest import TODAY, TOMORROW

MONDAY = dt.date(2026, 11, 23)
Key = Qt.Key


@pytest.fixture
def screen(desk: RememberingDesk, people: list[int], qtbot: QtBot) -> Iterator[ResultsScreen]:
    visits.plan_visits(desk.workspace, people, TODAY, purpose="送样品", staff="小王")
    made = ResultsScreen(desk)
    shown(qtbot, desk, made)
    made.begin(TODAY)
    qtbot.waitUntil(desk.tasks.idle)
    yield made
    desk.screens.clear()


def press(qtbot: QtBot, *keys: Qt.Key | str) -> None:
    """Press keys where the keyboard is; a text is typed."""
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        if isinstance(key, str):
            qtbot.keyClicks(widget, key)
        else:
            qtbot.keyClick(widget, key)


def settled(qtbot: QtBot, desk: RememberingDesk) -> None:
    qtbot.waitUntil(desk.tasks.idle)


def statuses(desk: RememberingDesk) -> list[str]:
    return [row.visit.status for row in visits.between(desk.workspace, TODAY, TODAY)]


def at_hand(screen: ResultsScreen) -> int:
    row = screen.entry.row()
    assert row is not None
    return row.number


def words_on(widget: QWidget) -> str:
    found = [one.text() for one in widget.findChildren(QWidget) if hasattr(one, "text")]
    return "\n".join(word for word in found if isinstance(word, str))


def test_that_a_day_is_entered_by_keyboard_from_the_printed_sheet(
    screen: ResultsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    workspace = desk.workspace
    document = printing.schedule(workspace, TODAY, 1)
    table = next(block for block in document.blocks if isinstance(block, Table))
    printed = [
        f"{row.cells[0].paragraphs[0].text}. {row.cells[2].paragraphs[0].text}"
        for row in table.rows
    ]
    assert [card.title for card in screen.list.items()] == printed
    assert screen.entry.next_date.date() == followups.proposed_next(
        workspace, customer_id=people[0]
    )
    press(qtbot, Key.Key_D)  # done, without words
    assert at_hand(screen) == 2
    press(qtbot, Key.Key_T)
    press(qtbot, "sold ten", Key.Key_Return)  # done, with words
    assert at_hand(screen) == 3
    press(qtbot, Key.Key_X)  # nobody there
    press(qtbot, Key.Key_M, Key.Key_Return)  # to the next open day
    press(qtbot, Key.Key_S)  # left for the end
    settled(qtbot, desk)
    assert statuses(desk) == [DONE, DONE, MISSED, MOVED, PLANNED]
    assert "4 of 5" in words_on(screen.head)
    assert [card.title for card in screen.list.items()] == printed
    assert "1 visit has no result yet" in words_on(screen.end)
    press(qtbot, Key.Key_N)
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, desk)
    assert statuses(desk)[-1] == MOVED
    monday = visits.between(workspace, MONDAY, MONDAY)
    assert [row.customer for row in monday] == ["Anna <b>Smith</b>", "欧阳·娜娜"]
    assert "2 done · 1 missed · 2 moved · 2 next dates" in words_on(screen.end)
    lines = customers.timeline(workspace, people[1])
    assert [line.text for line in lines if line.noun == "activity"] == ["sold ten"]
    assert len(followups.open_rows(workspace)) == 2
    history.undo(workspace)
    assert statuses(desk)[-1] == PLANNED


def test_that_a_result_is_changed_by_going_back_to_its_row(
    screen: ResultsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_D, Key.Key_D, Key.Key_D)
    settled(qtbot, desk)
    press(qtbot, Key.Key_Up, Key.Key_Up)
    assert at_hand(screen) == 2
    press(qtbot, Key.Key_T, "ordered", Key.Key_Return)
    settled(qtbot, desk)
    # The walk goes on where it was.
    assert at_hand(screen) == 4
    lines = customers.timeline(desk.workspace, people[1])
    assert [line.text for line in lines if line.noun == "activity"] == ["ordered"]
    assert len([line for line in lines if line.noun == "follow_up"]) == 1
    press(qtbot, Key.Key_Up, Key.Key_Delete)
    settled(qtbot, desk)
    assert statuses(desk) == [DONE, DONE, PLANNED, PLANNED, PLANNED]


def test_that_texts_used_before_are_written_with_a_digit(
    screen: ResultsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    press(qtbot, Key.Key_T, "not needed", Key.Key_Return)
    settled(qtbot, desk)
    press(qtbot, Key.Key_1)
    assert screen.entry.outcome.text() == "not needed"
    press(qtbot, Key.Key_D)
    settled(qtbot, desk)
    rows = visits.between(desk.workspace, TODAY, TODAY)
    assert [row.visit.outcome for row in rows][:2] == ["not needed", "not needed"]


def test_that_what_is_typed_stays_with_its_row_and_when_one_leaves(
    screen: ResultsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    assert not screen.has_unsaved()
    press(qtbot, Key.Key_T, "half a sen")
    assert screen.has_unsaved()
    press(qtbot, Key.Key_Escape, Key.Key_Down)
    assert screen.entry.outcome.text() == ""
    with qtbot.waitSignal(screen.closed):
        screen.leave()
    visits.plan_visits(desk.workspace, [1], TOMORROW)
    screen.begin(TOMORROW)
    settled(qtbot, desk)
    assert screen.has_unsaved()
    screen.begin(TODAY)
    settled(qtbot, desk)
    assert (at_hand(screen), screen.entry.outcome.text()) == (1, "half a sen")


def test_that_words_are_back_when_they_could_not_be_kept(
    screen: ResultsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    customers.to_bin(desk.workspace, [people[0]])
    press(qtbot, Key.Key_T, "went there", Key.Key_Return)
    settled(qtbot, desk)
    assert "in the bin" in str(desk.failures.pop())
    assert screen.has_unsaved()
    customers.restore(desk.workspace, [people[0]])
    screen.refresh()
    settled(qtbot, desk)
    screen.list.select_id(screen.rows()[0].visit.id)
    assert screen.entry.outcome.text() == "went there"


def test_that_a_date_nobody_understands_is_told_and_not_lost(
    screen: ResultsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    screen.entry.next_date.set_text("sometime")
    press(qtbot, Key.Key_D)
    assert at_hand(screen) == 1
    assert "“sometime” is not a date" in screen.entry._date_row.error()
    screen.list.setFocus()
    press(qtbot, Key.Key_Down, Key.Key_Up)
    assert screen.entry.next_date.text() == "sometime"
    assert statuses(desk) == [PLANNED] * 5


def test_that_a_form_is_filled_in_below_the_words(
    desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    asked = (Question("宽", "number"), Question("材料", "choice", ("普通", "高档")))
    visit_forms.save(desk.workspace, VisitForm(name="量尺", purposes=("量尺",), questions=asked))
    visits.plan_visits(desk.workspace, people[:2], TODAY, purpose="客厅量尺")
    screen = ResultsScreen(desk)
    shown(qtbot, desk, screen)
    screen.begin(TODAY)
    settled(qtbot, desk)
    width, material = (box.widget for box in screen.entry.answers.boxes)
    width.setText("wide")
    press(qtbot, Key.Key_D)
    assert "number" in screen.entry.answers.rows[0].error()
    width.setText("1,200")
    material.set_key("高档")
    screen.list.setFocus()
    press(qtbot, Key.Key_D)
    settled(qtbot, desk)
    (first, _second) = visit_results.sheet(desk.workspace, TODAY).rows
    assert [one.value for one in first.answers] == ["1200", "高档"]
    assert [box.read() for box in screen.entry.answers.boxes] == ["", ""]
    desk.screens.clear()


def test_that_tab_goes_through_the_questions_before_the_buttons(
    desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    asked = (Question("宽", "number"), Question("材料", "choice", ("普通", "高档")))
    visit_forms.save(desk.workspace, VisitForm(name="量尺", purposes=("量尺",), questions=asked))
    visits.plan_visits(desk.workspace, people[:1], TODAY, purpose="")
    visits.plan_visits(desk.workspace, people[1:2], TODAY, purpose="量尺")
    screen = ResultsScreen(desk)
    shown(qtbot, desk, screen)
    screen.begin(TODAY)
    settled(qtbot, desk)
    screen.list.setFocus()
    press(qtbot, Key.Key_Down)
    entry = screen.entry
    entry.outcome.setFocus()
    wanted = [
        entry.next_date.line,
        entry.next_what,
        *(box.widget for box in entry.answers.boxes),
    ]
    assert len(wanted) == 4
    for widget in wanted:
        press(qtbot, Key.Key_Tab)
        assert QApplication.focusWidget() is widget
    press(qtbot, Key.Key_Tab)
    assert entry._buttons.isAncestorOf(QApplication.focusWidget())
    desk.screens.clear()


def test_that_only_the_visits_of_one_person_are_walked(
    screen: ResultsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[:1], TODAY, staff="小李")
    screen.begin(TODAY, "小李")
    settled(qtbot, desk)
    assert [card.title for card in screen.list.items()] == ["1. 张伟"]
    screen.head.staff.set_key("")
    settled(qtbot, desk)
    assert len(screen.list.items()) == 6


def test_that_each_visit_left_is_decided_by_itself(
    screen: ResultsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    screen.show_end()
    cards = screen.end.list
    press(qtbot, Key.Key_X)  # all are marked
    assert {card.pill for card in cards.items()} == {"Missed"}
    cards.clearSelection()
    cards.setCurrentIndex(cards.cards.index(1))
    press(qtbot, Key.Key_L)
    cards.setCurrentIndex(cards.cards.index(2))
    screen.end.day.set_date(TOMORROW)
    press(qtbot, Key.Key_D)
    screen.end.apply()
    settled(qtbot, desk)
    assert statuses(desk) == [MISSED, PLANNED, MOVED, MISSED, MISSED]
    assert [row.visit.on for row in visits.between(desk.workspace, TOMORROW, MONDAY)] == [TOMORROW]


def test_that_a_click_marks_one_visit_alone_and_a_choice_for_none_says_so(
    screen: ResultsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    screen.show_end()
    end, left = screen.end, Qt.MouseButton.LeftButton
    where = end.list.visualRect(end.list.cards.index(1)).center()
    qtbot.mouseClick(end.list.viewport(), left, pos=where)
    end.by_key["leave"].trigger()
    pills = [card.pill for card in end.list.items()]
    assert [place for place, pill in enumerate(pills) if pill == "Leave as planned"] == [1]
    end.list.clearSelection()
    end.by_key["missed"].trigger()
    assert "No line is marked" in end.error.text() and not end.error.isHidden()
    assert [card.pill for card in end.list.items()] == pills
    qtbot.mouseClick(end.list.viewport(), left, pos=where)
    assert end.error.isHidden()


def test_that_a_day_without_visits_says_so(desk: RememberingDesk, qtbot: QtBot) -> None:
    screen = ResultsScreen(desk)
    shown(qtbot, desk, screen)
    screen.begin(TODAY)
    settled(qtbot, desk)
    assert "No visits on this day" in words_on(screen.list)
    assert not screen.head.end_button.isEnabled()
    desk.screens.clear()
