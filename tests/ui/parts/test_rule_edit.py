"""Choosing how often something comes again."""

from __future__ import annotations

import datetime as dt

import pytest
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.clock import fixed_clock
from crmdesk.core.domain.recurrence import Rule
from crmdesk.core.domain.series import Repeat
from crmdesk.ui.parts.rule_edit import RuleEdit

SATURDAY = dt.date(2026, 11, 21)


@pytest.fixture
def edit(qtbot: QtBot) -> RuleEdit:
    made = RuleEdit(fixed_clock(2026, 11, 21))
    qtbot.addWidget(made)
    made.show()
    return made


def offered(edit: RuleEdit) -> list[str]:
    return [edit.choice.itemText(place) for place in range(edit.choice.count())]


def test_that_the_usual_rules_follow_from_the_first_date(edit: RuleEdit) -> None:
    assert offered(edit) == [
        "Does not come again",
        "Every day",
        "Every Saturday",
        "Every 2 weeks on Saturday",
        "Every month on the 21st",
        "Every month on the third Saturday",
        "Every 3 months on the 21st",
        "Every year on 21 November",
        "Days after the last contact",
        "In words…",
    ]
    assert edit.repeat() is None and not edit.problem()
    assert not edit.end.isVisible() and not edit.words.isVisible() and not edit.days.isVisible()


def test_that_the_chosen_rule_goes_with_the_first_date(edit: RuleEdit) -> None:
    edit.choice.set_key("week")
    assert edit.preview.text() == "Next: today, Sat 28 Nov, Sat 5 Dec"
    edit.set_start(dt.date(2026, 11, 30))
    assert edit.rule() == Rule("FREQ=WEEKLY;BYDAY=MO")
    edit.choice.set_key("nth")
    assert edit.rule() == Rule("FREQ=MONTHLY;BYDAY=-1MO")


def test_that_words_are_understood_while_they_are_typed(qtbot: QtBot, edit: RuleEdit) -> None:
    edit.choice.set_key("words")
    assert edit.problem() and not edit.preview.isVisible()
    qtbot.keyClicks(edit.words, "last friday of the month")
    assert edit.rule() == Rule("FREQ=MONTHLY;BYDAY=-1FR")
    assert edit.preview.text() == (
        "Every month on the last Friday: Fri 27 Nov, Fri 25 Dec, Fri 29 Jan 2027"
    )
    qtbot.keyClicks(edit.words, " or so")
    assert edit.repeat() is None
    assert "does not say how often" in edit.preview.text()


def test_that_several_days_of_a_month_are_one_rule(qtbot: QtBot, edit: RuleEdit) -> None:
    edit.choice.set_key("words")
    qtbot.keyClicks(edit.words, "1st and 15th of the month")
    assert edit.rule() == Rule("FREQ=MONTHLY;BYMONTHDAY=1,15")
    assert edit.preview.text() == (
        "Every month on the 1st and the 15th: Tue 1 Dec, Tue 15 Dec, Fri 1 Jan 2027"
    )
    edit.words.setText("29th and 30th of the month")
    qtbot.keyClicks(edit.words, " ")
    assert "Not every month has two days after the 28th." in edit.preview.text()


def test_that_days_after_the_last_contact_are_a_number(edit: RuleEdit) -> None:
    edit.choice.set_key("rolling")
    edit.days.setValue(45)
    assert edit.repeat() == Repeat(rule=Rule("AFTER=45"))


def test_that_it_ends_by_a_date_or_after_so_many(edit: RuleEdit) -> None:
    edit.choice.set_key("week")
    edit.end.set_key("until")
    assert edit.problem() == "Choose the day on which it ends."
    edit.until.set_text("2026-12-05")
    assert edit.repeat() == Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA"), until=dt.date(2026, 12, 5))
    edit.until.set_text("2026-11-20")
    assert edit.problem() == "It would end before it begins."
    edit.end.set_key("times")
    edit.times.setValue(2)
    assert edit.repeat() == Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA"), most=2)
    assert edit.preview.text() == "Next: today, Sat 28 Nov"


@pytest.mark.parametrize(
    "repeat",
    [
        None,
        Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA"), most=4),
        Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=MO,FR"), until=dt.date(2027, 1, 1)),
        Repeat(rule=Rule("AFTER=30")),
        Repeat(rule=Rule("FREQ=YEARLY;BYMONTH=6;BYDAY=3SU")),
    ],
)
def test_that_any_rule_is_shown_and_given_back(edit: RuleEdit, repeat: Repeat | None) -> None:
    edit.choice.set_key("day")
    edit.set_repeat(repeat)
    assert edit.repeat() == repeat


def test_that_a_round_offers_fixed_dates_only(qtbot: QtBot) -> None:
    edit = RuleEdit(fixed_clock(2026, 11, 21), rolling=False, ends=False, optional=False)
    qtbot.addWidget(edit)
    assert offered(edit)[0] == "Every day" and "Days after the last contact" not in offered(edit)
    edit.set_rule(Rule("FREQ=DAILY"))
    assert edit.rule() == Rule("FREQ=DAILY") and not edit.end.isVisibleTo(edit)
    edit.choice.set_key("words")
    edit.words.setText("30 days after the last contact")
    assert "fixed dates" in edit.problem()
