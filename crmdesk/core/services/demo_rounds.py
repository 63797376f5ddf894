"""A round of visits, so that the demo shows one."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.recurrence import dates_between, parse_rule
from crmdesk.core.domain.visit import Visit
from crmdesk.core.domain.visit_round import DAYS_AHEAD, VisitRound
from crmdesk.core.services.demo_names import STAFF
from crmdesk.core.services.demo_plans import Known
from crmdesk.core.store import visit_rounds, visits
from crmdesk.core.store.history import Operation

_NAME: Final = {"zh": "{district}巡访", "en": "{district} round"}
_PURPOSE: Final = {"zh": "例行拜访", "en": "Regular visit"}
_RULE: Final = "every second Tuesday"
_MOST: Final = 4
_START: Final = dt.time(14)
_STEP: Final = dt.timedelta(minutes=45)


def write(current: Operation, known: Sequence[Known], today: dt.date, language: str) -> None:
    """Write a round through the district of most customers."""
    lasting = [one for one in known if one.stage not in ("lost", "silent") and one.district]
    if not lasting:
        return
    counts = Counter(one.district for one in lasting)
    district = min(counts, key=lambda name: (-counts[name], name))
    chosen = [one for one in lasting if one.district == district][-_MOST:]
    # The Tuesday of the next week, whatever the day.
    first = today + dt.timedelta(days=7 - today.weekday() + 1)
    last = today + dt.timedelta(days=DAYS_AHEAD)
    made = VisitRound(
        name=_NAME[language].format(district=district),
        rule=parse_rule(_RULE, first).text,
        start=first,
        at=_START,
        purpose=_PURPOSE[language],
        staff=STAFF[language][0],
        planned_until=last,
        customer_ids=tuple(one.id for one in chosen),
    )
    round_id = visit_rounds.insert(current, made)
    for day in dates_between(parse_rule(_RULE, first), first, first, last):
        _plan(current, made, round_id, day)


def _plan(current: Operation, made: VisitRound, round_id: int, day: dt.date) -> None:
    position = visits.next_position(current.connection, day)
    begin = dt.datetime.combine(day, _START)
    for number, customer_id in enumerate(made.customer_ids):
        visit = Visit(
            customer_id=customer_id,
            on=day,
            at=(begin + number * _STEP).time(),
            position=position + number,
            purpose=made.purpose,
            staff=made.staff,
            round_id=round_id,
        )
        visits.insert(current, visit)
