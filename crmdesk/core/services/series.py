"""Follow-ups that come again: begun, changed with all that follow, moved one by one, stopped."""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from crmdesk.core.domain import lengths
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import FollowUp, Promised
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.recurrence import show_rule
from crmdesk.core.domain.series import Next, Repeat, Series
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import _, in_a_row, ngettext
from crmdesk.core.services import followups as usual
from crmdesk.core.services import occurrences, reachable
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import customers, followups, rolling
from crmdesk.core.store import series as stored
from crmdesk.core.store.database import Connection


def get(workspace: Workspace, series_id: int) -> Series:
    """Return a series. Raises NotFound."""
    with workspace.database.read() as connection:
        return _stored(connection, series_id)


def _stored(connection: Connection, series_id: int) -> Series:
    found = stored.get(connection, series_id)
    if found is None:
        raise NotFound(
            _("This series is not there any more."), _("Look at the list of follow-ups again.")
        )
    return found


def running_of(workspace: Workspace, which: int | Promised) -> Series | None:
    """Return the series of a follow-up while it goes on, None for any other follow-up."""
    with workspace.database.read() as connection:
        found = occurrences.found(connection, which, workspace.clock.today())
        return occurrences.running(connection, found) if found else None


def next_of(workspace: Workspace, which: int | Promised) -> Next | None:
    """Return what comes after a follow-up by the rule; None when it is of no series."""
    with workspace.database.read() as connection:
        today = workspace.clock.today()
        found = occurrences.found(connection, which, today)
        return occurrences.preview(connection, found, today) if found else None


@dataclass(frozen=True, slots=True)
class Proposed:
    """What comes when a follow-up is done; `words` say so of one that comes again.

    `by_itself`: the date and what is to be done then stand without anybody's wish.
    """

    date: dt.date | None
    words: str = ""
    what: str = ""
    by_itself: bool = False


def proposed(workspace: Workspace, which: int | Promised) -> Proposed:
    """Return the next date to propose: by the rule of the series, else by the interval.

    None where an earlier one of the series waits: that one is the next.
    """
    found = running_of(workspace, which)
    if found is None:
        return proposed_for(workspace, usual.get(workspace, which).customer_id)
    rule = _("Comes again: {rule}.").format(rule=show_rule(found.rule))
    following = next_of(workspace, which)
    if following is None:
        return Proposed(None, rule)
    words = in_a_row([rule, *occurrences.sentences(following)])
    if following.date is None:
        return Proposed(None, words)
    # One that was written ahead may have been moved, or be about something else.
    ahead = _written_at(workspace, found.id, following.date)
    coming = ahead or found.follow_up(following.date)
    return Proposed(coming.due, words, coming.what, by_itself=True)


def proposed_for(workspace: Workspace, customer_id: int) -> Proposed:
    """Return the next date to propose after a contact; none where a rolling follow-up waits."""
    with workspace.database.read() as connection:
        rolling = occurrences.rolling(connection, customer_id)
        if rolling is None:
            today = workspace.clock.today()
            dates = usual.proposed_dates(connection, today, [customer_id])
            return Proposed(dates[customer_id])
    words = _("The next contact is planned for {date}.").format(
        date=show_date(rolling.follow_up.due)
    )
    return Proposed(None, f"{words} {rolling.words}")


def _written_at(workspace: Workspace, series_id: int, occurrence: dt.date) -> FollowUp | None:
    with workspace.database.read() as connection:
        return followups.get(connection, stored.open_at(connection, series_id, occurrence))


def waiting_of(workspace: Workspace, follow_up_id: int) -> FollowUp | None:
    """Return the follow-up that waits in the series of another one, else the one that rolls."""
    with workspace.database.read() as connection:
        found = followups.get(connection, follow_up_id)
        if found is None:
            return None
        waiting = stored.open_ids(connection, found.series_id)
        if waiting:
            return followups.get(connection, waiting[0])
        rolling = occurrences.rolling(connection, found.customer_id)
        return rolling.follow_up if rolling else None


def after_contact(workspace: Workspace, customer_id: int, days: int) -> dt.date:
    """Return the day so many days after the last contact with a customer, not before today."""
    today = workspace.clock.today()
    with workspace.database.read() as connection:
        met = rolling.last_contact(connection, customer_id, today) or today
    return max(today, met + dt.timedelta(days=days))


def plan(workspace: Workspace, follow_up: FollowUp, repeat: Repeat) -> Changes:
    """Keep a follow-up that comes again; the first one is on the first day that suits the rule.

    Raises NotFound, or CrmError for a customer in the bin and for a series without any day.
    """
    with operate(workspace, "follow_up.plan") as writing:
        name = reachable.name(writing.connection, follow_up.customer_id)
        writing.describe(count=1, name=name)
        what = lengths.line(_("What to do"), follow_up.what) or _("Get in touch again")
        first = occurrences.begin(
            writing, dataclasses.replace(follow_up, what=what), repeat, workspace.clock.today()
        )
        writing.new_id = followups.insert(writing.operation, first)
        writing.message = _("Follow-up with {name} on {date}, then {rule}.").format(
            name=name, date=show_date(first.due), rule=_with_end(repeat)
        )
    return writing.changes()


