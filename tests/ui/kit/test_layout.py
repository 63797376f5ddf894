from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit import plain
from crmdesk.ui.kit.layout import Card, CollapsibleSection, FlowLayout, SplitView
from crmdesk.ui.kit.scrolling import AtLeast, FittingArea, Page, ScrollArea


def test_that_a_flow_breaks_where_the_row_is_full(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder)
    labels = [QLabel(f"a label {n}") for n in range(8)]
    for label in labels:
        flow.addWidget(label)
    holder.resize(200, 400)
    holder.show()
    assert labels[0].y() == labels[1].y() < labels[7].y()
    assert all(label.geometry().right() < 200 for label in labels)
    assert flow.heightForWidth(200) > flow.heightForWidth(2000)
    flow.clear()
    assert flow.count() == 0


def test_that_a_section_hides_and_shows_its_content(qtbot: QtBot) -> None:
    section = CollapsibleSection("More & more", expanded=False)
    qtbot.addWidget(section)
    section.body.addWidget(QLabel("inside"))
    section.show()
    assert not section.content.isVisible()
    with qtbot.waitSignal(section.toggled) as told:
        section._head.click()
    assert told.args == [True]
    assert section.content.isVisible()


def test_that_sizes_come_back_and_nonsense_is_left_alone(qtbot: QtBot) -> None:
    split = SplitView([QWidget(), QWidget()])
    qtbot.addWidget(split)
    split.resize(608, 300)
    split.show()
    split.restore_state([200, 400])
    saved = split.save_state()
    for nonsense in (None, [1], ["a", "b"], {"x": 1}, [0, 600]):
        split.restore_state(nonsense)
    assert split.save_state() == saved
    assert saved[0] == 200


def test_that_a_card_without_a_title_wastes_no_room(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.show()
    assert not card.title.isVisible()
    card.set_title("Notes")
    assert card.title.isVisible()


def test_that_a_scrolled_widget_gets_all_the_room_and_no_less_than_it_needs(qtbot: QtBot) -> None:
    inner = QWidget()
    column = QVBoxLayout(inner)
    text = plain.label("words " * 60, wrap=True)
    column.addWidget(text)
    inner.setMinimumSize(100, 150)
    area = ScrollArea(AtLeast(inner))
    qtbot.addWidget(area)
    area.resize(300, 400)
    area.show()
    assert inner.height() == 400 and not area.verticalScrollBar().isVisible()
    area.resize(300, 100)
    qtbot.waitUntil(area.verticalScrollBar().isVisible)
    assert inner.height() >= 150


def test_that_a_page_is_no_higher_than_its_words_at_this_width(qtbot: QtBot) -> None:
    page = Page()
    column = QVBoxLayout(page)
    column.addWidget(plain.label("words " * 60, wrap=True))
    area = ScrollArea(page)
    qtbot.addWidget(area)
    area.resize(900, 120)
    area.show()
    assert not area.verticalScrollBar().isVisible()
    area.resize(150, 120)
    qtbot.waitUntil(area.verticalScrollBar().isVisible)


def test_that_a_fitting_area_is_as_high_as_what_it_shows_until_the_screen_is_full(
    qtbot: QtBot,
) -> None:
    def tall() -> tuple[QWidget, QLabel]:
        page, more = QWidget(), QLabel("more")
        column = QVBoxLayout(page)
        for number in range(6):
            column.addWidget(QLabel(f"line {number}"))
        column.addWidget(more)
        more.hide()
        return page, more

    page, more = tall()
    area = FittingArea(page, 0)
    qtbot.addWidget(area)
    area.show()
    before = area.minimumSizeHint().height()
    assert before == page.minimumSizeHint().height()
    more.show()
    qtbot.waitUntil(lambda: area.minimumSizeHint().height() > before)
    low = FittingArea(tall()[0], 100_000)
    qtbot.addWidget(low)
    low.show()
    assert low.minimumSizeHint().height() == 80
