"""Dates and logs of a list of complaints that cannot be meant stop no list and lead nowhere."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from crmdesk.core.services import complaints, importing
from crmdesk.core.services.workspace import Workspace
from tests.core.services.complaint_lists_in import bring_in, everything
from tests.factories import TODAY, a_list


def test_that_a_date_that_means_never_stops_no_list_and_noon_is_not_ahead_of_now(
    shop: Workspace,
) -> None:
    never = dt.datetime(9999, 12, 31)
    rows = (
        ("投诉日期", "投诉人", "投诉内容"),
        (never, "李女士", "太吵"),
        (TODAY, "王先生", "太慢"),
    )
    setup = importing.begin(a_list(*rows), target="complaints")
    plan = importing.check(shop, setup)
    assert [row.state for row in plan.rows] == ["problem", "new"]
    importing.write(shop, setup, plan)
    (one,) = everything(shop)
    # It is nine o'clock by now.
    assert one.walk_in_name == "王先生" and one.received_at == shop.clock.now()


@pytest.mark.parametrize(
    "line",
    [
        ["0001-01-01T00:00:00+14:00", "answer", "answered", "", "", {}],
        ["2026-01-01T00:00:00+00:00", "close", "closed", "", "", {"satisfaction": 3}],
        ["2026-01-01T00:00:00+00:00", "answer", "waiting_third", "", "", {}],
        ["2026-01-01T00:00:00+00:00", "answer", "answered", "", "", {"tries": 10**30}],
        ["2026-01-01T00:00:00+00:00", "duplicate", "duplicate", "", "", {"original": "x"}],
        ["2026-01-01T00:00:00+00:00", "edit", "new", "", "", {"call_back_on": "soon"}],
    ],
)
def test_that_a_log_changed_by_hand_stops_no_list(shop: Workspace, line: list[object]) -> None:
    rows = (
        ("投诉日期", "投诉人", "投诉内容", "处理记录"),
        ("2026-01-01", "王", "太慢", json.dumps(line)),
    )
    bring_in(shop, a_list(*rows))
    (one,) = everything(shop)
    assert [entry.event for entry in complaints.log(shop, one.id)] == ["receive"]
