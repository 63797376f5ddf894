"""A customer: one record type for persons and companies, with all that belongs to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.i18n import N_

PERSON: Final = "person"
COMPANY: Final = "company"
KINDS: Final = {PERSON: N_("Person"), COMPANY: N_("Company")}

GENDERS: Final = {"female": N_("Female"), "male": N_("Male")}

METHOD_KINDS: Final = {
    "mobile": N_("Mobile"),
    "phone": N_("Phone"),
    "wechat": N_("WeChat"),
    "qq": N_("QQ"),
    "email": N_("E-mail"),
    "fax": N_("Fax"),
    "website": N_("Website"),
    "other": N_("Other contact"),
}
PHONE_KINDS: Final = ("mobile", "phone", "fax")


@dataclass(frozen=True, slots=True)
class ContactMethod:
    """One way to reach a customer; the first of its kind is the primary one."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address as one line of text, with the parts used for planning rounds."""

    text: str
    district: str = ""
    postcode: str = ""


@dataclass(frozen=True, slots=True)
class ContactPerson:
    """A person at a company customer, or a member of the household."""

    name: str
    role: str = ""
    phone: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """A customer file; `id` is 0 until it is stored, dates are local.

    `last_contact` and `next_due` are worked out from activities, visits and follow-ups and are
    ignored when a customer is written.
    """

    id: int = 0
    kind: str = PERSON
    name: str = ""
    gender: str = ""
    birthday: Birthday | None = None
    company: str = ""
    methods: tuple[ContactMethod, ...] = ()
    addresses: tuple[Address, ...] = ()
    persons: tuple[ContactPerson, ...] = ()
    grade: str = ""
    stage: str = ""
    source: str = ""
    referrer: str = ""
    referrer_id: int | None = None
    tags: tuple[str, ...] = ()
    staff: str = ""
    card: str = ""
    # How often to stay in touch with this customer, in days; 0 leaves it to the grade.
    stay_days: int = 0
    notes: str = ""
    # Values of the owner's own fields: (key of the field, kept text), in the order of the fields.
    custom: tuple[tuple[str, str], ...] = ()
    created: dt.date | None = None
    binned_at: dt.datetime | None = None
    last_contact: dt.date | None = None
    next_due: dt.date | None = None

    def first(self, kind: str) -> str:
        """Return the primary contact method of a kind, or an empty text."""
        for method in self.methods:
            if method.kind == kind:
                return method.value
        return ""

    def custom_value(self, key: str) -> str:
        """Return the kept text of one of the owner's own fields, or an empty text."""
        return next((value for name, value in self.custom if name == key), "")

    def all(self, kind: str) -> tuple[str, ...]:
        """Return all contact methods of a kind, the primary one first."""
        return tuple(method.value for method in self.methods if method.kind == kind)

    @property
    def mobile(self) -> str:
        """The number to call first: the primary mobile, else the primary phone."""
        return self.first("mobile") or self.first("phone")

    @property
    def address(self) -> str:
        """The first address as text, or an empty text."""
        return self.addresses[0].text if self.addresses else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerRow:
    """A customer as a line of a list: only what a table shows."""

    id: int
    kind: str
    name: str
    mobile: str
    company: str
    grade: str
    stage: str
    source: str
    staff: str
    card: str
    gender: str
    birthday: Birthday | None
    district: str
    address: str
    tags: str
    created: dt.date | None
    last_contact: dt.date | None
    next_due: dt.date | None
    stay_days: int = 0
    custom: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerQuery:
    """What a list of customers shows and in which order; empty filters let everything through.

    `silent_days`: no contact for at least so many days (or never). `sort` is a column's key of the
    field catalogue; with a `text` and an empty `sort` the best match comes first. `made_by` and
    `changed_by`: only customers that this operation (an import) made or changed. `custom`: for the
    key of each of the owner's own fields the values that are let through. `own_interval`: only
    customers with an interval for staying in touch of their own, or only those without.
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    staff: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    made_by: int | None = None
    changed_by: int | None = None
    custom: tuple[tuple[str, tuple[str, ...]], ...] = ()
    own_interval: bool | None = None
    birthday_month: int | None = None
    contact_within_days: int | None = None
    silent_days: int | None = None
    due: bool = False
    in_bin: bool = False
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Where a search text was found: field key, the text, and `(start, length)` of each hit.

    `label` names a field of the owner's own.
    """

    field: str
    text: str
    ranges: tuple[tuple[int, int], ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result of a search, best first, with the part that matched."""

    id: int
    name: str
    kind: str
    mobile: str
    company: str
    grade: str
    district: str = ""
    in_bin: bool = False
    matched: Match = Match("name", "")


@dataclass(frozen=True, slots=True)
class Lookalike:
    """An existing customer that may be the same one: `certain` when the duplicate rule says so."""

    id: int
    name: str
    mobile: str
    reason: str
    certain: bool