def _with_end(repeat: Repeat) -> str:
    """Return the rule in words, with the end where it has one."""
    rule = show_rule(repeat.rule)
    if repeat.until is not None:
        return _("{rule} until {date}").format(rule=rule, date=show_date(repeat.until))
    if repeat.most:
        return ngettext(
            "{rule}, {count} time in all", "{rule}, {count} times in all", repeat.most
        ).format(rule=rule, count=repeat.most)
    return rule


def save_following(
    workspace: Workspace,
    follow_up: FollowUp,
    repeat: Repeat | None,
    *,
    loaded: FollowUp | None = None,
) -> Changes:
    """Keep a follow-up with all that follow it: when, what, by whom, and how it comes again.

    Without `repeat` it is the last one. A single follow-up becomes a series. Raises CrmError for
    one of a series that is not the next one, and for one that is over. What was changed elsewhere
    since it was `loaded` stays.
    """
    with operate(workspace, "follow_up.edit") as writing:
        today = workspace.clock.today()
        now = usual.one_of(writing.connection, follow_up.id, today)
        if repeat is not None:
            usual.check_open(now)
        name = customers.names(writing.connection, [now.customer_id]).get(now.customer_id, "")
        writing.describe(name=name)
        wanted = usual.on_top_of(now, follow_up, loaded)
        series = occurrences.running(writing.connection, now)
        if series is None and repeat is not None:
            wanted = occurrences.begin(writing, wanted, repeat, today)
        elif series is not None and repeat is None:
            occurrences.end(writing, series, today)
        elif series is not None and repeat is not None:
            wanted = _changed(writing, series, now, wanted, repeat, today)
        followups.update(writing.operation, wanted)
        writing.message = _("The follow-up with {name} was saved.").format(name=name)
    return writing.changes()


def _counted_anew(
    series: Series, now: FollowUp, wanted: FollowUp, repeat: Repeat, today: dt.date
) -> FollowUp:
    """Move what rolls by another number of days, unless its date was chosen by hand."""
    by_hand = wanted.due != now.due or now.due != now.occurrence
    both = series.rule.rolling_days and repeat.rule.rolling_days
    if not both or repeat.rule == series.rule or by_hand or series.start == dt.date.min:
        return wanted
    due = series.start + dt.timedelta(days=repeat.rule.rolling_days)
    return dataclasses.replace(wanted, due=max(today, due))


def _changed(
    writing: Writing,
    series: Series,
    now: FollowUp,
    wanted: FollowUp,
    repeat: Repeat,
    today: dt.date,
) -> FollowUp:
    if now.occurrence is None or now.occurrence > series.reached:
        raise CrmError(
            _("An earlier follow-up of this series still waits."),
            _("Change that one with all that follow, or only this one."),
        )
    template = dataclasses.replace(
        series,
        repeat=repeat,
        at=wanted.at,
        what=wanted.what,
        kind=wanted.kind,
        priority=wanted.priority,
        staff=wanted.staff,
    )
    wanted = _counted_anew(series, now, wanted, repeat, today)
    occurrences.check(repeat, wanted.due)
    if repeat.rule != series.rule or wanted.due != now.due:
        first = repeat.first_date(wanted.due)
        start = first
        if repeat.rule.rolling_days:
            rolled = series.rule.rolling_days
            start = series.start if rolled else occurrences.counted_from(writing, wanted, today)
        template = dataclasses.replace(template, start=start, reached=first)
        wanted = dataclasses.replace(wanted, due=first, occurrence=first)
    stored.update(writing.operation, template)
    return wanted


def stop(workspace: Workspace, follow_up_id: int) -> Changes:
    """Cancel a follow-up and all that follow it in its series."""
    today = workspace.clock.today()
    with operate(workspace, "follow_up.stop") as writing:
        found = followups.get(writing.connection, follow_up_id)
        series = occurrences.running(writing.connection, found) if found else None
        if found is None or series is None:
            raise CrmError(
                _("This follow-up does not come again."), _("Cancel it by itself, if it waits.")
            )
        name = customers.names(writing.connection, [found.customer_id]).get(found.customer_id, "")
        writing.describe(name=name)
        occurrences.stop(writing, series, today)
        writing.message = _("The series with {name} was stopped.").format(name=name)
    return writing.changes()


def coming(workspace: Workspace, first: dt.date, last: dt.date, staff: str = "") -> list[FollowUp]:
    """Return the follow-ups to come of all series that are not written yet, by date.

    They have the id 0; one is written when it is done, moved, changed or cancelled by itself.
    """
    with workspace.database.read() as connection:
        return occurrences.coming(connection, workspace.clock.today(), first, last, staff)
