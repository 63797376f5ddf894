"""The calendar as a file for a phone: what its entries say."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import icalendar
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crmdesk.core.domain import calendar as words
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError, FileProblem
from crmdesk.core.domain.visit_times import TimePlan
from crmdesk.core.reports.ics import Event, Version, write_events
from crmdesk.core.services import calendar_export, opening, visit_times, visits
from crmdesk.core.services.shop import ShopSettings, save
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.calendar_files import DAY, LAST, lines_of, plan, write
from tests.factories import CLOCK, TODAY

VERSION = Version(7, CLOCK.now(), CLOCK.now())


def test_that_a_visit_takes_the_minutes_the_shop_plans_for_one(
    shop: Workspace, tmp_path: Path
) -> None:
    made = factories.add(shop, "张伟")
    visits.plan_visits(shop, [made], TODAY)
    (row,) = visits.between(shop, TODAY, TODAY)
    visit_times.fill(shop, [row.visit.id], TimePlan(start=dt.time(14), minutes=90))
    visit = write(shop, tmp_path / "店.ics")["张伟"]
    assert visit["dtend"].dt == dt.datetime(2026, 11, 21, 15, 30)


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
    assert visit["dtend"].dt == dt.datetime(2026, 11, 21, 10, 15)
    assert visit["location"] == "文三路 199 号"
    assert visit["description"] == "13800138000\nStaff: 小李"
    assert (visit["status"], visit["transp"]) == ("CONFIRMED", "OPAQUE")
    call = found["张伟: 回电话"]
    assert call["dtstart"].dt == TODAY + DAY and call["dtend"].dt == TODAY + 2 * DAY
    assert "VALUE=DATE" in call["dtstart"].params.to_ical().decode()
    assert call["transp"] == "TRANSPARENT"


def test_that_the_title_is_the_first_line_and_all_of_them_stand_below(
    shop: Workspace, tmp_path: Path
) -> None:
    plan(shop, factories.add(shop, "张伟", ""), 1, what="送样品\n灰色和蓝色")
    event = write(shop, tmp_path / "a.ics")["张伟: 送样品"]
    assert event["description"] == "送样品\n灰色和蓝色"


def test_that_the_file_is_named_as_programs_want_it(shop: Workspace, tmp_path: Path) -> None:
    save(shop, ShopSettings(shop_name="西湖窗帘"))
    factories.add(shop, birthday=Birthday(11, 25))
    write(shop, tmp_path / "a.ics")
    lines = lines_of((tmp_path / "a.ics").read_bytes())
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-1] == "END:VCALENDAR"
    for line in ("VERSION:2.0", "METHOD:PUBLISH", "CALSCALE:GREGORIAN", "X-WR-CALNAME:西湖窗帘"):
        assert line in lines
    assert any(re.fullmatch(r"DTSTAMP:2026112[01]T\d{6}Z", line) for line in lines)
    assert any(re.fullmatch(r"LAST-MODIFIED:2026112[01]T\d{6}Z", line) for line in lines)


def test_that_two_shops_give_different_names(tmp_path: Path) -> None:
    uids = set()
    for name in ("a.db", "b.db"):
        opened = factories.open_shop(tmp_path, name)
        plan(opened, factories.add(opened), 1, what="甲")
        uids.add(str(write(opened, tmp_path / "x.ics")["张伟: 甲"]["uid"]))
        opened.database.close()
    assert len(uids) == 2


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


@settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None
)
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
