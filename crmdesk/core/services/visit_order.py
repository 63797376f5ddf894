"""In which order the visits of a day are made: as the user drags them, or by their way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from crmdesk.core.domain.addresses import street_of
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.visit import VisitRow
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import tables
from crmdesk.core.store import visits as stored


def reorder(workspace: Workspace, visit_ids: Sequence[int]) -> Changes:
    """Give the visits of a day the order of the ids."""
    with operate(workspace, "visit.order", {"count": len(visit_ids)}) as writing:
        write_order(writing, visit_ids)
    return writing.changes()


def write_order(writing: Writing, visit_ids: Sequence[int]) -> None:
    """Write the order of visits of one day."""
    # The places they had are shared out anew, so that others' visits between them stay put.
    places = stored.positions(writing.connection, visit_ids)
    if len(set(places)) < len(visit_ids):
        places = list(range(1, len(visit_ids) + 1))
    for position, visit_id in zip(places, visit_ids, strict=True):
        writing.operation.update(tables.visit, visit_id, {"position": position})
    writing.message = _("The order was changed.")


def put_before(writing: Writing, on: dt.date, visit_ids: Sequence[int], before: int) -> None:
    """Put visits of a day before another one of it, at its end for 0; the rest keep their order."""
    picked = set(visit_ids)
    rest = [one for one in stored.ids_of_day(writing.connection, on) if one not in picked]
    place = rest.index(before) if before in rest else len(rest)
    for position, visit_id in enumerate([*rest[:place], *visit_ids, *rest[place:]], start=1):
        writing.operation.update(tables.visit, visit_id, {"position": position})


def order_by_district(workspace: Workspace, on: dt.date, staff: str = "") -> Changes:
    """Put the visits of a day in order of district: the one with the earliest fixed time first.

    Districts without any fixed time follow by name; inside a district come the fixed times in
    their order, then the others by street, house number and postcode. A visit in no district is
    a district of its own.
    """
    with operate(workspace, "visit.order") as writing:
        rows = stored.between(writing.connection, on, on, staff, moved=False)
        postcodes = stored.postcodes(writing.connection, [row.visit.customer_id for row in rows])
        ordered = by_way(rows, postcodes)
        writing.describe(count=len(ordered))
        write_order(writing, [row.visit.id for row in ordered])
    return writing.changes()


def by_way(rows: Sequence[VisitRow], postcodes: Mapping[int, str]) -> list[VisitRow]:
    """Return visits by district, street, house number and postcode, fixed times in their order."""
    earliest: dict[str | int, dt.time] = {}
    for row in rows:
        at = row.visit.at or dt.time.max
        earliest[_district(row)] = min(at, earliest.get(_district(row), at))

    def place(row: VisitRow) -> tuple[object, ...]:
        street = street_of(row.address)
        return (
            earliest[_district(row)],
            row.district == "",
            row.district,
            row.visit.at or dt.time.max,
            # Without a street the postcode tells best what lies together.
            street.name == "",
            street.name,
            street.number,
            postcodes.get(row.visit.customer_id, ""),
            row.address,
            row.visit.position,
        )

    return sorted(rows, key=place)


def _district(row: VisitRow) -> str | int:
    return row.district or row.visit.id
