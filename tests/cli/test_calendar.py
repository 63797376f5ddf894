"""The calendar on the command line: listed for people and programs, and written for a phone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import icalendar
import pytest

from crmdesk.cli.calendar_options import ALARMS
from crmdesk.core.services import calendar_export
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def shop(run: Run) -> None:
    """Give a shop with one customer, who has a follow-up, a visit and a birthday."""
    run("add", "--name", "张伟", "--mobile", "13800138000", "--birthday", "12-24")
    run(
        "follow-up", "1", "--due", "2026-12-20", "--time", "9:30", "--what", "回电话",
        "--staff", "小李",
    )  # fmt: skip
    run("visit", "1", "--on", "2026-12-21", "--purpose", "量尺寸")


DECEMBER = ("--from", "2026-12-01", "--to", "2026-12-31")


def listed(answer: Run, *more: str) -> list[dict[str, Any]]:
    found = answer("calendar", *DECEMBER, *more)
    return [one for one in found if one["kind"] not in ("festival", "closed")]


def test_that_the_calendar_is_listed_as_json(answer: Run) -> None:
    found = listed(answer)
    assert [(one["kind"], one["on"], one["time"], one["title"]) for one in found] == [
        ("follow_up", "2026-12-20", "09:30", "张伟"),
        ("visit", "2026-12-21", None, "张伟"),
        ("birthday", "2026-12-24", None, "张伟"),
    ]
    assert found[0]["detail"] == "回电话" and found[0]["done"] is False


def test_that_kinds_and_staff_narrow_it(answer: Run) -> None:
    assert [one["kind"] for one in listed(answer, "--kinds", "visit", "birthday")] == [
        "visit",
        "birthday",
    ]
    assert [one["kind"] for one in listed(answer, "--staff", "小李")] == ["follow_up"]


def test_that_people_read_lines(run: Run) -> None:
    code, out, _err = run("calendar", *DECEMBER)
    assert code == 0
    line = next(line for line in out.splitlines() if "回电话" in line)
    assert line.split() == ["2026-12-20", "Sun", "09:30", "Follow-up", "张伟", "回电话", "小李"]


def test_that_it_is_written_for_a_phone(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "日历.ics"
    code, out, err = run("calendar", *DECEMBER, "--kinds", "follow_up", "--ics", str(target))
    assert code == 0, err
    assert out.strip() == f"1 entry in {target}."
    events = icalendar.Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert [str(one["summary"]) for one in events] == ["张伟: 回电话"]


def test_that_days_in_the_wrong_order_are_refused(run: Run) -> None:
    code, out, err = run("calendar", "--from", "2026-12-31", "--to", "2026-12-01")
    assert (code, out) == (1, "")
    assert "comes before the first" in err


def test_that_unknown_kinds_are_refused(run: Run) -> None:
    code, _out, err = run("calendar", *DECEMBER, "--kinds", "party")
    assert code == 2
    assert "party" in err


def test_that_the_alarms_of_the_command_are_those_of_the_export() -> None:
    assert tuple(calendar_export.ALARMS) == ALARMS
