"""Birthdays of the coming days, and who is to be greeted with which text."""

from __future__ import annotations

import datetime as dt
from argparse import Namespace

from crmdesk.cli.output import Answer, table
from crmdesk.cli.session import opened
from crmdesk.core.domain.festivals import Festival
from crmdesk.core.domain.occasions import BirthdayRow, GreetingRow
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import _, in_a_row, ngettext


def birthdays(options: Namespace) -> Answer:
    """List the birthdays of the coming days, solar and lunar."""
    from crmdesk.core.services import birthday_rows

    with opened(options) as work:
        today = work.clock.today()
        last = today + dt.timedelta(days=options.days)
        found = birthday_rows.birthdays_between(work, today, last)
    rows = [
        (
            row.customer_id,
            show_date(row.on),
            (row.on - today).days,
            row.name,
            row.mobile,
            row.grade,
            row.birthday.show(),
            row.turning,
        )
        for row in found
    ]
    headers = (
        *(_("Customer no."), _("Date"), _("Days to go"), _("Customer"), _("Mobile"), _("Grade")),
        *(_("Birthday"), _("Turns")),
    )
    text = ngettext("{count} birthday until {date}.", "{count} birthdays until {date}.", len(found))
    lines = [*table(headers, rows[: options.limit], 40), ""] if rows else []
    lines.append(text.format(count=len(found), date=show_date(last)))
    return Answer([birthday_document(row, today) for row in found[: options.limit]], lines)


def greetings(options: Namespace) -> Answer:
    """List who is to be greeted, with the text for each where it is asked for."""
    from crmdesk.core.services import greetings as texts
    from crmdesk.core.services import occasions

    with opened(options) as work:
        found = occasions.greetings_due(work, limit=options.limit)
        last = found.day + dt.timedelta(days=options.days)
        wanted = [*found.due, *(row for row in found.coming if row.due <= last)][: options.limit]
        messages = [texts.compose(work, row).text if options.text else "" for row in wanted]
    rows = [
        (
            row.customer_id,
            show_date(max(row.due, found.day)),
            row.name,
            row.mobile,
            row.grade,
            texts.occasion_words(row.occasion),
            show_date(row.on),
            _("complained") if row.complaint else "",
        )
        for row in wanted
    ]
    headers = (
        *(_("Customer no."), _("Greet on"), _("Customer"), _("Mobile"), _("Grade"), _("Greeting")),
        *(_("Date"), ""),
    )
    lines = table(headers, rows, 40) if rows else []
    for row, message in zip(wanted, messages, strict=True):
        if message:
            lines += ["", f"{row.name}:", message]
    text = ngettext(
        "{count} customer to greet today.", "{count} customers to greet today.", found.count
    )
    counted = [text.format(count=found.count)]
    more = sum(row.due <= last for row in found.coming)
    if options.days and more:
        then = ngettext("{count} more until {date}.", "{count} more until {date}.", more)
        counted.append(then.format(count=more, date=show_date(last)))
    lines += [*([""] if lines else []), in_a_row(counted)]
    document = {
        "on": found.day,
        "count": found.count,
        "rows": [
            greeting_document(row, found.day, message)
            for row, message in zip(wanted, messages, strict=True)
        ],
    }
    return Answer(document, lines)


def birthday_document(row: BirthdayRow, today: dt.date) -> dict[str, object]:
    """Return a birthday as a JSON document."""
    return {
        "customer_id": row.customer_id,
        "name": row.name,
        "mobile": row.mobile,
        "grade": row.grade,
        "birthday": row.birthday.to_text(),
        "on": row.on,
        "days": (row.on - today).days,
        "turning": row.turning,
    }


def festival_document(festival: Festival, today: dt.date) -> dict[str, object]:
    """Return a festival as a JSON document."""
    return {
        "key": festival.key,
        "name": festival.name,
        "on": festival.day,
        "days": (festival.day - today).days,
    }


def greeting_document(row: GreetingRow, today: dt.date, message: str = "") -> dict[str, object]:
    """Return who is to be greeted as a JSON document."""
    made: dict[str, object] = {
        "customer_id": row.customer_id,
        "name": row.name,
        "mobile": row.mobile,
        "grade": row.grade,
        "occasion": row.occasion,
        "on": row.on,
        "greet_on": max(row.due, today),
        "turning": row.turning,
        "complaint": row.complaint.since if row.complaint else None,
        "complaint_number": row.complaint.number if row.complaint else "",
    }
    return made | {"text": message} if message else made
