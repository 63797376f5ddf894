"""The times and the lists of complaints are set by the owner, and can be taken back."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.choices import CATEGORY, CAUSE, CHANNEL
from crmdesk.core.domain.complaint import SERIOUS, Complaint
from crmdesk.core.domain.complaint_clock import ClockRules
from crmdesk.core.services import choices, complaint_time, complaints, history
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.settings.complaint_times_card import ComplaintTimesCard
from crmdesk.ui.settings.merge_values import MergeDialog
from crmdesk.ui.settings.screen import SettingsScreen
from crmdesk.ui.settings.value_lists import ComplaintListsCard
from tests.ui.desks import RememberingDesk, shown

SATURDAY = dt.datetime(2026, 11, 21, 9)


def screen_of(qtbot: QtBot, desk: RememberingDesk) -> SettingsScreen:
    screen = SettingsScreen(desk)
    shown(qtbot, desk, screen)
    return screen


def complained(desk: RememberingDesk, category: str = "quality") -> int:
    one = Complaint(
        walk_in_name="高先生",
        received_at=SATURDAY.astimezone(),
        what="掉色",
        severity=SERIOUS,
        category=category,
    )
    return complaints.receive(desk.workspace, one).new_id


def test_that_other_times_move_what_is_due_and_undo_moves_it_back(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    number = complained(desk)
    due = complaints.get(desk.workspace, number).due_at
    card = screen_of(qtbot, desk).card(ComplaintTimesCard)
    qtbot.waitUntil(desk.tasks.idle)
    assert [box.value() for box in card.solve.values()] == [3, 2, 0]
    assert not card.save_button.isEnabled()
    card.solve[SERIOUS].setValue(0)
    card.call_back.setValue(1)
    assert card.solve[SERIOUS].text() == "0 days" and card.call_back.text() == "1 day"
    card.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert complaint_time.rules(desk.workspace).solve_days[SERIOUS] == 0
    sooner = complaints.get(desk.workspace, number).due_at
    assert due is not None and sooner is not None and sooner < due
    assert not card.save_button.isEnabled() and len(desk.changes) == 1
    desk.done(history.undo(desk.workspace))
    qtbot.waitUntil(lambda: card.solve[SERIOUS].value() == 2)
    assert complaint_time.rules(desk.workspace) == ClockRules()
    assert complaints.get(desk.workspace, number).due_at == due


def test_that_typed_times_survive_what_somebody_else_saves(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    card = screen_of(qtbot, desk).card(ComplaintTimesCard)
    qtbot.waitUntil(desk.tasks.idle)
    card.acknowledge.setValue(2)
    desk.done(choices.add(desk.workspace, CAUSE, "天气"))
    qtbot.waitUntil(desk.tasks.idle)
    assert card.acknowledge.value() == 2 and card.save_button.isEnabled()


def test_that_a_category_is_added_renamed_and_counted_by_complaints(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    complained(desk)
    card = screen_of(qtbot, desk).card(ComplaintListsCard)
    qtbot.waitUntil(desk.tasks.idle)
    rights = {one.id: one.right for one in card.list.items()}
    assert rights["quality"] == "1 complaint" and rights["price"] == "not used"
    card.list.select_id("quality")
    card.rename()
    dialog = card.window().findChild(Dialog)
    assert dialog is not None
    edit = dialog.findChild(QLineEdit)
    assert edit is not None
    edit.setText("质地")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(desk.tasks.idle)
    assert choices.labels(desk.workspace, CATEGORY)["quality"] == "质地"


def test_that_a_cause_in_use_stays_and_another_one_goes(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    complained(desk, "delivery")
    card = screen_of(qtbot, desk).card(ComplaintListsCard)
    qtbot.waitUntil(desk.tasks.idle)
    card.list.select_id("delivery")
    card.remove()
    qtbot.waitUntil(lambda: bool(desk.failures))
    assert "1 complaint" in str(desk.failures.pop())
    card.show_list(CAUSE)
    qtbot.waitUntil(desk.tasks.idle)
    card.list.select_id("use")
    card.remove()
    qtbot.waitUntil(desk.tasks.idle)
    assert "use" not in choices.labels(desk.workspace, CAUSE)


def shown_order(card: ComplaintListsCard) -> list[object]:
    return [one.id for one in card.list.items()]


def test_that_values_are_put_in_an_order_by_keys_and_buttons_and_other_stays_last(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    card = screen_of(qtbot, desk).card(ComplaintListsCard)
    qtbot.waitUntil(desk.tasks.idle)
    card.show_list(CHANNEL)
    qtbot.waitUntil(lambda: shown_order(card)[:2] == ["shop", "phone"])
    card.list.setFocus()
    card.list.select_id("phone")
    qtbot.keyClick(card.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: shown_order(card)[:2] == ["phone", "shop"])
    assert card.current() is not None and card.current().code == "phone"  # type: ignore[union-attr]
    up, down = card.up_action, card.down_action
    assert not up.isEnabled() and down.isEnabled()
    card.list.select_id("platform")
    assert not down.isEnabled()
    card.list.select_id("other")
    assert not up.isEnabled() and not down.isEnabled()
    desk.done(history.undo(desk.workspace))
    qtbot.waitUntil(lambda: shown_order(card)[:2] == ["shop", "phone"])


def test_that_a_category_is_merged_into_another_one_with_one_undo(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    number = complained(desk, "price")
    card = screen_of(qtbot, desk).card(ComplaintListsCard)
    qtbot.waitUntil(desk.tasks.idle)
    card.list.setFocus()
    card.list.select_id("price")
    qtbot.keyClick(card.list, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    dialog = card.findChild(MergeDialog)
    assert dialog is not None and dialog.into.key() == "quality"
    assert dialog.into.findData("price") == -1
    dialog.into.set_key("delivery")
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "price" not in shown_order(card))
    assert complaints.get(desk.workspace, number).category == "delivery"
    assert desk.changes[-1].message.startswith("“Price” became “Delivery”")
    desk.done(history.undo(desk.workspace))
    qtbot.waitUntil(lambda: "price" in shown_order(card))
    assert complaints.get(desk.workspace, number).category == "price"
