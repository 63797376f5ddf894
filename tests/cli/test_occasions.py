"""The command line lists birthdays of both calendars, and who is to be greeted."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.lunar import lunar_day_of
from tests.cli.conftest import Run
from tests.conftest import TODAY


def _birthday(ahead: int, year: int = 1990) -> str:
    day = TODAY + dt.timedelta(days=ahead)
    return f"{year}-{day.month:02d}-{min(day.day, 28):02d}"


def test_that_birthdays_come_with_date_age_and_days_to_go(said: Run, answer: Run) -> None:
    ordinary = next(
        day for n in range(60) for day in [TODAY + dt.timedelta(days=n)]
        if not lunar_day_of(day).leap and lunar_day_of(day).day <= 29
    )  # fmt: skip
    moon = lunar_day_of(ordinary)
    said("add", "--name", "李四", "--birthday", f"1960-{moon.month}-{moon.day}", "--lunar")
    said("add", "--name", "孙八", "--birthday", _birthday(200))

    found = answer("birthdays", "--days", "60")
    assert [(one["name"], one["on"], one["turning"], one["days"]) for one in found] == [
        ("李四", ordinary.isoformat(), moon.year - 1960, (ordinary - TODAY).days)
    ]
    assert found[0]["birthday"].startswith("L1960-")
    printed = said("birthdays", "--days", "60")
    assert "李四" in printed and "1 birthday until" in printed and "孙八" not in printed


def test_that_an_empty_shop_has_no_birthdays(said: Run) -> None:
    said("add", "--name", "李四")

    assert said("birthdays").startswith("0 birthdays until")
    assert said("greetings").strip() == "0 customers to greet today."


def test_that_who_is_to_be_greeted_is_listed_with_the_text(said: Run, answer: Run) -> None:
    said("add", "--name", "张伟", "--gender", "male", "--birthday", f"{TODAY:%m-%d}")

    found = answer("greetings", "--text")
    assert found["count"] == 1
    [row] = found["rows"]
    assert (row["name"], row["occasion"], row["greet_on"]) == (
        "张伟", "birthday", TODAY.isoformat()
    )  # fmt: skip
    assert row["text"].startswith("张先生，生日快乐！")
    assert "text" not in answer("greetings")["rows"][0]
    printed = said("greetings", "--text")
    assert "Birthday greeting" in printed and "张先生，生日快乐！" in printed


def test_that_the_birthdays_are_as_many_as_wanted(said: Run, answer: Run) -> None:
    for ahead in (1, 2, 3):
        said("add", "--name", f"客户{ahead}", "--birthday", _birthday(ahead))
    found = answer("birthdays", "--days", "60", "--limit", "2")
    assert len(found) == 2
    assert "3 birthdays until" in said("birthdays", "--days", "60", "--limit", "2")


def test_that_those_to_greet_later_are_counted_apart(said: Run) -> None:
    said("add", "--name", "张伟", "--birthday", f"{TODAY:%m-%d}")
    later = TODAY + dt.timedelta(days=3)
    said("add", "--name", "王芳", "--birthday", f"{later:%m-%d}")
    last = TODAY + dt.timedelta(days=30)
    assert f"1 customer to greet today. 1 more until {last}." in said("greetings", "--days", "30")
