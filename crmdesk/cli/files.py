"""A customer's whole file, and plans, as JSON documents and as lines."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from crmdesk.cli.output import one_line, pairs, table
from crmdesk.core.domain import activity, followup
from crmdesk.core.domain import visit as visits
from crmdesk.core.domain.activity import TimelineItem, told_once
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.choices import SOURCE, STAGE, show_code
from crmdesk.core.domain.custom_fields import show_value
from crmdesk.core.domain.customer import GENDERS, KINDS, METHOD_KINDS, Customer
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.domain.recurrence import show_rule_text
from crmdesk.core.domain.series import Series
from crmdesk.core.domain.shown_dates import show_date, show_time
from crmdesk.core.domain.visit import VisitRow
from crmdesk.core.i18n import N_, _, listed
from crmdesk.core.services.custom_fields import OwnValue

_NOUNS = {
    "activity": N_("Activity"),
    "follow_up": N_("Follow-up"),
    "visit": N_("Visit"),
}


def document(
    customer: Customer, timeline: Sequence[TimelineItem], own: Sequence[OwnValue] = ()
) -> dict[str, object]:
    """Return the whole file of a customer as a JSON document."""
    return {
        "id": customer.id,
        "kind": customer.kind,
        "name": customer.name,
        "gender": customer.gender,
        "birthday": customer.birthday.to_text() if customer.birthday else "",
        "company": customer.company,
        "mobile": customer.mobile,
        "methods": [{"kind": one.kind, "value": one.value} for one in customer.methods],
        "addresses": [
            {"text": one.text, "district": one.district, "postcode": one.postcode}
            for one in customer.addresses
        ],
        "persons": [
            {"name": one.name, "role": one.role, "phone": one.phone, "notes": one.notes}
            for one in customer.persons
        ],
        "grade": customer.grade,
        "stage": customer.stage,
        "source": customer.source,
        "referrer": customer.referrer,
        "referrer_id": customer.referrer_id,
        "tags": list(customer.tags),
        "staff": customer.staff,
        "card": customer.card,
        "stay_days": customer.stay_days or None,
        "notes": customer.notes,
        "custom": {one.field.label: one.text for one in own},
        "created": customer.created,
        "last_contact": customer.last_contact,
        "next_date": customer.next_due,
        "binned_at": customer.binned_at,
        "timeline": [_item_document(item) for item in timeline],
    }


def _item_document(item: TimelineItem) -> dict[str, object]:
    return {
        "noun": item.noun,
        "id": item.id,
        "on": item.on,
        "time": show_time(item.at) or None,
        "kind": item.kind,
        "status": item.status,
        "text": item.text,
        "detail": item.detail,
        "staff": item.staff,
        "open": item.open,
        "rule": item.rule or None,
        "chain": item.chain or None,
    }


def lines(
    customer: Customer, timeline: Sequence[TimelineItem], own: Sequence[OwnValue] = ()
) -> list[str]:
    """Return the whole file of a customer as lines."""
    rows: list[tuple[str, object]] = [
        (_label("kind"), _(KINDS[customer.kind])),
        *((_(METHOD_KINDS[one.kind]), one.value) for one in customer.methods),
        (_label("company"), customer.company),
        *(
            (_label("contact_person"), " ".join(filter(None, (one.name, one.role, one.phone))))
            for one in customer.persons
        ),
        (_label("gender"), _(GENDERS[customer.gender]) if customer.gender else ""),
        (_label("birthday"), customer.birthday.show() if customer.birthday else ""),
        *((_label("address"), one.text or one.district) for one in customer.addresses),
        (_label("grade"), customer.grade),
        (_label("stage"), show_code(STAGE, customer.stage)),
        (_label("source"), show_code(SOURCE, customer.source)),
        (_label("referrer"), customer.referrer),
        (_label("tags"), listed(customer.tags)),
        (_label("staff"), customer.staff),
        (_label("card"), customer.card),
        (_label("stay_days"), customer.stay_days or ""),
        *((one.field.label, show_value(one.field.type, one.text)) for one in own),
        (_label("created"), show_date(customer.created)),
        (_label("last_contact"), show_date(customer.last_contact)),
        (_label("next_date"), show_date(customer.next_due)),
        (_label("notes"), customer.notes),
    ]
    found = [f"{customer.id}  {one_line(customer.name, 100)}", "", *pairs(rows)]
    if customer.binned_at:
        found.append(_("This customer is in the bin."))
    if timeline:
        headers = (_("Date"), _("Time"), _("Type"), _("State"), _("Text"))
        found += ["", *table(headers, [_item_row(item) for item in told_once(timeline)], 70)]
    return found


def _label(key: str) -> str:
    return BY_KEY[key].show()


def _item_row(item: TimelineItem) -> tuple[object, ...]:
    kinds = {"activity": activity.KINDS, "follow_up": followup.KINDS}.get(item.noun, {})
    state = {"follow_up": followup.STATUSES, "visit": visits.STATUSES}.get(item.noun, {})
    what = _(_NOUNS[item.noun])
    if item.kind in kinds:
        what = _named(what, _(kinds[item.kind]))
    text = reduce(_named, (item.text, item.detail, show_rule_text(item.rule)))
    shown = _(state[item.status]) if item.status in state else ""
    return show_date(item.on), show_time(item.at), what, shown, text


def _named(name: str, what: str) -> str:
    return _("{name}: {what}").format(name=name, what=what) if name and what else name or what


def changes_document(changes: Changes) -> dict[str, object]:
    """Return what an operation did as a JSON document."""
    return {
        "id": changes.new_id or None,
        "operation_id": changes.operation_id or None,
        "message": changes.message,
    }


def series_document(series: Series, words: str) -> dict[str, object]:
    """Return a series of follow-ups as a JSON document."""
    return {
        "id": series.id,
        "rule": series.rule.text,
        "words": words,
        "start": series.start if not series.rule.rolling_days else None,
        "until": series.repeat.until,
        "times": series.repeat.most or None,
    }


def follow_up_document(row: FollowUpRow) -> dict[str, object]:
    """Return a follow-up with its customer as a JSON document."""
    one = row.follow_up
    return {
        "id": one.id,
        "customer_id": one.customer_id,
        "customer": row.customer,
        "mobile": row.mobile,
        "grade": row.grade,
        "due": one.due,
        "time": show_time(one.at) or None,
        "what": one.what,
        "kind": one.kind,
        "priority": one.priority,
        "staff": one.staff,
        "last_note": row.last_note,
        "series_id": one.series_id or None,
        "rule": row.rule or None,
        "chain": one.chain or None,
    }


def visit_document(row: VisitRow) -> dict[str, object]:
    """Return a visit with its customer as a JSON document."""
    one = row.visit
    return {
        "id": one.id,
        "customer_id": one.customer_id,
        "customer": row.customer,
        "phone": row.phone,
        "address": row.address,
        "district": row.district,
        "on": one.on,
        "time": show_time(one.at) or None,
        "position": one.position,
        "purpose": one.purpose,
        "staff": one.staff,
        "status": one.status,
        "outcome": one.outcome,
        "last_note": row.last_note,
    }


def status_of(row: VisitRow) -> str:
    """Return the status of a visit in words, nothing while it is planned."""
    status = row.visit.status
    return "" if status == visits.PLANNED else _(visits.STATUSES[status])
