"""Rounds: the same customers visited again and again, planned two weeks ahead by themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crmdesk.core.domain import lengths
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.opening import Opening
from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.domain.recurrence import dates_between, next_date, parse_rule, show_rule
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.domain.visit_round import LONGEST_SHIFT, VisitRound, open_dates
from crmdesk.core.i18n import _, in_a_row, ngettext
from crmdesk.core.services import reachable, round_planning
from crmdesk.core.services.opening import opening_of
from crmdesk.core.services.round_ahead import _dates_between, plan_from, planned_to
from crmdesk.core.services.workspace import Workspace, Writing, operate
from crmdesk.core.store import customers
from crmdesk.core.store import visit_rounds as stored
from crmdesk.core.store.database import Connection


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as a line of a list: its rule in words, its next day, and whom it visits."""

    round: VisitRound
    rule: str
    next_on: dt.date | None
    names: tuple[str, ...]

    def state(self, today: dt.date) -> str:
        """Return in a word whether it goes on: nothing, paused, or ended."""
        if self.round.paused_on is not None:
            return _("paused")
        return _("ended") if self.round.rests(today) else ""


def rounds(workspace: Workspace) -> list[RoundRow]:
    """Return all rounds, those that go on first, the next one at the top."""
    today = workspace.clock.today()
    with workspace.database.read() as connection:
        opening = opening_of(connection)
        found = [_row(connection, one, opening, today) for one in stored.every(connection)]
    never = dt.date.max
    return sorted(found, key=lambda row: (row.round.rests(today), row.next_on or never))


def get(workspace: Workspace, round_id: int) -> VisitRound:
    """Return a round. Raises NotFound."""
    with workspace.database.read() as connection:
        return _stored(connection, round_id)


def named(workspace: Workspace, customer_ids: Sequence[int]) -> list[tuple[int, str]]:
    """Return customers with their names, in their order."""
    with workspace.database.read() as connection:
        found = customers.names(connection, customer_ids)
    return [(one, found[one]) for one in customer_ids if one in found]


def due_on(connection: Connection, day: dt.date) -> dict[int, str]:
    """Return whom a round visits on a day, with the name of the round."""
    opening = opening_of(connection)
    found: dict[int, str] = {}
    for one in stored.every(connection):
        if one.rests(day):
            continue
        dates = dates_between(parse_rule(one.rule, one.start), one.start, day - LONGEST_SHIFT, day)
        if day in open_dates(dates, opening):
            found.update(dict.fromkeys(one.customer_ids, one.name))
    return found


def make(workspace: Workspace, wanted: VisitRound) -> Changes:
    """Begin a round and plan its first visits, in one step.

    Raises CrmError for a round without a name, days or customers, or with one in the bin.
    """
    today = workspace.clock.today()
    with operate(workspace, "round.make") as writing:
        reachable.names(writing.connection, wanted.customer_ids)
        fresh = _checked(replace(wanted, planned_until=None, paused_on=None))
        _check_name(writing.connection, fresh, today)
        writing.describe(name=fresh.name)
        round_id = stored.insert(writing.operation, fresh)
        fresh = replace(fresh, id=round_id)
        planned = plan_from(writing, fresh, today - dt.timedelta(days=1), today)
        writing.new_id = round_id
        writing.message = ngettext(
            "The round “{name}” was made, {count} visit is planned.",
            "The round “{name}” was made, {count} visits are planned.",
            planned,
        ).format(name=fresh.name, count=planned)
        first = _row(writing.connection, fresh, opening_of(writing.connection), today).next_on
        if first is not None and not planned:
            writing.add(_("Its first day is {date}.").format(date=show_date(first)))
    return writing.changes()


def edit(workspace: Workspace, wanted: VisitRound) -> Changes:
    """Keep a changed round; what it has planned from tomorrow on follows.

    With another rule or start these visits are planned anew. Else those of customers who left are
    taken off, new customers are added on the same days, and another end takes off or plans only
    the days between; what was taken off stays off, and what was changed by hand stays.
    """
    today = workspace.clock.today()
    with operate(workspace, "round.edit") as writing:
        now = _stored(writing.connection, wanted.id)
        added = [one for one in wanted.customer_ids if one not in now.customer_ids]
        reachable.names(writing.connection, added)
        kept = replace(wanted, planned_until=now.planned_until, paused_on=now.paused_on)
        fresh = _checked(kept, before=now)
        if fresh.name != now.name:
            _check_name(writing.connection, fresh, today)
        writing.describe(name=fresh.name)
        stored.update(writing.operation, fresh)
        if (fresh.rule, fresh.start) != (now.rule, now.start):
            round_planning.take_off(writing, fresh.id, today)
            if not fresh.rests(today):
                plan_from(writing, fresh, today, today)
        else:
            round_planning.follow(writing, now, fresh, today)
            if fresh.until != now.until:
                _end_elsewhere(writing, now, fresh, today)
        writing.message = _("The round “{name}” was saved.").format(name=fresh.name)
    return writing.changes()


