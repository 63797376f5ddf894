"""The owner's opening days: the week, the pauses, the holidays, by keyboard and with Undo."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.opening import Closed, Hours, Opening
from crmdesk.core.services import history, opening
from crmdesk.ui.kit.screen import Screen
from crmdesk.ui.settings.opening_card import OpeningCard
from crmdesk.ui.settings.opening_days import HolidaysDialog, PauseDialog
from tests.ui.desks import RememberingDesk, shown

KEY = Qt.Key
SUNDAY = dt.date(2026, 11, 22)


class Page(Screen):
    def __init__(self, desk: RememberingDesk) -> None:
        super().__init__(desk)
        self.card = OpeningCard(desk)
        QVBoxLayout(self).addWidget(self.card)

    def refresh(self, changes: object = None) -> None:
        self.card.refresh()


@pytest.fixture
def card(qtbot: QtBot, desk: RememberingDesk) -> OpeningCard:
    page = Page(desk)
    shown(qtbot, desk, page)
    return page.card


def kept(qtbot: QtBot, desk: RememberingDesk) -> Opening:
    qtbot.waitUntil(desk.tasks.idle)
    return opening.opening(desk.workspace)


def lines(card: OpeningCard) -> list[tuple[str, str]]:
    return [(one.title, one.subtitle) for one in card.list.items()]


def press(qtbot: QtBot, card: OpeningCard, key: Qt.Key) -> None:
    window = card.window()
    with qtbot.waitActive(window):
        window.activateWindow()
    card.list.setFocus()
    qtbot.keyClick(card.list, key)


def pause_dialog(card: OpeningCard) -> PauseDialog:
    (found,) = (one for one in card.findChildren(PauseDialog) if one.isVisible())
    return found


def test_that_the_usual_week_is_shown_and_a_sunday_is_opened(
    qtbot: QtBot, desk: RememberingDesk, card: OpeningCard
) -> None:
    assert [day.box.isChecked() for day in card.days] == [True] * 6 + [False]
    assert card.days[0].opens.text() == "09:00" and not card.days[6].opens.isEnabled()
    card.days[6].box.click()
    assert kept(qtbot, desk).week[6] == Hours()
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    card.refresh()
    qtbot.waitUntil(lambda: not card.days[6].box.isChecked())


def test_that_hours_are_typed_and_those_that_end_before_they_begin_are_told(
    qtbot: QtBot, desk: RememberingDesk, card: OpeningCard
) -> None:
    line = card.days[0].closes
    line.set_text("8:00")
    line.editingFinished.emit()
    assert card.days[0].error.text() == "First when it opens, then when it closes."
    assert kept(qtbot, desk) == Opening()
    line.set_text("20:30")
    line.editingFinished.emit()
    assert kept(qtbot, desk).week[0] == Hours(dt.time(9), dt.time(20, 30))
    assert card.days[0].error.text() == ""


def test_that_a_pause_is_added_changed_and_removed_by_keyboard(
    qtbot: QtBot, desk: RememberingDesk, card: OpeningCard
) -> None:
    press(qtbot, card, KEY.Key_Insert)
    dialog = pause_dialog(card)
    qtbot.keyClicks(dialog.first.line, "2027-02-05")
    qtbot.keyClicks(dialog.last.line, "2027-02-12")
    dialog.name.setText("春节")
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    pause = Closed(dt.date(2027, 2, 5), dt.date(2027, 2, 12), "春节")
    assert kept(qtbot, desk).closed == (pause,)
    assert lines(card) == [("春节", "2027-02-05 – 2027-02-12")]
    press(qtbot, card, KEY.Key_F2)
    dialog = pause_dialog(card)
    dialog.name.setText("Moving")
    dialog.last.set_text("2027-02-13")
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    assert kept(qtbot, desk).closed == (Closed(pause.first, dt.date(2027, 2, 13), "Moving"),)
    press(qtbot, card, KEY.Key_Delete)
    assert kept(qtbot, desk).closed == ()
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert len(kept(qtbot, desk).closed) == 1


def test_that_days_in_the_wrong_order_are_told_and_one_day_needs_no_end(
    qtbot: QtBot, desk: RememberingDesk, card: OpeningCard
) -> None:
    card.add_pause()
    dialog = pause_dialog(card)
    dialog.confirm()
    assert dialog._first_row.error()
    dialog.first.set_text("2027-02-05")
    dialog.last.set_text("2027-02-04")
    dialog.confirm()
    assert dialog._last_row.error() == "The last day is not before the first one."
    dialog.last.set_text("")
    dialog.confirm()
    assert kept(qtbot, desk).closed == (Closed(dt.date(2027, 2, 5), dt.date(2027, 2, 5)),)
    assert lines(card) == [("Closed", "2027-02-05 Fri")]


def test_that_a_single_day_is_open_all_the_same(
    qtbot: QtBot, desk: RememberingDesk, card: OpeningCard
) -> None:
    card.add_open_day()
    dialog = pause_dialog(card)
    dialog.first.set_date(SUNDAY)
    dialog.confirm()
    assert kept(qtbot, desk).is_open(SUNDAY)
    assert lines(card) == [("Open all the same", "2026-11-22 Sun")]
    card.change()
    again = pause_dialog(card)
    again.first.set_date(dt.date(2026, 11, 29))
    again.confirm()
    assert kept(qtbot, desk).open_days == {dt.date(2026, 11, 29)}


def test_that_public_holidays_are_added_once(
    qtbot: QtBot, desk: RememberingDesk, card: OpeningCard
) -> None:
    card.add_holidays()
    dialog = card.findChild(HolidaysDialog)
    assert isinstance(dialog, HolidaysDialog)
    assert dialog.year.value() == 2027
    dialog.place.set_key("cn")
    dialog.year.setValue(2026)
    qtbot.waitUntil(dialog.agree.isEnabled, timeout=20_000)
    assert dialog.found.text().endswith("entries will be added.")
    dialog.confirm()
    made = kept(qtbot, desk)
    assert made.hours(dt.date(2026, 10, 1)) is None and dt.date(2026, 1, 4) in made.open_days
    qtbot.waitUntil(lambda: len(lines(card)) == len(made.closed) + len(made.open_days))
    card.add_holidays()
    again = card.findChildren(HolidaysDialog)[-1]
    again.place.set_key("cn")
    again.year.setValue(2026)
    qtbot.waitUntil(lambda: again.found.text() == "All of them are known already.")
    assert not again.agree.isEnabled()
    again.place.set_key("us")
    assert not again.workdays.isVisible()
    again.reject()
