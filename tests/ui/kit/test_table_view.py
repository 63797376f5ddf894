from __future__ import annotations

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit import theme
from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.model_answers import ROW_ROLE
from crmdesk.ui.kit.table_header import RowsHeader
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.table_view import RowsView
from crmdesk.ui.kit.tasks import Tasks

COLUMNS = (
    Column[str]("name", lambda: "Name", str, required=True, width=200),
    Column[str]("phone", lambda: "Phone", str, tabular=True, spans=lambda row: [(0, 2)]),
    Column[str]("grade", lambda: "Grade", str, pill=True, tone=lambda row: "success"),
    Column[str]("note", lambda: "Note", str, default_visible=False),
)


@pytest.fixture
def view(qtbot: QtBot, tasks: Tasks) -> RowsView:
    model = RowsModel(COLUMNS, tasks, lambda ids: [f"<b>{i}</b>" for i in ids])
    made = RowsView(model)
    model.setParent(made)
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.show()
    return made


def another(qtbot: QtBot, tasks: Tasks) -> RowsView:
    made = RowsView(RowsModel(COLUMNS, tasks, lambda ids: [str(i) for i in ids]))
    made.rows.setParent(made)
    qtbot.addWidget(made)
    return made


def test_that_the_state_of_the_columns_comes_back(
    qtbot: QtBot, tasks: Tasks, view: RowsView
) -> None:
    header = view.horizontalHeader()
    header.moveSection(2, 0)
    view.setColumnWidth(1, 171)
    view.setColumnHidden(3, False)
    view.setColumnHidden(1, True)
    view.set_sort("grade", True)
    state = json.loads(json.dumps(view.save_state()))
    other = another(qtbot, tasks)
    other.restore_state(state)
    assert other.save_state() == state
    assert [c["key"] for c in state["columns"]] == ["grade", "name", "phone", "note"]
    assert other.isColumnHidden(1)
    assert not other.isColumnHidden(3)


def test_that_a_width_comes_back_and_a_required_column_stays(qtbot: QtBot, tasks: Tasks) -> None:
    view = another(qtbot, tasks)
    columns = [
        {"key": "phone", "shown": True, "width": 222},
        {"key": "gone", "shown": True, "width": 10},
        {"key": "name", "shown": False, "width": "wide"},
    ]
    view.restore_state({"columns": columns, "sort": "gone"})
    assert view.columnWidth(1) == 222
    assert not view.isColumnHidden(0)
    assert view.save_state()["sort"] is None


def test_that_a_click_on_a_header_asks_for_an_order(qtbot: QtBot, view: RowsView) -> None:
    with qtbot.waitSignal(view.rows.sort_requested) as asked:
        view.horizontalHeader().setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert asked.args == ["phone", True]


def test_that_a_click_on_a_header_selects_nothing(qtbot: QtBot, view: RowsView) -> None:
    view.rows.show_ids(range(10))
    header = view.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(1) + 20, 12)
    with qtbot.waitSignal(view.rows.sort_requested):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert view.selected_count() == 0


def test_that_showing_a_saved_order_does_not_ask_for_it(view: RowsView) -> None:
    asked: list[str] = []
    view.rows.sort_requested.connect(lambda key, _descending: asked.append(key))
    view.set_sort("phone", True)
    assert asked == []


def test_that_the_selection_follows_its_ids_into_a_new_order(view: RowsView) -> None:
    view.rows.show_ids([10, 20, 30, 40])
    view.select_id(20)
    view.rows.show_ids([40, 30, 20, 10])
    assert view.current() == 20
    assert view.selected_ids() == [20]
    assert view.currentIndex().row() == 2


def test_that_a_current_row_that_left_the_list_is_told(view: RowsView) -> None:
    view.rows.show_ids([10, 20])
    view.select_id(20)
    told: list[object] = []
    view.current_id.connect(told.append)
    view.rows.show_ids([10])
    assert told == [None]
    assert view.selected_ids() == []


def test_that_all_of_many_rows_can_be_selected(view: RowsView) -> None:
    view.rows.show_ids(range(100_000))
    view.selectAll()
    assert view.selected_count() == 100_000
    assert view.selected_ids() == list(range(100_000))


