"""Follow-ups: planned once or so that they come again, and done."""

from __future__ import annotations

from argparse import Namespace

from crmdesk.cli.files import changes_document, series_document
from crmdesk.cli.names import staff_planned
from crmdesk.cli.output import Answer
from crmdesk.cli.session import opened, past_days
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.recurrence import Rule, parse_rule, show_rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.domain.shown_dates import show_time
from crmdesk.core.i18n import _
from crmdesk.core.services import followups, series
from crmdesk.core.services.workspace import Workspace

_PRIORITIES = {"low": 0, "normal": 1, "high": 2}


def follow_up(options: Namespace) -> Answer:
    """Plan a follow-up with a customer, once or by a rule."""
    if options.due is None and options.after_last_contact is None:
        raise CrmError(
            _("This is missing: {names}.").format(names="--due"),
            _("{command} --help shows how it is used.").format(command="crmdesk follow-up"),
        )
    with opened(options) as work:
        planned = FollowUp(
            customer_id=options.id,
            due=options.due or series.after_contact(work, options.id, options.after_last_contact),
            at=options.time,
            what=options.what,
            kind=options.kind,
            priority=_PRIORITIES[options.priority],
            staff=staff_planned(work, options.staff),
        )
        repeat = _repeat(options, planned)
        if repeat is None:
            changes = followups.plan(work, planned)
        else:
            changes = series.plan(work, planned, repeat)
        made = followups.get(work, changes.new_id)
        warnings = past_days(work, made.due)
        document = {
            **changes_document(changes),
            "due": made.due,
            "series": _series(work, made),
            "warnings": warnings,
        }
    return Answer(document, [changes.message, *warnings])


def _repeat(options: Namespace, planned: FollowUp) -> Repeat | None:
    rule = None
    if options.after_last_contact is not None:
        rule = Rule(f"AFTER={options.after_last_contact}")
    elif options.repeat:
        rule = parse_rule(options.repeat, planned.due)
    if rule is None:
        if options.until is not None or options.times is not None:
            raise CrmError(
                _("This is missing: {names}.").format(names="--repeat"),
                _("--until and --times end what comes again."),
            )
        return None
    return Repeat(rule=rule, until=options.until, most=options.times or 0)


def _series(work: Workspace, made: FollowUp) -> dict[str, object] | None:
    found = series.running_of(work, made.id)
    return series_document(found, show_rule(found.rule)) if found else None


def done(options: Namespace) -> Answer:
    """Mark a follow-up as done, with a note and the next date."""
    with opened(options) as work:
        changes = followups.done(
            work,
            options.id,
            note=options.note,
            next_date=options.next,
            next_what=options.next_what,
            activity_kind=options.kind,
            last=options.last,
        )
        following = series.waiting_of(work, options.id)
        warnings = past_days(work, options.next)
    document = {
        **changes_document(changes),
        "id": options.id,
        "activity_id": changes.new_id or None,
        "next": None
        if following is None
        else {"id": following.id, "due": following.due, "series": following.series_id},
        "warnings": warnings,
    }
    return Answer(document, [changes.message, *warnings])


def move(options: Namespace) -> Answer:
    """Move a follow-up to another day; of a series only this one."""
    with opened(options) as work:
        at = options.at or followups.get(work, options.id).at
        changes = followups.move(work, options.id, options.to, at)
        warnings = past_days(work, options.to)
    document = {
        **changes_document(changes),
        "id": options.id,
        "due": options.to,
        "time": show_time(at) or None,
        "warnings": warnings,
    }
    return Answer(document, [changes.message, *warnings])
