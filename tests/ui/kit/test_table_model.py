from __future__ import annotations

import threading
import tracemalloc
from array import array

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.columns import Column
from crmdesk.ui.kit.model_answers import ROW_ROLE, WAITING
from crmdesk.ui.kit.row_pages import KEPT_PAGES, PAGE_ROWS
from crmdesk.ui.kit.table_model import RowsModel
from crmdesk.ui.kit.tasks import Tasks

COLUMNS = (
    Column[str]("name", lambda: "Name", str),
    Column[str]("length", lambda: "Length", lambda row: str(len(row)), align="right"),
    Column[str]("fixed", lambda: "Fixed", lambda row: "-", sortable=False),
)


class Source:
    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.missing: set[int] = set()
        self.prefix = "row"
        self.error: Exception | None = None

    def fetch(self, ids: list[int]) -> list[str | None]:
        self.asked.append(ids)
        if self.error is not None:
            raise self.error
        return [None if i in self.missing else f"{self.prefix} {i}" for i in ids]


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def model(tasks: Tasks, source: Source) -> RowsModel:
    made = RowsModel(COLUMNS, tasks, source.fetch)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tester.setParent(made)
    return made


def text(model: RowsModel, row: int, column: int = 0) -> str:
    return str(model.index(row, column).data())


def test_that_rows_are_placeholders_until_their_page_is_loaded(
    qtbot: QtBot, model: RowsModel, source: Source
) -> None:
    model.show_ids(range(1000, 2000))
    assert model.rowCount() == 1000
    assert text(model, 5) == WAITING
    qtbot.waitUntil(lambda: text(model, 5) == "row 1005")
    assert text(model, 5, 1) == "8"
    assert source.asked[0] == list(range(1000, 1100))
    assert model.index(5, 0).data(ROW_ROLE) == "row 1005"


def test_that_only_the_pages_looked_at_are_loaded(
    qtbot: QtBot, tasks: Tasks, source: Source
) -> None:
    model = RowsModel(COLUMNS, tasks, source.fetch)
    model.show_ids(range(100_000))
    text(model, 50_000)
    qtbot.waitUntil(lambda: text(model, 50_000) == "row 50000")
    assert source.asked == [list(range(50_000, 50_100))]


def test_that_old_pages_are_let_go(qtbot: QtBot, tasks: Tasks, source: Source) -> None:
    model = RowsModel(COLUMNS, tasks, source.fetch)
    model.show_ids(range(PAGE_ROWS * (KEPT_PAGES + 5)))
    for page in range(KEPT_PAGES + 5):
        qtbot.waitUntil(lambda page=page: text(model, page * PAGE_ROWS) != WAITING)
    assert text(model, 0) == WAITING
    qtbot.waitUntil(lambda: text(model, 0) == "row 0")


def test_that_a_row_that_is_gone_is_disabled(
    qtbot: QtBot, model: RowsModel, source: Source
) -> None:
    source.missing = {3}
    model.show_ids(range(10))
    qtbot.waitUntil(lambda: text(model, 2) == "row 2")
    assert model.index(3, 0).flags() == Qt.ItemFlag.NoItemFlags
    assert "could not be loaded" in text(model, 3)
    assert text(model, 3, 1) == ""
    assert model.index(2, 0).flags() & Qt.ItemFlag.ItemIsSelectable


def test_that_a_failed_page_is_told_once_and_loads_again_when_asked(
    qtbot: QtBot, model: RowsModel, source: Source
) -> None:
    told: list[object] = []
    model.load_failed.connect(told.append)
    source.error = OSError("disk")
    model.show_ids(range(10))
    text(model, 0)
    qtbot.waitUntil(lambda: "could not" in text(model, 0))
    assert told == [source.error]
    source.error = None
    model.invalidate()
    qtbot.waitUntil(lambda: text(model, 0) == "row 0")


def test_that_the_first_page_grows_into_the_full_list_without_a_reset(
    qtbot: QtBot, model: RowsModel
) -> None:
    resets: list[None] = []
    model.show_ids(range(50), total=5000, rows=[f"row {i}" for i in range(50)])
    model.modelReset.connect(lambda: resets.append(None))
    assert model.rowCount() == 5000
    assert text(model, 49) == "row 49"
    assert text(model, 4000) == WAITING
    model.extend(array("q", range(5000)))
    assert text(model, 49) == "row 49"
    qtbot.waitUntil(lambda: text(model, 4000) == "row 4000")
    qtbot.waitUntil(lambda: text(model, 70) == "row 70")
    assert resets == []


def test_that_known_rows_of_the_first_page_are_shown_at_once(tasks: Tasks, source: Source) -> None:
    model = RowsModel(COLUMNS, tasks, source.fetch)
    model.show_ids(range(100), total=300, rows=[f"given {i}" for i in range(100)])
    assert text(model, 99) == "given 99"
    assert source.asked == []


