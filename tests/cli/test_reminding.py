"""Reminders and spreading on the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from crmdesk.cli import main
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.opening import Closed, Hours, Opening
from crmdesk.core.domain.reminders import ReminderSettings
from crmdesk.core.services import followups, opening, reminders
from crmdesk.core.services.workspace import open_workspace
from tests import factories
from tests.cli.conftest import Run
from tests.conftest import TODAY


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Give a shop that is always open, with nine overdue follow-ups."""
    file = tmp_path / "shop.db"
    shop = open_workspace(file)
    opening.save(shop, Opening(week=(Hours(dt.time(0), dt.time(23, 59)),) * 7))
    reminders.save(shop, ReminderSettings(quiet=None))
    late = TODAY - dt.timedelta(days=3)
    customer = factories.add(shop)
    followups.plan_many(shop, [FollowUp(customer_id=customer, due=late, what="窗帘")] * 9)
    shop.database.close()
    return file


def test_that_remind_lists_what_is_due_and_leaves_it_to_the_window(
    answer: Run, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _time in range(2):
        found = answer("remind")
        assert len(found["reminders"]) == 9 and not found["quiet"]
        assert found["reminders"][0]["what"] == "窗帘"
    assert main(["--db", str(database), "remind"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "9 reminders are due."


def test_that_remind_tells_of_birthdays_at_their_lead_times(
    answer: Run, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = open_workspace(database)
    # The morning begins at midnight: the test knows no time of day.
    reminders.save(shop, ReminderSettings(quiet=(dt.time(23, 59), dt.time(0))))
    day = TODAY + dt.timedelta(days=7)
    born = factories.add(shop, "王芳", birthday=Birthday(day.month, day.day))
    shop.database.close()
    (found,) = answer("remind")["reminders"][9:]
    assert (found["kind"], found["customer_id"], found["days"]) == ("birthday", born, 7)
    assert main(["--db", str(database), "remind"]) == 0
    assert "Birthday in 7 days" in capsys.readouterr().out


def test_that_spread_shows_first_and_then_does_it_once(answer: Run) -> None:
    day = TODAY + dt.timedelta(days=1)
    wanted = ("spread", "--days", "2", "--from", day.isoformat())
    shown = answer(*wanted, "--dry-run")
    assert [one["added"] for one in shown["days"]] == [5, 4] and shown["moved"] == 0
    done = answer(*wanted)
    assert done["moved"] == 9 and done["operation"]
    again = answer(*wanted)
    assert again["moved"] == 0
    answer("undo")
    few = answer("spread", "--per-day", "3", "--dry-run")
    assert [one["added"] for one in few["days"]] == [3, 3, 3]


def test_that_on_closed_days_it_says_that_it_is_quiet(
    answer: Run, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shop = open_workspace(database)
    pause = Closed(TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=2), "搬家")
    opening.save(shop, Opening(closed=(pause,)))
    shop.database.close()
    until = TODAY + dt.timedelta(days=3)
    found = answer("remind")
    assert (found["quiet"], found["reminders"], found["waiting"]) == (True, [], 9)
    assert found["quiet_until"].startswith(until.isoformat())
    assert main(["--db", str(database), "remind"]) == 0
    said = capsys.readouterr().out
    assert f"It is quiet until {until} " in said
    assert "9 reminders wait." in said
