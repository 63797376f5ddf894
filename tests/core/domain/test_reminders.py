"""Everything comes to mind exactly once, whatever the clock does, and never in quiet hours."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain import reminders
from crmdesk.core.domain.occasions import show_birthday
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.reminders import (
    BIRTHDAY,
    COMPLAINT,
    FOLLOW_UP,
    VISIT,
    Reminder,
    ReminderSettings,
)

SATURDAY = dt.date(2026, 11, 21)
ALWAYS = Opening(week=Opening().week[:6] + (Opening().week[0],))
NEVER = Opening(week=(None,) * 7)
LOUD = ReminderSettings(quiet=None, on_closed_days=True)
USUAL = ReminderSettings()
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "UTC")


def wall(day: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 11, day, hour, minute)


def call(number: int = 1, at: dt.time | None = None, day: dt.date = SATURDAY) -> Reminder:
    return Reminder(noun=FOLLOW_UP, id=number, customer_id=1, day=day, at=at)


def visit(number: int = 1, at: dt.time | None = None, day: dt.date = SATURDAY) -> Reminder:
    return Reminder(noun=VISIT, id=number, customer_id=1, day=day, at=at)


def test_that_a_key_names_the_thing_and_its_time() -> None:
    assert call(7, dt.time(9, 30)).key == "follow_up:7@2026-11-21T09:30"
    assert visit(7).key == "visit:7@2026-11-21"
    assert reminders.named_by("follow_up:7@2026-11-21T09:30") == (FOLLOW_UP, 7)


def birthday(number: int = 1, lead: int = 0, day: dt.date = SATURDAY) -> Reminder:
    return Reminder(noun=BIRTHDAY, id=number, customer_id=number, day=day, lead=lead)


def test_that_a_complaint_is_remembered_by_the_instant_it_was_due() -> None:
    due = dt.datetime(2026, 11, 23, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
    one = reminders.of_complaint(7, 0, due)
    assert one.key == "complaint:7@2026-11-23T10:00:00+00:00"
    assert reminders.named_by(one.key) == (COMPLAINT, 7)
    assert reminders.moment(one, USUAL) == due.astimezone().replace(tzinfo=None)


def test_that_a_birthday_is_remembered_for_each_lead_time() -> None:
    assert birthday(7, 14).key == "birthday:7@2026-11-21#14"
    assert reminders.birthday_of("birthday:7@2026-11-21#14") == birthday(7, 14)
    assert reminders.named_by("birthday:7@2026-11-21#14") == (BIRTHDAY, 7)


@pytest.mark.parametrize(
    ("ahead", "lead"), [(-1, None), (0, 0), (1, 1), (2, 7), (7, 7), (8, 14), (14, 14), (15, None)]
)
def test_that_a_birthday_stands_at_the_shortest_lead_time_that_has_come(
    ahead: int, lead: int | None
) -> None:
    assert reminders.lead_of(ahead, (14, 7, 1, 0)) == lead
    assert reminders.lead_of(ahead, ()) is None


def test_that_a_birthday_comes_in_the_morning_so_many_days_before() -> None:
    assert reminders.moment(birthday(lead=7), USUAL) == wall(14, 8)
    assert reminders.moment(birthday(lead=0), USUAL) == wall(21, 8)
    first = birthday(lead=14, day=dt.date(1, 1, 3))
    assert reminders.moment(first, USUAL) == dt.datetime(1, 1, 1, 8)


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (0, "Birthday today"),
        (1, "Birthday tomorrow"),
        (7, "Birthday in 7 days"),
        (-2, "Birthday on 2026-11-19"),
    ],
)
def test_that_it_is_said_how_far_ahead_a_birthday_is(ahead: int, words: str) -> None:
    assert show_birthday(SATURDAY + dt.timedelta(days=ahead), SATURDAY) == words


def test_that_what_has_a_time_comes_at_it_and_a_visit_half_an_hour_before() -> None:
    assert reminders.moment(call(at=dt.time(10)), USUAL) == wall(21, 10)
    assert reminders.moment(visit(at=dt.time(10)), USUAL) == wall(21, 9, 30)
    assert reminders.moment(visit(at=dt.time(0, 10)), USUAL) == wall(20, 23, 40)


def test_that_what_has_no_time_comes_when_the_day_begins() -> None:
    assert reminders.moment(call(), USUAL) == wall(21, 8)
    early = ReminderSettings(quiet=(dt.time(22), dt.time(6, 30)))
    assert reminders.moment(call(), early) == wall(21, 6, 30)
    noon = ReminderSettings(quiet=(dt.time(12), dt.time(14)))
    assert reminders.moment(call(), noon) == wall(21, 8)


def test_that_the_first_day_of_the_calendar_breaks_nothing() -> None:
    first = visit(at=dt.time(0, 5), day=dt.date.min)
    assert reminders.moment(first, USUAL) == dt.datetime(1, 1, 1, 0, 5)
    assert reminders.held_until(dt.datetime.max, USUAL, ALWAYS) is None


@pytest.mark.parametrize(
    "now, until",
    [
        (wall(20, 7, 59), wall(20, 8)),
        (wall(20, 8), None),
        (wall(20, 19, 59), None),
        (wall(20, 20), wall(21, 8)),
        (wall(21, 22), wall(23, 8)),  # Sunday is closed
        (wall(22, 12), wall(23, 8)),
    ],
)
def test_that_quiet_hours_and_closed_days_hold_until_their_end(
    now: dt.datetime, until: dt.datetime | None
) -> None:
    held = reminders.held_until(now, USUAL, Opening())
    # A night before a closed day is looked at again in the morning, and held once more.
    while held is not None and (later := reminders.held_until(held, USUAL, Opening())):
        held = later
    assert held == until


def test_that_a_rest_at_noon_holds_as_well_and_equal_times_hold_nothing() -> None:
    noon = ReminderSettings(quiet=(dt.time(12), dt.time(14)))
    assert reminders.held_until(wall(20, 13), noon, ALWAYS) == wall(20, 14)
    assert reminders.held_until(wall(20, 14), noon, ALWAYS) is None
    none = ReminderSettings(quiet=(dt.time(8), dt.time(8)))
    assert reminders.held_until(wall(20, 8), none, ALWAYS) is None
    assert reminders.held_until(wall(20, 23), none, ALWAYS) is None


def test_that_the_owner_may_be_reminded_on_closed_days() -> None:
    wanted = ReminderSettings(on_closed_days=True)
    assert reminders.held_until(wall(22, 12), wanted, Opening()) is None


def test_that_a_pause_of_the_shop_holds_until_it_opens_and_one_that_never_opens_does_not() -> None:
    pause = Opening(closed=(Closed(dt.date(2026, 11, 18), dt.date(2026, 11, 24), "搬家"),))
    assert reminders.held_until(wall(20, 12), USUAL, pause) == wall(25, 8)
    assert reminders.held_until(wall(20, 12), USUAL, NEVER) is None


def test_that_what_is_due_comes_in_its_own_order_and_only_when_it_was_not_reminded() -> None:
    things = [call(3, dt.time(11)), call(2), visit(1, dt.time(10)), call(1, dt.time(9))]
    due = reminders.due_now(things, {call(2).key}, wall(21, 10), LOUD, ALWAYS)
    assert [one.key for one in due.reminders] == [call(1, dt.time(9)).key, things[2].key]
    assert due.look_at == wall(21, 10, 1)


def test_that_the_next_look_is_at_the_next_thing_or_in_a_minute() -> None:
    now = wall(21, 9, 59) + dt.timedelta(seconds=40)
    assert reminders.due_now([call(at=dt.time(10))], (), now, LOUD, ALWAYS).look_at == wall(21, 10)
    assert reminders.due_now([], (), wall(21, 23), USUAL, ALWAYS).look_at == wall(21, 23, 1)


def test_that_one_is_told_by_itself_and_several_make_a_digest() -> None:
    assert not reminders.as_digest([call()])
    assert reminders.as_digest([call(1), call(2)])
    assert reminders.as_digest([call()], missed=2)
    assert reminders.as_digest([], missed=1)


def test_that_a_visit_in_a_while_is_ahead_and_a_day_without_a_time_is_not() -> None:
    assert reminders.is_ahead(visit(at=dt.time(10)), wall(21, 9, 45))
    assert not reminders.is_ahead(visit(at=dt.time(10)), wall(21, 10, 1))
    assert not reminders.is_ahead(call(), wall(21, 9))


def test_that_sleep_and_a_clock_that_was_set_are_both_a_pause() -> None:
    minute, hours = dt.timedelta(minutes=1), dt.timedelta(hours=3)
    assert not reminders.is_pause(minute, minute)
    assert reminders.is_pause(hours, minute)  # asleep while nothing ticked
    assert reminders.is_pause(-hours, hours)  # asleep, and then set back


def test_that_something_is_put_off_for_a_while_or_until_the_shop_opens() -> None:
    now = wall(21, 10, 5)
    assert reminders.snooze_until(reminders.MINUTES, now, Opening()) == wall(21, 10, 15)
    assert reminders.snooze_until(reminders.HOUR, now, Opening()) == wall(21, 11, 5)
    assert reminders.snooze_until(reminders.THIS_AFTERNOON, now, Opening()) == wall(21, 14)
    assert reminders.snooze_until(reminders.TOMORROW, now, Opening()) == wall(22, 9)
    # Nothing is put off into the past.
    late = wall(21, 15)
    assert reminders.THIS_AFTERNOON not in reminders.snooze_choices(late)
    assert reminders.snooze_until(reminders.THIS_AFTERNOON, late, Opening()) == wall(22, 9)


def at_a_lead_time(born: list[dt.date], today: dt.date, leads: tuple[int, ...]) -> list[Reminder]:
    """Return the birthdays that stand at a lead time as seen from a day, in its own year."""
    found = []
    for number, one in enumerate(born):
        day = one.replace(year=today.year)
        lead = reminders.lead_of((day - today).days, leads)
        if lead is not None:
            found.append(birthday(number, lead, day))
    return found


def as_seen_in(zone: str, due: list[dt.datetime]) -> list[Reminder]:
    """Return complaints that are due at instants, with the time of a zone's clocks on the wall."""
    found = []
    for number, instant in enumerate(one.replace(tzinfo=dt.UTC) for one in due):
        wall = instant.astimezone(ZoneInfo(zone))
        found.append(
            Reminder(
                noun=COMPLAINT,
                id=number,
                customer_id=0,
                day=wall.date(),
                at=wall.time(),
                due=instant,
            )
        )
    return found


