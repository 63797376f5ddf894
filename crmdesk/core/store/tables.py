"""The tables; the migrations bring a file to exactly this shape."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = sa.MetaData(naming_convention=NAMING)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, primary_key=True)


def _customer_id() -> sa.Column[int]:
    return sa.Column(
        "customer_id", sa.Integer, sa.ForeignKey("customer.id"), nullable=False, index=True
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def _number(name: str, default: int = 0) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=False, server_default=str(default))


# Dates are ISO text and instants ISO text in UTC: they sort and compare as they stand.
customer = sa.Table(
    "customer",
    metadata,
    _id(),
    _text("kind"),
    _text("name"),
    _text("gender"),
    _text("birthday"),
    _text("company"),
    _text("grade"),
    _text("stage"),
    _text("source"),
    _text("referrer"),
    sa.Column("referrer_id", sa.Integer, sa.ForeignKey("customer.id"), nullable=True),
    _text("staff"),
    _text("card"),
    _text("created"),
    sa.Column("binned_at", sa.Text, nullable=True),
    # Worked out from the rest by store/derived.py; not part of the history.
    _text("name_key"),
    _text("mobile"),
    _text("district"),
    _text("address"),
    _text("tags"),
    _number("birthday_md"),
    _number("lunar_md"),
    sa.Column("last_contact", sa.Text, nullable=True),
    sa.Column("next_due", sa.Text, nullable=True),
    # Last, because it is long and rarely read in lists.
    _text("notes"),
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
)
# Columns of a customer from which nothing is worked out and that no text search looks at.
PLAIN: Final = frozenset({"grade", "stage", "source", "staff", "binned_at", "referrer_id"})

sa.Index(
    "ix_customer_name_key",
    customer.c.name_key,
    customer.c.id,
    sqlite_where=customer.c.binned_at.is_(None),
)
sa.Index(
    "ix_customer_birthday_md",
    customer.c.birthday_md,
    sqlite_where=customer.c.birthday_md > 0,
)
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
sa.Index("ix_customer_card", customer.c.card, sqlite_where=customer.c.card != "")
sa.Index("ix_customer_district", customer.c.district, sqlite_where=customer.c.district != "")

contact_method = sa.Table(
    "contact_method",
    metadata,
    _id(),
    _customer_id(),
    _text("kind"),
    _text("value"),
    # The canonical form by which duplicates are found.
    _text("key"),
    _number("position"),
    sqlite_autoincrement=True,
)
sa.Index("ix_contact_method_key", contact_method.c.key, contact_method.c.kind)

address = sa.Table(
    "address",
    metadata,
    _id(),
    _customer_id(),
    _text("text"),
    _text("district"),
    _text("postcode"),
    _number("position"),
    sqlite_autoincrement=True,
)

contact_person = sa.Table(
    "contact_person",
    metadata,
    _id(),
    _customer_id(),
    _text("name"),
    _text("role"),
    _text("phone"),
    _text("notes"),
    _number("position"),
    sqlite_autoincrement=True,
)

customer_tag = sa.Table(
    "customer_tag",
    metadata,
    _id(),
    _customer_id(),
    sa.Column("tag", sa.Text, nullable=False, index=True),
    _number("position"),
    sqlite_autoincrement=True,
)

# A field the owner made; its values are rows of their own, so that no table has to be rebuilt.
custom_field = sa.Table(
    "custom_field",
    metadata,
    _id(),
    _text("label"),
    _text("type"),
    _number("position"),
    sqlite_autoincrement=True,
)

custom_value = sa.Table(
    "custom_value",
    metadata,
    _id(),
    _customer_id(),
    sa.Column("field_id", sa.Integer, sa.ForeignKey("custom_field.id"), nullable=False),
    _text("value"),
    _number("position"),
    sqlite_autoincrement=True,
)
sa.Index("ix_custom_value_field_id", custom_value.c.field_id, custom_value.c.value)

# Two customers an owner said are not the same, so that they are not shown as duplicates again.
not_duplicate = sa.Table(
    "not_duplicate",
    metadata,
    _id(),
    _customer_id(),
    sa.Column("other_id", sa.Integer, sa.ForeignKey("customer.id"), nullable=False, index=True),
    sqlite_autoincrement=True,
)

activity = sa.Table(
    "activity",
    metadata,
    _id(),
    _customer_id(),
    _text("on_date"),
    sa.Column("at_time", sa.Text, nullable=True),
    _text("kind"),
    _text("text"),
    _text("staff"),
    sqlite_autoincrement=True,
)

follow_up = sa.Table(
    "follow_up",
    metadata,
    _id(),
    _customer_id(),
    _text("due"),
    sa.Column("at_time", sa.Text, nullable=True),
    _text("what"),
    _text("kind"),
    _number("priority", 1),
    _text("staff"),
    _text("status"),
    _number("moved"),
    sa.Column("done_on", sa.Text, nullable=True),
    _text("done_note"),
    sqlite_autoincrement=True,
)
sa.Index("ix_follow_up_due", follow_up.c.due, sqlite_where=follow_up.c.status == "open")

visit = sa.Table(
    "visit",
    metadata,
    _id(),
    _customer_id(),
    sa.Column("on_date", sa.Text, nullable=False, index=True),
    sa.Column("at_time", sa.Text, nullable=True),
    _number("position"),
    _text("purpose"),
    _text("staff"),
    _text("status"),
    _text("outcome"),
    sa.Column("moved_to", sa.Text, nullable=True),
    sqlite_autoincrement=True,
)

choice = sa.Table(
    "choice",
    metadata,
    _id(),
    _text("list"),
    _text("code"),
    _text("label"),
    _number("position"),
    sa.UniqueConstraint("list", "code"),
    sqlite_autoincrement=True,
)

setting = sa.Table(
    "setting",
    metadata,
    _id(),
    sa.Column("key", sa.Text, nullable=False, unique=True),
    _text("value"),
    sqlite_autoincrement=True,
)

operation = sa.Table(
    "operation",
    metadata,
    _id(),
    _text("at"),
    _text("who"),
    _text("kind"),
    _text("details"),
    sa.Column("undone_by", sa.Integer, sa.ForeignKey("operation.id"), nullable=True),
    sa.Column("undoes", sa.Integer, sa.ForeignKey("operation.id"), nullable=True),
    sqlite_autoincrement=True,
)

# What an operation did to rows: `before` holds the overwritten values ('u'), the whole row ('d'),
# or nothing ('i'); an insert may stand for a run of ids. The customers concerned are a run too.
change = sa.Table(
    "change",
    metadata,
    _id(),
    sa.Column(
        "operation_id", sa.Integer, sa.ForeignKey("operation.id"), nullable=False, index=True
    ),
    _text("action"),
    _text("noun"),
    _number("row_id"),
    _number("last_row_id"),
    _number("customer_id"),
    _number("last_customer_id"),
    sa.Column("before", sa.Text, nullable=True),
)
sa.Index("ix_change_customer_id", change.c.customer_id, change.c.operation_id)

# How a list with certain headers was understood the last time; no part of the history, because to
# take an import back is no reason to forget how to read the list.
import_memory = sa.Table(
    "import_memory",
    metadata,
    _id(),
    sa.Column("fingerprint", sa.Text, nullable=False, unique=True),
    _text("used_on"),
    _text("understanding"),
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
    follow_up,
    visit,
    choice,
    setting,
)

SEARCH_TABLE: Final = "customer_text"
CREATE_SEARCH_TABLE: Final = (
    f"CREATE VIRTUAL TABLE {SEARCH_TABLE} USING fts5(name, phone, more, content='', "
    "contentless_delete=1, tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')"
)
