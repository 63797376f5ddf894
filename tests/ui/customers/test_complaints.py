"""The file of a customer says in red that a complaint is open, and leads to it."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from crmdesk.core.domain import complaint_states as events
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.complaint_states import Given
from crmdesk.core.services import complaint_steps, complaints, history
from crmdesk.ui.customers.detail_pane import DetailPane
from crmdesk.ui.kit.screen import Screen
from tests.ui.desks import RememberingDesk, shown


class Page(Screen):
    def __init__(self, desk: RememberingDesk) -> None:
        super().__init__(desk)
        self.file = DetailPane(desk)
        QVBoxLayout(self).addWidget(self.file)

    def refresh(self, changes: object = None) -> None:
        self.file.refresh(changes)  # type: ignore[arg-type]


def complained(desk: RememberingDesk, customer: int, what: str = "stains", days: int = 0) -> int:
    received = desk.workspace.clock.now() - dt.timedelta(days=days)
    wanted = Complaint(customer_id=customer, received_at=received, what=what)
    return complaints.receive(desk.workspace, wanted).new_id


def step(desk: RememberingDesk, number: int, event: str, **given: object) -> None:
    desk.done(complaint_steps.step(desk.workspace, number, event, Given(**given)))  # type: ignore[arg-type]


def opened(qtbot: QtBot, desk: RememberingDesk, customer: int) -> DetailPane:
    page = Page(desk)
    shown(qtbot, desk, page)
    page.file.open(customer)
    qtbot.waitUntil(desk.tasks.idle)
    return page.file


def told(file: DetailPane) -> list[str]:
    return [line.words.text() for line in file.complaints.lines]


def test_that_a_customer_without_complaints_has_no_word_of_them(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    file = opened(qtbot, desk, desk.add_customer("Ada"))
    assert file.complaints.isHidden()


def test_that_an_open_complaint_stands_in_red_and_a_click_opens_the_case(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    ada = desk.add_customer("Ada")
    number = complained(desk, ada, "stains\non the wall", days=5)
    file = opened(qtbot, desk, ada)
    assert told(file) == [
        "Open complaint TS-2026-0001: stains on the wall · Not started · 4 days over"
    ]
    (line,) = file.complaints.lines
    assert line.property("tone") == "danger"
    qtbot.mouseClick(line, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.asked == [("open_complaint", number)])
    qtbot.keyClick(line.open, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: desk.asked == [("open_complaint", number)] * 2)


def test_that_it_is_gone_when_the_complaint_is_over_and_counted_among_the_earlier_ones(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    ada = desk.add_customer("Ada")
    number = complained(desk, ada)
    file = opened(qtbot, desk, ada)
    assert file.complaints.more.isHidden()
    assert told(file)[0].endswith("Not started · due Mon 18:00")
    step(desk, number, events.WAIT_CUSTOMER)
    qtbot.waitUntil(desk.tasks.idle)
    assert told(file) == ["Open complaint TS-2026-0001: stains · Waiting for customer"]
    step(desk, number, events.REJECT, note="not ours")
    qtbot.waitUntil(desk.tasks.idle)
    assert told(file) == [] and not file.complaints.isHidden()
    assert file.complaints.more.text() == "1 complaint, which is over"
    desk.done(history.undo(desk.workspace))
    qtbot.waitUntil(desk.tasks.idle)
    assert len(told(file)) == 1
    desk.done(history.undo(desk.workspace))
    step(desk, number, events.REJECT, note="not ours")
    complained(desk, ada, "late again")
    file.refresh(None)
    qtbot.waitUntil(desk.tasks.idle)
    assert file.complaints.more.text() == "1 earlier complaint"
    file.complaints.more.click()
    query = ComplaintQuery(customer_id=ada, sort="received", descending=True)
    assert desk.asked == [("show_complaints", query, "Ada")]


def test_that_of_many_open_ones_three_are_told_and_the_rest_counted(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    ada = desk.add_customer("Ada")
    for _one in range(5):
        complained(desk, ada)
    file = opened(qtbot, desk, ada)
    assert len(told(file)) == 3 and file.complaints.more.text() == "All 5 complaints"


def test_that_the_line_on_the_timeline_and_the_call_back_open_the_case(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    ada = desk.add_customer("Ada")
    number = complained(desk, ada)
    step(desk, number, events.ANSWER, action="a new pair")
    file = opened(qtbot, desk, ada)
    leading = [line for line in file.timeline.lines() if line.item.complaint_id == number]
    assert [line.item.kind for line in leading] == ["call", "complaint"]
    for line in leading:
        file.timeline.asked.emit("case", line.item)
    assert desk.asked == [("open_complaint", number)] * 2
