"""Whatever is done in whatever order, one follow-up of a series waits, none is lost or twice."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import OPEN, FollowUp
from crmdesk.core.domain.recurrence import dates_between, parse_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.services import activities, customers, followups, history, series
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY, at

RULES = ("daily", "every 3 days", "weekly", "every second tuesday", "monthly on the 31st")
STEPS = st.lists(
    st.tuples(
        st.sampled_from(("done", "cancel", "move", "take_up", "wait", "undo", "redo")),
        st.integers(0, 4),
    ),
    max_size=14,
)


class Week:
    """A shop with one series, and a clock that only goes on."""

    def __init__(self, folder: Path, rule: str, most: int) -> None:
        self.shop = factories.open_shop(folder)
        self.today = TODAY
        customer = factories.add(self.shop)
        repeat = Repeat(rule=parse_rule(rule, TODAY), most=most)
        series.plan(self.shop, FollowUp(customer_id=customer, due=TODAY), repeat)
        self.kept = history.recent(self.shop, 1)[0].record.id

    @property
    def now(self) -> Workspace:
        return at(self.shop, self.today)

    def stored(self) -> list[tuple[dt.date, str]]:
        with self.shop.database.read() as connection:
            rows = connection.exec_driver_sql("SELECT occurrence, status FROM follow_up")
            return [(dt.date.fromisoformat(row[0]), row[1]) for row in rows]

    def do(self, verb: str, number: int) -> None:
        open_ones = [row.follow_up for row in followups.open_rows(self.shop)]
        chosen = open_ones[number % len(open_ones)] if open_ones else None
        if verb == "wait":
            self.today += dt.timedelta(days=number * 3)
        elif verb == "take_up":
            coming = series.coming(self.now, self.today, self.today + dt.timedelta(days=200))
            if coming:
                one = coming[number % len(coming)]
                to = one.due + dt.timedelta(days=number - 2)
                followups.move(self.now, one.which, to)
        elif verb == "undo":
            if history.recent(self.shop, 1)[0].record.id != self.kept:
                newest = next(
                    line.record.id
                    for line in history.recent(self.shop)
                    if line.can_undo and line.record.undoes is None
                )
                if newest != self.kept:
                    history.undo(self.now)
        elif verb == "redo":
            newest_line = history.recent(self.shop, 1)[0]
            if newest_line.record.undoes and newest_line.can_undo:
                history.undo(self.now, newest_line.record.id)
        elif chosen is not None:
            {
                "done": lambda: followups.done(self.now, chosen.id),
                "cancel": lambda: followups.cancel(self.now, chosen.id),
                "move": lambda: followups.move(
                    self.now, chosen.id, chosen.due + dt.timedelta(days=number)
                ),
            }[verb]()


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(RULES), st.sampled_from((0, 0, 4)), STEPS)
def test_that_none_is_lost_and_none_comes_twice(
    rule: str, most: int, steps: list[tuple[str, int]]
) -> None:
    with TemporaryDirectory() as folder:
        week = Week(Path(folder), rule, most)
        try:
            for verb, number in steps:
                week.do(verb, number)
                expect_none_lost_and_none_twice(week, most)
        finally:
            week.shop.database.close()


def expect_none_lost_and_none_twice(week: Week, most: int) -> None:
    found = series.get(week.shop, 1)
    rows = week.stored()
    days = [day for day, _status in rows]
    assert len(days) == len(set(days))
    assert not most or len(rows) <= most
    generated = [day for day, status in rows if status == OPEN and day <= found.reached]
    assert len(generated) == (0 if found.ended_on else 1)
    # Only what was over before it could be written is passed over.
    by_rule = dates_between(found.rule, found.start, found.start, found.reached)
    assert all(day in days or day < week.today for day in by_rule)
    assert set(days) <= set(dates_between(found.rule, found.start, TODAY, max(days)))
    first = max(found.reached + dt.timedelta(days=1), week.today)
    last = first + dt.timedelta(days=70)
    coming = [one.due for one in series.coming(week.now, TODAY, last)]
    assert not set(coming) & set(days)
    if not found.ended_on and not most:
        wanted = dates_between(found.rule, found.start, first, last)
        assert coming == [day for day in wanted if day not in days]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("done", "cancel", "move", "met", "note", "wait", "undo")),
            st.integers(0, 4),
        ),
        max_size=12,
    )
)
def test_that_what_rolls_waits_so_many_days_after_the_last_contact(
    steps: list[tuple[str, int]],
) -> None:
    with TemporaryDirectory() as folder:
        week = Week(Path(folder), "AFTER=10", 0)
        try:
            for verb, number in steps:
                if verb in ("met", "note"):
                    kind = "call" if verb == "met" else "note"
                    on = week.today - dt.timedelta(days=number)
                    happened = Activity(customer_id=1, on=on, kind=kind, text="聊了")
                    activities.note_contact(week.now, happened)
                else:
                    week.do(verb, number)
                expect_the_last_contact_to_count(week)
        finally:
            week.shop.database.close()


def expect_the_last_contact_to_count(week: Week) -> None:
    found = series.get(week.shop, 1)
    (waiting,) = [row.follow_up for row in followups.open_rows(week.shop)]
    contacts = [
        item.on
        for item in customers.timeline(week.shop, 1)
        if item.noun == "activity" and item.kind != "note"
    ]
    assert found.start >= max(contacts, default=dt.date.min)
    assert waiting.occurrence == found.reached
    if found.start > dt.date.min:
        assert waiting.occurrence == found.start + dt.timedelta(days=10)
