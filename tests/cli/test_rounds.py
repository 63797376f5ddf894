"""Suggestions, the plan and rounds on the command line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from crmdesk.cli import main
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.services import followups
from crmdesk.core.services.workspace import open_workspace
from tests import factories
from tests.cli.conftest import Run
from tests.conftest import TODAY


@pytest.fixture
def database(tmp_path: Path) -> Path:
    file = tmp_path / "shop.db"
    shop = open_workspace(file)
    for name in ("甲", "乙"):
        made = factories.add(shop, name, "", "杭州市西湖区文三路1号")
        followups.plan(shop, FollowUp(customer_id=made, due=TODAY, kind="visit", what="送货"))
    shop.database.close()
    return file


def test_that_suggest_lists_who_should_be_visited_and_why(said: Run, answer: Run) -> None:
    found = answer("suggest", "--limit", "1")
    assert (found["total"], len(found["suggestions"])) == (2, 1)
    first = found["suggestions"][0]
    assert (first["customer"], first["reasons"][0]["kind"]) == ("甲", "visit_due")
    assert answer("suggest", "--district", "西湖区")["total"] == 2
    assert "Visit due today: 送货" in said("suggest")


def test_that_plan_lists_the_visits_with_their_warnings(said: Run, answer: Run) -> None:
    day = (TODAY + dt.timedelta(days=1)).isoformat()
    for _time in range(2):
        answer("visit", "1", "--on", day)
    found = answer("plan", "--from", day, "--days", "1")
    assert [row["customer"] for row in found["visits"]] == ["甲", "甲"]
    assert [one["kind"] for one in found["warnings"] if one["visit_id"]] == ["twice", "twice"]
    assert "Twice on this day" in said("plan", "--from", day)


def test_that_a_round_is_made_listed_paused_resumed_and_ended(said: Run, answer: Run) -> None:
    assert said("rounds") == "No rounds yet.\n"
    made = answer("round", "城西", "1", "2", "--repeat", "weekly")
    assert made["id"] == 1
    found = answer("rounds")["rounds"]
    assert [(one["name"], one["customer_ids"]) for one in found] == [("城西", [1, 2])]
    assert "城西" in said("rounds")
    assert said("rounds", "--plan") == "All rounds are planned already.\n"
    assert "paused" in said("rounds", "--pause", "1")
    assert answer("rounds")["rounds"][0]["paused"] is True
    assert "goes on" in said("rounds", "--resume", "1")
    said("rounds", "--end", "1")
    assert answer("rounds")["rounds"][0]["ended"] is True


def test_that_a_rule_nobody_understands_is_refused_with_what_helps(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--db", str(database), "round", "城西", "1", "--repeat", "now and then"]) == 1
    assert "now and then" in capsys.readouterr().err
    assert main(["--db", str(database), "rounds", "--pause", "9"]) == 1
    assert "not there" in capsys.readouterr().err


def test_that_a_visit_names_its_time_and_what_speaks_against_it(said: Run, answer: Run) -> None:
    friday, sunday = "2036-11-21", "2036-11-23"
    told = said("visit", "1", "--on", friday, "--time", "9:30")
    assert told == f"Visit to 甲 on {friday} at 09:30.\n"
    found = answer("visit", "2", "--on", friday, "--time", "9:40")
    assert (found["time"], found["warnings"]) == ("09:40", ["Overlaps with 甲, 09:30"])
    told = said("visit", "2", "--on", sunday)
    assert "The shop is closed" in told.splitlines()
    assert answer("visit", "2", "--on", "2020-01-01")["warnings"] == ["2020-01-01 is past."]


def test_that_a_round_far_ahead_says_when_it_begins(
    said: Run, database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = said( "round", "月底", "1", "--repeat", "last friday of the month",
        "--from", "2036-11-01",
    )  # fmt: skip
    assert told == "The round “月底” was made, 0 visits are planned. Its first day is 2036-11-28.\n"
    assert main(["--db", str(database), "round", "月底", "2", "--repeat", "weekly"]) == 1
    assert "There is a round “月底” already." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("rule", "told"),
    [("", "It does not say how often."), ("FREQ=WEEKLY;UNTIL=20370101", "give it with --until.")],
)
def test_that_a_rule_without_words_or_with_its_end_is_refused(
    database: Path, capsys: pytest.CaptureFixture[str], rule: str, told: str
) -> None:
    assert main(["--db", str(database), "round", "城西", "1", "--repeat", rule]) == 2
    assert told in capsys.readouterr().err


def test_that_the_plan_lists_a_day_by_staff_and_time(said: Run, answer: Run) -> None:
    day = "2036-11-21"
    for customer, staff, time in (
        ("1", "小王", "14:00"), ("2", "小李", "15:00"), ("2", "小王", "9:30")
    ):  # fmt: skip
        options = ("--on", day, "--time", time)
        answer("add", "--name", "x", "--staff", staff)
        answer("visit", customer, *options, "--staff", staff)
    listed = said("plan", "--from", day, "--days", "1").splitlines()[1:4]
    assert [line.split()[1] for line in listed] == ["15:00", "09:30", "14:00"]
