"""What happened and what is planned in the demo: a shop's ordinary weeks, around today."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.followup import CANCELLED, FollowUp
from crmdesk.core.domain.followup import DONE as FOLLOWED
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED, Visit
from crmdesk.core.services.demo_names import STAFF
from crmdesk.core.services.demo_texts import (
    ACTIVITIES,
    DONE_NOTES,
    FOLLOW_UPS,
    NOT_MET,
    OUTCOMES,
    PURPOSES,
)

# Days since the last contact, at least and at most, by stage.
_SILENCE: Final = {
    "prospect": (0, 60),
    "new": (0, 40),
    "loyal": (1, 120),
    "silent": (190, 400),
    "lost": (400, 900),
}
_HAPPENS: Final = (
    ("call",) * 5
    + ("wechat",) * 5
    + ("shop",) * 3
    + ("sale",) * 2
    + (
        "visit",
        "message",
        "note",
    )
)
_MUCH_IS_KNOWN: Final = 60
_WEDNESDAY, _FRIDAY, _SUNDAY = 2, 4, 6
_LAST: Final = 20


class Known(NamedTuple):
    """What planning needs to know of a customer."""

    id: int
    stage: str
    staff: str
    district: str
    created: dt.date


class Weeks:
    """Makes activities, follow-ups and visits around a date; the same for a seed."""

    def __init__(self, seed: int, today: dt.date, language: str) -> None:
        self._random = random.Random(seed * 31 + 7)
        self._today = today
        self._language = language

    def past(self, known: Sequence[Known]) -> tuple[list[Activity], list[FollowUp]]:
        """Return what happened with customers so far, and the follow-ups that are over."""
        happened: list[Activity] = []
        over: list[FollowUp] = []
        for one in known:
            # The first customers are those a newcomer looks at.
            times = self._random.choice((0, 1, 1, 1, 2, 2, 3))
            if one.id <= _MUCH_IS_KNOWN:
                times += 2
            happened.extend(self._activities(one, times))
            if times > 1 and self._random.random() < 0.4:
                over.append(self._finished(one, happened[-1].on))
        return happened, over

    def _activities(self, one: Known, times: int) -> Iterator[Activity]:
        least, most = _SILENCE.get(one.stage, (0, 200))
        day = self._today - dt.timedelta(days=self._random.randint(least, most))
        for _number in range(times):
            kind = self._random.choice(_HAPPENS)
            yield Activity(
                customer_id=one.id,
                on=max(day, one.created),
                kind=kind,
                text=self._random.choice(ACTIVITIES[self._language][kind]),
                staff=one.staff,
            )
            if day <= one.created:
                return
            day -= dt.timedelta(days=self._random.randint(12, 90))

    def _finished(self, one: Known, on: dt.date) -> FollowUp:
        kind, what = self._random.choice(FOLLOW_UPS[self._language])
        given_up = self._random.random() < 0.1
        return FollowUp(
            customer_id=one.id,
            due=on,
            what=what,
            kind=kind,
            staff=one.staff,
            status=CANCELLED if given_up else FOLLOWED,
            done_on=on,
            done_note="" if given_up else self._random.choice(DONE_NOTES[self._language]),
        )

    def promised(self, known: Sequence[Known]) -> list[FollowUp]:
        """Return the open follow-ups: some overdue, some for today, most in the days to come."""
        living = [one for one in known if one.stage not in ("silent", "lost")]
        self._random.shuffle(living)
        count = len(living)
        groups = (
            (min(max(count // 14, 2), 9 + count // 8000), -12, -1),
            (min(max(count // 14, 2), 8 + count // 8000), 0, 0),
            (min(max(count // 7, 3), 22 + count // 4000), 1, 7),
            (count // 10, 8, 80),
        )
        found: list[FollowUp] = []
        rest = iter(living)
        for wanted, first, last in groups:
            for _number, one in zip(range(wanted), rest, strict=False):
                ahead = self._random.randint(first, last)
                found.append(self._open(one, self._today + dt.timedelta(days=ahead)))
        return found

    def _open(self, one: Known, due: dt.date) -> FollowUp:
        kind, what = self._random.choice(FOLLOW_UPS[self._language])
        timed = self._random.random() < 0.3
        return FollowUp(
            customer_id=one.id,
            due=due,
            at=dt.time(self._random.randint(9, 17), self._random.choice((0, 30)))
            if timed
            else None,
            what=what,
            kind=kind,
            priority=self._random.choice((0, 1, 1, 1, 1, 1, 2, 2)),
            staff=one.staff or STAFF[self._language][0],
            moved=self._random.choice((0, 0, 0, 1)) if due < self._today else 0,
        )

    def visits(self, known: Sequence[Known]) -> tuple[list[Visit], list[Activity]]:
        """Return the rounds of the past, the present and the coming days, with their outcomes."""
        by_district: dict[str, list[Known]] = defaultdict(list)
        for one in known:
            if one.district and one.stage != "lost":
                by_district[one.district].append(one)
        planned: list[Visit] = []
        if not by_district:
            return [], []
        for ahead in range(-12, 11):
            day = self._today + dt.timedelta(days=ahead)
            if ahead == 0 or day.weekday() != _SUNDAY:
                size = self._random.randint(7, 9) if ahead == 0 else self._random.randint(4, 7)
                planned.extend(self._round(day, size, by_district))
        planned.extend([self._again(one) for one in planned if one.status == MOVED])
        return planned, [self._told(one) for one in planned if one.status == DONE]

    def _round(
        self, day: dt.date, size: int, by_district: dict[str, list[Known]]
    ) -> Iterator[Visit]:
        """Yield a day's visits, district by district, with times that leave room for the way."""
        fullest = sorted(by_district, key=lambda name: (-len(by_district[name]), name))[:6]
        districts = self._random.sample(fullest, min(len(fullest), self._random.choice((2, 2, 3))))
        share = -(-size // len(districts))
        chosen = [
            one
            for name in districts
            for one in self._random.sample(by_district[name], min(share, len(by_district[name])))
        ][:size]
        minutes = 9 * 60
        for position, one in enumerate(chosen, start=1):
            status, outcome = self._result(day, position)
            yield Visit(
                customer_id=one.id,
                on=day,
                at=dt.time(minutes // 60, minutes % 60),
                position=position,
                purpose=self._random.choice(PURPOSES[self._language]),
                staff=STAFF[self._language][districts.index(one.district) % 2],
                status=status,
                outcome=outcome,
                moved_to=day + dt.timedelta(days=3) if status == MOVED else None,
            )
            minutes += self._random.choice((45, 60, 60, 75))
            if 12 * 60 <= minutes < 13 * 60 + 30:
                minutes = 13 * 60 + 30

    def _result(self, day: dt.date, position: int) -> tuple[str, str]:
        if day > self._today or (day == self._today and position > 1):
            return PLANNED, ""
        if (day.weekday(), position) == (_WEDNESDAY, 3):
            return MISSED, NOT_MET[self._language]
        if (day.weekday(), position) == (_FRIDAY, 2):
            return MOVED, ""
        return DONE, self._random.choice(OUTCOMES[self._language])

    def _again(self, moved: Visit) -> Visit:
        """Return the visit a moved one became, at the end of its new day."""
        on = moved.moved_to or self._today
        status, outcome = self._result(on, _LAST)
        return Visit(
            customer_id=moved.customer_id,
            on=on,
            at=dt.time(17, 45),
            position=_LAST,
            purpose=moved.purpose,
            staff=moved.staff,
            status=status,
            outcome=outcome,
        )

    @staticmethod
    def _told(visit: Visit) -> Activity:
        return Activity(
            customer_id=visit.customer_id,
            on=visit.on,
            at=visit.at,
            kind="visit",
            text=visit.outcome,
            staff=visit.staff,
        )
