"""One customer at a time: find, show, add, plan a visit."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import replace

from crmdesk.cli import files
from crmdesk.cli.names import staff_planned
from crmdesk.cli.output import Answer, table
from crmdesk.cli.session import opened, past_days
from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.canonical import canonical, phone_method
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.customer import (
    METHOD_KINDS,
    PERSON,
    PHONE_KINDS,
    Address,
    ContactMethod,
    Customer,
    Hit,
    Lookalike,
)
from crmdesk.core.domain.dates import parse_birthday, parse_date
from crmdesk.core.domain.fields import Field
from crmdesk.core.domain.normalise import normal_gender
from crmdesk.core.domain.persons_text import parse_persons
from crmdesk.core.domain.phones import split_phones
from crmdesk.core.domain.shown_dates import show_time
from crmdesk.core.domain.staying import parse_days
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _, in_a_row
from crmdesk.core.services import custom_fields, customers, finding, visit_warnings, visits
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
        (hit.id, hit.name, hit.mobile, hit.company, hit.grade, _found_in(hit, fields))
        for hit in hits
    ]
    headers = (_("Customer no."), _("Name"), _("Mobile"), _("Company"), _("Grade"), _("Found in"))
    return Answer(document, table(headers, rows, 40) if rows else [_("Nobody was found.")])


def _found_in(hit: Hit, fields: Mapping[str, Field]) -> str:
    if hit.matched.field == "name":
        return ""
    label = fields[hit.matched.field].show()
    return _("{name}: {what}").format(name=label, what=hit.matched.text)


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
    warnings = _unusual_numbers(options)
    document = {
        **files.changes_document(changes),
        "lookalikes": [
            {"id": one.id, "name": one.name, "mobile": one.mobile, "reason": one.reason}
            for one in alike
        ],
        "warnings": warnings,
    }
    lines = [changes.message, _("Number: {number}").format(number=changes.new_id)]
    lines += warnings
    for one in alike:
        text = _("Looks like {number} {name}: {reason}")
        lines.append(text.format(number=one.id, name=one.name, reason=one.reason))
    return Answer(document, lines)


def _unusual_numbers(options: Namespace) -> list[str]:
    """Return a sentence for each number that nobody can be called at; it is kept all the same."""
    said = []
    for kind in PHONE_KINDS:
        for part in [part for text in getattr(options, kind) for part in split_phones(text)]:
            try:
                doubtful = phone_method(kind, part)[1]
            except BadValue as bad:
                said.append(str(bad))
                continue
            if doubtful:
                number = _("The number {value} is unusual.").format(value=shown(part))
                said.append(
                    in_a_row((number, _("It was taken as it is; look whether it is right.")))
                )
    return said


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
        against = visit_warnings.warnings(work, [options.on])
        warnings = past_days(work, options.on) + [
            one.text for one in against if one.visit_id in (0, changes.new_id)
        ]
    document = {
        **files.changes_document(changes),
        "on": options.on,
        "time": show_time(options.time) or None,
        "warnings": warnings,
    }
    return Answer(document, [changes.message, *warnings])
