"""Complaints with their log, files, numbers and solutions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_OPEN = (
    "state IN ('answered', 'in_progress', 'new', 'reopened', 'waiting_customer', 'waiting_third')"
)
# The lists a shop begins with; its owner changes them.
_CHOICES = {
    "complaint_category": ("quality", "attitude", "price", "delivery", "after_sales", "other"),
    "complaint_channel": ("shop", "phone", "wechat", "platform", "other"),
    "complaint_cause": (
        "product",
        "supplier",
        "mistake",
        "delivery",
        "misunderstanding",
        "use",
        "other",
    ),
}


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default="0", nullable=False)


def _maybe(name: str) -> sa.Column[str | None]:
    return sa.Column(name, sa.Text(), nullable=True)


def _maybe_number(name: str) -> sa.Column[int | None]:
    return sa.Column(name, sa.Integer(), nullable=True)


def _id(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _customer(table: str) -> tuple[sa.Column[int | None], sa.ForeignKeyConstraint]:
    return (
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f(f"fk_{table}_customer_id_customer")
        ),
    )


def upgrade() -> None:
    """Bring the file one step forward."""
    _create_complaint()
    op.create_table(
        "complaint_log",
        *_id("complaint_log"),
        *_customer("complaint_log"),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        *(_text(name) for name in ("at", "who", "event", "state", "note", "details")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "attachment",
        *_id("attachment"),
        *_customer("attachment"),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        *(_text("name"), _text("kind"), _number("size"), _number("blob_id")),
        *(_text("added_at"), _text("added_by")),
        sqlite_autoincrement=True,
    )
    for table in ("complaint_log", "attachment"):
        op.create_index(f"ix_{table}_customer_id", table, ["customer_id"])
        op.create_index(f"ix_{table}_complaint_id", table, ["complaint_id"])
    op.create_table(
        "blob",
        *_id("blob"),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.UniqueConstraint("sha256", name=op.f("uq_blob_sha256")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "complaint_number",
        *_id("complaint_number"),
        sa.Column("year", sa.Integer(), nullable=False),
        _number("last"),
        sa.UniqueConstraint("year", name=op.f("uq_complaint_number_year")),
    )
    op.create_table(
        "solution",
        *_id("solution"),
        _text("category"),
        _text("text"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_solution_category", "solution", ["category"])
    op.bulk_insert(
        sa.table("choice", sa.column("list"), sa.column("code"), sa.column("position")),
        [
            {"list": name, "code": code, "position": position}
            for name, codes in _CHOICES.items()
            for position, code in enumerate(codes)
        ],
    )


def _create_complaint() -> None:
    op.create_table(
        "complaint",
        *_id("complaint"),
        *_customer("complaint"),
        sa.Column("number", sa.Text(), nullable=False),
        *(_text(name) for name in ("number_key", "walk_in_name", "walk_in_key", "walk_in_phone")),
        _text("received_at"),
        *(_text(name) for name in ("received_by", "channel", "category", "product")),
        _maybe("ordered_on"),
        *(_text(name) for name in ("what", "wish", "wish_text", "severity", "staff")),
        _maybe("promised_on"),
        *(_text(name) for name in ("cause", "founded", "action")),
        _number("cost"),
        *(_text(name) for name in ("prevention", "state")),
        *(_maybe(name) for name in ("opened_at", "acknowledged_at", "answered_at")),
        *(_maybe(name) for name in ("ended_at", "waiting_since", "due_at")),
        *(_number(name) for name in ("waited", "waited_before", "promised_waited")),
        *(_number(name) for name in ("tries", "reopened", "late")),
        *(_maybe_number(f"{name}_minutes") for name in ("acknowledge", "answer", "close")),
        *(_number("satisfaction"), _maybe("call_back_on"), _number("duplicate_of")),
        *(_number(name) for name in ("activity_id", "follow_up_id")),
        sa.UniqueConstraint("number", name=op.f("uq_complaint_number")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_complaint_customer_id", "complaint", ["customer_id"])
    op.create_index("ix_complaint_number_key", "complaint", ["number_key"])
    op.create_index("ix_complaint_received_at", "complaint", ["received_at"])
    op.create_index(
        "ix_complaint_due_at",
        "complaint",
        ["due_at", "state", "staff"],
        sqlite_where=sa.text(_OPEN),
    )
    op.create_index(
        "ix_complaint_follow_up_id",
        "complaint",
        ["follow_up_id"],
        sqlite_where=sa.text("follow_up_id > 0"),
    )
    op.create_index(
        "ix_complaint_product",
        "complaint",
        ["product", "received_at"],
        sqlite_where=sa.text("product != ''"),
    )
    op.create_index("ix_complaint_staff", "complaint", ["staff", "state", "received_at"])
    for column in ("ended_at", "state", "category"):
        op.create_index(f"ix_complaint_{column}", "complaint", [column, "received_at"])


def downgrade() -> None:
    """Bring the file one step back."""
    op.execute("DELETE FROM choice WHERE list LIKE 'complaint%'")
    for table in (
        "solution",
        "complaint_number",
        "blob",
        "attachment",
        "complaint_log",
        "complaint",
    ):
        op.drop_table(table)
