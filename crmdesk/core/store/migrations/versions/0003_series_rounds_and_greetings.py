"""Follow-ups that come again, rounds of visits, greetings, reminders, and staying in touch."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_MAYBE_SILENT = (
    "binned_at IS NULL AND last_contact IS NOT NULL AND next_due IS NULL AND stage != 'lost'"
)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _number(name: str, default: int = 0) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), server_default=str(default), nullable=False)


def _maybe(name: str) -> sa.Column[str | None]:
    return sa.Column(name, sa.Text(), nullable=True)


def _id(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint]:
    return (
        sa.Column("id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _customer(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f(f"fk_{table}_customer_id_customer")
        ),
    )


def upgrade() -> None:
    """Bring the file one step forward."""
    op.add_column("customer", _number("stay_days"))
    op.add_column("customer", _number("usual_days"))
    op.add_column("customer", _maybe("drift_on"))
    op.create_index(
        "ix_customer_grade",
        "customer",
        ["grade", "id", "last_contact", "next_due", "stage", "stay_days", "created"],
        sqlite_where=sa.text("binned_at IS NULL"),
    )
    op.create_index(
        "ix_customer_grade_last_contact",
        "customer",
        ["grade", "last_contact"],
        sqlite_where=sa.text(f"{_MAYBE_SILENT} AND stay_days = 0"),
    )
    op.create_index(
        "ix_customer_stay_days",
        "customer",
        ["stay_days", "last_contact", "next_due", "binned_at", "stage"],
        sqlite_where=sa.text("stay_days > 0"),
    )
    op.create_index(
        "ix_customer_drift_on",
        "customer",
        ["drift_on", "grade", "last_contact"],
        sqlite_where=sa.text(f"{_MAYBE_SILENT} AND stay_days = 0 AND drift_on IS NOT NULL"),
    )
    op.drop_index("ix_follow_up_due", "follow_up")
    op.create_index(
        "ix_follow_up_due",
        "follow_up",
        ["due", "priority", "at_time", "customer_id"],
        sqlite_where=sa.text("status = 'open'"),
    )
    op.add_column("follow_up", _number("series_id"))
    op.add_column("follow_up", _maybe("occurrence"))
    op.add_column("follow_up", _text("chain"))
    op.create_index(
        "ix_follow_up_series_id",
        "follow_up",
        ["series_id", "occurrence"],
        sqlite_where=sa.text("series_id > 0"),
    )
    op.create_index(
        "ix_follow_up_done", "follow_up", ["due"], sqlite_where=sa.text("status = 'done'")
    )
    op.add_column("visit", _number("round_id"))
    op.add_column("visit", _number("by_hand"))
    op.add_column("visit", _text("form"))
    op.add_column("visit", _text("answers"))
    for column in ("activity_id", "follow_up_id", "moved_id", "on_sheet", "promise_id"):
        op.add_column("visit", _number(column))
    _create_series()
    _create_rounds()
    _create_greetings()


def _create_series() -> None:
    op.create_table(
        "follow_up_series",
        *_id("follow_up_series"),
        *_customer("follow_up_series"),
        _text("rule"),
        _text("start"),
        _text("reached"),
        _maybe("until"),
        _number("most"),
        _maybe("at_time"),
        _text("what"),
        _text("kind"),
        _number("priority", 1),
        _text("staff"),
        _maybe("ended_on"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_follow_up_series_customer_id", "follow_up_series", ["customer_id"])
    op.create_index(
        "ix_follow_up_series_rolling",
        "follow_up_series",
        ["customer_id"],
        sqlite_where=sa.text("ended_on IS NULL AND rule BETWEEN 'AFTER' AND 'B'"),
    )


def _create_rounds() -> None:
    op.create_table(
        "visit_round",
        *_id("visit_round"),
        _text("name"),
        _text("rule"),
        _text("start"),
        _maybe("until"),
        _maybe("at_time"),
        _text("purpose"),
        _text("staff"),
        _text("form"),
        _maybe("planned_until"),
        _maybe("paused_on"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "round_customer",
        *_id("round_customer"),
        *_customer("round_customer"),
        sa.Column("round_id", sa.Integer(), nullable=False),
        _number("position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_round_customer_customer_id", "round_customer", ["customer_id"])
    op.create_index("ix_round_customer_round_id", "round_customer", ["round_id"])


def _create_greetings() -> None:
    op.create_table(
        "greeting",
        *_id("greeting"),
        *_customer("greeting"),
        _text("occasion"),
        _text("on_date"),
        _text("sent_on"),
        _text("text"),
        _text("staff"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_greeting_customer_id", "greeting", ["customer_id"])
    op.create_index("ix_greeting_on_date", "greeting", ["on_date", "occasion"])
    _create_reminders()


def _create_reminders() -> None:
    op.create_table(
        "reminder",
        *_id("reminder"),
        sa.Column("key", sa.Text(), nullable=False),
        _text("reminded_at"),
        _maybe("snoozed_until"),
        sa.UniqueConstraint("key", name=op.f("uq_reminder_key")),
    )
    op.create_index(
        "ix_reminder_snoozed_until",
        "reminder",
        ["snoozed_until"],
        sqlite_where=sa.text("snoozed_until IS NOT NULL"),
    )
    op.create_table(
        "exported_entry",
        *_id("exported_entry"),
        sa.Column("key", sa.Text(), nullable=False),
        _text("noun"),
        _text("on_date"),
        _maybe("at_time"),
        _text("summary"),
        _text("staff"),
        sa.UniqueConstraint("key", name=op.f("uq_exported_entry_key")),
    )
    op.create_index("ix_exported_entry_on_date", "exported_entry", ["on_date"])


def downgrade() -> None:
    """Bring the file one step back."""
    # What was made last goes first.
    op.drop_table("exported_entry")
    for table in ("reminder", "greeting", "round_customer", "visit_round", "follow_up_series"):
        op.drop_table(table)
    for column in ("promise_id", "on_sheet", "moved_id", "follow_up_id", "activity_id"):
        op.drop_column("visit", column)
    for column in ("answers", "form", "by_hand", "round_id"):
        op.drop_column("visit", column)
    op.drop_index("ix_follow_up_done", "follow_up")
    op.drop_index("ix_follow_up_series_id", "follow_up")
    for column in ("chain", "occurrence", "series_id"):
        op.drop_column("follow_up", column)
    op.drop_index("ix_follow_up_due", "follow_up")
    op.create_index(
        "ix_follow_up_due", "follow_up", ["due"], sqlite_where=sa.text("status = 'open'")
    )
    for index in ("drift_on", "stay_days", "grade_last_contact", "grade"):
        op.drop_index(f"ix_customer_{index}", "customer")
    for column in ("drift_on", "usual_days", "stay_days"):
        op.drop_column("customer", column)
