"""A pile of overdue follow-ups: offered once a day, looked at, and spread in one step."""

from __future__ import annotations

import datetime as dt
from collections import Counter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import complaints, followups, history
from crmdesk.core.services.reminders import Brought
from crmdesk.ui.today.pile import PILE, away_words
from crmdesk.ui.today.screen import TodayScreen
from crmdesk.ui.today.spread_form import SpreadDialog
from tests.ui.desks import TODAY, RememberingDesk, shown

KEY = Qt.Key


def a_pile(desk: RememberingDesk, count: int) -> None:
    person = desk.add_customer("Ada")
    late = TODAY - dt.timedelta(days=2)
    followups.plan_many(desk.workspace, [FollowUp(customer_id=person, due=late)] * count)


def opened(qtbot: QtBot, desk: RememberingDesk) -> TodayScreen:
    screen = TodayScreen(desk)
    shown(qtbot, desk, screen)
    return screen


def days(desk: RememberingDesk) -> Counter[dt.date]:
    return Counter(row.follow_up.due for row in followups.open_rows(desk.workspace))


def dialog_of(qtbot: QtBot, screen: TodayScreen) -> SpreadDialog:
    qtbot.waitUntil(lambda: screen.findChild(SpreadDialog) is not None)
    found = screen.findChild(SpreadDialog)
    assert isinstance(found, SpreadDialog)
    qtbot.waitUntil(lambda: found.agree.isEnabled())
    return found


def lines_of(dialog: SpreadDialog) -> list[str]:
    """Return what the form says of each day."""
    said = [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]
    return [words for words in said if words in ("Today", "–", "8", "7") or "Nov" in words]


def test_that_a_few_overdue_follow_ups_are_no_pile(qtbot: QtBot, desk: RememberingDesk) -> None:
    a_pile(desk, PILE - 1)
    assert opened(qtbot, desk).offer.text() == ""


def test_that_a_pile_is_spread_by_keyboard_and_undo_brings_it_back(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    a_pile(desk, 23)
    screen = opened(qtbot, desk)
    assert screen.offer.text() == ("23 follow-ups are overdue. Spread them over the next days?")
    qtbot.keyClick(screen, KEY.Key_A, Qt.KeyboardModifier.AltModifier)
    dialog = dialog_of(qtbot, screen)
    assert dialog.days.value() == 4 and dialog.first.date() == TODAY
    assert dialog.agree.text() == "Spread 23 follow-ups"
    dialog.days.setValue(3)
    wanted = ["Today", "–", "8", "8", "Mon 23 Nov", "–", "8", "8", "Tue 24 Nov", "–", "7", "7"]
    # A layout shows its new labels a moment after it got them.
    qtbot.waitUntil(lambda: lines_of(dialog) == wanted)
    assert dialog.agree.isEnabled()
    qtbot.keyClick(dialog.days, KEY.Key_Return)
    qtbot.waitUntil(lambda: bool(desk.changes) and desk.tasks.idle())
    assert sorted(days(desk).values()) == [7, 8, 8]
    assert screen.offer.text() == ""
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert days(desk) == {TODAY - dt.timedelta(days=2): 23}


def test_that_a_day_in_the_past_cannot_be_the_first(qtbot: QtBot, desk: RememberingDesk) -> None:
    a_pile(desk, 9)
    screen = opened(qtbot, desk)
    screen.pile.spread()
    dialog = dialog_of(qtbot, screen)
    dialog.first.set_date(TODAY - dt.timedelta(days=1))
    assert not dialog.agree.isEnabled()
    dialog.spread()
    assert desk.changes == []


def test_that_declined_it_is_silent_for_the_day(qtbot: QtBot, desk: RememberingDesk) -> None:
    a_pile(desk, 9)
    screen = opened(qtbot, desk)
    screen.offer.drop_button.click()
    screen.refresh()
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.offer.text() == ""


def test_that_a_pause_is_told_with_what_became_due(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    screen.pile.show_away(Brought(follow_ups=14, birthdays=3, visits=2, away=12))
    words = "While you were away (12 days): 14 follow-ups, 2 visits, 3 birthdays became due."
    assert screen.offer.text() == words
    assert screen.offer.buttons == []
    screen.offer.drop_button.click()
    assert screen.offer.text() == ""


def test_that_a_pause_in_which_nothing_became_due_is_no_news() -> None:
    assert away_words(Brought(away=12)) == ""


def test_that_an_offer_and_complaints_leave_all_in_sight_on_a_usual_screen(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    a_pile(desk, PILE)
    for _number in range(4):
        sent = Complaint(
            customer_id=1,
            received_at=desk.workspace.clock.now() - dt.timedelta(days=9),
            what="Promised for Wednesday; waited all day, nobody came",
        )
        complaints.receive(desk.workspace, sent)
    screen = opened(qtbot, desk)
    screen.resize(1180, 566)
    qtbot.waitUntil(lambda: screen.follow_ups.panel.isVisible() and screen.offer.isVisible())
    bar = screen._area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() == 0)
    assert screen.follow_ups.list.height() >= 56