def test_that_enter_opens_and_arrows_move(qtbot: QtBot, view: RowsView) -> None:
    view.rows.show_ids([10, 20, 30])
    view.select_id(10)
    with qtbot.waitSignal(view.current_id) as moved:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert moved.args == [20]
    with qtbot.waitSignal(view.activated_id) as opened:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert opened.args == [20]


def test_that_an_empty_list_says_so(view: RowsView) -> None:
    pressed: list[bool] = []
    view.set_empty("customers", "Nobody yet", [("Add", lambda: pressed.append(True))])
    view.rows.show_ids([])
    assert view._empty.isVisible()
    view.rows.show_ids([1])
    assert not view._empty.isVisible()


def test_that_cells_of_every_kind_are_painted(qtbot: QtBot, tasks: Tasks, view: RowsView) -> None:
    view.rows.show_ids(range(30))
    view.select_id(3)
    qtbot.waitUntil(lambda: view.rows.index(3, 0).data(ROW_ROLE) is not None and tasks.idle())
    picture = view.viewport().grab().toImage()
    row = view.visualRect(view.rows.index(1, 0))
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(700)
        for y in range(row.top() + 2, row.bottom() - 2)
    }
    assert theme.colour("mark").name() in colours
    assert theme.colour("success_soft").name() in colours


def test_that_the_column_menu_hides_a_column_and_tells_it(qtbot: QtBot, view: RowsView) -> None:
    menu = view.column_menu()
    with qtbot.waitSignal(view.columns_changed):
        menu.actions()[1].trigger()
    assert view.isColumnHidden(1)
    assert not menu.actions()[0].isEnabled()


def test_that_columns_fit_until_the_user_chooses(tasks: Tasks, qtbot: QtBot) -> None:
    model = RowsModel(
        [Column(key, lambda: "X", str, width=100) for key in "abcd"], tasks, lambda ids: ids
    )
    view = RowsView(model)
    view.fit_columns()
    qtbot.addWidget(view)
    view.resize(280, 200)
    view.show()

    def shown() -> str:
        return "".join(c.key for n, c in enumerate(model.columns) if not view.isColumnHidden(n))

    assert shown() == "abc"
    assert not view.horizontalScrollBar().isVisible()
    assert not view.save_state()["own"]
    view.resize(450, 200)
    assert shown() == "abcd"
    view.resize(220, 200)
    assert shown() == "ab"
    view.column_menu().actions()[3].trigger()
    assert shown() == "abd"
    view.resize(600, 200)
    assert shown() == "abd"
    kept = view.save_state()
    other = RowsView(model)
    qtbot.addWidget(other)
    other.fit_columns()
    other.restore_state(kept)
    other.resize(600, 200)
    assert [other.isColumnHidden(n) for n in range(4)] == [False, False, True, False]
    header = other.horizontalHeader()
    assert isinstance(header, RowsHeader)
    header.reset_columns()
    assert not other.isColumnHidden(2)


def test_that_other_columns_keep_what_the_user_chose_of_the_known_ones(
    qtbot: QtBot, view: RowsView
) -> None:
    header = view.horizontalHeader()
    header.moveSection(1, 0)
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    more = [*COLUMNS, Column("new", lambda: "New", str, default_visible=False)]
    view.rows.show_ids([1, 2, 3])
    view.select_id(2)
    view.set_columns(more)
    assert [header.logicalIndex(place) for place in (0, 1)] == [1, 0]
    assert header.isSectionHidden(len(COLUMNS)) and header.count() == len(more)
    assert header.sortIndicatorSection() == 1 and view.current() == 2
    view.set_columns(more[1:])
    assert header.count() == len(COLUMNS)
    assert header.sortIndicatorSection() == 0
    assert view.save_state()["columns"][0]["key"] == COLUMNS[1].key


def test_that_new_words_in_the_same_columns_move_nothing(view: RowsView, qtbot: QtBot) -> None:
    view.rows.show_ids([1, 2, 3])
    resets: list[bool] = []
    view.rows.modelReset.connect(lambda: resets.append(True))
    words = [Column(one.key, lambda: "Other", lambda row: "x") for one in COLUMNS]
    with qtbot.waitSignal(view.rows.dataChanged):
        view.set_columns(words)
    assert resets == [] and view.rows.headerData(0, Qt.Orientation.Horizontal) == "Other"
