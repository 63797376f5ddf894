"""The tables of complaints, of their log, and of the files that belong to them."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from crmdesk.core.domain.complaint import OPEN
from crmdesk.core.store.columns import maybe, metadata, number, row_id, text


def _maybe_customer() -> sa.Column[int | None]:
    # A walk-in is nobody's file yet.
    return sa.Column(
        "customer_id", sa.Integer, sa.ForeignKey("customer.id"), nullable=True, index=True
    )


def _complaint_id() -> sa.Column[int]:
    return sa.Column("complaint_id", sa.Integer, nullable=False, index=True)


def _maybe_number(name: str) -> sa.Column[int | None]:
    return sa.Column(name, sa.Integer, nullable=True)


complaint = sa.Table(
    "complaint",
    metadata,
    row_id(),
    _maybe_customer(),
    sa.Column("number", sa.Text, nullable=False, unique=True),
    # The order of lists: numbers by number, names by their sound.
    text("number_key"),
    text("walk_in_name"),
    text("walk_in_key"),
    text("walk_in_phone"),
    text("received_at"),
    text("received_by"),
    text("channel"),
    text("category"),
    text("product"),
    maybe("ordered_on"),
    text("what"),
    text("wish"),
    text("wish_text"),
    text("severity"),
    text("staff"),
    maybe("promised_on"),
    text("cause"),
    text("founded"),
    text("action"),
    number("cost"),
    text("prevention"),
    # What the log amounts to (domain/complaint_clock.py), kept so that lists need no replay.
    text("state"),
    maybe("opened_at"),
    maybe("acknowledged_at"),
    maybe("answered_at"),
    maybe("ended_at"),
    maybe("waiting_since"),
    maybe("due_at"),
    number("waited"),
    number("waited_before"),
    number("promised_waited"),
    number("tries"),
    number("reopened"),
    number("late"),
    _maybe_number("acknowledge_minutes"),
    _maybe_number("answer_minutes"),
    _maybe_number("close_minutes"),
    number("satisfaction"),
    maybe("call_back_on"),
    number("duplicate_of"),
    number("activity_id"),
    number("follow_up_id"),
    sqlite_autoincrement=True,
)
OPEN_SQL: Final = "state IN ({})".format(", ".join(f"'{state}'" for state in sorted(OPEN)))
sa.Index("ix_complaint_number_key", complaint.c.number_key)
sa.Index("ix_complaint_received_at", complaint.c.received_at)
# The open ones are few: by when they are due, by state, and by whose they are.
sa.Index(
    "ix_complaint_due_at",
    complaint.c.due_at,
    complaint.c.state,
    complaint.c.staff,
    sqlite_where=sa.text(OPEN_SQL),
)
sa.Index("ix_complaint_state", complaint.c.state, complaint.c.received_at)
# The board of a member of staff has a column for each state.
sa.Index("ix_complaint_staff", complaint.c.staff, complaint.c.state, complaint.c.received_at)
# What was open at the end of a day, and what ended in a month.
sa.Index("ix_complaint_ended_at", complaint.c.ended_at, complaint.c.received_at)
# Earlier answers in the same category are proposed while typing.
sa.Index("ix_complaint_category", complaint.c.category, complaint.c.received_at)
sa.Index(
    "ix_complaint_product",
    complaint.c.product,
    complaint.c.received_at,
    sqlite_where=complaint.c.product != "",
)

sa.Index(
    "ix_complaint_follow_up_id",
    complaint.c.follow_up_id,
    sqlite_where=complaint.c.follow_up_id > 0,
)

complaint_log = sa.Table(
    "complaint_log",
    metadata,
    row_id(),
    _maybe_customer(),
    _complaint_id(),
    text("at"),
    text("who"),
    text("event"),
    text("state"),
    text("note"),
    text("details"),
    sqlite_autoincrement=True,
)

# A file of a complaint; what is in it stands in `blob`, once however often it is attached.
attachment = sa.Table(
    "attachment",
    metadata,
    row_id(),
    _maybe_customer(),
    _complaint_id(),
    text("name"),
    text("kind"),
    number("size"),
    number("blob_id"),
    text("added_at"),
    text("added_by"),
    sqlite_autoincrement=True,
)

# No part of the history: a file that was taken off comes back by its row alone.
blob = sa.Table(
    "blob",
    metadata,
    row_id(),
    sa.Column("sha256", sa.Text, nullable=False, unique=True),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# The last number given in a year. No part of the history: no number is given twice.
complaint_number = sa.Table(
    "complaint_number",
    metadata,
    row_id(),
    sa.Column("year", sa.Integer, nullable=False, unique=True),
    number("last"),
)

# A good answer, kept under its category to be used again.
solution = sa.Table(
    "solution",
    metadata,
    row_id(),
    sa.Column("category", sa.Text, nullable=False, server_default="", index=True),
    text("text"),
    sqlite_autoincrement=True,
)

# Those a user's operation may write, parents first.
RECORDED: Final = (complaint, complaint_log, attachment, solution)
