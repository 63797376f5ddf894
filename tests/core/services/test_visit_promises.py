"""A visit that was promised closes its follow-up; corrected or undone, the promise waits again."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.followup import DONE, OPEN, FollowUp
from crmdesk.core.domain.recurrence import Rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.domain.visit import MISSED, Result
from crmdesk.core.services import activities, followups, history, series, visit_results, visits
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

DAY = dt.timedelta(days=1)
WEEKLY = Repeat(rule=Rule("FREQ=WEEKLY;BYDAY=SA"))


def promise(shop: Workspace, who: int, what: str, **more: object) -> int:
    wanted = FollowUp(customer_id=who, **{"due": TODAY, "what": what, "kind": "visit", **more})  # type: ignore[arg-type]
    return followups.plan(shop, wanted).new_id


def open_ones(shop: Workspace) -> list[tuple[dt.date, str]]:
    rows = followups.open_rows(shop)
    return [(row.follow_up.due, row.follow_up.what) for row in rows]


def test_that_a_finished_visit_closes_the_follow_up_it_was_planned_for(shop: Workspace) -> None:
    who = factories.add(shop)
    due = promise(shop, who, "送货")
    visit = visits.plan_visits(shop, [who], TODAY).new_id
    before = factories.recorded(shop)
    changes = visits.finish(shop, visit, outcome="已送")
    assert changes.message == "Visited: 张伟. The follow-up “送货” is done too."
    found = followups.get(shop, due)
    assert (found.status, found.done_on, found.done_note) == (DONE, TODAY, "已送")
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_a_result_that_is_corrected_opens_the_follow_up_again(shop: Workspace) -> None:
    who = factories.add(shop)
    due = promise(shop, who, "送货")
    other = promise(shop, who, "取旧机")
    visit = visits.plan_visits(shop, [who], TODAY).new_id
    visit_results.enter(shop, visit, Result(outcome="已送"))
    visit_results.correct(shop, visit, Result(outcome="已送到楼下"))
    assert open_ones(shop) == [(TODAY, "取旧机")]
    visit_results.correct(shop, visit, Result(status=MISSED))
    assert {followups.get(shop, one).status for one in (due, other)} == {OPEN}
    assert visits.get(shop, visit).promise_id == 0


def test_that_only_a_visit_that_is_due_is_closed_the_one_of_the_same_words_first(
    shop: Workspace,
) -> None:
    who = factories.add(shop)
    promise(shop, who, "以后", due=TODAY + DAY)
    promise(shop, who, "打电话", kind="call")
    promise(shop, who, "旧的", due=TODAY - DAY)
    promise(shop, who, "量尺寸")
    visit = visits.plan_visits(shop, [who], TODAY, purpose="量尺寸").new_id
    visits.finish(shop, visit, outcome="好")
    assert {what for _due, what in open_ones(shop)} == {"以后", "打电话", "旧的"}
    next_visit = visits.plan_visits(shop, [who], TODAY).new_id
    visits.finish(shop, next_visit, outcome="好")
    assert {what for _due, what in open_ones(shop)} == {"以后", "打电话"}


def test_that_a_series_goes_on_from_the_visit_and_back_when_it_is_corrected(
    shop: Workspace,
) -> None:
    who = factories.add(shop)
    wanted = FollowUp(customer_id=who, due=TODAY, what="送水", kind="visit")
    series.plan(shop, wanted, WEEKLY)
    visit = visits.plan_visits(shop, [who], TODAY).new_id
    wish = TODAY + 9 * DAY
    visit_results.enter(shop, visit, Result(outcome="好", next_date=wish))
    assert open_ones(shop) == [(wish, "送水")]
    visit_results.correct(shop, visit, Result(outcome="很好"))
    assert open_ones(shop) == [(wish, "送水")]
    visit_results.correct(shop, visit, Result(status=MISSED))
    assert open_ones(shop) == [(TODAY, "送水")]
    visit_results.correct(shop, visit, Result(outcome="好"))
    assert open_ones(shop) == [(TODAY + 7 * DAY, "送水")]


def test_that_what_rolls_is_moved_by_the_visit_and_not_closed(shop: Workspace) -> None:
    who = factories.add(shop)
    wanted = FollowUp(customer_id=who, due=TODAY, what="看看", kind="visit")
    series.plan(shop, wanted, Repeat(rule=Rule("AFTER=30")))
    visit = visits.plan_visits(shop, [who], TODAY).new_id
    visits.finish(shop, visit, outcome="好")
    assert open_ones(shop) == [(TODAY + 30 * DAY, "看看")]


def test_that_a_visit_taken_off_leaves_what_happened(shop: Workspace) -> None:
    who = factories.add(shop)
    visit = visits.plan_visits(shop, [who], TODAY).new_id
    told = visits.finish(shop, visit, outcome="谈好了").new_id
    visits.remove(shop, [visit])
    assert activities.get_activity(shop, told).text == "谈好了"
