"""Chains: an occasion plans what is to be done in the days after, a sale or a complaint ends it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.chains import Chain, Step
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.visit import Result
from crmdesk.core.i18n import use_language
from crmdesk.core.importing.setup import ACTIVITIES
from crmdesk.core.services import (
    activities,
    chains,
    customers,
    followups,
    history,
    importing,
    visit_results,
    visits,
)
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY, at


@pytest.fixture
def customer(shop: Workspace) -> int:
    chains.save(shop, [dataclasses.replace(one, on=True) for one in chains.templates(shop)])
    return factories.add(shop, "张伟")


def note(shop: Workspace, customer: int, kind: str, days: int = 0, back: int = 0) -> str:
    on = TODAY + dt.timedelta(days=days)
    happened = Activity(
        customer_id=customer,
        on=on - dt.timedelta(days=back),
        kind=kind,
        text="龙井两斤",
        staff="小李",
    )
    return activities.note_contact(at(shop, on), happened).message


def waiting(shop: Workspace) -> list[tuple[str, str]]:
    rows = [row.follow_up for row in followups.open_rows(shop)]
    return [(one.due.isoformat()[5:], one.what) for one in rows]


def test_that_nothing_begins_before_it_is_switched_on(shop: Workspace) -> None:
    assert not any(one.on for one in chains.templates(shop))
    note(shop, factories.add(shop), "sale")
    assert waiting(shop) == []


def test_that_a_sale_plans_its_steps_in_the_same_step(shop: Workspace, customer: int) -> None:
    before = factories.recorded(shop)
    message = note(shop, customer, "sale")
    assert message == "Noted for 张伟. “After a sale” begins: 2026-11-24, 2026-12-24."
    assert waiting(shop) == [
        ("11-24", "Ask whether all is well"),
        ("12-24", "Ask for a recommendation"),
    ]
    first = followups.open_rows(shop)[0].follow_up
    assert (first.chain, first.staff) == ("sale@2026-11-21", "小李")
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_a_second_note_about_the_same_sale_begins_nothing(
    shop: Workspace, customer: int
) -> None:
    note(shop, customer, "sale")
    assert note(shop, customer, "sale") == "Noted for 张伟."
    assert len(waiting(shop)) == 2


def test_that_buying_again_begins_anew(shop: Workspace, customer: int) -> None:
    note(shop, customer, "sale")
    message = note(shop, customer, "sale", days=10)
    assert "“After a sale” ends here: The customer bought again." in message
    assert [due for due, _what in waiting(shop)] == ["12-04", "01-03"]
    notes = {item.detail for item in customers.timeline(shop, customer) if item.detail}
    assert notes == {"The customer bought again."}
    history.undo(shop)
    assert [due for due, _what in waiting(shop)] == ["11-24", "12-24"]


def test_that_a_complaint_ends_all_chains_that_say_so(shop: Workspace, customer: int) -> None:
    known = chains.templates(shop)
    known[1] = dataclasses.replace(known[1], stops_on=("sale",))
    chains.save(shop, known)
    note(shop, customer, "sale")
    note(shop, customer, "repair")
    followups.plan(shop, FollowUp(customer_id=customer, due=TODAY, what="开票"))
    note(shop, customer, "complaint", days=1)
    assert waiting(shop) == [("11-21", "开票"), ("11-28", "Ask whether everything works again")]


def test_that_another_customers_chain_goes_on(shop: Workspace, customer: int) -> None:
    note(shop, customer, "sale")
    note(shop, factories.add(shop, "李娜"), "complaint")
    assert len(waiting(shop)) == 2


def test_that_doing_a_step_leaves_the_others(shop: Workspace, customer: int) -> None:
    note(shop, customer, "sale")
    first = followups.open_rows(shop)[0].follow_up
    followups.done(at(shop, first.due), first.id, note="很好")
    assert [due for due, _what in waiting(shop)] == ["12-24"]
    # A step that ends in a sale ends the rest and begins anew.
    second = followups.open_rows(shop)[0].follow_up
    followups.done(at(shop, second.due), second.id, note="又买了", activity_kind="sale")
    assert [due for due, _what in waiting(shop)] == ["12-27", "01-26"]


def test_that_a_visit_is_an_occasion_too(shop: Workspace, customer: int) -> None:
    own = Chain(key="own1", name="回访", occasion="visit", steps=(Step(5, "电话回访"),), on=True)
    chains.save(shop, [own])
    planned = visits.plan_visits(shop, [customer], TODAY).new_id
    message = visits.finish(shop, planned, outcome="谈妥").message
    assert message == "Visited: 张伟. “回访” begins: 2026-11-26."
    assert waiting(shop) == [("11-26", "电话回访")]


def test_that_steps_whose_day_is_over_are_left_out(shop: Workspace, customer: int) -> None:
    note(shop, customer, "sale", back=10)
    assert [due for due, _what in waiting(shop)] == ["12-14"]
    note(shop, factories.add(shop, "李娜"), "sale", back=100)
    assert len(waiting(shop)) == 1


def test_that_a_list_of_past_sales_begins_nothing(shop: Workspace, customer: int) -> None:
    rows = [
        ("姓名", "跟进时间", "跟进方式", "跟进内容"),
        ("张伟", "2026-11-20", "成交", "龙井两斤"),
        ("张伟", "2026-11-21", "到店", "来看看"),
    ]
    setup = importing.begin(factories.a_list(*rows), header_index=0, target=ACTIVITIES)
    result = importing.write(shop, setup, importing.check(shop, setup))
    assert result.created == 2
    assert waiting(shop) == []


def test_that_nothing_begins_for_a_customer_in_the_bin(shop: Workspace, customer: int) -> None:
    made = followups.plan(shop, FollowUp(customer_id=customer, due=TODAY)).new_id
    customers.to_bin(shop, [customer])
    followups.done(shop, made, note="买了", activity_kind="sale")
    customers.restore(shop, [customer])
    assert waiting(shop) == []
    customers.to_bin(shop, [customer])
    with pytest.raises(CrmError, match="in the bin"):
        chains.begin(shop, customer, "sale")


def test_that_a_chain_is_begun_and_stopped_by_hand(shop: Workspace, customer: int) -> None:
    off = [dataclasses.replace(one, on=False) for one in chains.templates(shop)]
    chains.save(shop, off)
    message = chains.begin(shop, customer, "sale").message
    assert message == "For 张伟: “After a sale” begins: 2026-11-24, 2026-12-24."
    with pytest.raises(CrmError, match="today already"):
        chains.begin(shop, customer, "sale")
    with pytest.raises(NotFound):
        chains.begin(shop, customer, "gone")
    single = followups.plan(shop, FollowUp(customer_id=customer, due=TODAY, what="开票")).new_id
    with pytest.raises(CrmError, match="no chain"):
        chains.stop(shop, single)
    step = followups.open_rows(shop)[1].follow_up
    assert chains.stop(shop, step.id).message == "2 follow-ups with 张伟 were cancelled."
    assert waiting(shop) == [("11-21", "开票")]
    history.undo(shop)
    assert len(waiting(shop)) == 3


def test_that_templates_are_kept_and_can_be_taken_back(shop: Workspace) -> None:
    own = Chain(key="own1", name=" 回访 ", occasion="shop", steps=(Step(5, " 电话 "),), stops_on=())
    chains.save(shop, [own])
    (kept,) = chains.templates(shop)
    assert (kept.name, kept.steps, kept.stops_on, kept.on) == (
        "回访",
        (Step(5, "电话"),),
        (),
        False,
    )
    history.undo(shop)
    assert [one.key for one in chains.templates(shop)] == ["sale", "repair", "shop"]
    for wrong in (dataclasses.replace(own, name=" "), dataclasses.replace(own, steps=())):
        with pytest.raises(CrmError):
            chains.save(shop, [wrong])


def test_that_the_ready_made_ones_speak_the_users_language(shop: Workspace) -> None:
    use_language("zh_CN")
    assert [one.name for one in chains.templates(shop)] == ["成交之后", "维修之后", "到店之后"]


def entry(shop: Workspace, customer: int) -> Activity:
    items = [one for one in customers.timeline(shop, customer) if one.noun == "activity"]
    return activities.get_activity(shop, items[0].id)


def test_that_a_sale_that_is_removed_takes_its_chain_along(shop: Workspace, customer: int) -> None:
    note(shop, customer, "sale")
    note(shop, customer, "sale")
    before = factories.recorded(shop)
    activities.remove_activity(shop, entry(shop, customer).id)
    assert len(waiting(shop)) == 2
    activities.remove_activity(shop, entry(shop, customer).id)
    assert waiting(shop) == []
    history.undo(shop)
    history.undo(shop)
    assert factories.recorded(shop) == before


def test_that_a_visit_nobody_made_takes_its_chain_along(shop: Workspace, customer: int) -> None:
    own = Chain(key="own1", name="回访", occasion="visit", steps=(Step(5, "电话回访"),), on=True)
    chains.save(shop, [own])
    visit = visits.plan_visits(shop, [customer], TODAY).new_id
    visit_results.enter(shop, visit, Result(status="done", outcome="谈妥"))
    visit_results.correct(shop, visit, Result(status="missed", outcome="没人"))
    assert waiting(shop) == []
    visit_results.correct(shop, visit, Result(status="done", outcome="谈妥"))
    assert waiting(shop) == [("11-26", "电话回访")]


def test_that_a_corrected_entry_ends_and_begins_chains(shop: Workspace, customer: int) -> None:
    note(shop, customer, "sale")
    activities.save_activity(shop, dataclasses.replace(entry(shop, customer), kind="repair"))
    assert waiting(shop) == [("11-28", "Ask whether everything works again")]
    yesterday = TODAY - dt.timedelta(days=1)
    activities.save_activity(shop, dataclasses.replace(entry(shop, customer), on=yesterday))
    assert [due for due, _what in waiting(shop)] == ["11-27"]
    note(shop, customer, "call", days=1)
    activities.save_activity(shop, dataclasses.replace(entry(shop, customer), kind="complaint"))
    assert waiting(shop) == []


def test_that_the_steps_of_a_removed_chain_still_end(shop: Workspace, customer: int) -> None:
    note(shop, customer, "repair")
    chains.save(shop, [])
    note(shop, customer, "complaint", days=1)
    assert waiting(shop) == []


def test_that_a_new_chain_never_takes_the_key_of_a_removed_one(
    shop: Workspace, customer: int
) -> None:
    own = Chain(key="own1", name="回访", occasion="shop", steps=(Step(5, "电话"),), on=True)
    chains.save(shop, [own])
    note(shop, customer, "shop")
    chains.save(shop, [])
    chains.save(shop, [dataclasses.replace(own, name="感谢")])
    assert [one.key for one in chains.templates(shop)] == ["own2"]
