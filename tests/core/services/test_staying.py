"""The intervals for staying in touch as they are kept with the shop."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import followups, history, staying
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY


def test_that_a_new_shop_has_the_usual_intervals_and_undo_brings_them_back(
    shop: Workspace,
) -> None:
    assert staying.intervals(shop).by_grade == {"A": 14, "B": 30, "C": 90}
    made = staying.save(shop, {"A": 7, "钻石": 3, "B": 0})
    assert staying.intervals(shop).by_grade == {"A": 7, "钻石": 3, "B": 0}
    assert history.recent(shop)[0].text == "Changed the intervals for staying in touch"
    history.undo(shop, made.operation_id)
    assert staying.intervals(shop).by_grade == {"A": 14, "B": 30, "C": 90}


@pytest.mark.parametrize("days", [-1, 3651])
def test_that_a_number_that_is_no_interval_is_refused(shop: Workspace, days: int) -> None:
    with pytest.raises(CrmError, match="no number of days"):
        staying.save(shop, {"A": days})
    assert staying.intervals(shop).of("A") == 14


def test_that_the_proposed_next_date_follows_the_intervals_of_the_owner(shop: Workspace) -> None:
    made = factories.add(shop, grade="A")
    staying.save(shop, {"A": 10})
    assert followups.proposed_next(shop, customer_id=made) == TODAY + dt.timedelta(days=10)
