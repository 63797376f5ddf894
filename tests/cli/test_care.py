"""The command line tells who is silent, and today tells of everything that waits."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from crmdesk import cli
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.occasions import OccasionSettings
from crmdesk.core.services import activities, occasion_settings, visits
from crmdesk.core.services.workspace import open_workspace
from tests import factories
from tests.conftest import TODAY

DAY = dt.timedelta(days=1)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a shop with one silent customer, a regular one and one never contacted."""
    file = tmp_path / "shop.db"
    shop = open_workspace(file, who="Li")
    silent = factories.add(shop, "张伟", "13800138000", grade="A")
    regular = factories.add(
        shop, "李娜", grade="D", birthday=Birthday(TODAY.month, min(TODAY.day, 28), 1990)
    )
    factories.add(shop, "王芳", grade="B")
    for customer_id, days in ((silent, 61), *((regular, 61 + 28 * n) for n in range(4))):
        note = Activity(customer_id=customer_id, on=TODAY - days * DAY, kind="call", text="x")
        activities.note_contact(shop, note)
    shop.database.close()
    return file


def told(capsys: pytest.CaptureFixture[str], path: Path, *words: str) -> Any:
    assert cli.main(["--db", str(path), *words, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_that_the_silent_are_listed_with_their_reason(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    found = told(capsys, path, "silent")
    assert (found["count"], [row["name"] for row in found["rows"]]) == (2, ["张伟", "李娜"])
    day = (TODAY - 61 * DAY).isoformat()
    assert found["rows"][0]["reason"] == (
        f"Grade A: every 14 days, last contact {day} (61 days ago)"
    )
    assert found["rows"][1]["reason"] == "Usually every 28 days, now 61"
    assert (found["rows"][0]["last_contact"], found["rows"][0]["days"]) == (day, 61)
    assert [row["name"] for row in told(capsys, path, "silent", "--limit", "1")["rows"]] == ["张伟"]
    assert told(capsys, path, "silent", "--limit", "1")["count"] == 2


def test_that_those_never_contacted_are_listed_too(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    found = told(capsys, path, "silent", "--never")
    assert (found["count"], found["rows"][0]["name"]) == (1, "王芳")
    assert (found["rows"][0]["days"], found["rows"][0]["reason"]) == (None, "Never contacted")


def test_that_the_list_can_be_read_by_people(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    assert cli.main(["--db", str(path), "silent"]) == 0
    text = capsys.readouterr().out
    assert "Usually every 28 days, now 61" in text
    assert text.rstrip().endswith("2 customers are silent.")
    assert cli.main(["--db", str(path), "silent", "--limit", "0"]) == 2


def test_that_today_tells_of_greetings_and_silent_customers(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    found = told(capsys, path, "today")
    assert (found["counts"]["silent"], found["counts"]["customers"]) == (2, 3)
    assert [row["name"] for row in found["silent"]] == ["张伟", "李娜"]
    assert found["counts"]["greetings"] == len(found["greetings"])
    assert cli.main(["--db", str(path), "today"]) == 0
    text = capsys.readouterr().out
    assert "Silent customers: 2" in text
    assert "To greet today: " in text


def test_that_today_lists_the_festivals_of_the_day_and_soon(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    shop = open_workspace(path, who="Li")
    occasion_settings.save(shop, OccasionSettings(regions=("cn",)))
    shop.database.close()
    # Of the Mid-Autumn Festival and the National Day only what is at most 15 days ahead.
    found = told(capsys, path, "today", "--on", "2026-09-25")["festivals"]
    assert found == [
        {"key": "mid_autumn", "name": "Mid-Autumn Festival", "on": "2026-09-25", "days": 0},
        {"key": "national_day", "name": "National Day", "on": "2026-10-01", "days": 6},
    ]
    assert cli.main(["--db", str(path), "today", "--on", "2026-09-25"]) == 0
    text = capsys.readouterr().out
    assert "Festivals: 2" in text and "Mid-Autumn Festival" in text
    assert told(capsys, path, "today", "--on", "2026-11-15")["festivals"] == []


def test_that_an_own_interval_is_given_with_a_new_customer(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    made = told(capsys, path, "add", "--name", "陈思", "--stay-days", "2周")
    assert told(capsys, path, "show", str(made["id"]))["stay_days"] == 14
    assert cli.main(["--db", str(path), "add", "--name", "陈", "--stay-days", "often"]) != 0


def test_that_today_tells_of_a_past_day_without_results(
    capsys: pytest.CaptureFixture[str], path: Path
) -> None:
    assert told(capsys, path, "today")["open_sheet"] is None
    shop = open_workspace(path, who="Li")
    visits.plan_visits(shop, [1, 2], TODAY)
    shop.database.close()
    tomorrow = (TODAY + DAY).isoformat()
    found = told(capsys, path, "today", "--on", tomorrow)["open_sheet"]
    assert found == {"on": TODAY.isoformat(), "count": 2}
    assert cli.main(["--db", str(path), "today", "--on", tomorrow]) == 0
    assert "2 visits of" in capsys.readouterr().out
