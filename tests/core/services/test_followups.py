"""Follow-ups: promised, done with a note, moved, cancelled, opened again."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import CANCELLED, DONE, OPEN, FollowUp
from crmdesk.core.domain.opening import Closed, Opening
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.services import activities, customers, followups, history, opening, staying
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

SOON = TODAY + dt.timedelta(days=7)


@pytest.fixture
def planned(shop: Workspace) -> int:
    made = factories.add(shop, "张伟", grade="A")
    wanted = FollowUp(customer_id=made, due=TODAY, what=" 报价 ", kind="wechat", priority=2)
    return followups.plan(shop, wanted).new_id


def test_that_a_promise_is_kept_clean(shop: Workspace, planned: int) -> None:
    found = followups.get(shop, planned)
    assert (found.what, found.status, found.priority) == ("报价", OPEN, 2)
    assert customers.get(shop, 1).next_due == TODAY
    made = followups.plan(shop, FollowUp(customer_id=1, due=TODAY)).new_id
    assert followups.get(shop, made).what == "Get in touch again"


def test_that_doing_it_leaves_a_note_and_the_next_date(shop: Workspace, planned: int) -> None:
    followups.done(shop, planned, note="同意了", next_date=SOON, next_time=dt.time(9))
    found = followups.get(shop, planned)
    assert (found.status, found.done_on, found.done_note) == (DONE, TODAY, "同意了")
    following = followups.open_rows(shop)[0].follow_up
    assert (following.due, following.at, following.what) == (SOON, dt.time(9), "报价")
    assert (following.kind, following.priority) == ("wechat", 2)
    activity = next(line for line in customers.timeline(shop, 1) if line.noun == "activity")
    assert (activity.text, activity.kind, activity.staff) == ("报价: 同意了", "wechat", "Li")
    history.undo(shop)
    assert followups.get(shop, planned).status == OPEN
    assert len(followups.open_rows(shop)) == 1


def test_that_it_can_be_moved_cancelled_and_opened_again(shop: Workspace, planned: int) -> None:
    followups.move(shop, planned, SOON, dt.time(15))
    found = followups.get(shop, planned)
    assert (found.due, found.at, found.moved) == (SOON, dt.time(15), 1)
    followups.cancel(shop, planned, "不用了")
    found = followups.get(shop, planned)
    assert (found.status, found.done_note) == (CANCELLED, "不用了")
    assert customers.get(shop, 1).next_due is None
    followups.reopen(shop, planned)
    assert followups.get(shop, planned).status == OPEN
    assert customers.get(shop, 1).next_due == SOON


def test_that_what_is_over_is_not_done_moved_or_cancelled_again(
    shop: Workspace, planned: int
) -> None:
    followups.done(shop, planned)
    with pytest.raises(CrmError, match="not open any more"):
        followups.done(shop, planned)
    with pytest.raises(CrmError, match="not open any more"):
        followups.move(shop, planned, SOON)
    with pytest.raises(CrmError, match="not open any more"):
        followups.cancel(shop, planned)


def test_that_a_changed_follow_up_is_kept(shop: Workspace, planned: int) -> None:
    followups.save(shop, dataclasses.replace(followups.get(shop, planned), what=" 送样 "))
    assert followups.get(shop, planned).what == "送样"
    assert followups.save(shop, followups.get(shop, planned)).operation_id == 0


def test_that_many_are_planned_in_one_step(shop: Workspace) -> None:
    ids = [factories.add(shop, name) for name in ("张伟", "李娜")]
    wanted = [FollowUp(customer_id=one, due=SOON, what="问候") for one in ids]
    changes = followups.plan_many(shop, wanted)
    assert changes.message == "2 follow-ups were planned."
    history.undo(shop)
    assert followups.open_rows(shop) == []


def test_that_nobody_unknown_is_followed_up(shop: Workspace) -> None:
    with pytest.raises(NotFound):
        followups.plan(shop, FollowUp(customer_id=7, due=TODAY))
    with pytest.raises(NotFound):
        followups.get(shop, 7)


def test_that_open_ones_are_listed_until_a_date_and_by_staff(shop: Workspace) -> None:
    made = factories.add(shop)
    for days, staff in ((0, "小李"), (7, "小王"), (8, "小王")):
        due = TODAY + dt.timedelta(days=days)
        followups.plan(shop, FollowUp(customer_id=made, due=due, staff=staff))
    assert len(followups.open_rows(shop)) == 3
    assert len(followups.open_rows(shop, until=SOON)) == 2
    assert len(followups.open_rows(shop, until=SOON, staff="小王")) == 1
    assert len(followups.open_rows(shop, limit=1)) == 1


@pytest.mark.parametrize("grade, days", [("A", 14), ("B", 30), ("C", 90), ("", 30), ("VIP", 30)])
def test_that_the_next_date_is_proposed_by_the_grade(
    shop: Workspace, grade: str, days: int
) -> None:
    made = factories.add(shop, grade=grade)
    assert followups.proposed_next(shop, made) == TODAY + dt.timedelta(days=days)


def test_that_the_proposed_date_is_a_day_on_which_the_shop_is_open(shop: Workspace) -> None:
    made = factories.add(shop)
    staying.set_own(shop, [made], 8)
    sunday = TODAY + dt.timedelta(days=8)
    assert followups.proposed_next(shop, made) == sunday + dt.timedelta(days=1)
    pause = Closed(sunday + dt.timedelta(days=1), sunday + dt.timedelta(days=4))
    opening.save(shop, Opening(closed=(pause,)))
    assert followups.proposed_next(shop, made) == sunday + dt.timedelta(days=5)


def test_that_a_note_and_the_next_date_are_one_step(shop: Workspace) -> None:
    made = factories.add(shop)
    note = Activity(customer_id=made, on=TODAY, kind="call", text=" 来电 ", staff="小李")
    changes = activities.note_contact(shop, note, next_date=SOON, next_what="送样")
    assert changes.message == "Noted for 张伟; next date 2026-11-28."
    assert activities.get_activity(shop, changes.new_id).text == "来电"
    assert followups.open_rows(shop)[0].follow_up.staff == "小李"
    history.undo(shop)
    assert customers.timeline(shop, made) == []


def test_that_an_empty_note_is_refused(shop: Workspace) -> None:
    made = factories.add(shop)
    with pytest.raises(CrmError, match="nothing to keep"):
        activities.note_contact(shop, Activity(customer_id=made, on=TODAY, text=" \n"))
    with pytest.raises(NotFound):
        activities.note_contact(shop, Activity(customer_id=99, on=TODAY, text="x"))


def test_that_an_entry_is_changed_removed_and_brought_back(shop: Workspace) -> None:
    made = factories.add(shop)
    note = Activity(customer_id=made, on=TODAY, kind="call", text="来电")
    entry = activities.note_contact(shop, note).new_id
    activities.save_activity(shop, dataclasses.replace(note, id=entry, text="去电"))
    assert activities.get_activity(shop, entry).text == "去电"
    activities.remove_activity(shop, entry)
    assert customers.get(shop, made).last_contact is None
    with pytest.raises(NotFound):
        activities.get_activity(shop, entry)
    history.undo(shop)
    assert activities.get_activity(shop, entry).text == "去电"
    assert customers.get(shop, made).last_contact == TODAY
