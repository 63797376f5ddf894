"""What comes to mind now: looked for often, claimed once, put off where the user says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, Final

from crmdesk.core.domain import reminders as rules
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.reminders import (
    BIRTHDAY,
    COMPLAINT,
    FOLLOW_UP,
    VISIT,
    Reminder,
    ReminderSettings,
)
from crmdesk.core.i18n import _
from crmdesk.core.services.occasion_settings import settings_of
from crmdesk.core.services.opening import opening, opening_of
from crmdesk.core.services.reminder_looks import Brought as Brought
from crmdesk.core.services.reminder_looks import Held as Held
from crmdesk.core.services.reminder_looks import Look as Look
from crmdesk.core.services.reminder_looks import Seen as Seen
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import (
    birthday_reminders,
    birthdays,
    complaint_reminders,
    kept_settings,
    operations,
)
from crmdesk.core.store import reminders as stored
from crmdesk.core.store.database import Connection

KEY: Final = "reminders"
LONGEST_LEAD: Final = 24 * 60
_LONGEST_AWAY: Final = 366
# Nobody sees one by one what these write, also in the own window.
_UNSEEN: Final = frozenset({"import", "round.plan"})


def settings(workspace: Workspace) -> ReminderSettings:
    """Return how the shop wants to be reminded."""
    with workspace.database.read() as connection:
        return _settings(connection)


def _settings(connection: Connection) -> ReminderSettings:
    found: dict[str, Any] = kept_settings.setting(connection, KEY, {})
    if not found:
        return ReminderSettings()
    quiet = found["quiet"]
    time = dt.time.fromisoformat
    return ReminderSettings(
        quiet=(time(quiet[0]), time(quiet[1])) if quiet else None,
        visit_minutes=found["visit_minutes"],
        on_closed_days=found["on_closed_days"],
    )


def save(workspace: Workspace, wanted: ReminderSettings) -> Changes:
    """Keep how the shop wants to be reminded. Raises CrmError for a lead of more than a day."""
    if not 0 <= wanted.visit_minutes <= LONGEST_LEAD:
        raise CrmError(
            _("A visit is brought to mind at most a day before."),
            _("Choose a number of minutes from 0 to {most}.").format(most=LONGEST_LEAD),
        )
    kept = asdict(wanted)
    kept["quiet"] = [time.isoformat("minutes") for time in wanted.quiet or ()]
    with operate(workspace, "reminders.save") as writing:
        kept_settings.set_setting(writing.operation, KEY, kept)
        writing.message = _("The reminders were set.")
    return writing.changes()


def look(workspace: Workspace, since: Seen | None = None, *, at: dt.datetime | None = None) -> Look:
    """Look what is to come to mind now, or will at another time, and write nothing.

    With what the last look has seen only what came due or was changed since is read.
    """
    now = at or workspace.clock.wall()
    with workspace.database.read() as connection:
        how, open_days = _settings(connection), opening_of(connection)
        held = rules.held_until(now, how, open_days)
        if held is not None:
            at = min(held, now + rules.LOOK_EVERY)
            return _nothing(now, since, at)
        newest = operations.newest_number(connection)
        things = _things(connection, now, since, newest)
        if _may_be_new(since, now, newest, how):
            things += birthday_reminders.waiting(connection, now.date(), _leads(connection))
        # From instant to instant: not every time on the wall can be told as one.
        soon = workspace.clock.now() + (now - workspace.clock.wall()) + rules.LOOK_EVERY
        things += complaint_reminders.waiting(connection, soon)
        due = rules.due_now(things, (), now, how, open_days)
        late = [one for one in due.reminders if _is_late(one, now, since, how)]
        known = _known(connection, workspace, late, since)
        known |= _long_known(connection, due.reminders, now, how)
        back, gone, look_at = _put_off(connection, now, due.look_at)
    return Look(
        now=now,
        due=tuple(one for one in due.reminders if one.key not in known),
        back=back,
        gone=gone,
        known=tuple(sorted(known)),
        seen=Seen(now, newest),
        look_at=look_at,
        # The day it was last looked at is kept, so that tomorrow knows of it.
        first=since is None or since.at.date() != now.date(),
    )


def held(workspace: Workspace) -> Held | None:
    """Return until when it is quiet, None when it is not quiet now."""
    with workspace.database.read() as connection:
        how, open_days = _settings(connection), opening_of(connection)
    until = rules.held_until(workspace.clock.wall(), how, open_days)
    if until is None:
        return None
    found = look(workspace, at=until)
    return Held(until, len(found.due) + len(found.back))


def _nothing(now: dt.datetime, since: Seen | None, look_at: dt.datetime) -> Look:
    return Look(
        now=now,
        due=(),
        back=(),
        gone=(),
        known=(),
        seen=since,
        look_at=look_at,
        first=False,
    )


def _things(
    connection: Connection, now: dt.datetime, since: Seen | None, newest: int
) -> list[Reminder]:
    # A visit may be reminded a day ahead.
    last = now.date() + dt.timedelta(days=1) if now.date() < dt.date.max else now.date()
    if since is None or since.at - now > rules.LONGEST_SNOOZE:
        return stored.waiting(connection, None, last)
    first = min(since.at, now).date()
    found = stored.waiting(connection, first, last)
    if newest != since.operation:
        more = stored.changed(connection, since.operation, first)
        found = list({one.key: one for one in (*found, *more)}.values())
    return found


def _may_be_new(since: Seen | None, now: dt.datetime, newest: int, how: ReminderSettings) -> bool:
    """Tell whether birthdays may have come to a lead time: on another day, or after a change."""
    if since is None or newest != since.operation:
        return True
    return since.at < dt.datetime.combine(now.date(), rules.morning(how)) or since.at > now


def _leads(connection: Connection) -> tuple[int, ...]:
    return settings_of(connection).lead_days


def _long_known(
    connection: Connection, due: Sequence[Reminder], now: dt.datetime, how: ReminderSettings
) -> set[str]:
    """Return the keys of birthdays whose time had come before anybody was ever reminded of one.

    A shop that begins to be reminded is not told of two weeks at once; Today lists them.
    """
    past = [
        one.key
        for one in due
        if one.noun == BIRTHDAY and rules.moment(one, how).date() < now.date()
    ]
    return set(past) if past and not birthday_reminders.any_reminded(connection) else set()


def _is_late(one: Reminder, now: dt.datetime, since: Seen | None, how: ReminderSettings) -> bool:
    """Tell whether it was written after its moment, for today; a wrong clock does not count."""
    late = since is not None and rules.moment(one, how) <= since.at
    return late and one.at is None and (one.noun == BIRTHDAY or one.day == now.date())


def _known(
    connection: Connection, workspace: Workspace, late: Sequence[Reminder], since: Seen | None
) -> set[str]:
    """Return the keys of what was written in this window since a look, by hand."""
    if since is None or not late:
        return set()
    wanted = {("customer" if one.noun == BIRTHDAY else one.noun, one.id): one.key for one in late}
    return {
        wanted[thing]
        for thing, (operation, kind) in stored.writers(connection, since.operation, wanted).items()
        if operation in workspace.written and kind not in _UNSEEN
    }


def _put_off(
    connection: Connection, now: dt.datetime, look_at: dt.datetime
) -> tuple[tuple[tuple[Reminder, str], ...], tuple[tuple[str, str], ...], dt.datetime]:
    soon, far = now + rules.LOOK_EVERY, now + rules.LONGEST_SNOOZE
    rows = stored.snoozed(connection, _text(soon), _text(far))
    due = {}
    for key, until in rows:
        time = dt.datetime.fromisoformat(until)
        if rules.snoozed_is_due(time, now):
            due[key] = until
        else:
            look_at = min(look_at, time)
    stand = {one.key: one for one in stored.standing(connection, list(due))}
    back = tuple((one, due[one.key]) for one in rules.in_order(stand.values()))
    gone = tuple((key, until) for key, until in due.items() if key not in stand)
    return back, gone, look_at


def claim(workspace: Workspace, found: Look) -> Brought:
    """Keep that what a look found is told now, and return what nobody else told already."""
    at = workspace.clock.now().astimezone(dt.UTC).isoformat(timespec="seconds")
    with workspace.database.write() as connection:
        before = stored.looked_at(connection)
        fresh = stored.remember(connection, [one.key for one in found.due], at)
        stored.remember(connection, found.known, at)
        fresh |= stored.come_back(connection, [(one.key, until) for one, until in found.back], at)
        stored.come_back(connection, found.gone, at)
        stored.set_looked(connection, at)
        if found.first:
            stored.tidy(connection)
        today = found.now.date()
        away = _days_away(before, today)
        missed = _missed(connection, today, away)
        told = [one for one in (*found.due, *(one for one, _at in found.back)) if one.key in fresh]
        return Brought(
            reminders=rules.in_order(told),
            complaints=sum(one.noun == COMPLAINT for one in told),
            follow_ups=sum(one.noun == FOLLOW_UP for one in told),
            visits=sum(one.noun == VISIT for one in told),
            birthdays=missed + sum(one.noun == BIRTHDAY and one.day <= today for one in told),
            missed=missed,
            coming=sum(one.noun == BIRTHDAY and one.day > today for one in told),
            away=away,
        )


def _days_away(before: str, today: dt.date) -> int:
    if not before:
        return 0
    days = (today - dt.datetime.fromisoformat(before).astimezone().date()).days
    # More is a clock that stood at 1970, or one that is a year ahead.
    return days if 0 < days <= _LONGEST_AWAY else 0


def _missed(connection: Connection, today: dt.date, away: int) -> int:
    """Return how many birthdays were celebrated on the days before today that nobody looked."""
    if away < 2 or not _leads(connection):
        return 0
    first = today - dt.timedelta(days=away - 1)
    return sum(one.count for one in birthdays.keys_between(connection, first, away - 2))


def standing(workspace: Workspace, keys: Iterable[str]) -> frozenset[str]:
    """Return those keys whose follow-up, visit or complaint still waits for the same time."""
    with workspace.database.read() as connection:
        return frozenset(one.key for one in stored.standing(connection, list(keys)))


def put_off(connection: Connection, now: dt.datetime) -> dict[tuple[str, int], dt.datetime]:
    """Return until when reminders of things that still wait are put off, by noun and number."""
    until = stored.put_off_until(connection, _text(now))
    return {
        (one.noun, one.id): dt.datetime.fromisoformat(until[one.key])
        for one in stored.standing(connection, list(until))
        if not rules.snoozed_is_due(dt.datetime.fromisoformat(until[one.key]), now)
    }


def bring_back(workspace: Workspace, keys: Iterable[str]) -> None:
    """Let what was put off come back at the next look."""
    now, wanted = workspace.clock.wall(), list(keys)
    at = workspace.clock.now().astimezone(dt.UTC).isoformat(timespec="seconds")
    if wanted:
        with workspace.database.write() as connection:
            stored.put_off(connection, wanted, _text(now), at)


def snooze(workspace: Workspace, keys: Iterable[str], choice: str) -> dt.datetime:
    """Put reminders off (`minutes`, `hour`, `afternoon`, `tomorrow`) and return until when.

    The dates themselves stay. It is no step of the history: nothing was changed.
    """
    until = rules.snooze_until(choice, workspace.clock.wall(), opening(workspace))
    at = workspace.clock.now().astimezone(dt.UTC).isoformat(timespec="seconds")
    wanted = list(keys)
    if wanted:
        with workspace.database.write() as connection:
            stored.put_off(connection, wanted, _text(until), at)
    return until


def _text(wall: dt.datetime) -> str:
    return wall.isoformat(timespec="seconds")
