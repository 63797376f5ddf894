"""The intervals for staying in touch as they are kept with the shop."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.services import followups, history, listing, staying
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
    assert followups.proposed_next(shop, made) == TODAY + dt.timedelta(days=10)


def test_that_an_own_interval_decides_and_undo_takes_it_back(shop: Workspace) -> None:
    first, second = factories.add(shop, "甲", grade="A"), factories.add(shop, "乙", grade="A")
    made = staying.set_own(shop, [first, second, 999], 60)
    assert made.message == "The interval of 2 customers was changed."
    assert staying.any_own(shop)
    assert followups.proposed_next(shop, first) == TODAY + dt.timedelta(days=60)
    query = CustomerQuery(own_interval=True)
    assert list(listing.ids(shop, query)) == [first, second]
    staying.set_own(shop, [second], 0)
    assert list(listing.ids(shop, query)) == [first]
    assert list(listing.ids(shop, CustomerQuery(own_interval=False))) == [second]
    history.undo(shop, made.operation_id, leave=[second])
    assert not staying.any_own(shop)
    with pytest.raises(CrmError, match="no number of days"):
        staying.set_own(shop, [first], 9999)


def test_that_the_own_interval_comes_in_with_a_list(shop: Workspace) -> None:
    done = factories.bring_in(
        shop,
        ("姓名", "手机", "联系间隔"),
        ("张伟", "13800138000", "45天"),
        ("李娜", "13800138001", 30.0),
        ("王芳", "13800138002", "常联系"),
    )
    assert (done.created, [one.value for one in done.problems]) == (3, ["常联系"])
    found = {one.name: one for one in factories.everybody(shop)}
    days = {name: one.stay_days for name, one in found.items()}
    assert days == {"张伟": 45, "李娜": 30, "王芳": 0}
    assert "联系间隔: 常联系" in found["王芳"].notes
    factories.bring_in(shop, ("姓名", "手机", "联系间隔"), ("张伟", "13800138000", "60"))
    assert factories.everybody(shop)[0].stay_days == 45
    factories.bring_in(
        shop, ("姓名", "手机", "联系间隔"), ("张伟", "13800138000", "60"), mode="overwrite"
    )
    assert factories.everybody(shop)[0].stay_days == 60
