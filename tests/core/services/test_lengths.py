"""One-line fields have a length, told in a sentence; what was longer before stays and is edited."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson, Customer
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.lengths import LINE, NAME
from crmdesk.core.domain.values import BadValue
from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.services import (
    activities,
    choices,
    complaints,
    customers,
    followups,
    history,
    visit_rounds,
    visits,
)
from crmdesk.core.services import shop as particulars
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY, bring_in, everybody

NAME_TOO_LONG = "长" * (NAME + 1)
LINE_TOO_LONG = "长" * (LINE + 1)
RECEIVED = dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)


def unwritten(shop: Workspace, write: Callable[[], Any]) -> str:
    """Run what must be refused for a length, hold that nothing was written, return the words."""
    before = factories.recorded(shop)
    with pytest.raises(BadValue) as refused:
        write()
    assert factories.recorded(shop) == before
    assert refused.value.advice == "Shorten it, and put the rest into the notes."
    return refused.value.message


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (Customer(name=NAME_TOO_LONG), "Name: 101 characters are too many; there is room for 100."),
        (Customer(name="张", company=NAME_TOO_LONG), "Company: 101"),
        (Customer(name="张", card=NAME_TOO_LONG), "Member card: 101"),
        (Customer(name="张", staff=NAME_TOO_LONG), "Staff: 101"),
        (Customer(name="张", tags=(NAME_TOO_LONG,)), "Tags: 101"),
        (Customer(name="张", methods=(ContactMethod("wechat", "w" * 301),)), "WeChat: 301"),
        (Customer(name="张", addresses=(Address(LINE_TOO_LONG),)), "Address: 301"),
        (Customer(name="张", persons=(ContactPerson(NAME_TOO_LONG),)), "Contact person: 101"),
    ],
)
def test_that_a_customer_says_which_line_is_too_long(
    shop: Workspace, given: Customer, words: str
) -> None:
    assert unwritten(shop, lambda: customers.create(shop, given)).startswith(words)


def test_that_as_much_as_there_is_room_for_is_kept_whole(shop: Workspace) -> None:
    given = factories.person("长" * NAME, address="路" * LINE, notes="记" * 10_000)
    made = customers.get(shop, customers.create(shop, given).new_id)
    assert (made.name, made.notes) == ("长" * NAME, "记" * 10_000)
    assert made.addresses[0].text == "路" * LINE


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"walk_in_name": "王" * 10_000}, "Walk-in's name: 10000"),
        ({"walk_in_name": "王", "walk_in_phone": "1" * 101}, "Walk-in's phone: 101"),
        ({"walk_in_name": "王", "product": LINE_TOO_LONG}, "Product or order: 301"),
        ({"walk_in_name": "王", "staff": NAME_TOO_LONG}, "Staff: 101"),
        ({"walk_in_name": "王", "received_by": NAME_TOO_LONG}, "Received by: 101"),
    ],
)
def test_that_a_complaint_says_which_line_is_too_long(
    shop: Workspace, given: dict[str, str], words: str
) -> None:
    made = Complaint(received_at=RECEIVED, what="色差", **given)
    told = unwritten(shop, lambda: complaints.receive(shop, made))
    assert told.split(": ")[1] == f"{words.split(': ')[1]} characters are too many; " + (
        "there is room for 300." if "product" in given else "there is room for 100."
    )


def test_that_what_is_planned_says_which_line_is_too_long(shop: Workspace) -> None:
    zhang = factories.add(shop)
    plan = FollowUp(customer_id=zhang, due=TODAY, what="送样")
    planned = followups.plan(shop, plan).new_id
    visit = visits.plan_visits(shop, [zhang], TODAY, purpose="量尺").new_id
    note = Activity(customer_id=zhang, on=TODAY, text="好")
    tour = VisitRound(name="城西", rule="FREQ=DAILY", start=TODAY, customer_ids=(zhang,))
    long = LINE_TOO_LONG
    for write in (
        lambda: followups.plan(shop, dataclasses.replace(plan, what=long)),
        lambda: followups.save(shop, dataclasses.replace(followups.get(shop, planned), what=long)),
        lambda: followups.done(shop, planned, next_date=TODAY, next_what=long),
        lambda: activities.note_contact(shop, note, next_date=TODAY, next_what=long),
        lambda: visits.plan_visits(shop, [zhang], TODAY, purpose=long),
        lambda: visits.save(shop, dataclasses.replace(visits.get(shop, visit), purpose=long)),
        lambda: visit_rounds.make(shop, dataclasses.replace(tour, name=NAME_TOO_LONG)),
        lambda: choices.add(shop, "grade", NAME_TOO_LONG),
        lambda: customers.add_tag(shop, [zhang], NAME_TOO_LONG),
        lambda: customers.set_field(shop, [zhang], "staff", NAME_TOO_LONG),
        lambda: particulars.save(shop, particulars.ShopSettings(shop_name=NAME_TOO_LONG)),
    ):
        assert "too many" in unwritten(shop, write)


def test_that_a_customer_kept_before_there_were_lengths_is_opened_and_edited(
    shop: Workspace,
) -> None:
    kept = "很久的名字" * 2000
    old = factories.add_as_before(shop, kept, company=NAME_TOO_LONG)
    loaded = customers.get(shop, old)
    changed = dataclasses.replace(loaded, notes="新")
    customers.save(shop, changed, loaded=loaded)
    assert (customers.get(shop, old).name, customers.get(shop, old).notes) == (kept, "新")
    customers.save(shop, dataclasses.replace(changed, notes="又新"))
    assert customers.get(shop, old).name == kept
    unwritten(shop, lambda: customers.save(shop, dataclasses.replace(changed, name=kept + "长")))
    history.undo(shop)
    assert customers.get(shop, old).notes == "新"


def test_that_a_list_keeps_what_is_too_long_in_words_and_tells_it(shop: Workspace) -> None:
    tag, address = "签" * 101, "路" * 301
    result = bring_in(
        shop,
        ("姓名", "手机", "标签", "地址", "会员卡号"),
        ("张伟", "13800138000", f"老客户，{tag}", address, "卡" * 101),
        ("李娜", "13900139000", "老客户", "文三路1号", "7"),
    )
    zhang, li = everybody(shop)
    assert zhang.notes.splitlines() == [
        f"标签: 老客户，{tag}",
        f"地址: {address}",
        f"会员卡号: {'卡' * 101}",
    ]
    assert (zhang.tags, zhang.addresses, zhang.card) == ((), (), "")
    assert (li.tags, li.card, li.notes) == (("老客户",), "7", "")
    assert [one.message.split(":")[0] for one in result.problems] == ["标签", "地址", "会员卡号"]


def test_that_a_row_with_too_long_a_name_is_told_and_left_to_repair(shop: Workspace) -> None:
    result = bring_in(shop, ("姓名", "手机"), (NAME_TOO_LONG, "13800138000"))
    assert (result.created, result.failed) == (0, 1)
    assert "101 characters are too many" in result.problems[0].message
