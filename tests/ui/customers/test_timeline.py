"""The timeline: what each entry says and offers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from PySide6.QtWidgets import QLabel, QToolButton
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.activity import TimelineItem
from crmdesk.ui.customers.timeline import FIRST_LINES, Timeline, state_of, title_of

TODAY = dt.date(2026, 11, 21)


def item(noun: str, *, days: int = 0, status: str = "open", open_: bool = True) -> TimelineItem:
    return TimelineItem(
        noun=noun,
        id=1,
        on=TODAY + dt.timedelta(days=days),
        at=None,
        kind="call",
        status=status,
        text="<i>text</i>",
        detail="",
        staff="",
        open=open_,
    )


def test_that_the_state_follows_the_date() -> None:
    assert state_of(item("follow_up", days=-1), TODAY) == ("Overdue", "danger")
    assert state_of(item("follow_up"), TODAY) == ("Due today", "warning")
    assert state_of(item("visit", days=1), TODAY) == ("Planned", "info")
    assert state_of(item("visit", status="missed", open_=False), TODAY) == ("Missed", "muted")
    assert state_of(item("activity", open_=False), TODAY)[0] == ""


def test_that_each_noun_is_named() -> None:
    assert title_of(item("follow_up")) == "Follow-up: Call"
    assert title_of(item("visit")) == "Visit"
    assert title_of(item("activity")) == "Call"


def test_that_an_open_follow_up_offers_done_move_and_cancel(qtbot: QtBot) -> None:
    shown = Timeline()
    qtbot.addWidget(shown)
    shown.show_items([item("follow_up")], TODAY)
    asked: list[str] = []
    shown.asked.connect(lambda verb, _item: asked.append(verb))
    for tool in shown.lines()[0].findChildren(QToolButton):
        tool.click()
    qtbot.waitUntil(lambda: asked == ["done", "move", "cancel"])


def test_that_the_rule_and_the_chain_of_a_follow_up_are_told(qtbot: QtBot) -> None:
    shown = Timeline()
    qtbot.addWidget(shown)
    again = replace(item("follow_up"), rule="FREQ=WEEKLY;BYDAY=SA")
    step = replace(item("follow_up"), chain="sale@2026-11-20")
    shown.show_items([again, step], TODAY)
    words = [
        " ".join(label.text() for label in line.findChildren(QLabel)) for line in shown.lines()
    ]
    assert "every Saturday" in words[0]
    assert "chain since yesterday" in words[1]


def test_that_a_long_timeline_begins_short_and_can_be_opened(qtbot: QtBot) -> None:
    shown = Timeline()
    qtbot.addWidget(shown)
    shown.show_items([item("activity", open_=False)] * 50, TODAY)
    assert len(shown.lines()) == FIRST_LINES
    shown._show_all()
    assert len(shown.lines()) == 50
