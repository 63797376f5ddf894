"""How the owner says when to be reminded, and what this computer does about it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from crmdesk.core import autostart
from crmdesk.core import settings as local
from crmdesk.core.domain.reminders import ReminderSettings
from crmdesk.core.services import history, reminders
from crmdesk.ui.kit import own_start
from crmdesk.ui.kit.own_start import OwnStart
from crmdesk.ui.kit.screen import Screen
from crmdesk.ui.settings.reminders_card import RemindersCard
from tests.ui.desks import RememberingDesk, shown


class Page(Screen):
    def __init__(self, desk: RememberingDesk) -> None:
        super().__init__(desk)
        self.card = RemindersCard(desk)
        QVBoxLayout(self).addWidget(self.card)


@pytest.fixture
def card(qtbot: QtBot, desk: RememberingDesk) -> RemindersCard:
    page = Page(desk)
    shown(qtbot, desk, page)
    return page.card


def settled(qtbot: QtBot, desk: RememberingDesk) -> None:
    qtbot.waitUntil(desk.tasks.idle)


def test_that_quiet_hours_and_lead_are_typed_and_kept_at_once(
    qtbot: QtBot, desk: RememberingDesk, card: RemindersCard
) -> None:
    assert card.quiet_from.text() == "20:00" and card.quiet_to.text() == "08:00"
    card.quiet_from.set_text("21:30")
    card.quiet_from.editingFinished.emit()
    card.minutes.setValue(45)
    card.minutes.editingFinished.emit()
    card.closed_days.click()
    settled(qtbot, desk)
    assert reminders.settings(desk.workspace) == ReminderSettings(
        quiet=(dt.time(21, 30), dt.time(8)), visit_minutes=45, on_closed_days=True
    )
    assert len(desk.changes) == 3
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    card.refresh()
    settled(qtbot, desk)
    assert not card.closed_days.isChecked()


def test_that_both_times_emptied_there_is_no_quiet_and_one_alone_changes_nothing(
    qtbot: QtBot, desk: RememberingDesk, card: RemindersCard
) -> None:
    card.quiet_from.set_text("")
    card.save()
    settled(qtbot, desk)
    assert desk.changes == []
    card.quiet_to.set_text("")
    card.save()
    settled(qtbot, desk)
    assert reminders.settings(desk.workspace).quiet is None


def test_that_a_time_that_cannot_be_read_is_told_beside_it(
    qtbot: QtBot, desk: RememberingDesk, card: RemindersCard
) -> None:
    card.quiet_from.set_text("late")
    card.save()
    settled(qtbot, desk)
    assert desk.changes == [] and card._from_row.error()


def test_that_what_belongs_to_this_computer_is_kept_there_and_done_at_once(
    qtbot: QtBot, desk: RememberingDesk, card: RemindersCard
) -> None:
    card.stay.click()
    card.notify.click()
    settled(qtbot, desk)
    kept = local.load()
    assert kept.close_to_tray and not kept.notify and kept.tray
    assert desk.asked == [("use_presence",)] * 2
    card.tray.click()
    assert not card.stay.isEnabled()
    settled(qtbot, desk)


def test_that_the_start_with_the_computer_is_switched_on_and_off(
    qtbot: QtBot, desk: RememberingDesk, card: RemindersCard
) -> None:
    assert not card.start.isChecked()
    card.start.click()
    settled(qtbot, desk)
    assert own_start.here().is_on()
    card.start.click()
    settled(qtbot, desk)
    assert not own_start.here().is_on()


def test_that_a_folder_that_cannot_be_written_is_told(
    qtbot: QtBot, desk: RememberingDesk, card: RemindersCard, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    blocked = autostart.StartFile(tmp_path / "file" / "crmdesk.desktop", "")
    card._start = OwnStart(blocked)
    card.start.click()
    qtbot.waitUntil(lambda: bool(desk.failures))
    assert str(desk.failures.pop()).startswith("The start with the computer could not be changed.")


def test_that_windows_keeps_the_command_in_its_registry(tmp_path: Path) -> None:
    registry = QSettings(str(tmp_path / "run.ini"), QSettings.Format.IniFormat)
    start = OwnStart(None, registry)
    assert not start.is_on()
    start.switch(True)
    value = registry.value(autostart.NAME)
    assert start.is_on() and str(value).endswith(autostart.BACKGROUND)
    start.switch(False)
    assert not start.is_on()
