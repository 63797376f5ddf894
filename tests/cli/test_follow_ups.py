"""Follow-ups that come again, planned and done from the command line."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Run


def test_that_a_follow_up_comes_again(crm: Run) -> None:
    made = crm(
        "follow-up", "1", "--due", "2036-11-21", "--what", "送样",
        "--repeat", "every second tuesday", "--times", "2",
    )  # fmt: skip
    assert made["due"] == "2036-11-25"
    assert made["series"] == {
        "id": 1,
        "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        "words": "every 2 weeks on Tuesday",
        "start": "2036-11-25",
        "until": None,
        "times": 2,
    }
    assert (
        made["message"]
        == "Follow-up with 张伟 on 2036-11-25, then every 2 weeks on Tuesday, 2 times in all."
    )
    done = crm("done", str(made["id"]))
    assert done["next"] == {"id": 2, "due": "2036-12-09", "series": 1}
    assert done["message"] == "Done: 张伟; next date 2036-12-09."
    last = crm("done", "2")
    assert last["next"] is None
    assert "the last one" in last["message"]
    crm("undo")
    assert crm("done", "2", "--last")["message"] == "Done: 张伟."


def test_that_one_is_planned_after_the_last_contact(crm: Run) -> None:
    made = crm("follow-up", "1", "--after-last-contact", "30", "--what", "问候")
    assert made["series"]["rule"] == "AFTER=30"
    assert made["series"]["words"] == "30 days after the last contact"
    assert crm("done", str(made["id"]))["next"]["due"] == made["due"]


def test_that_a_rule_is_given_in_chinese(crm: Run) -> None:
    made = crm(
        "follow-up", "1", "--due", "2036-11-21", "--what", "对账",
        "--repeat", "每月最后一天", "--until", "2036-12-31",
    )  # fmt: skip
    assert (made["due"], made["series"]["until"]) == ("2036-11-30", "2036-12-31")
    assert made["message"].endswith("then every month on the last day until 2036-12-31.")


def test_that_two_days_of_a_month_are_one_series(crm: Run) -> None:
    made = crm(
        "follow-up", "1", "--due", "2036-11-21", "--what", "对账", "--repeat", "每月1号和15号",
    )  # fmt: skip
    assert made["series"]["words"] == "every month on the 1st and the 15th"
    assert made["due"] == "2036-12-01"
    assert crm("done", str(made["id"]))["next"]["due"] == "2036-12-15"


def test_that_a_single_one_has_no_series(crm: Run) -> None:
    made = crm("follow-up", "1", "--due", "2036-11-21", "--what", "电话")
    assert made["series"] is None
    assert crm("done", str(made["id"]))["next"] is None


def test_that_done_tells_where_what_comes_after_each_contact_stands(crm: Run) -> None:
    rolling = crm("follow-up", "1", "--what", "问候", "--after-last-contact", "30")
    made = crm("follow-up", "1", "--due", "2036-11-21", "--what", "电话")
    said = crm("done", str(made["id"]), "--next", "2036-12-05")
    assert "Comes again: 30 days after the last contact." in said["message"]
    assert (said["next"]["id"], said["next"]["due"]) == (rolling["id"], "2036-12-05")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--what", "x"), 1, "This is missing: --due."),
        (("--what", "x", "--due", "+1", "--times", "2"), 1, "This is missing: --repeat."),
        (("--what", "x", "--due", "+1", "--repeat", "now and then"), 1, "how often"),
        (("--what", "x", "--due", "+1", "--repeat", "30 February"), 1, "no such day"),
        (("--what", " ", "--due", "+1"), 2, "--what: The text is empty."),
        (("--what", "x", "--due", "+1", "--repeat", ""), 2, "It does not say how often."),
        (
            ("--what", "x", "--due", "+1", "--repeat", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=3"),
            2,
            "The rule does not hold its end; give it with --times / --until.",
        ),
        (("--what", "x", "--after-last-contact", "0"), 2, "is not a number from 1"),
        (
            ("--what", "x", "--repeat", "daily", "--after-last-contact", "3"),
            2,
            "--after-last-contact does not go with --repeat.",
        ),
    ],
)
def test_that_mistakes_are_told_in_a_sentence(
    crm: Run, arguments: tuple[str, ...], code: int, words: str
) -> None:
    found, said = crm("follow-up", "1", *arguments)
    assert found == code
    assert words in said
    assert "Traceback" not in said


def test_that_today_and_the_customers_file_tell_what_comes_again(crm: Run) -> None:
    crm("follow-up", "1", "--due", "today", "--what", "送样", "--repeat", "every day")
    (due,) = crm("today")["due"]
    assert (due["series_id"], due["rule"], due["chain"]) == (1, "FREQ=DAILY", None)
    (item,) = crm("show", "1")["timeline"]
    assert item["rule"] == "FREQ=DAILY"


def test_that_one_of_a_series_is_moved_and_the_others_stay(crm: Run) -> None:
    made = crm(
        "follow-up", "1", "--due", "2036-11-21", "--what", "送样", "--time", "9:30",
        "--repeat", "every Friday",
    )  # fmt: skip
    moved = crm("move", str(made["id"]), "--to", "2036-11-24")
    assert (moved["due"], moved["time"], moved["warnings"]) == ("2036-11-24", "09:30", [])
    assert crm("move", str(made["id"]), "--to", "2036-11-25", "--at", "3pm")["time"] == "15:00"
    assert crm("done", str(made["id"]))["next"]["due"] == "2036-11-28"


def test_that_a_day_that_is_past_is_taken_and_told(crm: Run) -> None:
    made = crm("follow-up", "1", "--due", "2020-01-01", "--what", "x")
    assert (made["due"], made["warnings"]) == ("2020-01-01", ["2020-01-01 is past."])
    assert crm("move", "1", "--to", "2020-01-02")["warnings"] == ["2020-01-02 is past."]
    assert crm("done", "1", "--next", "2020-01-03")["warnings"] == ["2020-01-03 is past."]
    assert crm("follow-up", "1", "--due", "today", "--what", "x")["warnings"] == []


def test_that_what_waits_in_the_next_days_stands_by_time(crm: Run, said: Run) -> None:
    for time, more in (("17:30", ("--priority", "high")), ("10:00", ())):
        crm("follow-up", "1", "--due", "+2", "--what", "x", "--time", time, *more)
    shown = said("today")
    assert shown.index("10:00") < shown.index("17:30")
    assert "Follow-up no.  Customer no.  Due" in shown
