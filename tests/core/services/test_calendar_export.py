"""The calendar as a file: read back with icalendar, and checked by the strict rules of lines."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
import sqlite3
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain import calendar as words
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import Cancelled, CrmError, FileProblem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.domain.recurrence import parse_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.reports.ics import Event, Version, write_events
from crmdesk.core.services import (
    activities,
    backup,
    calendar,
    calendar_export,
    customers,
    followups,
    history,
    opening,
    series,
    visits,
)
from crmdesk.core.services.shop import ShopSettings, save
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import CLOCK, TODAY

DAY = dt.timedelta(days=1)
PLANNED = (words.FOLLOW_UP, words.VISIT)
LAST = TODAY + 60 * DAY
VERSION = Version(7, CLOCK.now(), CLOCK.now())
_LINE = re.compile(r"[A-Z][A-Z0-9-]*(;[A-Z0-9-]+=[^:;\x00-\x1f]+)*:[^\x00-\x08\x0a-\x1f\x7f]*")


def lines_of(data: bytes) -> list[str]:
    """Return the unfolded lines, having checked what RFC 5545 asks of every one."""
    assert data.endswith(b"\r\n")
    raw = data[:-2].split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in raw)
    assert max(map(len, raw)) <= 75
    for line in raw:
        line.decode("utf-8")  # no character is cut in two
    unfolded = data.replace(b"\r\n ", b"").decode("utf-8")[:-2].split("\r\n")
    assert all(_LINE.fullmatch(line) for line in unfolded)
    depth: list[str] = []
    for line in unfolded:
        name, _sign, value = line.partition(":")
        if name == "BEGIN":
            depth.append(value)
        elif name == "END":
            assert depth.pop() == value
    assert depth == []
    return unfolded


def plan(shop_: Workspace, customer_id: int, days: int, **more: Any) -> int:
    wanted = FollowUp(customer_id=customer_id, due=TODAY + days * DAY, **more)
    return followups.plan(shop_, wanted).new_id


def write(shop_: Workspace, path: Path, **more: Any) -> dict[str, Any]:
    """Export and return the entries by what they are called."""
    first = more.pop("first", TODAY - 5 * DAY)
    done = calendar_export.export(shop_, path, first, more.pop("last", LAST), **more)
    data = path.read_bytes()
    lines_of(data)
    found = icalendar.Calendar.from_ical(data)
    events = list(found.walk("VEVENT"))
    assert done.count == len(events)
    assert len({str(event["uid"]) for event in events}) == len(events)
    return {str(event["summary"]): event for event in events}


def test_that_an_entry_says_when_who_and_what(shop: Workspace, tmp_path: Path) -> None:
    made = factories.add(shop, "张伟", "13800138000", "文三路 199 号")
    visits.plan_visits(
        shop, [made], TODAY, at=dt.time(9, 30), purpose="量尺寸, 看样布; 报价", staff="小李"
    )
    plan(shop, made, 1, what="回电话")
    found = write(shop, tmp_path / "店.ics")
    visit = found["张伟: 量尺寸, 看样布; 报价"]
    assert visit["dtstart"].dt == dt.datetime(2026, 11, 21, 9, 30)
    assert visit["dtstart"].dt.tzinfo is None
    assert visit["dtend"].dt == dt.datetime(2026, 11, 21, 10, 30)
    assert visit["location"] == "文三路 199 号"
    assert visit["description"] == "13800138000\nStaff: 小李"
    assert (visit["status"], visit["transp"]) == ("CONFIRMED", "OPAQUE")
    call = found["张伟: 回电话"]
    assert call["dtstart"].dt == TODAY + DAY and call["dtend"].dt == TODAY + 2 * DAY
    assert "VALUE=DATE" in call["dtstart"].params.to_ical().decode()
    assert call["transp"] == "TRANSPARENT"


def test_that_the_file_is_named_as_programs_want_it(shop: Workspace, tmp_path: Path) -> None:
    save(shop, ShopSettings(shop_name="西湖窗帘"))
    factories.add(shop, birthday=Birthday(11, 25))
    write(shop, tmp_path / "a.ics")
    lines = lines_of((tmp_path / "a.ics").read_bytes())
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    for line in ("VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN", "X-WR-CALNAME:西湖窗帘"):
        assert line in lines
    assert any(re.fullmatch(r"DTSTAMP:20261121T\d{6}Z", line) for line in lines)
    assert any(re.fullmatch(r"LAST-MODIFIED:20261121T\d{6}Z", line) for line in lines)


def test_that_a_second_file_changes_what_the_first_brought(shop: Workspace, tmp_path: Path) -> None:
    made = factories.add(shop, "张伟", birthday=Birthday(12, 1, 1986))
    follow_up = plan(shop, made, 1, what="回电话")
    first = write(shop, tmp_path / "a.ics")
    again = write(shop, tmp_path / "b.ics")
    assert {k: (str(v["uid"]), v["sequence"]) for k, v in first.items()} == {
        k: (str(v["uid"]), v["sequence"]) for k, v in again.items()
    }
    followups.move(shop, follow_up, TODAY + 9 * DAY, dt.time(10))
    moved = write(shop, tmp_path / "c.ics")["张伟: 回电话"]
    before = first["张伟: 回电话"]
    assert str(moved["uid"]) == str(before["uid"])
    assert moved["sequence"] > before["sequence"]
    assert moved["dtstart"].dt == dt.datetime(2026, 11, 30, 10)


def test_that_one_of_a_series_has_one_name_before_and_after_it_is_written(
    shop: Workspace, tmp_path: Path
) -> None:
    made = factories.add(shop)
    wanted = FollowUp(customer_id=made, due=TODAY, what="送茶样")
    series.plan(shop, wanted, Repeat(rule=parse_rule("weekly", TODAY)))
    path = tmp_path / "a.ics"
    week = 7 * DAY

    def uids() -> list[str]:
        calendar_export.export(shop, path, TODAY, TODAY + week, kinds=(words.FOLLOW_UP,))
        events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
        return [str(event["uid"]) for event in events]

    before = uids()
    found = series.coming(shop, TODAY, TODAY + week)[0]
    followups.move(shop, found.which, TODAY + DAY)
    assert len(before) == 2 and sorted(uids()) == sorted(before)


def test_that_undo_leaves_the_names_of_entries_alone(shop: Workspace, tmp_path: Path) -> None:
    made = factories.add(shop)
    plan(shop, made, 1, what="甲")
    plan(shop, made, 2, what="乙")
    first = write(shop, tmp_path / "a.ics", kinds=PLANNED)
    history.undo(shop)
    again = write(shop, tmp_path / "b.ics", kinds=PLANNED)
    assert {name: str(one["status"]) for name, one in again.items()} == {
        "张伟: 甲": "CONFIRMED",
        "张伟: 乙": "CANCELLED",
    }
    assert str(again["张伟: 甲"]["uid"]) == str(first["张伟: 甲"]["uid"])
    assert again["张伟: 甲"]["sequence"] > first["张伟: 甲"]["sequence"]


def test_that_two_shops_give_different_names(tmp_path: Path) -> None:
    uids = set()
    for name in ("a.db", "b.db"):
        opened = factories.open_shop(tmp_path, name)
        plan(opened, factories.add(opened), 1, what="甲")
        uids.add(str(write(opened, tmp_path / "x.ics")["张伟: 甲"]["uid"]))
        opened.database.close()
    assert len(uids) == 2


def test_that_what_is_over_is_told_as_it_ended(shop: Workspace, tmp_path: Path) -> None:
    made = factories.add(shop)
    done, gone = plan(shop, made, 1, what="做了"), plan(shop, made, 1, what="不做了")
    ids = [visits.plan_visits(shop, [made], TODAY, purpose=one).new_id for one in ("缺", "改期")]
    assert "张伟: 不做了" in write(shop, tmp_path / "a.ics")
    followups.done(shop, done)
    followups.cancel(shop, gone)
    visits.miss(shop, ids[0])
    visits.move(shop, ids[1], TODAY + 3 * DAY)
    path = tmp_path / "b.ics"
    calendar_export.export(shop, path, TODAY, LAST, kinds=PLANNED)
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    told = {(str(e["summary"]), e["dtstart"].dt, str(e["status"])) for e in events}
    assert told == {
        ("✓ 张伟: 做了", TODAY + DAY, "CONFIRMED"),
        ("张伟: 不做了", TODAY + DAY, "CANCELLED"),
        ("张伟: 缺", TODAY, "CANCELLED"),
        ("张伟: 改期", TODAY, "CANCELLED"),
        ("张伟: 改期", TODAY + 3 * DAY, "CONFIRMED"),
    }


def test_that_a_first_file_holds_nothing_that_was_cancelled(
    shop: Workspace, tmp_path: Path
) -> None:
    made = factories.add(shop)
    followups.cancel(shop, plan(shop, made, 1, what="不做了"))
    assert write(shop, tmp_path / "a.ics", kinds=PLANNED) == {}


def test_that_birthdays_are_days_of_their_own(shop: Workspace, tmp_path: Path) -> None:
    factories.add(shop, "老周", birthday=Birthday(8, 15, 1970, lunar=True))
    path = tmp_path / "a.ics"
    calendar_export.export(
        shop, path, dt.date(2026, 1, 1), dt.date(2028, 12, 31), kinds=(words.BIRTHDAY,)
    )
    events = list(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
    assert [event["dtstart"].dt.isoformat() for event in events] == [
        "2026-09-25",
        "2027-09-15",
        "2028-10-03",
    ]
    assert all(event["summary"] == "Birthday: 老周" for event in events)
    assert "rrule" not in events[0]


def test_that_a_pause_is_one_entry_and_whole(shop: Workspace, tmp_path: Path) -> None:
    pause = Closed(TODAY - 10 * DAY, TODAY + 4 * DAY, "装修")
    opening.save(shop, Opening(closed=(pause, Closed(LAST + 9 * DAY, LAST + 9 * DAY))))
    found = write(shop, tmp_path / "a.ics", kinds=(words.CLOSED,))
    assert list(found) == ["装修"]
    assert found["装修"]["dtstart"].dt == pause.first
    assert found["装修"]["dtend"].dt == pause.last + DAY


@pytest.mark.parametrize(
    "alarm, timed, whole_day",
    [
        ("none", None, None),
        ("start", dt.timedelta(0), dt.timedelta(hours=9)),
        ("15", dt.timedelta(minutes=-15), dt.timedelta(hours=9)),
        ("60", dt.timedelta(hours=-1), dt.timedelta(hours=9)),
        ("day", dt.timedelta(days=-1), dt.timedelta(hours=-15)),
    ],
)
def test_that_the_phone_rings_as_chosen(
    shop: Workspace,
    tmp_path: Path,
    alarm: str,
    timed: dt.timedelta | None,
    whole_day: dt.timedelta | None,
) -> None:
    made = factories.add(shop, birthday=Birthday(12, 1))
    plan(shop, made, 1, what="甲", at=dt.time(10)), plan(shop, made, 1, what="乙")
    plan(shop, made, -2, what="过去")
    found = write(shop, tmp_path / "a.ics", alarm=alarm)

    def rings(name: str) -> dt.timedelta | None:
        alarms = list(found[name].walk("VALARM"))
        return alarms[0]["trigger"].dt if alarms else None

    assert rings("张伟: 甲") == timed
    assert rings("张伟: 乙") == rings("Birthday: 张伟") == whole_day
    assert rings("张伟: 过去") is None


def test_that_kinds_and_staff_narrow_the_file(shop: Workspace, tmp_path: Path) -> None:
    made = factories.add(shop, birthday=Birthday(12, 1))
    plan(shop, made, 1, what="甲", staff="小李"), plan(shop, made, 1, what="乙", staff="小王")
    visits.plan_visits(shop, [made], TODAY, staff="小李")
    found = write(shop, tmp_path / "a.ics", kinds=(words.FOLLOW_UP,), staff="小李")
    assert list(found) == ["张伟: 甲"]


def test_that_days_and_names_that_make_no_calendar_are_refused(
    shop: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(FileProblem, match=r"does not end in \.ics"):
        calendar_export.export(shop, tmp_path / "a.txt", TODAY, LAST)
    with pytest.raises(CrmError, match="comes before"):
        calendar_export.export(shop, tmp_path / "a.ics", LAST, TODAY)
    with pytest.raises(CrmError, match="too long"):
        calendar_export.export(shop, tmp_path / "a.ics", TODAY, TODAY + 2000 * DAY)
    with pytest.raises(FileProblem):
        calendar_export.export(shop, tmp_path / "none" / "a.ics", TODAY, LAST)
    assert list(tmp_path.glob("*.ics")) == []


def test_that_an_empty_calendar_is_a_valid_file(shop: Workspace, tmp_path: Path) -> None:
    assert write(shop, tmp_path / "a.ics", kinds=(words.FOLLOW_UP,)) == {}


def test_that_an_export_that_is_stopped_leaves_nothing(shop: Workspace, tmp_path: Path) -> None:
    made = factories.add(shop)
    for number in range(3):
        plan(shop, made, number)
    told: list[tuple[int, int]] = []
    progress = Progress(lambda done, total, _what: told.append((done, total)), lambda: bool(told))
    with pytest.raises(Cancelled):
        calendar_export.export(
            shop, tmp_path / "a.ics", TODAY, LAST, kinds=PLANNED, progress=progress
        )
    assert told == [(0, 3)]
    assert list(tmp_path.glob("*.ics")) == [] and list(tmp_path.glob(".part*")) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=200), place=st.text(max_size=120))
def test_that_any_text_comes_back_and_breaks_no_line(tmp_path: Path, text: str, place: str) -> None:
    path = tmp_path / "a.ics"
    event = Event(
        uid="1@x", summary=f"a{text}b", day=TODAY, at=dt.time(9), minutes=30, location=f"a{place}b"
    )
    write_events(path, text, [event], VERSION)
    data = path.read_bytes()
    lines_of(data)
    found = next(iter(icalendar.Calendar.from_ical(data).walk("VEVENT")))
    ends = re.compile(r"\r\n?|[\x85\u2028\u2029]")
    for key, wanted in (("summary", f"a{text}b"), ("location", f"a{place}b")):
        shown = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", ends.sub("\n", wanted))
        assert str(found[key]) == shown


def told(path: Path) -> dict[str, tuple[str, dt.date]]:
    """Return status and day of each entry by what it is called in the phone."""
    events = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return {str(e["uid"]): (str(e["status"]), e["dtstart"].dt) for e in events}


def test_that_nothing_stays_in_the_phone_that_is_gone(shop: Workspace, tmp_path: Path) -> None:
    made = factories.add(shop, birthday=Birthday(12, 1))
    away = factories.add(shop, "李娜", birthday=Birthday(12, 2))
    weekly = FollowUp(customer_id=made, due=TODAY, what="周")
    stopped = series.plan(shop, weekly, Repeat(rule=parse_rule("weekly", TODAY))).new_id
    removed = visits.plan_visits(shop, [made], TODAY + 2 * DAY, purpose="量").new_id
    plain = plan(shop, made, 12, what="平")
    plan(shop, away, 5, what="箱")
    calendar_export.export(shop, tmp_path / "a.ics", TODAY, LAST)
    opening.save(shop, Opening())
    series.stop(shop, stopped)
    visits.remove(shop, [removed])
    again = Repeat(rule=parse_rule("weekly", TODAY + 12 * DAY), most=2)
    series.save_following(shop, followups.get(shop, plain), again)
    customers.to_bin(shop, [away])
    calendar_export.export(shop, tmp_path / "b.ics", TODAY, LAST)
    before, after = told(tmp_path / "a.ics"), told(tmp_path / "b.ics")
    gone = {uid for uid, (status, _day) in after.items() if status == "CANCELLED"}
    assert set(before) <= set(after)
    names = {uid.partition("@")[0] for uid in gone}
    assert {f"visit-{removed}", f"follow_up-{plain}"} <= names
    assert sum(name.startswith("birthday-") for name in names) == 1
    assert sum(name.startswith("series-") for name in names) >= 7
    standing = {item.key for item in calendar.items(shop, TODAY, LAST)}
    assert {uid.partition("@")[0] for uid in after} - names == standing
    # It is told as long as those days are exported: who knows which file the phone took in.
    calendar_export.export(shop, tmp_path / "c.ics", TODAY, LAST)
    assert told(tmp_path / "c.ics") == after


def test_that_a_follow_up_after_the_last_contact_keeps_its_name_when_it_moves(
    shop: Workspace, tmp_path: Path
) -> None:
    made = factories.add(shop)
    contact = Activity(customer_id=made, on=TODAY - 20 * DAY, kind="call", text="x")
    activities.note_contact(shop, contact)
    rolling = FollowUp(customer_id=made, due=TODAY + 10 * DAY, what="问候")
    series.plan(shop, rolling, Repeat(rule=parse_rule("AFTER=30", TODAY)))
    calendar_export.export(shop, tmp_path / "a.ics", TODAY, LAST, kinds=PLANNED)
    activities.note_contact(shop, dataclasses.replace(contact, on=TODAY))
    calendar_export.export(shop, tmp_path / "b.ics", TODAY, LAST, kinds=PLANNED)
    (uid,) = told(tmp_path / "a.ics")
    assert told(tmp_path / "a.ics")[uid] == ("CONFIRMED", TODAY + 10 * DAY)
    assert told(tmp_path / "b.ics") == {uid: ("CONFIRMED", TODAY + 30 * DAY)}


def test_that_other_days_kinds_and_staff_stay_in_the_phone(shop: Workspace, tmp_path: Path) -> None:
    made = factories.add(shop)
    ids = [plan(shop, made, day, what="甲", staff=who) for day, who in ((1, "李"), (2, "王"))]
    visits.plan_visits(shop, [made], TODAY, staff="李")
    path = tmp_path / "a.ics"
    calendar_export.export(shop, path, TODAY, LAST)
    history.undo(shop)
    for number in ids:
        followups.cancel(shop, number)
    calendar_export.export(shop, path, TODAY, LAST, kinds=(words.FOLLOW_UP,), staff="李")
    assert [uid.partition("@")[0] for uid in told(path)] == [f"follow_up-{ids[0]}"]
    calendar_export.export(shop, path, TODAY + 2 * DAY, LAST, kinds=PLANNED)
    assert [uid.partition("@")[0] for uid in told(path)] == [f"follow_up-{ids[1]}"]


def test_that_the_number_of_an_entry_never_goes_back(shop: Workspace, tmp_path: Path) -> None:
    plan(shop, factories.add(shop), 1, what="甲")
    saved = tmp_path / "saved.db"

    def number(hours: int) -> int:
        later = factories.at(shop, TODAY, hours)
        return int(write(later, tmp_path / "a.ics", kinds=PLANNED)["张伟: 甲"]["sequence"])

    with sqlite3.connect(shop.path) as source, sqlite3.connect(saved) as target:
        source.backup(target)
    for _time in range(3):
        save(shop, ShopSettings(shop_name=f"店{_time}"))
        first = number(9)
    # The clock is set back, then a backup is put back that knows nothing of these exports.
    assert number(7) >= first
    backup.restore(shop.path, saved)
    assert number(10) > first
