"""Complaints through the real window: from the call to the closed case, and every way there."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.activity import KINDS
from crmdesk.core.services import complaints, customers, followups, history
from crmdesk.ui.complaints.screen import ComplaintsScreen
from crmdesk.ui.customers.screen import CustomersScreen
from tests import factories
from tests.ui.window.conftest import Office

KEY = Qt.Key
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
BOTH = CTRL | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def office(qtbot: QtBot, tmp_path: Path) -> Office:
    shop = factories.open_shop(tmp_path)
    factories.add(shop, "Zhang Wei", "13800138000")
    factories.add(shop, "Li Na", "13900139000")
    shop.database.close()
    return Office(qtbot, tmp_path / "shop.db")


def screen_of(office: Office) -> ComplaintsScreen:
    screen = office.window.body.place("complaints")
    assert isinstance(screen, ComplaintsScreen)
    return screen


def customers_of(office: Office) -> CustomersScreen:
    screen = office.window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    return screen


def write(office: Office, text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    office.qtbot.keyClicks(focus, text)
    office.settle()


def test_that_a_case_goes_from_the_call_to_its_close_by_keyboard_alone(office: Office) -> None:
    workspace = office.window.desk.workspace
    office.press(KEY.Key_C, BOTH)
    screen = screen_of(office)
    assert screen.form.isVisible()
    write(office, "zhang")
    office.press(KEY.Key_Return, PLAIN)
    for digit in "213":
        write(office, digit)
        office.press(KEY.Key_Tab, PLAIN)
    assert screen.form.due.text().startswith("Needs immediate action: answer due today")
    write(office, "The heater smokes")
    office.press(KEY.Key_Return, CTRL)
    assert office.window.body.status.message.text().startswith(
        "Complaint TS-2026-0001 of Zhang Wei"
    )

    office.press(KEY.Key_A, PLAIN)
    office.press(KEY.Key_T, PLAIN)
    write(office, "the maker")
    office.press(KEY.Key_Return, CTRL)
    office.press(KEY.Key_G, PLAIN)
    office.press(KEY.Key_R, PLAIN)
    write(office, "Fetched it and brought a new one")
    office.press(KEY.Key_Return, CTRL)
    assert [row.follow_up.what for row in followups.open_rows(workspace)] == [
        "Call back about complaint TS-2026-0001"
    ]
    office.press(KEY.Key_C, PLAIN)
    write(office, "5")
    office.press(KEY.Key_Return, CTRL)

    one = complaints.by_number(workspace, "1")
    assert (one.state, one.satisfaction, one.severity) == ("closed", 5, "severe")
    assert followups.open_rows(workspace) == []
    events = [entry.event for entry in complaints.log(workspace, one.id)]
    assert events == ["receive", "acknowledge", "wait_third", "resume", "answer", "close"]
    assert QApplication.activeModalWidget() is None
    # One step back is one Undo.
    office.press(KEY.Key_Z, CTRL)
    assert complaints.get(workspace, one.id).state == "answered"
    assert screen.browse.case.head.state.text() == "Answered"
    office.close()


def test_that_the_keys_begin_a_complaint_of_whoever_is_shown_or_found(office: Office) -> None:
    office.window.desk.go("customers")
    office.settle()
    shown = customers_of(office).detail.customer_id()
    office.press(KEY.Key_C, BOTH)
    assert screen_of(office).form.fields.who.customer_id() == shown
    screen_of(office).form.left.emit()

    office.press(KEY.Key_K, CTRL)
    write(office, "Li Na")
    finder = office.window.body.finder
    office.qtbot.waitUntil(finder.is_open)
    office.press(KEY.Key_C, BOTH)
    who = screen_of(office).form.fields.who
    [wanted] = [hit.id for hit in finder.hits() if hit.name == "Li Na"]
    assert who.customer_id() == wanted and not finder.is_open()
    screen_of(office).form.left.emit()

    office.press(KEY.Key_K, CTRL)
    write(office, "Somebody")
    office.qtbot.waitUntil(finder.is_open)
    office.press(KEY.Key_C, BOTH)
    assert who.walk_in() == ("Somebody", "")
    office.window.leave()


def test_that_the_file_of_a_customer_has_the_verb(office: Office) -> None:
    office.window.desk.go("customers")
    office.settle()
    detail = customers_of(office).detail
    detail.complain.trigger()
    office.settle()
    assert screen_of(office).form.fields.who.customer_id() == detail.customer_id()
    assert screen_of(office).form.fields.choices["channel"].hasFocus()
    office.close()


def test_that_a_note_of_a_complaint_becomes_a_new_complaint_with_its_words(
    office: Office,
) -> None:
    office.window.desk.go("customers")
    office.settle()
    detail = customers_of(office).detail
    note = detail.note
    note.start()
    write(office, "It broke again")
    note.next_what.setText("send the flyer")
    note.kind.set_key("complaint")
    assert "complaint" in KINDS and note.save_button.text() == "Record complaint…"
    note.save()
    office.settle()

    form = screen_of(office).form
    assert form.isVisible() and form.fields.what.text() == "It broke again"
    assert form.fields.who.customer_id() == detail.customer_id()
    assert screen_of(office).has_unsaved()
    assert (note.text.text(), note.next_what.text()) == ("", "send the flyer")
    form.save()
    office.settle()
    workspace = office.window.desk.workspace
    [line] = customers.timeline(workspace, detail.customer_id())
    assert (line.kind, line.text) == ("complaint", "TS-2026-0001 · It broke again")
    history.undo(workspace)
    assert customers.timeline(workspace, detail.customer_id()) == []
    office.window.leave()
