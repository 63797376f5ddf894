"""The opening days as they are kept with the shop."""

from __future__ import annotations

import datetime as dt

from crmdesk.core import i18n
from crmdesk.core.domain.opening import Closed, Hours, Opening
from crmdesk.core.services import history, opening
from crmdesk.core.services.workspace import Workspace

SET = Opening(
    week=(Hours(dt.time(8, 30), dt.time(20)), None, *(Hours(),) * 4, None),
    closed=(Closed(dt.date(2027, 2, 5), dt.date(2027, 2, 12), "春节"),),
    open_days=frozenset({dt.date(2026, 11, 22)}),
)


def test_that_the_opening_days_come_back_as_they_were_kept(shop: Workspace) -> None:
    opening.save(shop, SET)
    assert opening.opening(shop) == SET


def test_that_a_new_shop_has_ordinary_opening_days_and_undo_brings_them_back(
    shop: Workspace,
) -> None:
    assert opening.opening(shop) == Opening()
    history.undo(shop, opening.save(shop, SET).operation_id)
    assert opening.opening(shop) == Opening()


def test_that_the_public_holidays_of_a_place_are_added_once(shop: Workspace) -> None:
    i18n.use_language("zh_CN")
    made, added = opening.with_holidays(Opening(), "cn", 2026, workdays=True)
    spring = Closed(dt.date(2026, 2, 16), dt.date(2026, 2, 23), "春节")
    assert spring in made.closed and added > 5
    assert not made.is_open(dt.date(2026, 2, 21))
    # A Sunday that makes up for a holiday; on Saturdays the shop is open anyway.
    assert dt.date(2026, 1, 4) in made.open_days
    assert dt.date(2026, 2, 14) not in made.open_days
    assert opening.with_holidays(made, "cn", 2026, workdays=True) == (made, 0)
    opening.save(shop, made)
    assert opening.opening(shop) == made


def test_that_a_place_without_moved_weekends_closes_on_single_days() -> None:
    made, _added = opening.with_holidays(Opening(), "us", 2026, workdays=True)
    assert Closed(dt.date(2026, 12, 25), dt.date(2026, 12, 25), "Christmas Day") in made.closed
    assert made.open_days == frozenset()
