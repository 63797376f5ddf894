"""The board: cards by state, carried to another column by mouse or keys, every step with Undo."""

from __future__ import annotations

from array import array

from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain import complaint as states
from crmdesk.core.domain import complaint_states as events
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.services import choices, complaints, history
from crmdesk.ui.complaints.board_list import COMPLAINT
from crmdesk.ui.complaints.board_pane import BoardPane
from crmdesk.ui.complaints.screen import BOARD, ComplaintsScreen
from crmdesk.ui.complaints.step_forms import AnswerStep
from tests.core.services.complaint_rows import put
from tests.ui.complaints.hands import (
    CTRL,
    KEY,
    current,
    opened,
    press,
    received,
    settled,
    stepped,
    typed,
)
from tests.ui.desks import RememberingDesk

SHIFT = Qt.KeyboardModifier.ShiftModifier


def board_of(qtbot: QtBot, desk: RememberingDesk) -> tuple[ComplaintsScreen, BoardPane]:
    screen = opened(qtbot, desk)
    screen.show_tab(BOARD)
    settled(qtbot, desk)
    found = screen.panes[BOARD]
    assert isinstance(found, BoardPane)
    return screen, found


def state_of(desk: RememberingDesk, number: int) -> str:
    return complaints.get(desk.workspace, number).state


def shown(board: BoardPane) -> dict[str, list[int]]:
    """Return the ids of the cards by state, without the columns that have none."""
    found = {state: one.list.cards.ids().tolist() for state, one in board.columns.items()}
    return {state: ids for state, ids in found.items() if ids}


def dropped_on(board: BoardPane, number: int, state: str) -> bool:
    """Carry the card of a complaint over a column and let it go; tell whether it was taken."""
    board.board.go_to(number)
    board.columns[board.board.current.state].list.carried.emit(board.board.row())
    data = QMimeData()
    data.setData(COMPLAINT, str(number).encode("ascii"))
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.MoveAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    event.ignore()
    column = board.columns[state]
    column.dropEvent(event)
    if not event.isAccepted():
        board.board.current.list.let_go.emit(column.mapToGlobal(column.rect().center()))
    board.board.current.list.carried.emit(None)
    return event.isAccepted()


