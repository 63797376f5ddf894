from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit.layout import Card, CollapsibleSection, FlowLayout, SplitView


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
