"""What waits today, and who was silent for too long."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace
from collections.abc import Sequence

from crmdesk.cli import files
from crmdesk.cli.complaint_documents import complaint_table
from crmdesk.cli.complaint_documents import document as complaint_document
from crmdesk.cli.occasions import birthday_document, festival_document, greeting_document
from crmdesk.cli.output import Answer, table
from crmdesk.cli.session import opened
from crmdesk.core.domain.festivals import Festival
from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.domain.occasions import BirthdayRow, GreetingRow
from crmdesk.core.domain.recurrence import show_rule_text
from crmdesk.core.domain.shown_dates import show_date, show_time
from crmdesk.core.domain.visit import OpenSheet, VisitRow
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import customers, occasions, today
from crmdesk.core.services import silent as silents
from crmdesk.core.services.silent import SilentRow

GREETED = 20


def silent(options: Namespace) -> Answer:
    """List the silent customers, or those never contacted, with the reason of each."""
    with opened(options) as work:
        page = silents.first_page(work, never=options.never)
        wanted = silents.ids(work, never=options.never)[: options.limit]
        rows = [row for row in silents.rows(work, wanted) if row is not None]
    text = (
        ngettext(
            "{count} customer was never contacted.",
            "{count} customers were never contacted.",
            page.total,
        )
        if options.never
        else ngettext("{count} customer is silent.", "{count} customers are silent.", page.total)
    )
    lines = [*_silent_table(rows), ""] if rows else []
    document = {"count": page.total, "rows": [_silent_document(row) for row in rows]}
    return Answer(document, [*lines, text.format(count=page.total)])


def today_list(options: Namespace) -> Answer:
    """Show what waits on a day."""
    with opened(options) as work:
        found = today.today(work, options.on)
        greetings = occasions.greetings_due(work, found.on, GREETED).due
        festivals = occasions.festivals_soon(work, found.on)
        everybody = customers.count_all(work)
        now = work.clock.now()
    counts = found.counts
    document = {
        "on": found.on,
        "counts": {
            **{name: getattr(counts, name) for name in type(counts).__slots__},
            "customers": everybody,
        },
        "complaints": [complaint_document(row, now) for row in found.complaints],
        "overdue": [files.follow_up_document(row) for row in found.overdue],
        "due": [files.follow_up_document(row) for row in found.due],
        "coming": [files.follow_up_document(row) for row in found.coming],
        "visits": [files.visit_document(line.row) for line in found.visits],
        "birthdays": [birthday_document(row, found.on) for row in found.birthdays],
        "festivals": [festival_document(one, found.on) for one in festivals],
        "greetings": [greeting_document(row, found.on) for row in greetings],
        "silent": [_silent_document(row) for row in found.silent],
        "open_sheet": _open_sheet_document(found.open_sheet),
    }
    lines = [show_date(found.on)]
    pressing = counts.complaints_overdue + counts.complaints_due
    for title, count, rows in (
        (_("Complaints"), pressing, complaint_table(found.complaints, {}, now)),
        (_("Overdue"), counts.overdue, _follow_up_table(found.overdue)),
        (_("Due today"), counts.due, _follow_up_table(found.due)),
        (_("Visits"), counts.visits, _visit_table([line.row for line in found.visits])),
        (_("Next 7 days"), counts.coming, _follow_up_table(sorted(found.coming, key=_when))),
        (_("Birthdays"), counts.birthdays, _birthday_table(found.birthdays)),
        (_("Festivals"), len(festivals), _festival_table(festivals, found.on)),
        (_("To greet today"), counts.greetings, _greeting_table(greetings)),
        (_("Silent customers"), counts.silent, _silent_table(found.silent)),
    ):
        lines += _section(title, count, rows)
    if found.open_sheet is not None:
        lines += ["", _open_sheet_words(found.open_sheet)]
    return Answer(document, lines)


def _open_sheet_document(sheet: OpenSheet | None) -> dict[str, object] | None:
    return None if sheet is None else {"on": sheet.on, "count": sheet.count}


def _open_sheet_words(sheet: OpenSheet) -> str:
    return ngettext(
        "{count} visit of {day} has no result yet.",
        "{count} visits of {day} have no result yet.",
        sheet.count,
    ).format(count=sheet.count, day=show_date(sheet.on))


def _visit_table(found: Sequence[VisitRow]) -> list[str]:
    rows = [
        (
            row.visit.id,
            row.visit.customer_id,
            show_time(row.visit.at),
            row.customer,
            row.phone,
            row.district,
            row.visit.purpose,
            row.visit.staff,
            files.status_of(row),
        )
        for row in found
    ]
    headers = (
        *(_("Visit no."), _("Customer no."), _("Time"), _("Customer"), _("Phone")),
        *(_("District"), _("Purpose"), _("Staff"), ""),
    )
    return table(headers, rows, 40)


def _birthday_table(found: Sequence[BirthdayRow]) -> list[str]:
    rows = [
        (
            row.customer_id,
            show_date(row.on),
            row.name,
            row.mobile,
            row.birthday.show(),
            row.turning,
        )
        for row in found
    ]
    headers = (
        *(_("Customer no."), _("Date"), _("Customer"), _("Mobile")),
        *(_("Birthday"), _("Turns")),
    )
    return table(headers, rows, 40)


def _festival_table(found: Sequence[Festival], today: dt.date) -> list[str]:
    rows = [(show_date(one.day), (one.day - today).days, one.name) for one in found]
    return table((_("Date"), _("Days to go"), _("Festival")), rows, 40)


def _greeting_table(found: Sequence[GreetingRow]) -> list[str]:
    from crmdesk.core.services import greetings

    rows = [
        (row.customer_id, row.name, row.mobile, greetings.occasion_words(row.occasion))
        for row in found
    ]
    return table((_("Customer no."), _("Customer"), _("Mobile"), _("Greeting")), rows, 40)


def _silent_table(found: Sequence[SilentRow]) -> list[str]:
    rows = [
        (row.customer_id, row.name, row.mobile, row.grade, row.days or "", row.reason())
        for row in found
    ]
    headers = (_("Customer no."), _("Customer"), _("Mobile"), _("Grade"), _("Days"), _("Why"))
    return table(headers, rows, 100)


def _silent_document(row: SilentRow) -> dict[str, object]:
    return {
        "customer_id": row.customer_id,
        "name": row.name,
        "mobile": row.mobile,
        "grade": row.grade,
        "last_contact": row.last_contact,
        "days": row.days if row.why else None,
        "own_days": row.own_days or None,
        "usual_days": row.usual_days or None,
        "reason": row.reason(),
    }


def _section(title: str, count: int, rows: list[str]) -> list[str]:
    # The first line of a table without rows holds no headers either.
    shown = [f"  {line}" for line in rows if line] if len(rows) > 1 else []
    return ["", _("{name}: {what}").format(name=title, what=count), *shown]


def _when(row: FollowUpRow) -> tuple[dt.date, dt.time]:
    return row.follow_up.due, row.follow_up.at or dt.time.max


def _follow_up_table(rows: Sequence[FollowUpRow]) -> list[str]:
    cells = [
        (
            row.follow_up.id,
            row.follow_up.customer_id,
            show_date(row.follow_up.due),
            show_time(row.follow_up.at),
            row.customer,
            row.mobile,
            row.follow_up.what,
            row.follow_up.staff,
            show_rule_text(row.rule),
        )
        for row in rows
    ]
    headers = (
        _("Follow-up no."),
        _("Customer no."),
        _("Due"),
        _("Time"),
        _("Customer"),
        _("Mobile"),
        _("What"),
        _("Staff"),
        _("Comes again"),
    )
    return table(headers, cells, 46)
