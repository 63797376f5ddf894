"""Customers on paper: a list with chosen columns, whole files, and the emergency list."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from crmdesk.core.domain import activity, followup, visit
from crmdesk.core.domain.activity import TimelineItem, told_once
from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.choices import GRADE
from crmdesk.core.domain.complaint import OpenCase
from crmdesk.core.domain.complaint_words import case_words
from crmdesk.core.domain.customer import METHOD_KINDS, PHONE_KINDS, Customer, CustomerQuery
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.postal import district_beside
from crmdesk.core.domain.shown_dates import show_date, show_time
from crmdesk.core.i18n import N_, _, listed, ngettext
from crmdesk.core.reports.customer_file import (
    CustomerFile,
    Happening,
    Pair,
    PersonLine,
    build_customer_files,
)
from crmdesk.core.reports.customer_list import ListColumn, build_customer_list
from crmdesk.core.reports.document import Document, Look
from crmdesk.core.reports.emergency_list import (
    EMERGENCY_PARTS,
    EmergencyLine,
    build_emergency_list,
)
from crmdesk.core.reports.wording import shorten
from crmdesk.core.services import export_rows
from crmdesk.core.services.export_rows import Layout
from crmdesk.core.services.print_options import PrintOptions, Style
from crmdesk.core.services.print_texts import USUAL_COLUMNS, customers_of, field_texts, printable
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import activities, complaints, followups
from crmdesk.core.store.database import Connection

FILE_PARTS: Final = {
    "contact": N_("Contact"),
    "facts": N_("At a glance"),
    "own": N_("Own fields"),
    "persons": N_("Contact persons"),
    "notes": N_("Notes"),
    "planned": N_("Next dates"),
    "happened": N_("Activities"),
}
_FACTS: Final = (
    "kind",
    "company",
    "gender",
    "birthday",
    "grade",
    "stage",
    "source",
    "referrer",
    "tags",
    "staff",
    "card",
    "created",
    "last_contact",
    "next_date",
)
_NUMERIC: Final = frozenset({"custom_number"})
_WHOLE: Final = frozenset({"name", "company", "address"})
_LONGEST_IN_LIST: Final = 300
_MOST_FILES: Final = 300
_LONGEST_TIMELINE: Final = 500
_EMERGENCY_GRADES: Final = ("A",)


def _customer_list(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    with workspace.database.read() as connection:
        found, remark = customers_of(workspace, connection, options)
        layout = export_rows.layout_of(connection)
    known = {field.key: field for field in printable(Catalogue(layout.custom).fields)}
    keys = [key for key in options.columns or USUAL_COLUMNS if key in known] or ["name"]
    columns = [
        ListColumn(
            known[key].show(),
            "right" if known[key].type in _NUMERIC else "left",
            strong=key == "name",
        )
        for key in keys
    ]
    texts = (field_texts(customer, layout) for customer in found)
    rows = [[_in_list(key, one.get(key, "")) for key in keys] for one in texts]
    return build_customer_list(look, options.title or _("Customers"), columns, rows, remark=remark)


def _customer_files(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    parts = CUSTOMER_FILE.chosen_parts(options)
    with workspace.database.read() as connection:
        found, remark = customers_of(workspace, connection, options, most=_MOST_FILES)
        layout = export_rows.layout_of(connection)
        files = [_file(connection, customer, layout, parts) for customer in found]
    return build_customer_files(look, files, remark=remark)


def _emergency(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    grades = options.grades or _EMERGENCY_GRADES
    query = options.query or CustomerQuery()
    # The heading names grades: other customers have no place under it.
    grades = query.grades or grades
    query = replace(query, grades=grades)
    with workspace.database.read() as connection:
        found, remark = customers_of(workspace, connection, options, query)
        ids = [customer.id for customer in found]
        notes = activities.last_notes(connection, ids)
        coming = followups.next_whats(connection, ids)
        layout = export_rows.layout_of(connection)
    lines = [_emergency_line(one, layout, notes, coming) for one in found]
    names = listed(layout.label(GRADE, grade) for grade in grades)
    heading = options.title or _("Emergency list: {grades} customers").format(grades=names)
    parts = EMERGENCY.chosen_parts(options)
    return build_emergency_list(look, heading, lines, parts=parts, remark=remark)


def _in_list(key: str, text: str) -> str:
    # A note of pages has its place in the customer's file; who and where must be whole.
    return text if key in _WHOLE else shorten(text, _LONGEST_IN_LIST)


CUSTOMER_LIST: Final = Style(
    "customer_list",
    N_("Customer list"),
    N_("The columns you choose, in your order."),
    "customers",
    _customer_list,
    frozenset({"columns"}),
)
CUSTOMER_FILE: Final = Style(
    "customer_file",
    N_("Customer file"),
    N_("All that is known of a customer; each begins on a new page."),
    "customers",
    _customer_files,
    parts=FILE_PARTS,
)
EMERGENCY: Final = Style(
    "emergency",
    N_("Emergency list"),
    N_("Phone, last note and next date of the best customers, for a day without the computer."),
    "customers",
    _emergency,
    frozenset({"grades"}),
    EMERGENCY_PARTS,
    ("last_note", "next_date", "staff", "to_write"),
)


def _file(
    connection: Connection, customer: Customer, layout: Layout, parts: tuple[str, ...]
) -> CustomerFile:
    texts = field_texts(customer, layout)
    timeline = activities.timeline(connection, customer.id, _LONGEST_TIMELINE + 1)
    shown = told_once(timeline[:_LONGEST_TIMELINE])
    own = export_rows.custom_texts(customer, layout)
    facts = [(BY_KEY[key].show(), texts[key]) for key in _FACTS]
    return CustomerFile(
        name=customer.name,
        note=" · ".join(filter(None, (texts["grade"], texts["stage"]))),
        alarms=tuple(
            case_words(OpenCase(one.number, one.what, one.received_at.astimezone().date()))
            for one in complaints.of_customer(connection, customer.id)
            if one.is_open
        ),
        facts=_filled(facts) if "facts" in parts else (),
        contact=_filled(_contact(customer)) if "contact" in parts else (),
        own=_filled([(field.label, text) for field, text in own]) if "own" in parts else (),
        persons=tuple(
            PersonLine(one.name, one.role, one.phone, one.notes) for one in customer.persons
        )
        if "persons" in parts
        else (),
        notes=customer.notes if "notes" in parts else "",
        planned=tuple(_happening(item) for item in shown if item.open)
        if "planned" in parts
        else (),
        happened=tuple(_happening(item) for item in shown if not item.open)
        if "happened" in parts
        else (),
        more=_more(timeline) if "happened" in parts else "",
    )


def _more(timeline: list[TimelineItem]) -> str:
    if len(timeline) <= _LONGEST_TIMELINE:
        return ""
    return ngettext(
        "Only the newest entry is printed.",
        "Only the newest {count} entries are printed.",
        _LONGEST_TIMELINE,
    ).format(count=_LONGEST_TIMELINE)


def _filled(pairs: list[Pair]) -> tuple[Pair, ...]:
    return tuple(pair for pair in pairs if pair[1])


def _contact(customer: Customer) -> list[Pair]:
    pairs = [(_(METHOD_KINDS[one.kind]), one.value) for one in customer.methods]
    for address in customer.addresses:
        district = district_beside(address.text, address.district)
        text = " ".join(filter(None, (address.postcode, district, address.text)))
        pairs.append((BY_KEY["address"].show(), text))
    return pairs


def _happening(item: TimelineItem) -> Happening:
    states = {"follow_up": followup.STATUSES, "visit": visit.STATUSES}.get(item.noun, {})
    return Happening(
        day=" ".join(filter(None, (show_date(item.on), show_time(item.at)))),
        kind=_kind(item),
        text=item.text,
        detail=item.detail,
        staff=item.staff,
        state="" if item.open or item.status == "done" else _(states.get(item.status, "")),
    )


def _kind(item: TimelineItem) -> str:
    if item.noun == "visit":
        return _("Visit")
    if item.noun == "follow_up":
        kind = _(followup.KINDS.get(item.kind, followup.KINDS["task"]))
        return _("Follow-up: {kind}").format(kind=kind)
    return _(activity.KINDS.get(item.kind, activity.KINDS["note"]))


def _emergency_line(
    customer: Customer, layout: Layout, notes: dict[int, str], coming: dict[int, str]
) -> EmergencyLine:
    return EmergencyLine(
        name=customer.name,
        company=customer.company,
        phones=tuple(one.value for one in customer.methods if one.kind in PHONE_KINDS[:2]),
        address=customer.address,
        last_contact=show_date(customer.last_contact),
        last_note=notes.get(customer.id, ""),
        next_date=show_date(customer.next_due),
        next_what=coming.get(customer.id, ""),
        staff=layout.label("staff", customer.staff),
    )