def _end_elsewhere(writing: Writing, now: VisitRound, fresh: VisitRound, today: dt.date) -> None:
    """Take off what lies after an earlier end, or plan on from the old one to a later end."""
    if fresh.until is not None:
        # The last one may have been put off to the next open day.
        dates = _dates_between(fresh, fresh.until - LONGEST_SHIFT, fresh.until)
        days = open_dates(dates, opening_of(writing.connection))
        round_planning.take_off(writing, fresh.id, max(today, fresh.until), days)
    if not fresh.rests(today):
        reached = planned_to(now, today)
        plan_from(writing, fresh, max(today, min(reached, now.until or reached)), today)


def pause(workspace: Workspace, round_id: int) -> Changes:
    """Let a round rest: what it has planned from tomorrow on is taken off."""
    today = workspace.clock.today()
    with operate(workspace, "round.pause") as writing:
        now = _stored(writing.connection, round_id)
        writing.describe(name=now.name)
        stored.update(writing.operation, replace(now, paused_on=today, planned_until=today))
        _tell_taken_off(writing, _("The round “{name}” is paused."), now, today)
    return writing.changes()


def resume(workspace: Workspace, round_id: int) -> Changes:
    """Let a round go on from tomorrow. Raises CrmError for one that is over."""
    today = workspace.clock.today()
    with operate(workspace, "round.resume") as writing:
        now = _stored(writing.connection, round_id)
        going = replace(now, paused_on=None)
        if going.rests(today):
            raise CrmError(
                _("The round “{name}” has ended.").format(name=now.name),
                _("Change its last day to let it go on."),
            )
        writing.describe(name=now.name)
        stored.update(writing.operation, going)
        planned = plan_from(writing, going, today, today)
        writing.message = ngettext(
            "The round “{name}” goes on, {count} visit is planned.",
            "The round “{name}” goes on, {count} visits are planned.",
            planned,
        ).format(name=now.name, count=planned)
    return writing.changes()


def end(workspace: Workspace, round_id: int) -> Changes:
    """End a round: what it has planned from tomorrow on is taken off."""
    today = workspace.clock.today()
    with operate(workspace, "round.end") as writing:
        now = _stored(writing.connection, round_id)
        writing.describe(name=now.name)
        last = today - dt.timedelta(days=1)
        over = replace(now, until=last, paused_on=None, planned_until=today)
        stored.update(writing.operation, over)
        _tell_taken_off(writing, _("The round “{name}” has ended."), now, today)
    return writing.changes()


def _tell_taken_off(writing: Writing, sentence: str, one: VisitRound, today: dt.date) -> None:
    count = round_planning.take_off(writing, one.id, today)
    parts = [sentence.format(name=one.name)]
    if count:
        parts.append(
            ngettext(
                "{count} visit was taken off the plan.",
                "{count} visits were taken off the plan.",
                count,
            ).format(count=count)
        )
    writing.message = in_a_row(parts)


def _stored(connection: Connection, round_id: int) -> VisitRound:
    found = stored.get(connection, round_id)
    if found is None:
        raise NotFound(_("This round is not there any more."), _("Look at the rounds again."))
    return found


def _check_name(connection: Connection, wanted: VisitRound, today: dt.date) -> None:
    """Raise CrmError for the name of another round that is not over."""
    for one in stored.every(connection):
        over = one.paused_on is None and one.rests(today)
        if one.id != wanted.id and not over and one.name.casefold() == wanted.name.casefold():
            raise CrmError(
                _("There is a round “{name}” already.").format(name=one.name),
                _("Choose another name, or change that round."),
            )


def _checked(wanted: VisitRound, before: VisitRound | None = None) -> VisitRound:
    """Return a round as it is kept. Raises CrmError where something is missing or too long."""
    name = lengths.line(_("Name"), wanted.name, lengths.NAME, before=before.name if before else "")
    if not name:
        raise CrmError(_("The round needs a name."), _("Such as the part of the town it visits."))
    if not wanted.customer_ids:
        raise CrmError(_("The round visits nobody."), _("Add at least one customer."))
    rule = parse_rule(wanted.rule, wanted.start)
    if rule.rolling_days:
        raise CrmError(
            _("A round needs days of its own."), _("Choose a rule such as every second Tuesday.")
        )
    if next_date(rule, wanted.start, wanted.start - dt.timedelta(days=1)) is None or (
        wanted.until is not None and wanted.until < wanted.start
    ):
        raise CrmError(
            _("This round would never go out."), _("Choose a later end, or another rule.")
        )
    purpose, staff = (before.purpose, before.staff) if before else ("", "")
    return replace(
        wanted,
        name=name,
        rule=rule.text,
        purpose=lengths.line(_("Purpose"), wanted.purpose, before=purpose),
        staff=lengths.line(_("Staff"), wanted.staff, lengths.NAME, before=staff),
        customer_ids=tuple(dict.fromkeys(wanted.customer_ids)),
    )


def _row(connection: Connection, one: VisitRound, opening: Opening, today: dt.date) -> RoundRow:
    rule = parse_rule(one.rule, one.start)
    names = customers.names(connection, one.customer_ids)
    binned = set(customers.in_bin(connection, one.customer_ids))
    following = None
    if not one.rests(today):
        following = next_date(rule, one.start, today - dt.timedelta(days=1))
        if following is not None and one.until is not None and following > one.until:
            following = None
    living = [names[who] for who in one.customer_ids if who in names and who not in binned]
    return RoundRow(
        one, show_rule(rule), opening.next_open(following) if following else None, tuple(living)
    )
