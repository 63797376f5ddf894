"""What would be brought to mind now, and spreading what is overdue."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from crmdesk.cli.output import Answer, table
from crmdesk.cli.session import opened
from crmdesk.core.domain.occasions import show_birthday
from crmdesk.core.domain.reminders import BIRTHDAY, COMPLAINT, FOLLOW_UP, VISIT
from crmdesk.core.domain.shown_dates import show_date, show_time, show_weekday
from crmdesk.core.i18n import _, ngettext

if TYPE_CHECKING:
    from crmdesk.core.services.reminders import Held


def remind(options: Namespace) -> Answer:
    """List what would be brought to mind now; the window still does so."""
    from crmdesk.core.services import reminders

    with opened(options) as work:
        found, held = reminders.look(work), reminders.held(work)
    kinds = {
        FOLLOW_UP: _("Follow-up"),
        VISIT: _("Visit"),
        BIRTHDAY: _("Birthday"),
        COMPLAINT: _("Complaint overdue"),
    }
    today = found.now.date()
    due = [*found.due, *(one for one, _until in found.back)]
    rows = [
        (
            one.customer_id or "",
            show_date(one.day),
            show_time(one.at),
            kinds[one.noun],
            one.customer,
            show_birthday(one.day, today) if one.noun == BIRTHDAY else one.what,
        )
        for one in due
    ]
    headers = (_("Customer no."), _("Date"), _("Time"), _("Type"), _("Customer"), _("What"))
    words = ngettext("{count} reminder is due.", "{count} reminders are due.", len(due))
    lines = [*table(headers, rows, 40), ""] if rows else []
    lines.append(_quiet_words(held) if held is not None else words.format(count=len(due)))
    document = {
        "quiet": held is not None,
        "quiet_until": f"{held.until:%Y-%m-%dT%H:%M}" if held else None,
        "waiting": held.count if held else 0,
        "reminders": [
            {
                "kind": one.noun,
                "id": one.id,
                "customer_id": one.customer_id,
                "customer": one.customer,
                "on": one.day,
                "time": show_time(one.at),
                "what": one.what,
                "days": (one.day - today).days,
            }
            for one in due
        ],
    }
    return Answer(document, lines)


def _quiet_words(held: Held) -> str:
    until = f"{show_date(held.until.date())} {show_time(held.until.time())}"
    return ngettext(
        "It is quiet until {until}; {count} reminder waits.",
        "It is quiet until {until}; {count} reminders wait.",
        held.count,
    ).format(until=until, count=held.count)


def spread(options: Namespace) -> Answer:
    """Spread the overdue follow-ups over the next open days, or show how it would be."""
    from crmdesk.core.services import spreading

    with opened(options) as work:
        first = options.first or spreading.proposal(work)[0]
        days = options.days
        if options.per_day:
            days = spreading.days_for(work, first, options.per_day)
        plan = spreading.preview(work, first, days)
        operation, said = 0, ""
        if plan.moves and not options.dry_run:
            changes = spreading.over_days(work, first, days)
            operation, said = changes.operation_id, changes.message
    if not plan.moves:
        said = _("Nothing is overdue.")
    elif options.dry_run:
        said = ngettext(
            "{count} follow-up would be spread. Nothing was changed.",
            "{count} follow-ups would be spread. Nothing was changed.",
            len(plan.moves),
        ).format(count=len(plan.moves))
    rows = [
        (show_date(one.day), show_weekday(one.day), one.already, one.added, one.already + one.added)
        for one in plan.days
    ]
    headers = (_("Date"), _("Day"), _("Planned already"), _("Added"), _("Together"))
    lines = [*table(headers, rows, 40), ""] if plan.moves else []
    document = {
        "operation": operation,
        "moved": len(plan.moves) if operation else 0,
        "days": [{"on": one.day, "already": one.already, "added": one.added} for one in plan.days],
    }
    return Answer(document, [*lines, said])
