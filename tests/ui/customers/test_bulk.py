"""What is done with several customers at once."""

from __future__ import annotations

import datetime as dt
import threading

import pytest
import shiboken6
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.domain.progress import Progress
from crmdesk.core.services import choices, customers, followups
from crmdesk.ui.customers import lists
from crmdesk.ui.customers.bulk import MANY, Bulk, FollowUpDialog
from crmdesk.ui.parts.long_write import LongWriteDialog
from tests.ui.desks import TODAY, RememberingDesk


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def test_that_tags_are_added_and_taken_off(
    qtbot: QtBot, desk: RememberingDesk, owner: QWidget
) -> None:
    ids = [desk.add_customer("Anna"), desk.add_customer("Bert")]
    bulk = Bulk(desk, owner, lambda: ids, lambda: lists.read(desk.workspace))
    bulk.add_tag("VIP")
    qtbot.waitUntil(lambda: len(desk.changes) == 1)
    assert {customers.get(desk.workspace, one).tags for one in ids} == {("VIP",)}
    menu = QMenu(owner)
    bulk.fill_tags(menu)
    assert menu.actions()[0].text() == "VIP"
    bulk.remove_tag("VIP")
    qtbot.waitUntil(lambda: len(desk.changes) == 2)
    assert {customers.get(desk.workspace, one).tags for one in ids} == {()}


def test_that_the_values_of_a_list_are_offered_with_none_at_the_end(
    desk: RememberingDesk, owner: QWidget
) -> None:
    bulk = Bulk(desk, owner, list, lambda: lists.read(desk.workspace))
    menu = QMenu(owner)
    bulk.fill_values(menu, "grade")
    texts = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert texts == ["A", "B", "C", "D", "None"]


def test_that_a_follow_up_is_planned_for_each(
    qtbot: QtBot, desk: RememberingDesk, owner: QWidget
) -> None:
    ids = [desk.add_customer("Anna"), desk.add_customer("Bert")]
    dialog = FollowUpDialog(desk, owner, ids)
    dialog.open()
    dialog.due.set_text("what")
    dialog.plan()
    assert dialog._due_row.error()
    dialog.due.set_text("tomorrow")
    dialog.what.setText("Greet")
    dialog.plan()
    qtbot.waitUntil(lambda: len(desk.changes) == 1)
    rows = followups.open_rows(desk.workspace)
    assert [(one.follow_up.what, one.follow_up.due) for one in rows] == [
        ("Greet", TODAY + dt.timedelta(days=1))
    ] * 2


def test_that_very_many_are_changed_with_progress_and_can_be_stopped(
    qtbot: QtBot, desk: RememberingDesk, owner: QWidget
) -> None:
    ids = [desk.add_customer(f"Anna {number}") for number in range(MANY + 1)]
    bulk = Bulk(desk, owner, lambda: ids, lambda: lists.read(desk.workspace))
    bulk.set_field("grade", "B")
    qtbot.waitUntil(lambda: len(desk.changes) == 1)
    assert desk.changes[0].message == "501 customers were changed."
    assert customers.get(desk.workspace, ids[-1]).grade == "B"
    started = threading.Event()

    def slow(progress: Progress) -> Changes:
        started.set()
        while True:
            progress.check()
            progress.report(100, 501, "Writing")

    dialog = LongWriteDialog(desk, owner, "Change customers")
    dialog.begin(slow, "Changing 501 customers")
    qtbot.waitUntil(dialog.isVisible)
    qtbot.waitUntil(lambda: "100 of 501" in dialog.panel.numbers.text())
    assert started.is_set()
    dialog.reject()
    qtbot.waitUntil(lambda: len(desk.failures) == 1)
    assert isinstance(desk.failures.pop(), Cancelled)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))
    assert len(desk.changes) == 1


def test_that_staff_is_chosen_by_the_owners_label_and_kept_by_its_code(
    desk: RememberingDesk, owner: QWidget
) -> None:
    desk.add_customer("Anna", staff="Li")
    choices.rename(desk.workspace, "staff", "Li", "Manager Li")
    assert lists.read(desk.workspace).staff == (("Li", "Manager Li"),)
