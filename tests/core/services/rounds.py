"""A round of every second Tuesday, and what is planned of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.services import visits
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY

# TODAY is a Saturday; the round goes out on Tuesdays.
TUESDAY = dt.date(2026, 11, 24)
NEXT = TUESDAY + dt.timedelta(days=7)


@pytest.fixture
def people(shop: Workspace) -> list[int]:
    return [
        factories.add(shop, name, "", f"杭州市{district}文三路1号")
        for name, district in (("甲", "西湖区"), ("乙", "西湖区"), ("丙", "滨江区"))
    ]


def tuesdays(people: list[int], **more: object) -> VisitRound:
    made = VisitRound(
        name="城西", rule="every Tuesday", start=TODAY, customer_ids=tuple(people), purpose="送货"
    )
    return replace(made, **more)  # type: ignore[arg-type]


def planned(shop: Workspace, first: dt.date = TODAY, days: int = 60) -> list[tuple[str, str]]:
    rows = visits.between(shop, first, first + dt.timedelta(days=days))
    found: dict[str, str] = {}
    for row in rows:
        day = f"{row.visit.on:%m-%d}"
        found[day] = found.get(day, "") + row.customer
    return list(found.items())
