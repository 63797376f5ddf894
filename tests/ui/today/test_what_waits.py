"""The start page says what waits, whatever it is, and keeps it in sight."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import activities, followups, reminders, visits
from crmdesk.ui.kit.card_list import CardList
from crmdesk.ui.today.screen import TodayScreen
from tests.ui.desks import TODAY, RememberingDesk, shown


def plan(desk: RememberingDesk, name: str, days: int) -> int:
    due = TODAY + dt.timedelta(days=days)
    wanted = FollowUp(customer_id=desk.add_customer(name), due=due, what="Call")
    return followups.plan(desk.workspace, wanted).new_id


def opened(
    qtbot: QtBot, desk: RememberingDesk, width: int = 1000, height: int = 640
) -> TodayScreen:
    screen = TodayScreen(desk)
    shown(qtbot, desk, screen)
    screen.resize(width, height)
    settled(qtbot, desk)
    return screen


def settled(qtbot: QtBot, desk: RememberingDesk) -> None:
    qtbot.waitUntil(desk.tasks.idle)


def subtitle(screen: TodayScreen) -> str:
    return screen.header._subtitle.text()


def in_sight(cards: CardList, title: str) -> bool:
    row = [card.title for card in cards.items()].index(title)
    place = cards.visualRect(cards.cards.index(row))
    return cards.viewport().rect().contains(place)


def silent_customer(desk: RememberingDesk, name: str) -> None:
    made = desk.add_customer(name, grade="A")
    long_ago = TODAY - dt.timedelta(days=61)
    note = Activity(customer_id=made, on=long_ago, kind="call", text="x")
    activities.note_contact(desk.workspace, note)


def test_that_open_visits_and_birthdays_wait_as_well(qtbot: QtBot, desk: RememberingDesk) -> None:
    screen = opened(qtbot, desk)
    assert subtitle(screen).endswith("Nothing waits today.")
    ada = desk.add_customer("Ada", birthday=Birthday(TODAY.month, TODAY.day))
    people = [ada, desk.add_customer("Bo"), desk.add_customer("Cy")]
    desk.done(visits.plan_visits(desk.workspace, people, TODAY))
    settled(qtbot, desk)
    assert subtitle(screen).endswith("Waiting for you: 3 visits, 1 greeting.")
    assert screen.counts["visits"].accessibleName() == "Visits today: 3"
    first = visits.between(desk.workspace, TODAY, TODAY)[0].visit.id
    desk.done(visits.finish(desk.workspace, first, outcome="ok"))
    settled(qtbot, desk)
    tile = screen.counts["visits"]
    assert (tile.count(), tile.accessibleName()) == (2, "Visits left of 3: 2")
    assert "2 visits" in subtitle(screen)


def test_that_what_newly_waits_comes_into_sight_and_the_chosen_one_stays(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    for number in range(12):
        plan(desk, f"Later {number}", 2)
    screen = opened(qtbot, desk)
    cards = screen.follow_ups.list
    cards.select_id(cards.items()[-1].id)
    chosen = screen.follow_ups.current()
    plan(desk, "Urgent", 0)
    screen.refresh()
    settled(qtbot, desk)
    assert in_sight(cards, "Urgent")
    assert screen.follow_ups.current() is not None and chosen is not None
    assert screen.follow_ups.current().follow_up.id == chosen.follow_up.id  # type: ignore[union-attr]
    # A reminder that leads here chooses it.
    screen.show_part("due")
    assert screen.follow_ups.current().customer == "Urgent"  # type: ignore[union-attr]


def test_that_nothing_moves_while_a_form_is_filled_in(qtbot: QtBot, desk: RememberingDesk) -> None:
    for number in range(12):
        plan(desk, f"Later {number}", 2)
    screen = opened(qtbot, desk)
    cards = screen.follow_ups.list
    cards.select_id(cards.items()[-1].id)
    screen.follow_ups.start_done()
    plan(desk, "Urgent", 0)
    screen.refresh()
    settled(qtbot, desk)
    assert not in_sight(cards, "Urgent")
    screen.show_part("due")
    assert screen.follow_ups.current().customer.startswith("Later")  # type: ignore[union-attr]


def test_that_what_is_put_off_is_marked(qtbot: QtBot, desk: RememberingDesk) -> None:
    plan(desk, "Ada", 0)
    found = reminders.claim(desk.workspace, reminders.look(desk.workspace)).reminders
    reminders.snooze(desk.workspace, [one.key for one in found], "tomorrow")
    screen = opened(qtbot, desk)
    [card] = [card for card in screen.follow_ups.list.items() if not card.heading]
    assert card.pill == "Later: tomorrow 09:00"
    reminders.bring_back(desk.workspace, [one.key for one in found])
    screen.refresh()
    settled(qtbot, desk)
    [card] = [card for card in screen.follow_ups.list.items() if not card.heading]
    assert card.pill == ""
    again = reminders.claim(desk.workspace, reminders.look(desk.workspace)).reminders
    assert [one.customer for one in again] == ["Ada"]


@pytest.mark.parametrize(
    ("busy", "height", "seen"),
    [(False, 642, True), (False, 574, True), (True, 642, False), (True, 574, False)],
)
def test_that_no_list_is_a_slit_and_the_buttons_are_in_sight_on_a_small_laptop(
    qtbot: QtBot, desk: RememberingDesk, busy: bool, height: int, seen: bool
) -> None:
    """Of 1366 by 768 the page gets 1139 by 642, below a reminder 574."""
    for number in range(20 if busy else 1):
        plan(desk, f"Due {number}", 0)
    for number in range(5):
        born = TODAY + dt.timedelta(days=number)
        desk.add_customer(f"Born {number}", birthday=Birthday(born.month, born.day))
        silent_customer(desk, f"Silent {number}")
    people = [desk.add_customer(f"Visit {number}") for number in range(6)]
    visits.plan_visits(desk.workspace, people, TODAY)
    screen = opened(qtbot, desk, 1139, height)
    screen.follow_ups.start_done()
    settled(qtbot, desk)
    form = screen.follow_ups.panel.form()
    assert form is not None
    below = form.mapTo(screen, form.rect().bottomLeft()).y()
    assert below <= screen.height()
    screen.follow_ups._closed()
    settled(qtbot, desk)
    side = screen.side
    for cards in (side.visits, side.birthdays, side.silent):
        if cards.isVisible():
            assert cards.height() >= 2 * cards.sizeHintForRow(0)
    assert side.silent.isVisible() == seen
    qtbot.mouseClick(screen.counts["silent"], Qt.MouseButton.LeftButton)
    assert side.silent.hasFocus() == seen
    assert (("go", "care", "silent") in desk.asked) != seen
