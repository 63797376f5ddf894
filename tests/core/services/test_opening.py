"""The opening days as they are kept with the shop."""

from __future__ import annotations

import datetime as dt

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
