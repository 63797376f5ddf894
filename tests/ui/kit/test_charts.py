"""Charts: names stay whole, rows are even, and one stop of the Tab key leads into each."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.bar_columns import Bar, Cell, Heads, arranged
from crmdesk.ui.kit.bar_table import BarTable
from crmdesk.ui.kit.column_chart import ColumnChart, Pillar, Point
from crmdesk.ui.kit.even_layout import EvenLayout

HEADS = Heads("Cause", ("Count",), ("In time", "Cost"))


def bar(label: str, length: float = 0.5, so_far: float | None = None) -> Bar:
    cells = (Cell("50%", f"{label} in time", "time"), Cell("12.00", f"{label} cost", "cost"))
    return Bar(label, ("3",), f"{label}: 3", label, length, cells=cells, so_far=so_far)


def test_that_a_long_name_stands_over_its_bar_and_further_figures_give_way(
    qapp: QApplication,
) -> None:
    font = QApplication.font()
    short, long = [bar("Ours")], [bar("Damaged on the way to the customer")]

    assert not arranged(500, font, HEADS, short).stacked
    assert arranged(500, font, HEADS, long).stacked
    assert len(arranged(500, font, HEADS, long).cells) == 2
    narrow = arranged(300, font, HEADS, long)
    assert len(narrow.cells) < 2 and narrow.main <= 300


def test_that_bars_are_as_long_as_their_share_and_the_line_passes_their_sum(
    qtbot: QtBot,
) -> None:
    table = BarTable("Causes", HEADS)
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.set_bars([bar("One", 0.75, 0.75), bar("Two", 0.25, 1.0), bar("None", 0.0)])
    long, short, none = (row.bar_rect().width() for row in table.rows)

    assert none == 0 and abs(long - 3 * short) <= 3
    [(first, second)] = table._line.parts
    assert abs(first.x() - table.rows[0].bar_rect().right()) <= 1
    assert second.x() > first.x() and second.y() > first.y()


def test_that_fewer_bars_leave_nothing_of_the_others(qtbot: QtBot) -> None:
    table = BarTable("Causes", HEADS)
    qtbot.addWidget(table)
    table.resize(500, 200)
    table.set_bars([bar("One"), bar("Two")])
    kept = table.rows[0]
    table.set_bars([bar("Three")])

    assert table.rows == [kept] and kept.text() == "Three"
    assert kept.accessibleName() == "Three: 3" and kept.payload == "Three"


def test_that_a_press_tells_what_is_behind_the_part(qtbot: QtBot) -> None:
    table = BarTable("Causes", HEADS)
    qtbot.addWidget(table)
    table.resize(600, 200)
    table.set_bars([bar("One"), bar("Two")])
    table.show()
    told: list[object] = []
    table.chosen.connect(told.append)
    qtbot.mouseClick(table.rows[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(table.cells[0][1], Qt.MouseButton.LeftButton)

    assert told == ["Two", "cost"]


def test_that_the_line_breaks_at_a_month_with_nothing_to_tell(qtbot: QtBot) -> None:
    chart = ColumnChart("Twelve months", "Received", "In time")
    qtbot.addWidget(chart)
    chart.resize(480, 260)
    point = Point(0.5, "50%", "half", "half")
    numbers = (4, 2, 0, 8)
    chart.set_pillars(
        [
            Pillar(f"{number}", "", number, f"{number}", number, point=point if number else None)
            for number in numbers
        ]
    )

    heights = [one.bar_rect().height() for one in chart.columns]
    assert heights == [65, 32, 0, 130]
    assert [len(part) for part in chart._line.parts] == [2, 1]
    assert chart.points[2].isHidden()


def test_that_columns_are_even_fill_the_width_and_leave_no_single_one_behind(
    qtbot: QtBot,
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = EvenLayout(100, 8, 10)
    page.setLayout(layout)
    labels = [QLabel("x") for _number in range(8)]
    for one in labels:
        layout.addWidget(one)
    page.resize(643, 400)
    layout.activate()

    assert layout.columns(643) == 4 and layout.columns(50) == 1
    assert labels[3].geometry().right() == 642
    assert {one.y() for one in labels[:4]} == {0} and labels[4].y() > 0
    assert max(one.width() for one in labels) - min(one.width() for one in labels) <= 1


def test_that_no_line_is_cut_where_the_bars_go_below_their_names(qtbot: QtBot) -> None:
    host, table = QWidget(), BarTable("Causes", HEADS)
    layout = QVBoxLayout(host)
    layout.addWidget(table)
    layout.addStretch(1)
    qtbot.addWidget(host)
    # Whole names beside their bars at first, then no room for both.
    table.set_bars([bar(f"Transport or delivery {number}", 0.5) for number in range(3)])
    host.resize(900, 400)
    host.show()
    qtbot.waitUntil(lambda: table.width() > 800)
    beside = table.height()
    host.resize(320, 400)
    qtbot.waitUntil(lambda: table.width() < 320)
    assert table.heightForWidth(table.width()) > beside
    qtbot.waitUntil(lambda: table.height() >= table.heightForWidth(table.width()))
    assert table.rows[-1].geometry().bottom() <= table.height()
