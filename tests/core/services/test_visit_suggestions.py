"""Who should be visited: each reason in words, the strongest first, nobody twice."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.complaint_states import REJECT, Given
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.visit_suggestion import Suggestion
from crmdesk.core.services import (
    activities,
    complaint_steps,
    customers,
    followups,
    visit_suggestions,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

WEST = "杭州市西湖区文三路1号"
TOMORROW = TODAY + dt.timedelta(days=1)


def due(
    shop: Workspace, customer_id: int, days: int, kind: str = "call", what: str = "报价"
) -> None:
    on = TODAY + dt.timedelta(days=days)
    followups.plan(shop, FollowUp(customer_id=customer_id, due=on, kind=kind, what=what))


def met(shop: Workspace, customer_id: int, days_ago: int, kind: str = "call") -> None:
    on = TODAY - dt.timedelta(days=days_ago)
    activities.note_contact(shop, Activity(customer_id=customer_id, on=on, kind=kind, text="x"))


def suggested(shop: Workspace, day: dt.date = TODAY, **more: str) -> list[Suggestion]:
    return list(visit_suggestions.suggest(shop, day, **more).rows)  # type: ignore[arg-type]


def names(found: list[Suggestion]) -> str:
    return "".join(one.name for one in found)


def words(one: Suggestion) -> list[str]:
    return [reason.text for reason in one.reasons]


def test_that_a_promised_visit_comes_before_a_call_that_is_due(shop: Workspace) -> None:
    call, visit, later = (factories.add(shop, name) for name in "甲乙丙")
    due(shop, call, -1)
    due(shop, visit, 1, "visit", "送样品")
    due(shop, later, 3, "visit")
    found = suggested(shop)
    assert names(found) == "乙甲"
    assert words(found[0]) == ["Visit due tomorrow: 送样品"]
    assert words(found[1]) == ["Follow-up due yesterday: 报价"]


def test_that_all_reasons_of_one_customer_are_told_and_add_up(shop: Workspace) -> None:
    near = factories.add(shop, "王芳", "", WEST)
    one = factories.add(
        shop, "甲", "", "西湖区古墩路2号", grade="A", birthday=Birthday(11, 23, 1990)
    )
    other = factories.add(shop, "乙")
    met(shop, one, 40)
    due(shop, other, -2)
    visits.plan_visits(shop, [near], TODAY, at=dt.time(10))
    found = suggested(shop)
    assert names(found) == "甲乙"
    assert words(found[0]) == [
        "40 days silent (grade A: every 14 days)",
        "Birthday Mon 23 Nov",
        "In the same district as 王芳, 10:00",
    ]


def test_that_who_lives_near_a_planned_visit_and_was_not_met_lately_is_suggested(
    shop: Workspace,
) -> None:
    near, long_ago, lately = (factories.add(shop, name, "", WEST) for name in "甲乙丙")
    met(shop, long_ago, 60)
    met(shop, lately, 3)
    visits.plan_visits(shop, [near], TODAY)
    found = suggested(shop)
    assert names(found) == "乙"
    assert words(found[0]) == ["In the same district as 甲"]
    assert suggested(shop, TOMORROW) == []


def test_that_who_is_planned_in_the_shown_days_is_not_suggested(shop: Workspace) -> None:
    one, other = (factories.add(shop, name) for name in "甲乙")
    for customer_id in (one, other):
        due(shop, customer_id, 0)
    visits.plan_visits(shop, [one], TOMORROW)
    assert names(suggested(shop)) == "甲乙"
    shown = visit_suggestions.suggest(shop, TODAY, days=(TODAY, TOMORROW))
    assert [row.name for row in shown.rows] == ["乙"]
    visits.miss(shop, visits.between(shop, TOMORROW, TOMORROW)[0].visit.id)
    shown = visit_suggestions.suggest(shop, TODAY, days=(TODAY, TOMORROW))
    assert [row.name for row in shown.rows] == ["甲", "乙"]


def test_that_suggestions_are_asked_for_by_staff_and_by_district(shop: Workspace) -> None:
    for name, staff, address in (("甲", "小李", WEST), ("乙", "小王", WEST), ("丙", "小李", "")):
        due(shop, factories.add(shop, name, "", address, staff=staff), 0)
    assert names(suggested(shop, staff="小李")) == "甲丙"
    assert names(suggested(shop, district="西湖区")) == "甲乙"
    found = visit_suggestions.suggest(shop, TODAY, limit=1)
    assert (found.total, len(found.rows), found.districts) == (3, 1, ("西湖区",))


def test_that_the_silent_of_the_staff_and_of_a_district_are_found(shop: Workspace) -> None:
    for name, staff, address in (("甲", "小李", WEST), ("乙", "小王", WEST), ("丙", "小李", "")):
        met(shop, factories.add(shop, name, "", address, staff=staff, grade="A"), 15)
    assert names(suggested(shop)) == "甲乙丙"
    assert names(suggested(shop, staff="小李")) == "甲丙"
    assert names(suggested(shop, staff="小李", district="西湖区")) == "甲"


def test_that_an_own_rhythm_is_told(shop: Workspace) -> None:
    made = factories.add(shop)
    for days in (100, 90, 80, 70, 60):
        met(shop, made, days)
    assert words(suggested(shop)[0]) == ["60 days silent (usually every 10 days)"]


def test_that_an_open_complaint_is_told_beside_the_reasons(shop: Workspace) -> None:
    made = factories.add(shop)
    due(shop, made, 0)
    complaint = factories.complain(shop, made, days_ago=2)
    assert suggested(shop)[0].warnings == ("Open complaint TS-2026-0001 since Thu 19 Nov",)
    complaint_steps.step(shop, complaint, REJECT, Given(note="误会"))
    assert suggested(shop)[0].warnings == ()


def test_that_who_waits_for_an_answer_is_visited_only_when_something_was_promised(
    shop: Workspace,
) -> None:
    born = Birthday(11, 21, 1990)
    waits, promised, _other = (factories.add(shop, name, birthday=born) for name in "甲乙丙")
    for one in (waits, promised):
        factories.complain(shop, one, days_ago=1)
    due(shop, promised, 0)
    found = {one.name: one for one in suggested(shop)}
    assert set(found) == {"乙", "丙"}
    assert found["乙"].warnings and not found["丙"].warnings
    assert visit_suggestions.suggest(shop, TODAY).total == 2


def test_that_nobody_in_the_bin_is_suggested(shop: Workspace) -> None:
    made = factories.add(shop, birthday=Birthday(11, 21, 1990))
    due(shop, made, 0)
    assert words(suggested(shop)[0]) == ["Follow-up due today: 报价", "Birthday on this day"]
    customers.to_bin(shop, [made])
    assert suggested(shop) == []


def test_that_two_follow_ups_are_one_reason_and_the_longest_waiting_is_told(
    shop: Workspace,
) -> None:
    made = factories.add(shop)
    due(shop, made, 0, what="二")
    due(shop, made, -3, what="一")
    assert words(suggested(shop)[0]) == ["Follow-up due Wed 18 Nov: 一"]
