"""Planning visits on the command line: who should be visited, the plan of days, and rounds."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmdesk.cli import files
from crmdesk.cli.names import district_asked, staff_asked, staff_planned
from crmdesk.cli.output import Answer, in_phrases, table
from crmdesk.cli.session import opened
from crmdesk.core.domain.shown_dates import show_date, show_time
from crmdesk.core.domain.visit import VisitRow
from crmdesk.core.domain.visit_round import VisitRound
from crmdesk.core.domain.visit_suggestion import Suggestion
from crmdesk.core.domain.visit_warnings import PlanWarning
from crmdesk.core.i18n import _, ngettext

if TYPE_CHECKING:
    from crmdesk.core.services.visit_rounds import RoundRow


def suggest(options: Namespace) -> Answer:
    """List who should be visited around a day, with the reasons."""
    from crmdesk.core.services import visit_suggestions

    with opened(options) as work:
        day = options.on or work.clock.today()
        last = day + dt.timedelta(days=options.days - 1)
        found = visit_suggestions.suggest(
            work,
            day,
            days=(day, last),
            staff=staff_asked(work, options.staff),
            district=district_asked(work, options.district),
            limit=options.limit,
        )
    rows = [
        (one.customer_id, one.name, one.grade, one.district, one.phone, _reasons(one))
        for one in found.rows
    ]
    headers = (_("Customer no."), _("Name"), _("Grade"), _("District"), _("Phone"), _("Why"))
    words = ngettext("{count} suggested", "{count} suggested", found.total)
    lines = [*table(headers, rows, 100), ""] if rows else []
    document = {
        "on": found.day,
        "total": found.total,
        "suggestions": [_suggestion(one) for one in found.rows],
    }
    return Answer(document, [*lines, words.format(count=found.total)])


def _reasons(one: Suggestion) -> str:
    return in_phrases([*one.warnings, *(reason.text for reason in one.reasons)])


def _suggestion(one: Suggestion) -> dict[str, object]:
    return {
        "customer_id": one.customer_id,
        "customer": one.name,
        "grade": one.grade,
        "district": one.district,
        "address": one.address,
        "phone": one.phone,
        "staff": one.staff,
        "last_contact": one.last_contact,
        "reasons": [{"kind": reason.kind, "text": reason.text} for reason in one.reasons],
        "warnings": list(one.warnings),
    }


def plan(options: Namespace) -> Answer:
    """List the visits of days, with what speaks against them."""
    from crmdesk.core.services import visit_warnings, visits

    with opened(options) as work:
        first = options.start or work.clock.today()
        days = [first + dt.timedelta(days=number) for number in range(options.days)]
        found = visits.between(work, days[0], days[-1], staff_asked(work, options.staff))
        warnings = visit_warnings.warnings(work, days)
    rows = [
        (
            show_date(row.visit.on),
            show_time(row.visit.at),
            row.customer,
            row.district,
            row.visit.staff,
            files.status_of(row),
            in_phrases(one.text for one in warnings if one.visit_id == row.visit.id),
        )
        for row in sorted(found, key=_when)
    ]
    headers = (
        _("Date"),
        _("Time"),
        _("Customer"),
        _("District"),
        _("Staff"),
        _("Status"),
        _("Warning"),
    )
    of_days = [one for one in warnings if not one.visit_id]
    lines = [f"{show_date(one.day)}  {one.text}" for one in of_days]
    words = ngettext("{count} visit", "{count} visits", len(found)).format(count=len(found))
    document = {
        "visits": [files.visit_document(row) for row in found],
        "warnings": [_warning(one) for one in warnings],
    }
    shown = [*table(headers, rows, 60), ""] if rows else []
    return Answer(document, [*shown, *lines, words])


def _when(row: VisitRow) -> tuple[dt.date, str, dt.time]:
    """Return where a visit stands in the list: each of the staff has a day of their own."""
    return row.visit.on, row.visit.staff, row.visit.at or dt.time.max


def _warning(one: PlanWarning) -> dict[str, object]:
    return {
        "on": one.day,
        "kind": one.kind,
        "visit_id": one.visit_id or None,
        "text": one.text,
    }


def rounds(options: Namespace) -> Answer:
    """List the rounds, or do something to one of them."""
    from crmdesk.core.services import round_ahead, visit_rounds

    with opened(options) as work:
        if options.plan:
            changes = round_ahead.plan_ahead(work)
            message = changes.message or _("All rounds are planned already.")
            return Answer(files.changes_document(changes), [message])
        for number, verb in (
            (options.pause, visit_rounds.pause),
            (options.resume, visit_rounds.resume),
            (options.end, visit_rounds.end),
        ):
            if number:
                changes = verb(work, number)
                return Answer(files.changes_document(changes), [changes.message])
        found, today = visit_rounds.rounds(work), work.clock.today()
    document = {"rounds": [_round(row, row.round.rests(today)) for row in found]}
    return Answer(document, _listed(found, today) if found else [_("No rounds yet.")])


def _listed(found: Sequence[RoundRow], today: dt.date) -> list[str]:
    rows = [
        (
            row.round.id,
            row.round.name,
            row.rule,
            show_date(row.next_on),
            len(row.names),
            row.round.staff,
            row.state(today),
        )
        for row in found
    ]
    headers = (
        _("Round no."),
        _("Round"),
        _("How often"),
        _("Next date"),
        _("Customers"),
        _("Staff"),
        _("Status"),
    )
    return table(headers, rows)


def _round(row: RoundRow, rests: bool) -> dict[str, object]:
    one = row.round
    return {
        "id": one.id,
        "name": one.name,
        "rule": one.rule,
        "rule_words": row.rule,
        "start": one.start,
        "until": one.until,
        "next_on": row.next_on,
        "paused": one.paused_on is not None,
        "ended": rests and one.paused_on is None,
        "staff": one.staff,
        "purpose": one.purpose,
        "customer_ids": list(one.customer_ids),
    }


def make(options: Namespace) -> Answer:
    """Begin a round and plan its first visits."""
    from crmdesk.core.services import visit_rounds

    with opened(options) as work:
        wanted = VisitRound(
            name=options.name,
            rule=options.repeat,
            start=options.start or work.clock.today(),
            until=options.until,
            at=options.time,
            purpose=options.purpose,
            staff=staff_planned(work, options.staff),
            customer_ids=tuple(options.ids),
        )
        changes = visit_rounds.make(work, wanted)
    return Answer({**files.changes_document(changes), "id": changes.new_id}, [changes.message])
