"""The clocks of a complaint, held against a count minute by minute in zones that change."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from crmdesk.core.domain.complaint import (
    ANSWERED,
    IN_PROGRESS,
    SEVERITIES,
    WAITING_CUSTOMER,
    Complaint,
    LogEntry,
)
from crmdesk.core.domain.complaint_clock import ClockRules, ShopTime, replay
from crmdesk.core.domain.complaint_states import ACKNOWLEDGE, ANSWER, RESUME, WAIT_CUSTOMER
from crmdesk.core.domain.opening import Closed, Hours, Opening

MINUTE = dt.timedelta(minutes=1)
ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "Europe/Berlin", "America/New_York")]
# Days before the clocks of Berlin and New York are put forward or back, and an ordinary week.
DAYS = [dt.date(2026, 3, 26), dt.date(2026, 10, 22), dt.date(2026, 10, 29), dt.date(2026, 11, 23)]


@st.composite
def shops(draw: st.DrawFn) -> tuple[ShopTime, dt.datetime]:
    """A shop with its hours, a pause and its rules, and the instant of a complaint."""
    zone, day = draw(st.sampled_from(ZONES)), draw(st.sampled_from(DAYS))
    week: list[Hours | None] = []
    for _number in range(7):
        opens = draw(st.integers(5, 14))
        closes = draw(st.integers(opens + 1, 23))
        week.append(Hours(dt.time(opens), dt.time(closes)) if draw(st.integers(0, 4)) else None)
    if not any(week):
        week[0] = Hours()
    first = day + dt.timedelta(days=draw(st.integers(0, 6)))
    pause = Closed(first, first + dt.timedelta(days=draw(st.integers(0, 2))))
    solve = {one: draw(st.integers(0, 4)) for one in SEVERITIES}
    rules = ClockRules(draw(st.integers(0, 2)), solve, draw(st.integers(0, 5)))
    begun = dt.datetime.combine(day, dt.time(draw(st.integers(0, 23))), tzinfo=zone)
    return ShopTime(Opening(tuple(week), (pause,)), rules, zone), begun.astimezone(dt.UTC)


def is_open(time: ShopTime, instant: dt.datetime) -> bool:
    shown = instant.astimezone(time.zone)
    hours = time.opening.hours(shown.date())
    return hours is not None and hours.opens <= shown.time() < hours.closes


def counted(time: ShopTime, start: dt.datetime, end: dt.datetime) -> int:
    minutes = int((end - start) / MINUTE)
    return sum(is_open(time, start + number * MINUTE) for number in range(minutes))


@settings(max_examples=60)
@given(
    shop=shops(),
    severity=st.sampled_from(sorted(SEVERITIES)),
    waits=st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 2500)), max_size=3),
    worked=st.integers(0, 3000),
)
def test_that_the_clock_is_that_of_a_count_minute_by_minute_without_the_waits(
    shop: tuple[ShopTime, dt.datetime],
    severity: str,
    waits: list[tuple[int, int]],
    worked: int,
) -> None:
    time, begun = shop
    complaint = Complaint(received_at=begun, severity=severity, what="cold")
    now, stood, log = begun, 0, [LogEntry(at=begun, event=ACKNOWLEDGE, state=IN_PROGRESS)]
    for before, long in waits:
        now += before * MINUTE
        log.append(LogEntry(at=now, event=WAIT_CUSTOMER, state=WAITING_CUSTOMER))
        assert replay(complaint, log, time).due_at is None
        stood += counted(time, now, now + long * MINUTE)
        now += long * MINUTE
        log.append(LogEntry(at=now, event=RESUME, state=IN_PROGRESS))
    waiting = replay(complaint, log, time)
    assert waiting.waited == stood

    without = replay(complaint, log[:1], time).due_at
    assert without is not None and waiting.due_at is not None
    # The time to be due moved by exactly as many open minutes as it stood still.
    assert counted(time, without, waiting.due_at) == stood
    if stood:
        assert is_open(time, waiting.due_at - MINUTE)

    now += worked * MINUTE
    answered = replay(complaint, [*log, LogEntry(at=now, event=ANSWER, state=ANSWERED)], time)
    assert answered.answer_minutes == counted(time, begun, now) - stood
    assert answered.late == (now > waiting.due_at)
    assert answered.acknowledge_minutes == 0


@settings(max_examples=60)
@given(shop=shops(), severity=st.sampled_from(sorted(SEVERITIES)))
def test_that_the_days_allowed_are_open_days_after_the_first(
    shop: tuple[ShopTime, dt.datetime], severity: str
) -> None:
    time, begun = shop
    complaint = Complaint(received_at=begun, severity=severity, what="cold")
    due = time.solve_due(complaint)
    # The first open minute from the beginning on tells the day it begins on.
    instant = begun
    while not is_open(time, instant):
        instant += MINUTE
    first, last = (one.astimezone(time.zone).date() for one in (instant, due))
    between = [first + dt.timedelta(days=one + 1) for one in range((last - first).days)]
    assert sum(map(time.opening.is_open, between)) == time.rules.solve_days[severity]
    assert is_open(time, due - MINUTE) and not is_open(time, due)
