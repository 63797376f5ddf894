"""One customer at a time: find, show, add, plan, done; and what waits today."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from crmdesk.cli import files
from crmdesk.cli.output import Answer, table
from crmdesk.cli.session import opened
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.canonical import canonical
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.customer import (
    METHOD_KINDS,
    PERSON,
    PHONE_KINDS,
    Address,
    ContactMethod,
    Customer,
    Lookalike,
)
from crmdesk.core.domain.dates import parse_birthday, parse_date
from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.domain.normalise import normal_gender
from crmdesk.core.domain.persons_text import parse_persons
from crmdesk.core.domain.recurrence import show_rule_text
from crmdesk.core.domain.shown_dates import show_date, show_time
from crmdesk.core.domain.staying import parse_days
from crmdesk.core.i18n import _
from crmdesk.core.services import custom_fields, customers, finding, today, visits
from crmdesk.core.services.today import BirthdayRow
from crmdesk.core.services.workspace import Workspace


def find(options: Namespace) -> Answer:
    """Find customers, best match first."""
    with opened(options) as work:
        hits = finding.find(work, " ".join(options.text), options.limit)
        fields = custom_fields.catalogue(work).by_key
    document = [
        {
            "id": hit.id,
            "name": hit.name,
            "mobile": hit.mobile,
            "company": hit.company,
            "grade": hit.grade,
            "matched": {
                "field": hit.matched.field,
                "text": hit.matched.text,
                "ranges": [list(part) for part in hit.matched.ranges],
            },
        }
        for hit in hits
    ]
    rows = [
        (
            hit.id,
            hit.name,
            hit.mobile,
            hit.company,
            hit.grade,
            ""
            if hit.matched.field == "name"
            else f"{fields[hit.matched.field].show()}: {hit.matched.text}",
        )
        for hit in hits
    ]
    headers = (_("No."), _("Name"), _("Mobile"), _("Company"), _("Grade"), _("Found in"))
    return Answer(document, table(headers, rows, 40) if rows else [_("Nobody was found.")])


def show(options: Namespace) -> Answer:
    """Show the whole file of a customer with its timeline."""
    with opened(options) as work:
        customer = customers.get(work, options.id)
        timeline = customers.timeline(work, options.id)
        own = custom_fields.own_values(work, customer)
    return Answer(files.document(customer, timeline, own), files.lines(customer, timeline, own))


def add(options: Namespace) -> Answer:
    """Add a customer and name those who look alike."""
    # What cannot be read is told before a new database is made for it.
    customer = canonical(_customer(options, Clock().today().year))
    with opened(options, make=True) as work:
        alike = _alike(work, customer)
        customer = replace(customer, custom=custom_fields.by_labels(work, options.own))
        changes = customers.create(work, customer)
    document = {
        **files.changes_document(changes),
        "lookalikes": [
            {"id": one.id, "name": one.name, "mobile": one.mobile, "reason": one.reason}
            for one in alike
        ],
    }
    lines = [changes.message, _("Number: {number}").format(number=changes.new_id)]
    for one in alike:
        text = _("Looks like {number} {name}: {reason}")
        lines.append(text.format(number=one.id, name=one.name, reason=one.reason))
    return Answer(document, lines)


def _alike(work: Workspace, customer: Customer) -> list[Lookalike]:
    return customers.lookalikes(
        work,
        name=customer.name,
        phones=[one.value for one in customer.methods if one.kind in PHONE_KINDS],
        wechat=customer.first("wechat"),
        emails=customer.all("email"),
        birthday=customer.birthday.to_text() if customer.birthday else "",
    )


def _customer(options: Namespace, this_year: int) -> Customer:
    return Customer(
        kind=options.kind or PERSON,
        name=options.name,
        gender=normal_gender(options.gender),
        birthday=_birthday(options, this_year),
        company=options.company,
        methods=tuple(
            ContactMethod(kind, value) for kind in METHOD_KINDS for value in getattr(options, kind)
        ),
        addresses=_addresses(options),
        persons=tuple(one for text in options.contact_person for one in parse_persons(text)),
        grade=options.grade,
        stage=options.stage,
        source=options.source,
        referrer=options.referrer,
        tags=tuple(options.tags),
        staff=options.staff,
        card=options.card,
        stay_days=parse_days(options.stay_days),
        notes="\n".join(options.notes),
        created=parse_date(options.created, this_year=this_year) if options.created else None,
    )


def _addresses(options: Namespace) -> tuple[Address, ...]:
    texts = options.address or ([""] if options.district or options.postcode else [])
    return tuple(
        Address(text, "" if number else options.district, "" if number else options.postcode)
        for number, text in enumerate(texts)
    )


def _birthday(options: Namespace, this_year: int) -> Birthday | None:
    if not options.birthday.strip():
        return None
    return parse_birthday(options.birthday, lunar=options.lunar, this_year=this_year)


def visit(options: Namespace) -> Answer:
    """Plan a visit to a customer."""
    with opened(options) as work:
        changes = visits.plan_visits(
            work,
            [options.id],
            options.on,
            at=options.time,
            purpose=options.purpose,
            staff=options.staff,
        )
    return Answer({**files.changes_document(changes), "on": options.on}, [changes.message])


def today_list(options: Namespace) -> Answer:
    """Show what waits on a day."""
    with opened(options) as work:
        found = today.today(work, options.on)
    counts = found.counts
    document = {
        "on": found.on,
        "counts": {name: getattr(counts, name) for name in type(counts).__slots__},
        "overdue": [files.follow_up_document(row) for row in found.overdue],
        "due": [files.follow_up_document(row) for row in found.due],
        "coming": [files.follow_up_document(row) for row in found.coming],
        "visits": [files.visit_document(row) for row in found.visits],
        "birthdays": [_birthday_document(row) for row in found.birthdays],
    }
    lines = [show_date(found.on)]
    lines += _section(_("Overdue"), counts.overdue, _follow_up_table(found.overdue))
    lines += _section(_("Due today"), counts.due, _follow_up_table(found.due))
    visit_rows = [
        (
            row.visit.id,
            show_time(row.visit.at),
            row.customer,
            row.phone,
            row.district,
            row.visit.purpose,
            files.status_of(row),
        )
        for row in found.visits
    ]
    headers = (_("No."), _("Time"), _("Customer"), _("Phone"), _("District"), _("Purpose"), "")
    lines += _section(_("Visits"), counts.visits, table(headers, visit_rows, 40))
    lines += _section(_("Next 7 days"), counts.coming, _follow_up_table(found.coming))
    birthday_rows = [
        (show_date(row.on), row.name, row.mobile, row.birthday.show(), row.turning)
        for row in found.birthdays
    ]
    headers_too = (_("Date"), _("Customer"), _("Mobile"), _("Birthday"), _("Turns"))
    lines += _section(_("Birthdays"), counts.birthdays, table(headers_too, birthday_rows, 40))
    return Answer(document, lines)


def _section(title: str, count: int, rows: list[str]) -> list[str]:
    # The first line of a table without rows holds no headers either.
    shown = [f"  {line}" for line in rows if line] if len(rows) > 1 else []
    return ["", f"{title}: {count}", *shown]


def _follow_up_table(rows: tuple[FollowUpRow, ...]) -> list[str]:
    cells = [
        (
            row.follow_up.id,
            show_date(row.follow_up.due),
            show_time(row.follow_up.at),
            row.customer,
            row.mobile,
            row.follow_up.what,
            show_rule_text(row.rule),
        )
        for row in rows
    ]
    headers = (
        _("No."),
        _("Due"),
        _("Time"),
        _("Customer"),
        _("Mobile"),
        _("What"),
        _("Comes again"),
    )
    return table(headers, cells, 46)


def _birthday_document(row: BirthdayRow) -> dict[str, object]:
    return {
        "customer_id": row.customer_id,
        "name": row.name,
        "mobile": row.mobile,
        "grade": row.grade,
        "birthday": row.birthday.to_text(),
        "on": row.on,
        "turning": row.turning,
    }
