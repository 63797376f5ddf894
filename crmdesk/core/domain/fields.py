"""The field catalogue: every field of a customer, once.

The table, the form, the filter, the import mapping and the export follow from it. A field that is
only ever a part of another (a family name, a city) is a target of the import and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, TAG, show_code
from crmdesk.core.domain.customer import GENDERS, KINDS, CustomerRow
from crmdesk.core.domain.header_words import HEADERS
from crmdesk.core.i18n import N_, _


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field: its key, label, type, and where it appears.

    `many`: several columns of a list may feed it. `list`: its values come from this list of
    choices. `cell`: shows it in a table row; None where it is no column. `filter`: how lists are
    filtered by it (`choice`, `month`, `days`, `own` or nothing). `form`: the section of the form.
    `own`: the owner made it, so its label is shown as it was typed.
    """

    key: str
    label: str
    type: str
    many: bool = False
    list: str = ""
    filter: str = ""
    form: str = ""
    cell: Callable[[CustomerRow], str] | None = None
    default_column: bool = False
    width: int = 120
    part: bool = False
    own: bool = False

    def show(self) -> str:
        """Return the label in the user's language."""
        return self.label if self.own else _(self.label)


def _part(key: str, label: str, kind: str = "text") -> Field:
    """Return a target of the import that is only a part of another field."""
    return Field(key=key, label=label, type=kind, part=True)


def _choice(list_name: str, attribute: str) -> Callable[[CustomerRow], str]:
    return lambda row: show_code(list_name, getattr(row, attribute))


def _text(attribute: str) -> Callable[[CustomerRow], str]:
    return lambda row: str(getattr(row, attribute) or "")


def _birthday(row: CustomerRow) -> str:
    return row.birthday.show() if row.birthday else ""


FIELDS: Final[tuple[Field, ...]] = (
    Field(
        key="name",
        label=N_("Name"),
        type="name",
        form="who",
        cell=_text("name"),
        default_column=True,
        width=132,
    ),
    Field(
        key="kind",
        label=N_("Person or company"),
        type="kind",
        form="who",
        filter="choice",
        cell=lambda row: _(KINDS[row.kind]),
        width=80,
    ),
    Field(
        key="mobile",
        label=N_("Mobile"),
        type="phone",
        many=True,
        form="contact",
        cell=_text("mobile"),
        default_column=True,
        width=116,
    ),
    Field(
        key="phone",
        label=N_("Phone"),
        type="phone",
        many=True,
        form="contact",
    ),
    Field(
        key="fax",
        label=N_("Fax"),
        type="phone",
        many=True,
        form="contact",
    ),
    Field(
        key="wechat",
        label=N_("WeChat"),
        type="handle",
        many=True,
        form="contact",
    ),
    Field(
        key="qq",
        label=N_("QQ"),
        type="handle",
        many=True,
        form="contact",
    ),
    Field(
        key="email",
        label=N_("E-mail"),
        type="email",
        many=True,
        form="contact",
    ),
    Field(
        key="website",
        label=N_("Website"),
        type="handle",
        many=True,
        form="contact",
    ),
    Field(
        key="other",
        label=N_("Other contact"),
        type="handle",
        many=True,
        form="contact",
    ),
    Field(
        key="company",
        label=N_("Company"),
        type="text",
        form="who",
        cell=_text("company"),
        width=160,
    ),
    Field(
        key="contact_person",
        label=N_("Contact person"),
        type="persons",
        many=True,
        form="persons",
    ),
    Field(
        key="gender",
        label=N_("Gender"),
        type="gender",
        form="who",
        cell=lambda row: _(GENDERS[row.gender]) if row.gender else "",
        width=70,
    ),
    Field(
        key="birthday",
        label=N_("Birthday"),
        type="birthday",
        form="who",
        filter="month",
        cell=_birthday,
        width=130,
    ),
    Field(
        key="grade",
        label=N_("Grade"),
        type="choice",
        list=GRADE,
        form="value",
        filter="choice",
        cell=_text("grade"),
        default_column=True,
        width=60,
    ),
    Field(
        key="stage",
        label=N_("Stage"),
        type="choice",
        list=STAGE,
        form="value",
        filter="choice",
        cell=_choice(STAGE, "stage"),
        default_column=True,
        width=80,
    ),
    Field(
        key="source",
        label=N_("Source"),
        type="choice",
        list=SOURCE,
        form="value",
        filter="choice",
        cell=_choice(SOURCE, "source"),
        width=100,
    ),
    Field(
        key="referrer",
        label=N_("Referrer"),
        type="text",
        form="value",
    ),
    Field(
        key="tags",
        label=N_("Tags"),
        type="tags",
        list=TAG,
        many=True,
        form="value",
        filter="choice",
        cell=_text("tags"),
        default_column=True,
        width=140,
    ),
    Field(
        key="staff",
        label=N_("Staff"),
        type="choice",
        list=STAFF,
        form="value",
        filter="choice",
        cell=_text("staff"),
        width=90,
    ),
    Field(
        key="card",
        label=N_("Member card"),
        type="text",
        form="value",
        cell=_text("card"),
        width=110,
    ),
    Field(
        key="stay_days",
        label=N_("Contact every (days)"),
        type="days",
        form="value",
        filter="own",
        cell=lambda row: f"{row.stay_days}" if row.stay_days else "",
        width=110,
    ),
    Field(
        key="address",
        label=N_("Address"),
        type="address",
        many=True,
        form="address",
        cell=_text("address"),
        width=220,
    ),
    Field(
        key="district",
        label=N_("District"),
        type="text",
        many=True,
        form="address",
        cell=_text("district"),
        width=100,
    ),
    Field(
        key="postcode",
        label=N_("Postcode"),
        type="text",
        many=True,
        form="address",
    ),
    Field(
        key="last_contact",
        label=N_("Last contact"),
        type="date",
        filter="days",
        cell=lambda row: row.last_contact.isoformat() if row.last_contact else "",
        default_column=True,
        width=100,
    ),
    Field(
        key="next_date",
        label=N_("Next date"),
        type="date",
        cell=lambda row: row.next_due.isoformat() if row.next_due else "",
        default_column=True,
        width=100,
    ),
    Field(
        key="created",
        label=N_("Created"),
        type="date",
        form="value",
        cell=lambda row: row.created.isoformat() if row.created else "",
        width=100,
    ),
    Field(
        key="notes",
        label=N_("Notes"),
        type="notes",
        many=True,
        form="notes",
    ),
    _part("family_name", N_("Family name")),
    _part("given_name", N_("Given name")),
    _part("middle_name", N_("Middle name")),
    _part("role", N_("Role")),
    _part("country", N_("Country")),
    _part("province", N_("Province")),
    _part("city", N_("City")),
    _part("street", N_("Street")),
    _part("birthday_lunar", N_("Lunar birthday"), "birthday"),
    _part("birthday_type", N_("Birthday type"), "lunar"),
    _part("birth_year", N_("Year of birth")),
    _part("birth_month", N_("Month of birth")),
    _part("birth_day", N_("Day of birth")),
)

BY_KEY: Final[dict[str, Field]] = {field.key: field for field in FIELDS}
COLUMNS: Final[tuple[Field, ...]] = tuple(field for field in FIELDS if field.cell is not None)


@cache
def by_alias() -> dict[str, str]:
    """Return field keys by normalised header; the labels in both languages count as headers."""
    from crmdesk.core.domain.headers import normal_header

    found: dict[str, str] = {}
    for field in FIELDS:
        for alias in (*HEADERS.get(field.key, ()), field.label):
            found.setdefault(normal_header(alias), field.key)
    return found
