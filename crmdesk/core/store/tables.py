"""The tables; the migrations bring a file to exactly this shape."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from crmdesk.core.store import complaint_tables
from crmdesk.core.store.columns import customer_id, maybe, metadata, number, row_id, text
from crmdesk.core.store.plan_tables import (
    activity,
    exported_entry,
    follow_up,
    follow_up_series,
    greeting,
    reminder,
    round_customer,
    visit,
    visit_round,
)

__all__ = [
    "CREATE_SEARCH_TABLE",
    "DERIVED",
    "PLAIN",
    "RECORDED",
    "SEARCH_TABLE",
    "activity",
    "address",
    "change",
    "choice",
    "contact_method",
    "contact_person",
    "custom_field",
    "custom_value",
    "customer",
    "customer_tag",
    "exported_entry",
    "follow_up",
    "follow_up_series",
    "greeting",
    "import_memory",
    "metadata",
    "not_duplicate",
    "operation",
    "reminder",
    "round_customer",
    "setting",
    "visit",
    "visit_round",
]

# Dates are ISO text and instants ISO text in UTC: they sort and compare as they stand.
customer = sa.Table(
    "customer",
    metadata,
    row_id(),
    text("kind"),
    text("name"),
    text("gender"),
    text("birthday"),
    text("company"),
    text("grade"),
    text("stage"),
    text("source"),
    text("referrer"),
    sa.Column("referrer_id", sa.Integer, sa.ForeignKey("customer.id"), nullable=True),
    text("staff"),
    text("card"),
    text("created"),
    maybe("binned_at"),
    # Worked out from the rest by store/derived.py; not part of the history.
    text("name_key"),
    text("mobile"),
    text("district"),
    text("address"),
    text("tags"),
    number("birthday_md"),
    number("lunar_md"),
    maybe("last_contact"),
    maybe("next_due"),
    # Long and rarely read in lists.
    text("notes"),
    # The owner's own interval for staying in touch in days; 0 leaves it to the grade.
    number("stay_days"),
    # Worked out as well: the usual number of days between contacts (0: unknown), and from which
    # day on the customer is silent for unusually long.
    number("usual_days"),
    maybe("drift_on"),
    # Undo and redo put rows back under their old ids: no id is given twice.
    sqlite_autoincrement=True,
)
DERIVED: Final = (
    "name_key",
    "mobile",
    "district",
    "address",
    "tags",
    "birthday_md",
    "lunar_md",
    "last_contact",
    "next_due",
    "usual_days",
    "drift_on",
)
# Columns of a customer from which nothing is worked out and that no text search looks at.
PLAIN: Final = frozenset(
    {"grade", "stage", "source", "staff", "binned_at", "referrer_id", "stay_days"}
)

sa.Index(
    "ix_customer_name_key",
    customer.c.name_key,
    customer.c.id,
    sqlite_where=customer.c.binned_at.is_(None),
)
sa.Index("ix_customer_birthday_md", customer.c.birthday_md, sqlite_where=customer.c.birthday_md > 0)
sa.Index("ix_customer_lunar_md", customer.c.lunar_md, sqlite_where=customer.c.lunar_md > 0)
sa.Index(
    "ix_customer_last_contact",
    customer.c.last_contact,
    sqlite_where=customer.c.last_contact.is_not(None),
)
sa.Index("ix_customer_next_due", customer.c.next_due, sqlite_where=customer.c.next_due.is_not(None))
sa.Index(
    "ix_customer_binned_at", customer.c.binned_at, sqlite_where=customer.c.binned_at.is_not(None)
)
sa.Index(
    "ix_customer_referrer_id",
    customer.c.referrer_id,
    sqlite_where=customer.c.referrer_id.is_not(None),
)
# Those who may be silent: nobody in the bin, nobody lost, nobody with an open follow-up. A list of
# them is counted and put in order without looking at the customers themselves.
_MAYBE_SILENT: Final = (
    customer.c.binned_at.is_(None),
    customer.c.last_contact.is_not(None),
    customer.c.next_due.is_(None),
    customer.c.stage != "lost",
)
sa.Index(
    "ix_customer_grade",
    # By all of these the customers who were never contacted are known without a look at them.
    *(customer.c.grade, customer.c.id, customer.c.last_contact, customer.c.next_due),
    *(customer.c.stage, customer.c.stay_days, customer.c.created),
    sqlite_where=customer.c.binned_at.is_(None),
)
sa.Index(
    "ix_customer_grade_last_contact",
    customer.c.grade,
    customer.c.last_contact,
    sqlite_where=sa.and_(*_MAYBE_SILENT, customer.c.stay_days == 0),
)
sa.Index(
    "ix_customer_stay_days",
    customer.c.stay_days,
    customer.c.last_contact,
    customer.c.next_due,
    customer.c.binned_at,
    customer.c.stage,
    sqlite_where=customer.c.stay_days > 0,
)
sa.Index(
    "ix_customer_drift_on",
    customer.c.drift_on,
    customer.c.grade,
    customer.c.last_contact,
    sqlite_where=sa.and_(
        *_MAYBE_SILENT, customer.c.stay_days == 0, customer.c.drift_on.is_not(None)
    ),
)
sa.Index("ix_customer_card", customer.c.card, sqlite_where=customer.c.card != "")
sa.Index("ix_customer_district", customer.c.district, sqlite_where=customer.c.district != "")

contact_method = sa.Table(
    "contact_method",
    metadata,
    row_id(),
    customer_id(),
    text("kind"),
    text("value"),
    # The canonical form by which duplicates are found.
    text("key"),
    number("position"),
    sqlite_autoincrement=True,
)
sa.Index("ix_contact_method_key", contact_method.c.key, contact_method.c.kind)

address = sa.Table(
    "address",
    metadata,
    row_id(),
    customer_id(),
    text("text"),
    text("district"),
    text("postcode"),
    number("position"),
    sqlite_autoincrement=True,
)

contact_person = sa.Table(
    "contact_person",
    metadata,
    row_id(),
    customer_id(),
    text("name"),
    text("role"),
    text("phone"),
    text("notes"),
    number("position"),
    sqlite_autoincrement=True,
)

customer_tag = sa.Table(
    "customer_tag",
    metadata,
    row_id(),
    customer_id(),
    sa.Column("tag", sa.Text, nullable=False, index=True),
    number("position"),
    sqlite_autoincrement=True,
)

# A field the owner made; its values are rows of their own, so that no table has to be rebuilt.
custom_field = sa.Table(
    "custom_field",
    metadata,
    row_id(),
    text("label"),
    text("type"),
    number("position"),
    sqlite_autoincrement=True,
)

custom_value = sa.Table(
    "custom_value",
    metadata,
    row_id(),
    customer_id(),
    sa.Column("field_id", sa.Integer, sa.ForeignKey("custom_field.id"), nullable=False),
    text("value"),
    number("position"),
    sqlite_autoincrement=True,
)
sa.Index("ix_custom_value_field_id", custom_value.c.field_id, custom_value.c.value)

# Two customers an owner said are not the same, so that they are not shown as duplicates again.
not_duplicate = sa.Table(
    "not_duplicate",
    metadata,
    row_id(),
    customer_id(),
    sa.Column("other_id", sa.Integer, sa.ForeignKey("customer.id"), nullable=False, index=True),
    sqlite_autoincrement=True,
)

choice = sa.Table(
    "choice",
    metadata,
    row_id(),
    text("list"),
    text("code"),
    text("label"),
    number("position"),
    sa.UniqueConstraint("list", "code"),
    sqlite_autoincrement=True,
)

setting = sa.Table(
    "setting",
    metadata,
    row_id(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    text("value"),
    sqlite_autoincrement=True,
)

operation = sa.Table(
    "operation",
    metadata,
    row_id(),
    text("at"),
    text("who"),
    text("kind"),
    text("details"),
    sa.Column("undone_by", sa.Integer, sa.ForeignKey("operation.id"), nullable=True),
    sa.Column("undoes", sa.Integer, sa.ForeignKey("operation.id"), nullable=True),
    sqlite_autoincrement=True,
)

# What an operation did to rows: `before` holds the overwritten values ('u'), the whole row ('d'),
# or nothing ('i'); an insert may stand for a run of ids. The customers concerned are a run too.
change = sa.Table(
    "change",
    metadata,
    row_id(),
    sa.Column(
        "operation_id", sa.Integer, sa.ForeignKey("operation.id"), nullable=False, index=True
    ),
    text("action"),
    text("noun"),
    number("row_id"),
    number("last_row_id"),
    number("customer_id"),
    number("last_customer_id"),
    maybe("before"),
)
sa.Index("ix_change_customer_id", change.c.customer_id, change.c.operation_id)

# How a list with certain headers was understood the last time; no part of the history, because to
# take an import back is no reason to forget how to read the list.
import_memory = sa.Table(
    "import_memory",
    metadata,
    row_id(),
    sa.Column("fingerprint", sa.Text, nullable=False, unique=True),
    text("used_on"),
    text("understanding"),
)

# Tables a user's operation may write, parents first.
RECORDED: Final = (
    custom_field,
    customer,
    contact_method,
    address,
    contact_person,
    customer_tag,
    custom_value,
    not_duplicate,
    activity,
    follow_up_series,
    follow_up,
    visit_round,
    round_customer,
    visit,
    greeting,
    *complaint_tables.RECORDED,
    choice,
    setting,
)

SEARCH_TABLE: Final = "customer_text"
CREATE_SEARCH_TABLE: Final = (
    f"CREATE VIRTUAL TABLE {SEARCH_TABLE} USING fts5(name, phone, more, content='', "
    "contentless_delete=1, tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')"
)
