"""What comes so many days after the last contact moves with every contact."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.importing.setup import ACTIVITIES
from crmdesk.core.services import (
    activities,
    customers,
    followups,
    history,
    importing,
    series,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.core.services.coming_again import WEEK, begun, dues, met, repeat, waiting
from tests.factories import TODAY, at


def test_that_a_contact_moves_what_comes_after_the_last_contact(shop: Workspace) -> None:
    rolling = begun(shop, "30 days after the last contact", TODAY + dt.timedelta(days=30))
    other = factories.add(shop, "李娜")
    met(shop, other, 3)
    met(shop, 1, 3, "note")
    assert dues(shop) == ["12-21"]
    before = factories.recorded(shop)
    met(shop, 1, 5)
    assert dues(shop) == ["12-26"]
    assert customers.get(shop, 1).next_due == dt.date(2026, 12, 26)
    history.undo(shop)
    assert factories.recorded(shop) == before
    met(shop, 1, -9)
    met(shop, 1, 5)
    # What happened before is no reason to come earlier.
    met(shop, 1, 4)
    assert dues(shop) == ["12-26"]
    changes = followups.done(at(shop, dt.date(2026, 12, 20)), rolling)
    assert changes.message == "Done: 张伟; next date 2027-01-19."
    assert series.coming(shop, TODAY, TODAY + 50 * WEEK) == []


def test_that_past_contacts_of_a_list_move_it_as_well(shop: Workspace) -> None:
    begun(shop, "AFTER=30", TODAY + dt.timedelta(days=2))
    before = factories.recorded(shop)
    rows = [
        ("姓名", "跟进时间", "跟进方式", "跟进内容"),
        ("张伟", "2026-11-01", "电话", "聊了"),
        ("张伟", "2026-11-10", "电话", "来了"),
    ]
    setup = importing.begin(factories.a_list(*rows), header_index=0, target=ACTIVITIES)
    importing.write(shop, setup, importing.check(shop, setup))
    assert dues(shop) == ["12-10"]
    history.undo(shop)
    assert factories.recorded(shop)["follow_up"] == before["follow_up"]
    assert factories.recorded(shop)["follow_up_series"] == before["follow_up_series"]


def test_that_a_contact_after_which_nothing_is_due_any_more_ends_it(shop: Workspace) -> None:
    rolling = begun(shop, "AFTER=30", TODAY + dt.timedelta(days=30), until=dt.date(2026, 12, 31))
    met(shop, 1, 5)
    assert dues(shop) == ["12-26"]
    met(shop, 1, 20)
    assert waiting(shop) == [] and series.get(shop, 1).ended_on == dt.date(2026, 12, 11)
    history.undo(shop)
    assert [one.id for one in waiting(shop)] == [rolling]


def test_that_what_rolls_does_not_end_before_it_begins(shop: Workspace) -> None:
    yesterday = TODAY - dt.timedelta(days=1)
    with pytest.raises(CrmError, match="No day from"):
        begun(shop, "AFTER=30", until=yesterday)
    contact = Activity(customer_id=1, on=TODAY, text="聊了")
    made = factories.add(shop)
    contact = dataclasses.replace(contact, customer_id=made)
    with pytest.raises(CrmError, match="No day from"):
        activities.note_contact(
            shop, contact, next_date=TODAY, repeat=repeat("AFTER=30", until=yesterday)
        )


def test_that_fixed_days_that_roll_from_now_on_count_from_the_last_contact(
    shop: Workspace,
) -> None:
    first = begun(shop, "daily")
    met(shop, 1, -11)
    wanted = dataclasses.replace(followups.get(shop, first), due=TODAY + 4 * WEEK)
    series.save_following(shop, wanted, repeat("AFTER=30"))
    assert dues(shop) == ["12-19"]
    met(shop, 1, 0)
    assert dues(shop) == ["12-21"]


def test_that_another_number_of_days_moves_what_rolls(shop: Workspace) -> None:
    met(shop, factories.add(shop), 0)
    due = TODAY + dt.timedelta(days=30)
    rolling = series.plan(shop, FollowUp(customer_id=1, due=due), repeat("AFTER=30")).new_id
    series.save_following(shop, followups.get(shop, rolling), repeat("AFTER=7"))
    assert dues(shop) == ["11-28"]
    by_hand = dataclasses.replace(followups.get(shop, rolling), due=TODAY + 2 * WEEK)
    series.save_following(shop, by_hand, repeat("AFTER=10"))
    assert dues(shop) == ["12-05"]


def test_that_a_form_opened_before_a_contact_does_not_take_the_date_back(shop: Workspace) -> None:
    rolling = begun(shop, "AFTER=30")
    loaded = followups.get(shop, rolling)
    met(shop, 1, 0)
    wanted = dataclasses.replace(loaded, what="送新茶")
    followups.save(shop, wanted, loaded=loaded)
    series.save_following(shop, wanted, repeat("AFTER=30"), loaded=loaded)
    assert [(one.due.isoformat(), one.what) for one in waiting(shop)] == [("2026-12-21", "送新茶")]


def test_that_another_rule_of_a_note_takes_the_place_of_what_rolls(shop: Workspace) -> None:
    rolling = begun(shop, "AFTER=30", TODAY + dt.timedelta(days=30))
    before = factories.recorded(shop)
    note = Activity(customer_id=1, on=TODAY, text="聊了")
    changes = activities.note_contact(
        shop, note, next_date=TODAY + WEEK, repeat=repeat("every saturday")
    )
    assert changes.message == (
        "Noted for 张伟; next date 2026-11-28. "
        "Comes again: every Saturday; until now: 30 days after the last contact."
    )
    now = waiting(shop)
    assert [(one.id, one.due, one.what, one.at) for one in now] == [
        (rolling, TODAY + WEEK, "送茶样", dt.time(9))
    ]
    met(shop, 1, 3)
    assert dues(shop) == ["11-28"]
    assert followups.done(at(shop, TODAY + WEEK), rolling).message.endswith("2026-12-05.")
    for _step in range(3):
        history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_days_after_the_last_contact_of_a_note_count_from_it(shop: Workspace) -> None:
    made = factories.add(shop)
    note = Activity(customer_id=made, on=TODAY, text="聊了")
    due = TODAY + dt.timedelta(days=20)
    activities.note_contact(shop, note, next_date=due, repeat=repeat("AFTER=20"))
    assert dues(shop) == ["12-11"]
    met(shop, made, 5)
    assert dues(shop) == ["12-16"]
