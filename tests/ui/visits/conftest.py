"""Five customers in three districts, on the desk of the screen tests."""

from __future__ import annotations

import datetime as dt

import pytest

from crmdesk.core.domain.customer import Address
from tests.ui.desks import TODAY, RememberingDesk, desk
from tests.ui.visits.hands import screen, week

__all__ = ["PEOPLE", "TODAY", "TOMORROW", "desk", "people", "screen", "week"]

TOMORROW = dt.date(2026, 11, 22)
PEOPLE = (
    ("张伟", "13800138001", "浙江省杭州市西湖区文三路199号", "西湖区", "A"),
    ("李娜", "13800138002", "浙江省杭州市上城区解放路12号", "上城区", "B"),
    ("王芳", "13800138003", "浙江省杭州市西湖区古墩路8号", "西湖区", "A"),
    ("Anna <b>Smith</b>", "13800138004", "上城区中山中路3号", "上城区", ""),
    ("欧阳·娜娜", "13800138005", "", "", "C"),
)


@pytest.fixture
def people(desk: RememberingDesk) -> list[int]:
    return [
        desk.add_customer(
            name, phone, grade, addresses=(Address(address, district),) if address else ()
        )
        for name, phone, address, district, grade in PEOPLE
    ]
