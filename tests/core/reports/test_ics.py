"""What is written as a calendar is read back by another library as it was meant."""

from __future__ import annotations

import datetime as dt
import operator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.reports.ics import Event, Version, write_events

NOW = dt.datetime(2026, 11, 21, 1, 30, tzinfo=dt.UTC)
VERSION = Version(number=7, changed=NOW - dt.timedelta(hours=1), now=NOW)
# What the format can hold; line ends of other kinds become one kind.
TEXTS = st.text(
    st.characters(
        exclude_categories=("Cs", "Cc"),
        include_characters="\n\t",
        exclude_characters="\u2028\u2029",
    ),
    max_size=200,
)
MINUTES = partial(operator.mul, dt.timedelta(minutes=1))
WORDS = TEXTS.filter(lambda text: text.strip() == text and text)


def written(*events: Event, name: str = "张家小店") -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.ics"
        assert write_events(path, name, events, VERSION) == len(events)
        return path.read_bytes()


@given(
    st.builds(
        Event,
        uid=st.just("visit-7@mark.crmdesk"),
        summary=WORDS,
        day=st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)),
        last=st.none(),
        at=st.none() | st.times().map(lambda time: time.replace(second=0, microsecond=0)),
        minutes=st.integers(0, 600),
        description=st.just("") | WORDS,
        location=st.just("") | WORDS,
        category=st.sampled_from(("", "Visits", "拜访")),
        cancelled=st.booleans(),
        busy=st.booleans(),
        alarm=st.none() | st.integers(-4000, 4000).map(MINUTES),
    )
)
def test_that_an_entry_is_read_back_as_it_was(event: Event) -> None:
    data = written(event)
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert not found.errors
    assert str(found["summary"]) == event.summary
    assert str(found.get("description", "")) == event.description
    assert str(found.get("location", "")) == event.location
    assert (found["sequence"], found["dtstamp"].dt) == (7, NOW)
    assert found["last-modified"].dt == VERSION.changed
    if event.at is None:
        assert found["dtstart"].dt == event.day
        assert found["dtend"].dt == event.day + dt.timedelta(days=1)
    else:
        begin = dt.datetime.combine(event.day, event.at)
        assert found["dtstart"].dt == begin
        assert found["dtend"].dt == begin + dt.timedelta(minutes=event.minutes)
    assert found["status"] == ("CANCELLED" if event.cancelled else "CONFIRMED")
    taken = event.busy and not event.cancelled
    assert found["transp"] == ("OPAQUE" if taken else "TRANSPARENT")
    alarms = [one["trigger"].dt for one in found.walk("VALARM")]
    assert alarms == ([] if event.cancelled or event.alarm is None else [event.alarm])


@given(TEXTS)
def test_that_no_line_is_longer_than_the_format_allows_and_no_character_is_cut(text: str) -> None:
    data = written(Event(uid="x", summary=text, day=dt.date(2026, 11, 21)))
    lines = data.split(b"\r\n")
    assert lines[-1] == b"" and all(len(line) <= 75 for line in lines)
    for line in lines:
        line.decode()


def test_that_the_calendar_has_its_head_and_the_shops_name() -> None:
    found = icalendar.Calendar.from_ical(written(name="张家\r\n小店, 二楼"))
    assert (found["version"], found["method"]) == ("2.0", "PUBLISH")
    assert found["x-wr-calname"] == "张家 小店, 二楼"


def test_that_what_no_text_can_hold_is_left_out() -> None:
    event = Event(uid="x", summary="a\x00b\r\nc\u2028d\ud800", day=dt.date(2026, 11, 21))
    (found,) = icalendar.Calendar.from_ical(written(event)).walk("VEVENT")
    assert str(found["summary"]) == "ab\nc\nd"
