"""The shop's opening days, kept with the database."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any, Final

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.opening import Closed, Hours, Opening, pauses_of
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import kept_settings
from crmdesk.core.store.database import Connection

KEY: Final = "opening"


def opening(workspace: Workspace) -> Opening:
    """Return the opening days; those of an ordinary shop where nothing was set."""
    with workspace.database.read() as connection:
        return opening_of(connection)


def opening_of(connection: Connection) -> Opening:
    """Return the opening days as a connection sees them."""
    found: dict[str, Any] = kept_settings.setting(connection, KEY, {})
    return _from_json(found) if found else Opening()


def save(workspace: Workspace, wanted: Opening) -> Changes:
    """Keep the opening days; open complaints are due by them from now on."""
    # It asks for the opening days itself.
    from crmdesk.core.services import complaint_time

    with operate(workspace, "opening.save") as writing:
        kept_settings.set_setting(writing.operation, KEY, _to_json(wanted))
        complaint_time.set_clocks(workspace, writing)
        writing.message = _("The opening days were saved.")
    return writing.changes()


def with_holidays(
    now: Opening, region: str, year: int, *, workdays: bool = False
) -> tuple[Opening, int]:
    """Return the opening days with the public holidays of a place, and how many entries are new.

    `workdays` True adds the weekend days on which the place works to make up for them. Raises
    BadValue for a place or a year that is not known.
    """
    # Only the settings ask for them; the start page asks for the opening days.
    from crmdesk.core.services import holidays

    days = holidays.public_holidays(region, year)
    # The pauses of mainland China run on over the weekend, though the law does not name it.
    pauses = [
        pause
        for pause in pauses_of(days, over_weekends=region == "cn")
        if not all(now.is_closed_by_date(day) for day in pause.days())
    ]
    extra = frozenset(
        day
        for day in (holidays.working_weekends(region, year) if workdays else ())
        if not now.is_open(day)
    )
    closed = tuple(sorted((*now.closed, *pauses), key=lambda one: (one.first, one.last)))
    made = replace(now, closed=closed, open_days=now.open_days | extra)
    return made, len(pauses) + len(extra)


def _to_json(opening: Opening) -> dict[str, Any]:
    return {
        "week": [
            None if hours is None else [_minutes(hours.opens), _minutes(hours.closes)]
            for hours in opening.week
        ],
        "closed": [
            [pause.first.isoformat(), pause.last.isoformat(), pause.name]
            for pause in opening.closed
        ],
        "open_days": sorted(day.isoformat() for day in opening.open_days),
    }


def _from_json(found: dict[str, Any]) -> Opening:
    day, time = dt.date.fromisoformat, dt.time.fromisoformat
    return Opening(
        week=tuple(
            None if hours is None else Hours(time(hours[0]), time(hours[1]))
            for hours in found["week"]
        ),
        closed=tuple(Closed(day(one[0]), day(one[1]), one[2]) for one in found["closed"]),
        open_days=frozenset(day(one) for one in found["open_days"]),
    )


def _minutes(time: dt.time) -> str:
    return time.isoformat("minutes")
