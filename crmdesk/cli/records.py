"""One customer at a time: find, show, add, plan a visit."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace

from crmdesk.cli import files
from crmdesk.cli.names import staff_planned
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
from crmdesk.core.domain.normalise import normal_gender
from crmdesk.core.domain.persons_text import parse_persons
from crmdesk.core.domain.staying import parse_days
from crmdesk.core.i18n import _
from crmdesk.core.services import custom_fields, customers, finding, visits
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
            staff=staff_planned(work, options.staff),
        )
    return Answer({**files.changes_document(changes), "on": options.on}, [changes.message])
