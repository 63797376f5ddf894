"""The calendar of some days: listed, or written as an .ics file for a phone."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from crmdesk.cli.names import staff_asked
from crmdesk.cli.output import Answer, table
from crmdesk.cli.session import opened, stoppable
from crmdesk.core.domain import calendar as words
from crmdesk.core.domain.calendar import CalendarItem
from crmdesk.core.domain.shown_dates import show_date, show_time, show_weekday
from crmdesk.core.i18n import _, ngettext


def calendar(options: Namespace) -> Answer:
    """List what stands in the calendar, or write it to a file."""
    kinds = tuple(options.kinds or words.EVERY_KIND)
    return _write(options, kinds) if options.ics else _list(options, kinds)


def _write(options: Namespace, kinds: tuple[str, ...]) -> Answer:
    from crmdesk.core.services import calendar_export

    target = Path(options.ics).expanduser()
    with stoppable(options) as progress, opened(options) as work:
        done = calendar_export.export(
            work,
            target,
            options.first,
            options.last,
            kinds=kinds,
            staff=staff_asked(work, options.staff),
            alarm=options.alarm,
            progress=progress,
        )
    text = ngettext("{count} entry in {file}.", "{count} entries in {file}.", done.count)
    document = {"file": str(done.path), "entries": done.count}
    return Answer(document, [text.format(count=done.count, file=done.path)])


def _list(options: Namespace, kinds: tuple[str, ...]) -> Answer:
    from crmdesk.core.services import calendar as service
    from crmdesk.core.services import calendar_export

    calendar_export.check_days(options.first, options.last)
    with opened(options) as work:
        staff = staff_asked(work, options.staff)
        found = service.items(work, options.first, options.last, kinds, staff)
    document = [_document(item) for item in found]
    headers = (
        _("Date"),
        _("Weekday"),
        _("Time"),
        _("Type"),
        _("Customer"),
        _("What"),
        _("Staff"),
        "",
    )
    rows = [
        (
            show_date(item.day),
            show_weekday(item.day),
            show_time(item.at),
            _(words.NAMES[item.noun]),
            item.title,
            item.detail,
            item.staff,
            "✓" if item.done else "",
        )
        for item in found
    ]
    return Answer(document, table(headers, rows, 40) if rows else [_("The calendar is empty.")])


def _document(item: CalendarItem) -> dict[str, object]:
    return {
        "kind": item.noun,
        "id": item.id or None,
        "on": item.day,
        "time": show_time(item.at) or None,
        "title": item.title,
        "detail": item.detail,
        "customer_id": item.customer_id or None,
        "staff": item.staff,
        "status": item.status,
        "done": item.done,
    }
