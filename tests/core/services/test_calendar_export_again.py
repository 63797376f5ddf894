"""A later calendar file changes, cancels and keeps what an earlier one brought into a phone."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sqlite3
from pathlib import Path

import icalendar
import pytest

from crmdesk.core.domain import calendar as words
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.problems import Cancelled
from crmdesk.core.domain.progress import Progress
from crmdesk.core.domain.recurrence import parse_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.services import (
    activities,
    backup,
    calendar,
    calendar_export,
    checking,
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
from tests.core.services.calendar_files import DAY, LAST, plan, write
from tests.factories import TODAY

PLANNED = (words.FOLLOW_UP, words.VISIT)


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


def test_that_what_was_exported_since_a_backup_is_cancelled_after_it_was_put_back(
    shop: Workspace, tmp_path: Path
) -> None:
    made = factories.add(shop, "张伟")
    plan(shop, made, 1, what="以前")
    # One backup knows of no export at all, the other of the first.
    bare = backup.backup(shop, tmp_path / "bare.db").path
    before = write(shop, tmp_path / "a.ics", kinds=PLANNED)
    knowing = backup.backup(shop, tmp_path / "knowing.db").path
    plan(shop, made, 2, what="以后")
    since = write(shop, tmp_path / "b.ics", kinds=PLANNED)
    for saved in (knowing, bare):
        backup.restore(shop.path, saved)
        found = write(shop, tmp_path / "c.ics", kinds=PLANNED)
        assert set(found) == {"张伟: 以前", "张伟: 以后"}
        assert str(found["张伟: 以前"]["uid"]) == str(before["张伟: 以前"]["uid"])
        assert found["张伟: 以前"]["status"] == "CONFIRMED"
        gone = found["张伟: 以后"]
        assert str(gone["uid"]) == str(since["张伟: 以后"]["uid"])
        assert gone["status"] == "CANCELLED" and gone["sequence"] > since["张伟: 以后"]["sequence"]
    assert not list(tmp_path.glob("*.restoring*"))
    assert checking.check(shop).ok


def test_that_the_backup_of_another_shop_keeps_its_own_entries(
    shop: Workspace, tmp_path: Path
) -> None:
    other = factories.open_shop(tmp_path, "other.db")
    plan(other, factories.add(other, "李娜"), 1, what="乙")
    own = write(other, tmp_path / "a.ics", kinds=PLANNED)
    saved = backup.backup(other, tmp_path / "saved.db").path
    other.database.close()
    plan(shop, factories.add(shop, "张伟"), 1, what="甲")
    write(shop, tmp_path / "b.ics", kinds=PLANNED)
    backup.restore(shop.path, saved)
    found = write(shop, tmp_path / "c.ics", kinds=PLANNED)
    assert {name: str(one["uid"]) for name, one in found.items()} == {
        name: str(one["uid"]) for name, one in own.items()
    }


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
