"""The order of a day by its way: district, street, house number, postcode; fixed times first."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from crmdesk.core.domain.customer import Address
from crmdesk.core.domain.visit import Visit, VisitRow
from crmdesk.core.services import history, visit_order, visits
from crmdesk.core.services.visit_order import by_way
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY


def order(shop: Workspace) -> str:
    return "".join(row.customer for row in visits.between(shop, TODAY, TODAY))


def plan(shop: Workspace, *people: tuple[str, str, str], staff: str = "") -> None:
    ids = [
        factories.add(shop, name, addresses=(Address(text, "西湖区", postcode),))
        for name, text, postcode in people
    ]
    visits.plan_visits(shop, ids, TODAY, staff=staff)


def test_that_neighbours_of_a_street_follow_their_house_numbers(shop: Workspace) -> None:
    plan(
        shop,
        ("甲", "西湖区文三路12号", ""),
        ("乙", "西湖区古墩路5号", ""),
        ("丙", "西湖区文三路9号", ""),
        ("丁", "西湖区文三路101号", ""),
    )
    changes = visit_order.order_by_district(shop, TODAY)
    assert order(shop) == "乙丙甲丁"
    history.undo(shop, changes.operation_id)
    assert order(shop) == "甲乙丙丁"


def test_that_the_postcode_tells_between_houses_of_the_same_number(shop: Workspace) -> None:
    plan(
        shop,
        ("甲", "西湖区文三路9号", "310012"),
        ("乙", "西湖区文三路9号", "310007"),
    )
    visit_order.order_by_district(shop, TODAY)
    assert order(shop) == "乙甲"


def test_that_one_of_the_staff_is_put_in_order_alone(shop: Workspace) -> None:
    plan(shop, ("甲", "西湖区文三路9号", ""), ("乙", "西湖区文三路1号", ""), staff="小李")
    plan(shop, ("丙", "西湖区文三路8号", ""), ("丁", "西湖区文三路2号", ""), staff="小王")
    visit_order.order_by_district(shop, TODAY, "小李")
    assert order(shop) == "乙甲丙丁"


_PLACES = st.tuples(
    st.sampled_from(["", "西湖区", "滨江区"]),
    st.sampled_from(["", "文三路1号", "文三路12号", "解放路3号"]),
    st.one_of(st.none(), st.builds(dt.time, st.integers(8, 18))),
)


@given(st.lists(_PLACES, max_size=12))
def test_that_nobody_is_lost_and_districts_stay_together(
    places: list[tuple[str, str, dt.time | None]],
) -> None:
    rows = [
        VisitRow(
            visit=Visit(id=number, customer_id=number, on=TODAY, at=at, position=number),
            customer=str(number),
            phone="",
            address=district + street,
            district=district,
            grade="",
            last_note="",
        )
        for number, (district, street, at) in enumerate(places, start=1)
    ]
    found = by_way(rows, {})
    assert sorted(row.visit.id for row in found) == [row.visit.id for row in rows]
    for district in ("西湖区", "滨江区"):
        at = [place for place, row in enumerate(found) if row.district == district]
        assert not at or at[-1] - at[0] == len(at) - 1
        times = [found[place].visit.at for place in at]
        timed = [time for time in times if time]
        assert times[: len(timed)] == sorted(timed)