@given(
    st.lists(
        st.builds(
            Reminder,
            noun=st.sampled_from((FOLLOW_UP, VISIT)),
            id=st.integers(1, 6),
            customer_id=st.just(1),
            day=st.dates(dt.date(2026, 3, 27), dt.date(2026, 4, 6)),
            at=st.none() | st.times().map(lambda time: time.replace(second=0, microsecond=0)),
        ),
        unique_by=lambda one: (one.noun, one.id),
    ),
    st.lists(
        st.tuples(
            st.sampled_from(
                [60, 60, 600, 3600, 86400, 9 * 86400, -3600, -86400, 365 * 86400, -365 * 86400]
            ),
            st.sampled_from(ZONES),
        ),
        max_size=60,
    ),
    st.sampled_from((USUAL, LOUD, ReminderSettings(quiet=(dt.time(12), dt.time(14))))),
    st.sampled_from((Opening(), ALWAYS, NEVER)),
    st.lists(st.dates(dt.date(2026, 3, 27), dt.date(2026, 4, 20)), max_size=4),
    st.sampled_from(((14, 7, 1, 0), (7, 1), (3,), ())),
    st.lists(st.datetimes(dt.datetime(2026, 3, 27), dt.datetime(2026, 4, 20)), max_size=4),
)
def test_that_each_comes_exactly_once_over_jumps_zones_and_sleep(
    things: list[Reminder],
    steps: list[tuple[int, str]],
    settings: ReminderSettings,
    opening: Opening,
    born: list[dt.date],
    leads: tuple[int, ...],
    complaints_due: list[dt.datetime],
) -> None:
    # From before the hour that Europe and America skip, and 1970 for a moment.
    instant = dt.datetime(2026, 3, 28, 20, tzinfo=dt.UTC)
    instants = [(dt.datetime(1970, 1, 1, tzinfo=dt.UTC), "UTC"), (instant, "UTC")]
    for seconds, zone in steps:
        instant += dt.timedelta(seconds=seconds)
        instants.append((instant, zone))
    told: list[str] = []
    for at, zone in instants:
        now = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        everything = [
            *things,
            *at_a_lead_time(born, now.date(), leads),
            *as_seen_in(zone, complaints_due),
        ]
        due = reminders.due_now(everything, set(told), now, settings, opening)
        assert now < due.look_at <= now + reminders.LOOK_EVERY
        held = reminders.held_until(now, settings, opening)
        assert not (held and due.reminders)
        told += [one.key for one in due.reminders]
        if held is None:
            overdue = {one.key for one in everything if reminders.moment(one, settings) <= now}
            assert overdue <= set(told)
    assert len(told) == len(set(told))
