"""The line of a complaint on its customer's timeline, and the chains that begin with it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from crmdesk.core.domain.chains import Chain, Step
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_states import ANSWER, IS_DUPLICATE
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import activities, chains, complaints, customers, followups, history
from crmdesk.core.services.workspace import Workspace
from tests.core.services.complaint_desk import step, walk_in
from tests.factories import TODAY, add, complain


def corrected(shop: Workspace, complaint_id: int, **values: object) -> Complaint:
    loaded = complaints.get(shop, complaint_id)
    complaints.save(shop, dataclasses.replace(loaded, **values), loaded=loaded)  # type: ignore[arg-type]
    return complaints.get(shop, complaint_id)


def test_that_a_complaint_of_another_day_begins_its_chain_on_that_day(shop: Workspace) -> None:
    chain = Chain(key="own1", name="安抚", occasion="complaint", steps=(Step(10, "电话"),), on=True)
    chains.save(shop, [chain])
    made = complain(shop, add(shop, "张伟"))

    def planned() -> list[dt.date]:
        return [row.follow_up.due for row in followups.open_rows(shop)]

    assert planned() == [TODAY + dt.timedelta(days=10)]
    earlier = complaints.get(shop, made).received_at - dt.timedelta(days=3)
    corrected(shop, made, received_at=earlier)
    assert planned() == [TODAY + dt.timedelta(days=7)]
    corrected(shop, made, product="锅")
    assert planned() == [TODAY + dt.timedelta(days=7)]
    history.undo(shop)
    history.undo(shop)
    assert planned() == [TODAY + dt.timedelta(days=10)]


def test_that_what_was_written_into_the_line_itself_stays(shop: Workspace) -> None:
    customer = add(shop, "张伟")
    made = complain(shop, customer, "掉色")

    def line() -> str:
        return customers.timeline(shop, customer)[0].text

    corrected(shop, made, what="洗了掉色")
    assert line().endswith("洗了掉色")
    known = activities.get_activity(shop, complaints.get(shop, made).activity_id)
    activities.save_activity(shop, dataclasses.replace(known, text="掉色，已拍照"))
    corrected(shop, made, what="洗了一次就掉色")
    assert line() == "掉色，已拍照"


def test_that_the_very_first_one_is_named_however_long_a_row_of_duplicates(
    shop: Workspace,
) -> None:
    first, second, third, other = (walk_in(shop) for _time in range(4))
    step(shop, third, IS_DUPLICATE, original=second)
    step(shop, second, IS_DUPLICATE, original=first)
    with pytest.raises(CrmError, match="itself a duplicate") as refused:
        step(shop, other, IS_DUPLICATE, original=third)
    assert "TS-2026-0001" in refused.value.advice
    with pytest.raises(CrmError, match="repeat itself"):
        step(shop, first, IS_DUPLICATE, original=third)


def test_that_an_answer_given_while_its_customer_was_in_the_bin_is_called_back_later(
    shop: Workspace,
) -> None:
    customer = add(shop, "张伟")
    made = complain(shop, customer)
    customers.to_bin(shop, [customer])
    step(shop, made, ANSWER, action="换货")
    assert complaints.get(shop, made).follow_up_id == 0
    customers.restore(shop, [customer])
    now = complaints.get(shop, made)
    (planned,) = followups.open_rows(shop)
    assert (planned.follow_up.id, planned.follow_up.due) == (now.follow_up_id, now.call_back_on)
    history.undo(shop)
    assert complaints.get(shop, made).follow_up_id == 0
