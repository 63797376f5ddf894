"""What is done with several customers at once."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.services import customers, followups
from crmdesk.ui.customers import lists
from crmdesk.ui.customers.bulk import Bulk, FollowUpDialog
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
