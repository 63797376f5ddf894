"""How a series goes on: when one of its follow-ups is over, the next one is written with it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from crmdesk.core.domain.followup import CANCELLED, FollowUp, Promised
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.recurrence import Rule, show_rule
from crmdesk.core.domain.series import Next, Repeat, Series, next_of
from crmdesk.core.domain.series import coming as dates_to_come
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.workspace import Writing
from crmdesk.core.store import followups, tables
from crmdesk.core.store import rolling as stored_rolling
from crmdesk.core.store import series as stored
from crmdesk.core.store.database import Connection

# More dates would fill the line; the rest is told as a number.
_NAMED = 3


def running(connection: Connection, follow_up: FollowUp) -> Series | None:
    """Return the series of a follow-up while it goes on."""
    found = stored.get(connection, follow_up.series_id) if follow_up.series_id else None
    return found if found is not None and found.ended_on is None else None


def coming(
    connection: Connection, today: dt.date, first: dt.date, last: dt.date, staff: str = ""
) -> list[FollowUp]:
    """Return the follow-ups to come of all series that are not written yet, by date."""
    found: list[FollowUp] = []
    running = stored.going_on(connection, first, last, staff) if first <= last else []
    if not running:
        return []
    counts = stored.counts(connection, [one.id for one in running if one.repeat.most])
    known = stored.stored_after(connection, today)
    for series in running:
        days = dates_to_come(
            series, known.get(series.id, ()), counts.get(series.id, 0), today, last
        )
        found.extend(series.follow_up(day) for day in days if day >= first)
    return sorted(found, key=lambda one: (one.due, one.at or dt.time.max, one.series_id))


def promised(connection: Connection, which: Promised, today: dt.date) -> FollowUp:
    """Return a follow-up that a series promises. Raises CrmError when it has no such date."""
    days = coming(connection, today, which.occurrence, which.occurrence)
    found = next((one for one in days if one.series_id == which.series_id), None)
    if found is None:
        raise CrmError(
            _("This date of the series is written already, or not to come."),
            _("Look at the calendar again."),
        )
    return found


def found(connection: Connection, which: int | Promised, today: dt.date) -> FollowUp | None:
    """Return a follow-up, written or promised by a series; None for a number nobody has."""
    if isinstance(which, Promised):
        return promised(connection, which, today)
    return followups.get(connection, which)


def begin(writing: Writing, follow_up: FollowUp, repeat: Repeat, today: dt.date) -> FollowUp:
    """Write a new series, and return its first follow-up, which is not stored yet.

    What comes again is no step of a chain any more, and does not end with it. Raises CrmError
    where no day suits the rule.
    """
    check(repeat, follow_up.due)
    first = repeat.first_date(follow_up.due)
    series = Series(
        customer_id=follow_up.customer_id,
        repeat=repeat,
        start=counted_from(writing, follow_up, today) if repeat.rule.rolling_days else first,
        reached=first,
        at=follow_up.at,
        what=follow_up.what,
        kind=follow_up.kind,
        priority=follow_up.priority,
        staff=follow_up.staff,
    )
    series_id = stored.insert(writing.operation, series)
    return dataclasses.replace(
        follow_up, due=first, series_id=series_id, occurrence=first, chain=""
    )


def check(repeat: Repeat, due: dt.date) -> None:
    """Raise CrmError where no day from a date on suits the rule before its end."""
    if not repeat.dates(due, 1):
        raise CrmError(
            _("No day from {start} to {end} suits this rule.").format(
                start=show_date(due), end=show_date(repeat.until)
            ),
            _("Choose a later end, or another rule."),
        )


def counted_from(writing: Writing, follow_up: FollowUp, today: dt.date) -> dt.date:
    """Return the contact the days count from: a later one moves the follow-up."""
    found = stored_rolling.last_contact(writing.connection, follow_up.customer_id, today)
    return found or dt.date.min


def go_on(
    writing: Writing,
    finished: FollowUp,
    today: dt.date,
    *,
    due: dt.date | None = None,
    at: dt.time | None = None,
    what: str = "",
) -> Next | None:
    """Write what comes after a follow-up that is over, and return its date.

    None when there is no series, or another of its follow-ups waits already. `due`, `at` and
    `what` are the user's own wish for the next one.
    """
    series = running(writing.connection, finished)
    if series is None:
        return None
    known = stored.occurrences(writing.connection, series.id)
    if any(day <= series.reached for day in known.waiting):
        return None
    found = next_of(series, known, today)
    if found.date is None:
        end(writing, series, today)
        return found
    start = today if series.rule.rolling_days else series.start
    stored.update(writing.operation, dataclasses.replace(series, reached=found.date, start=start))
    if found.date not in known.waiting:
        fresh = series.follow_up(found.date)
        fresh = dataclasses.replace(
            fresh, due=due or fresh.due, at=at or fresh.at, what=what or fresh.what
        )
        followups.insert(writing.operation, fresh)
        return Next(fresh.due, found.passed)
    waiting = followups.get(
        writing.connection, stored.open_at(writing.connection, series.id, found.date)
    )
    if waiting is None:
        return found
    wished = dataclasses.replace(
        waiting, due=due or waiting.due, at=at or waiting.at, what=what or waiting.what
    )
    followups.update(writing.operation, wished)
    return Next(wished.due, found.passed)


def wake(writing: Writing, today: dt.date) -> None:
    """Write what comes next of the series that an operation left with nothing that waits.

    Steps that are taken back in another order may have taken away what was written after them.
    """
    for series in stored.without_waiting(writing.connection, writing.operation.id):
        go_on(writing, series.follow_up(series.reached), today)


def end(writing: Writing, series: Series, today: dt.date) -> None:
    """Let a series end: what waits stays, nothing new is written."""
    stored.update(writing.operation, dataclasses.replace(series, ended_on=today))


def stop(writing: Writing, series: Series, today: dt.date) -> None:
    """Let a series end, and cancel what waits of it."""
    end(writing, series, today)
    for one in stored.open_ids(writing.connection, series.id):
        values = {"status": CANCELLED, "done_on": today.isoformat()}
        writing.operation.update(tables.follow_up, one, values)


def preview(connection: Connection, follow_up: FollowUp, today: dt.date) -> Next | None:
    """Return what would come after a follow-up if it were over; None when it is of no series."""
    series = running(connection, follow_up)
    if series is None or follow_up.occurrence is None:
        return None
    known = stored.occurrences(connection, series.id)
    known = dataclasses.replace(
        known,
        waiting=known.waiting - {follow_up.occurrence},
        over=known.over | {follow_up.occurrence},
    )
    if any(day <= series.reached for day in known.waiting):
        return None
    return next_of(series, known, today)


@dataclass(frozen=True, slots=True)
class Rolling:
    """A follow-up that waits to meet a customer again, so many days after the last contact."""

    follow_up: FollowUp
    rule: Rule

    @property
    def words(self) -> str:
        """How it comes again, in words."""
        return _("Comes again: {rule}.").format(rule=show_rule(self.rule))


def rolling(connection: Connection, customer_id: int) -> Rolling | None:
    """Return the follow-up that meets a customer again by itself, None where none waits."""
    found = stored_rolling.rolling_waiting(connection, customer_id)
    waiting = followups.get(connection, found[1]) if found else None
    return Rolling(waiting, found[0].rule) if found and waiting else None


def plan_next(
    writing: Writing, customer_id: int, today: dt.date, wished: FollowUp | None, usual: str
) -> dt.date | None:
    """Plan the next date after what was written so far, and return it.

    Where a follow-up waits that comes again after each contact, it takes the wished date, time and
    words over; the next contact moves it again. `usual` is what is to be done without words.
    """
    stored_rolling.roll(writing.operation, today)
    waiting = rolling(writing.connection, customer_id)
    if waiting is None:
        if wished is None:
            return None
        followups.insert(writing.operation, dataclasses.replace(wished, what=wished.what or usual))
        return wished.due
    writing.add(waiting.words)
    now = waiting.follow_up
    if wished is None:
        return now.due
    at, what = wished.at or now.at, wished.what or now.what
    followups.update(writing.operation, dataclasses.replace(now, due=wished.due, at=at, what=what))
    return wished.due


def take_over(writing: Writing, waiting: Rolling, first: FollowUp, today: dt.date) -> None:
    """Let the first follow-up of another series take the place of one that rolls, which ends."""
    series = running(writing.connection, waiting.follow_up)
    if series is not None:
        end(writing, series, today)
    followups.update(writing.operation, dataclasses.replace(first, id=waiting.follow_up.id))


def tell(writing: Writing, found: Next | None) -> None:
    """Say which dates were passed over, and that it was the last one."""
    if found is not None:
        for sentence in sentences(found):
            writing.add(sentence)


def sentences(found: Next) -> list[str]:
    """Return what there is to say about the next date of a series besides the date itself."""
    words: list[str] = []
    if found.passed:
        dates = ", ".join(show_date(day) for day in found.passed[:_NAMED])
        if len(found.passed) > _NAMED:
            dates += "…"
        words.append(
            ngettext(
                "{count} date was passed over: {dates}.",
                "{count} dates were passed over: {dates}.",
                len(found.passed),
            ).format(count=len(found.passed), dates=dates)
        )
    if found.date is None:
        words.append(_("It is the last one of the series."))
    return words