def test_that_each_state_has_its_column_and_the_ended_ones_are_folded(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    new, minor, over = (received(desk) for _number in range(3))
    severe = received(desk, severity=states.SEVERE)
    stepped(desk, minor, events.ACKNOWLEDGE)
    stepped(desk, over, events.REJECT, note="是别家的货")
    screen, board = board_of(qtbot, desk)
    # What is due first stands first.
    assert shown(board) == {
        states.NEW: [severe, new],
        states.IN_PROGRESS: [minor],
        states.UNFOUNDED: [over],
    }
    counts = {state: one.count.text() for state, one in board.columns.items()}
    assert counts[states.NEW] == "2" and counts[states.UNFOUNDED] == "1"
    folded = {state for state, one in board.columns.items() if one.folded}
    assert folded == states.ENDED
    assert board.columns[states.UNFOUNDED].list.isHidden()
    board.columns[states.UNFOUNDED].title.click()
    assert not board.columns[states.UNFOUNDED].list.isHidden()
    kept = BoardPane(desk)
    qtbot.addWidget(kept)
    settled(qtbot, desk)
    assert not kept.columns[states.UNFOUNDED].folded and kept.columns[states.CLOSED].folded
    assert screen.current == BOARD


def test_that_a_card_tells_all_that_it_is_about(qtbot: QtBot, desk: RememberingDesk) -> None:
    received(desk, staff="周建国", severity=states.SEVERE)
    _screen, board = board_of(qtbot, desk)
    board.columns[states.NEW].list.setFocus()
    words = str(board.columns[states.NEW].list.currentIndex().data(Qt.ItemDataRole.DisplayRole))
    for part in ("TS-2026-0001", "高先生", "窗帘掉色", "Severe", "18:00", "周建国"):
        assert part in words


def test_that_a_card_carried_to_another_column_takes_the_step_and_undo_brings_it_back(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    number = received(desk)
    _screen, board = board_of(qtbot, desk)
    assert dropped_on(board, number, states.IN_PROGRESS)
    settled(qtbot, desk)
    assert state_of(desk, number) == states.IN_PROGRESS
    assert shown(board) == {states.IN_PROGRESS: [number]}
    row = board.board.row()
    assert row is not None and row.complaint.id == number
    assert board.columns[states.IN_PROGRESS].list.hasFocus()
    desk.done(history.undo(desk.workspace))
    settled(qtbot, desk)
    assert shown(board) == {states.NEW: [number]}


def test_that_a_card_is_not_taken_where_no_step_leads_and_it_is_said_why(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    number = received(desk)
    _screen, board = board_of(qtbot, desk)
    assert not dropped_on(board, number, states.CLOSED)
    settled(qtbot, desk)
    assert state_of(desk, number) == states.NEW
    assert board.said.text() == (
        "TS-2026-0001: It has to be answered and called back before it is closed."
    )
    assert not board.said.isHidden()
    board.columns[states.NEW].list.carried.emit(board.board.row())
    assert not board.columns[states.CLOSED].list.isEnabled()
    assert board.columns[states.IN_PROGRESS].list.isEnabled()
    board.columns[states.NEW].list.carried.emit(None)
    assert board.columns[states.CLOSED].list.isEnabled()


def test_that_a_step_that_needs_words_asks_for_them_and_esc_leaves_the_card(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    number = received(desk)
    screen, board = board_of(qtbot, desk)
    assert dropped_on(board, number, states.ANSWERED)
    settled(qtbot, desk)
    assert board.dialog is not None
    form = board.dialog.form
    assert isinstance(form, AnswerStep) and not board.has_unsaved()
    form.action.set_text("换了新的")
    assert board.has_unsaved()
    qtbot.keyClick(form.action, KEY.Key_Escape)
    settled(qtbot, desk)
    assert board.dialog is None and shown(board) == {states.NEW: [number]}
    board.take(events.ANSWER)
    assert board.dialog is not None
    form = board.dialog.form
    assert isinstance(form, AnswerStep)
    form.confirm()
    assert form.action_row.error()
    form.action.set_text("换了新的")
    form.confirm()
    settled(qtbot, desk)
    assert board.dialog is None and shown(board) == {states.ANSWERED: [number]}
    assert screen.focusWidget() is board.columns[states.ANSWERED].list
    assert len(desk.changes) == 1


def test_that_the_board_is_worked_with_the_keys_alone(qtbot: QtBot, desk: RememberingDesk) -> None:
    first, second = received(desk), received(desk)
    third = received(desk)
    stepped(desk, third, events.ACKNOWLEDGE)
    screen, board = board_of(qtbot, desk)
    board.columns[states.NEW].list.setFocus()
    press(qtbot, desk, KEY.Key_Down)
    row = board.board.row()
    assert row is not None and row.complaint.id == second
    # The empty column of the reopened ones is passed over.
    press(qtbot, desk, KEY.Key_Right)
    row = board.board.row()
    assert row is not None and row.complaint.id == third
    assert not board.columns[states.NEW].list.currentIndex().isValid()
    press(qtbot, desk, KEY.Key_Left)
    press(qtbot, desk, KEY.Key_Right, SHIFT)
    assert state_of(desk, first) == states.IN_PROGRESS
    press(qtbot, desk, KEY.Key_Right, SHIFT)
    assert state_of(desk, first) == states.WAITING_CUSTOMER
    press(qtbot, desk, KEY.Key_G)
    assert state_of(desk, first) == states.IN_PROGRESS
    press(qtbot, desk, KEY.Key_Left, SHIFT)
    assert "nothing to reopen" in board.said.text()
    press(qtbot, desk, KEY.Key_Return)
    assert screen.current == "list" and current(screen).id == first


def test_that_a_long_column_shows_its_beginning_and_the_rest_in_the_list(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    now = desk.workspace.clock.now()
    many = [Complaint(walk_in_name="王", received_at=now, what="色差") for _one in range(205)]
    put(desk.workspace, many)
    screen, board = board_of(qtbot, desk)
    column = board.columns[states.NEW]
    assert column.count.text() == "205" and column.list.cards.rowCount() == 200
    assert column.more.text().startswith("5 more")
    column.more.click()
    settled(qtbot, desk)
    assert screen.current == "list"
    assert screen.browse.list.query.states == frozenset({states.NEW})
    assert screen.browse.list.model.rowCount() == 205


def test_that_a_refresh_leaves_the_place_and_the_keyboard_where_they_are(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    numbers = [received(desk) for _number in range(12)]
    screen, board = board_of(qtbot, desk)
    board.board.go_to(numbers[-1])
    scrolled = board.columns[states.NEW].list.verticalScrollBar().value()
    assert scrolled > 0
    other = received(desk)
    screen.refresh()
    settled(qtbot, desk)
    assert board.columns[states.NEW].list.cards.ids() == array("q", [*numbers, other])
    row = board.board.row()
    assert row is not None and row.complaint.id == numbers[-1]
    assert board.columns[states.NEW].list.verticalScrollBar().value() == scrolled
    assert QApplication.focusWidget() is board.columns[states.NEW].list


def test_that_the_board_is_narrowed_by_words_and_by_staff_and_its_counts_follow(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.settings.staff = "Li"
    choices.add(desk.workspace, "staff", "周建国")
    choices.add(desk.workspace, "staff", "Li")
    mine = received(desk, staff="Li", what="窗帘掉色")
    other = received(desk, staff="周建国", what="窗帘短了")
    late = received(desk, staff="周建国", what="安装晚了")
    stepped(desk, late, events.ACKNOWLEDGE)
    _screen, board = board_of(qtbot, desk)
    assert not board.tools.count.isVisible()
    press(qtbot, desk, KEY.Key_F, CTRL)
    assert board.tools.search.hasFocus()
    typed(qtbot, desk, "窗帘")
    qtbot.waitUntil(lambda: shown(board) == {states.NEW: [mine, other]})
    board.tools.staff.set_key("周建国")
    qtbot.waitUntil(lambda: shown(board) == {states.NEW: [other]})
    assert board.columns[states.NEW].count.text() == "1"
    assert board.columns[states.IN_PROGRESS].count.text() == "0"
    assert board.tools.count.isVisible() and board.tools.count.text() == "1 complaint"
    board.tools.search.setText("安装")
    qtbot.waitUntil(lambda: shown(board) == {states.IN_PROGRESS: [late]})
    row = board.board.row()
    assert row is not None and row.complaint.id == late
    board.tools.search.setText("窗帘")
    qtbot.waitUntil(lambda: shown(board) == {states.NEW: [other]})
    press(qtbot, desk, KEY.Key_Down)
    row = board.board.row()
    assert row is not None and row.complaint.id == other
    board.tools.clear_button.click()
    settled(qtbot, desk)
    assert shown(board) == {states.NEW: [mine, other], states.IN_PROGRESS: [late]}
    assert not board.tools.count.isVisible()


def test_that_a_narrowed_column_is_listed_as_narrowly(qtbot: QtBot, desk: RememberingDesk) -> None:
    choices.add(desk.workspace, "staff", "Li")
    received(desk, staff="Li", what="安装晚了")
    wanted = received(desk, staff="Li", what="窗帘掉色")
    received(desk, what="窗帘短了")
    screen, board = board_of(qtbot, desk)
    board.tools.search.setText("窗帘")
    board.tools.staff.set_key("Li")
    settled(qtbot, desk)
    board.columns[states.NEW].title.click()
    settled(qtbot, desk)
    assert screen.current == "list" and screen.browse.list.model.ids().tolist() == [wanted]
    assert screen.browse.list.tools.search.text() == "窗帘"
    assert screen.browse.list.tools.title_button.text() == "Not started · Li"


def test_that_a_board_on_which_nothing_is_found_says_so(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    received(desk)
    _screen, board = board_of(qtbot, desk)
    board.tools.search.setText("no such words")
    qtbot.waitUntil(lambda: shown(board) == {})
    assert board.tools.count.text() == "No such complaint"
