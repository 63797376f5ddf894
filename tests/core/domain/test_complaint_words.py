"""A complaint in words."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.choices import CATEGORY
from crmdesk.core.domain.complaint import EDITED, Complaint, LogEntry
from crmdesk.core.domain.complaint_words import (
    FIELDS,
    due_words,
    log_details,
    log_title,
    show_value,
    urgency,
)

NOW = dt.datetime(2026, 11, 23, 9, 0).astimezone()


def due(**ahead: int) -> Complaint:
    return Complaint(received_at=NOW, due_at=NOW + dt.timedelta(**ahead))


def waiting(days: int) -> Complaint:
    since = NOW - dt.timedelta(days=days)
    return Complaint(received_at=since, state="waiting_customer", waiting_since=since)


@pytest.mark.parametrize(
    ("one", "words", "how"),
    [
        (due(hours=9), "today 18:00", "today"),
        (due(days=1, hours=9), "tomorrow 18:00", "later"),
        (due(days=3), "Thu 09:00", "later"),
        (due(days=9), "Wed 2 Dec", "later"),
        (due(days=160), "2027-05-02", "later"),
        (due(minutes=-1), "1 minute over", "overdue"),
        (due(hours=-2), "2 hours over", "overdue"),
        (due(days=-1), "1 day over", "overdue"),
        (due(days=-10), "10 days over", "overdue"),
        (Complaint(received_at=NOW, state="waiting_third"), "clock stopped", ""),
        (waiting(days=0), "clock stopped", ""),
        (waiting(days=1), "waits 1 day", ""),
        (waiting(days=12), "waits 12 days", ""),
        (Complaint(received_at=NOW, state="closed"), "", ""),
    ],
)
def test_that_the_due_time_is_told_as_people_say_it(one: Complaint, words: str, how: str) -> None:
    assert (due_words(one, NOW), urgency(one, NOW)) == (words, how)


def test_that_every_particular_a_form_changes_has_a_name() -> None:
    assert set(EDITED) <= set(FIELDS)


def test_that_a_change_is_told_with_what_was_there_before() -> None:
    details: dict[str, str | int] = {
        "severity": "severe",
        "severity.was": "minor",
        "category": "quality",
        "category.was": "",
        "ordered_on": "",
        "ordered_on.was": "2026-11-02",
        "cost": 1250,
        "cost.was": 0,
    }
    entry = LogEntry(at=NOW, event="edit", state="new", details=details)
    labels = {CATEGORY: {"quality": "Broken things"}}
    assert log_title(entry) == "Changed"
    assert log_details(entry, labels) == [
        "Category: — → Broken things",
        "Order date: 2026-11-02 → —",
        "Severity: Minor → Severe",
        "Cost: — → 12.50",
    ]


def test_that_a_step_tells_what_it_carried() -> None:
    details: dict[str, str | int] = {"action": "换新", "founded": "partly", "cost": 0, "tries": 3}
    entry = LogEntry(at=NOW, event="answer", state="answered", details=details)
    assert log_details(entry) == ["What was done: 换新", "Founded: Partly", "3 tries"]
    assert log_title(entry) == "Answered"


def test_that_an_instant_of_the_log_is_shown_in_the_time_of_the_shop() -> None:
    kept = NOW.astimezone(dt.UTC).isoformat(timespec="seconds")
    assert show_value("received_at", kept) == "2026-11-23 09:00"