def test_that_more_rows_than_were_announced_are_inserted(qtbot: QtBot, model: RowsModel) -> None:
    model.show_ids(range(150))
    qtbot.waitUntil(lambda: text(model, 149) == "row 149")
    model.extend(range(420))
    assert model.rowCount() == 420
    qtbot.waitUntil(lambda: text(model, 160) == "row 160")
    assert text(model, 149) == "row 149"


def test_that_a_full_list_that_begins_otherwise_replaces_the_first(
    qtbot: QtBot, model: RowsModel
) -> None:
    model.show_ids([1, 2, 3], total=4)
    model.extend([9, 1, 2, 3])
    qtbot.waitUntil(lambda: text(model, 0) == "row 9")
    assert model.rowCount() == 4


def test_that_invalid_rows_stay_readable_until_the_new_ones_arrive(
    qtbot: QtBot, model: RowsModel, source: Source
) -> None:
    model.show_ids(range(10))
    qtbot.waitUntil(lambda: text(model, 1) == "row 1")
    source.prefix = "new"
    model.invalidate([1])
    assert text(model, 1) == "row 1"
    qtbot.waitUntil(lambda: text(model, 1) == "new 1")


def test_that_rows_that_change_again_on_their_way_are_asked_for_once_more_by_the_view(
    qtbot: QtBot, model: RowsModel, source: Source
) -> None:
    model.show_ids(range(10))
    qtbot.waitUntil(lambda: text(model, 1) == "row 1")
    told: list[int] = []
    model.dataChanged.connect(lambda first, _last: told.append(first.row()))
    model.invalidate()
    assert text(model, 1) == "row 1", "a view paints, which asks for the page"
    model._ask()
    source.prefix = "new"
    model.invalidate()
    assert told == [0, 0], "the view has to paint once more"
    qtbot.waitUntil(lambda: text(model, 1) == "new 1")


def test_that_rows_known_from_the_beginning_are_not_drawn_again_when_their_page_comes(
    qtbot: QtBot, model: RowsModel
) -> None:
    model.show_ids(range(10), None, ["row 0", "row 1", "an old one"])
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    assert text(model, 0) == "row 0" and text(model, 9) == WAITING
    qtbot.waitUntil(lambda: text(model, 9) == "row 9")
    assert told == [(2, 9)]
    model.invalidate([1])
    told.clear()
    assert text(model, 2) == "row 2"
    model._ask()
    qtbot.waitUntil(lambda: not model._asked)
    assert told == [], "nothing is different"


def test_that_a_new_query_shows_rows_it_shares_with_the_old_one_at_once(
    qtbot: QtBot, model: RowsModel
) -> None:
    model.show_ids(range(10))
    qtbot.waitUntil(lambda: text(model, 1) == "row 1")
    model.show_ids([1, 500])
    assert text(model, 0) == "row 1"
    assert text(model, 1) == WAITING


def test_that_the_answer_to_an_old_query_is_not_shown_in_the_new_one(
    qtbot: QtBot, tasks: Tasks
) -> None:
    gate = threading.Event()
    started = threading.Event()

    def fetch(ids: list[int]) -> list[str]:
        if ids[0] == 0:
            started.set()
            gate.wait(60)
        return [f"row {i}" for i in ids]

    model = RowsModel(COLUMNS, tasks, fetch)
    model.show_ids(range(10))
    text(model, 0)
    qtbot.waitUntil(started.is_set)
    model.show_ids(range(100, 110))
    qtbot.waitUntil(lambda: text(model, 0) == "row 100")
    gate.set()
    qtbot.waitUntil(tasks.idle)
    assert text(model, 0) == "row 100"


def test_that_sorting_is_asked_for_and_only_where_it_is_offered(model: RowsModel) -> None:
    asked: list[tuple[str, bool]] = []
    model.sort_requested.connect(lambda key, descending: asked.append((key, descending)))
    model.sort(1, Qt.SortOrder.DescendingOrder)
    model.sort(2)
    model.sort(-1)
    assert asked == [("length", True)]


def test_that_data_is_plain_text_also_in_tooltips(qtbot: QtBot, tasks: Tasks) -> None:
    model = RowsModel(COLUMNS, tasks, lambda ids: ["<b>Ann\x00a</b>\n& Co"] * len(ids))
    model.show_ids([1])
    qtbot.waitUntil(lambda: text(model, 0) != WAITING)
    assert text(model, 0) == "<b>Ann a</b> & Co"
    tip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;b&gt;Ann" in tip
    assert "<b>" not in tip


def test_that_a_million_ids_take_little_memory(tasks: Tasks, source: Source) -> None:
    model = RowsModel(COLUMNS, tasks, source.fetch)
    ids = array("q", range(1_000_000))
    tracemalloc.start()
    model.show_ids(ids)
    text(model, 999_999)
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert model.row_of(999_999) == 999_999
    assert model.row_of(-5) == -1
    assert peak < 1_000_000
