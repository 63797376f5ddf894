"""Series begun, and the follow-ups that wait in them."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import FollowUp, Promised
from crmdesk.core.domain.recurrence import parse_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.services import activities, followups, series
from crmdesk.core.services.workspace import Workspace
from tests import factories
from tests.factories import TODAY, at

# TODAY is a Saturday.
WEEK = dt.timedelta(days=7)


def repeat(words: str, until: dt.date | None = None, most: int = 0) -> Repeat:
    return Repeat(rule=parse_rule(words, TODAY), until=until, most=most)


def begun(shop: Workspace, words: str = "weekly", due: dt.date = TODAY, **ends: object) -> int:
    made = factories.add(shop, "张伟")
    wanted = FollowUp(customer_id=made, due=due, what="送茶样", staff="小李", at=dt.time(9))
    return series.plan(shop, wanted, repeat(words, **ends)).new_id


def waiting(shop: Workspace) -> list[FollowUp]:
    return [row.follow_up for row in followups.open_rows(shop)]


def written_ahead(shop: Workspace, day: dt.date) -> int:
    return followups.save(shop, followups.get(shop, Promised(1, day))).new_id


def dues(shop: Workspace) -> list[str]:
    return [one.due.isoformat()[5:] for one in waiting(shop)]


def met(shop: Workspace, customer_id: int, days: int, kind: str = "call") -> None:
    on = TODAY + dt.timedelta(days=days)
    note = Activity(customer_id=customer_id, on=on, kind=kind, text="聊了")
    activities.note_contact(at(shop, on), note)
