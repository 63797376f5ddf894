"""Finding somebody with the box: typing, keys, and nobody found."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.customer import Hit, Match
from crmdesk.ui.parts.find_box import FindBox
from crmdesk.ui.parts.hit_list import name_spans, second_line
from crmdesk.ui.parts.hit_popup import HitPopup
from tests import factories
from tests.ui.desks import RememberingDesk


@pytest.fixture
def box(qtbot: QtBot, desk: RememberingDesk) -> FindBox:
    window = QWidget()
    qtbot.addWidget(window)
    made = FindBox(desk)
    layout = QVBoxLayout(window)
    layout.addWidget(made)
    layout.addStretch(1)
    window.resize(600, 500)
    window.show()
    qtbot.waitActive(window)
    made.start()
    made.window_kept = window  # type: ignore[attr-defined]
    return made


def typed(qtbot: QtBot, desk: RememberingDesk, box: FindBox, text: str) -> None:
    box.box.clear()
    qtbot.keyClicks(box.box, text)
    qtbot.waitUntil(box.is_open)
    qtbot.waitUntil(desk.tasks.idle)


def test_that_typing_lists_customers_and_enter_chooses_the_best(
    qtbot: QtBot, desk: RememberingDesk, box: FindBox
) -> None:
    wanted = desk.add_customer("张伟", "13800138000")
    desk.add_customer("李娜")
    typed(qtbot, desk, box, "zw")
    assert [hit.name for hit in box.hits()] == ["张伟"]
    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert chosen.args == [wanted]
    assert not box.is_open() and box.text() == ""


def test_that_enter_before_the_answer_chooses_when_it_comes(
    qtbot: QtBot, desk: RememberingDesk, box: FindBox
) -> None:
    wanted = desk.add_customer("张伟")
    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClicks(box.box, "zhangwei")
        qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert chosen.args == [wanted]


def test_that_down_goes_to_the_next_hit(qtbot: QtBot, desk: RememberingDesk, box: FindBox) -> None:
    desk.add_customer("Anna One")
    desk.add_customer("Anna Two")
    typed(qtbot, desk, box, "anna")
    second = box.hits()[1].id
    qtbot.keyClick(box.box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.chosen) as chosen:
        qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert chosen.args == [second]


def test_that_enter_offers_a_new_customer_when_nobody_is_found(
    qtbot: QtBot, desk: RememberingDesk, box: FindBox
) -> None:
    typed(qtbot, desk, box, "Somebody New")
    assert box.hits() == ()
    popup = box.window().findChild(HitPopup)
    assert popup is not None and "Somebody New" in popup.creator.text()
    with qtbot.waitSignal(box.create_requested) as asked:
        qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert asked.args == ["Somebody New"]


def test_that_escape_first_closes_the_list_and_then_empties_the_box(
    qtbot: QtBot, desk: RememberingDesk, box: FindBox
) -> None:
    desk.add_customer("Anna")
    typed(qtbot, desk, box, "anna")
    qtbot.keyClick(box.box, Qt.Key.Key_Escape)
    assert not box.is_open() and box.text() == "anna"
    qtbot.keyClick(box.box, Qt.Key.Key_Escape)
    assert box.text() == ""


def test_that_a_text_put_in_by_the_program_is_not_searched(
    qtbot: QtBot, desk: RememberingDesk, box: FindBox
) -> None:
    desk.add_customer("Anna")
    box.set_text("Anna")
    qtbot.waitUntil(desk.tasks.idle)
    assert not box.is_open()


def test_that_the_matched_part_is_marked_where_it_is_shown() -> None:
    hit = Hit(id=1, name="张伟", kind="person", mobile="13800138000", company="", grade="")
    by_name = Hit(
        id=1,
        name="张伟",
        kind="person",
        mobile="13800138000",
        company="",
        grade="",
        matched=Match("name", "张伟", ((0, 2),)),
    )
    assert name_spans(hit) == () and name_spans(by_name) == ((0, 2),)
    by_phone = Hit(
        id=1,
        name="张伟",
        kind="person",
        mobile="13800138000",
        company="Sun",
        grade="",
        matched=Match("mobile", "13800138000", ((7, 4),)),
    )
    line, spans = second_line(by_phone)
    assert [line[at : at + size] for at, size in spans] == ["8000"]
    by_wechat = Hit(
        id=1,
        name="张伟",
        kind="person",
        mobile="138",
        company="",
        grade="",
        matched=Match("wechat", "wei_88", ((4, 2),)),
    )
    line, spans = second_line(by_wechat)
    assert line == "WeChat: wei_88 · 138"
    assert [line[at : at + size] for at, size in spans] == ["88"]


def test_that_a_match_deep_in_the_notes_is_brought_into_sight() -> None:
    text = "x" * 300 + "tea" + "y" * 20
    hit = Hit(
        id=1,
        name="A",
        kind="person",
        mobile="",
        company="",
        grade="",
        matched=Match("notes", text, ((300, 3),)),
    )
    line, spans = second_line(hit)
    assert [line[at : at + size] for at, size in spans] == ["tea"]
    assert len(line) < 60


def test_that_the_number_of_a_complaint_leads_to_it(qtbot: QtBot, desk: RememberingDesk) -> None:
    zhang = desk.add_customer("张伟")
    made = factories.complain(desk.workspace, zhang)
    window = QWidget()
    qtbot.addWidget(window)
    box = FindBox(desk, complains=True)
    QVBoxLayout(window).addWidget(box)
    window.resize(600, 500)
    window.show()
    qtbot.waitActive(window)
    box.start()
    typed(qtbot, desk, box, "ts-2026-0001")
    popup = window.findChild(HitPopup)
    assert popup is not None and popup.case.isVisible() and not popup.creator.isVisible()
    assert popup.case.text() == "Open TS-2026-0001"
    qtbot.keyClick(box.box, Qt.Key.Key_Return)
    assert desk.asked == [("open_complaint", made)] and box.text() == ""


def test_that_of_an_endless_text_nobody_was_found_for_only_the_beginning_is_told(
    qtbot: QtBot, desk: RememberingDesk, box: FindBox
) -> None:
    box.box.setText("龙" * 3000)
    qtbot.waitUntil(box.is_open)
    qtbot.waitUntil(desk.tasks.idle)
    popup = box.window().findChild(HitPopup)
    assert popup is not None
    assert len(popup.nothing.text()) < 100 and popup.nothing.text().endswith("…”.")
    assert popup.height() < 200
