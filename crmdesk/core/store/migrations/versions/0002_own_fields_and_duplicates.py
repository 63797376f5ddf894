"""Fields of the owner's own, pairs that are no duplicates, and how lists were understood."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the file one step forward."""
    op.create_table(
        "custom_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("type", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_field")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "custom_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_custom_value_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["field_id"], ["custom_field.id"], name=op.f("fk_custom_value_field_id_custom_field")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_value")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_custom_value_customer_id", "custom_value", ["customer_id"])
    op.create_index("ix_custom_value_field_id", "custom_value", ["field_id", "value"])
    op.create_table(
        "not_duplicate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_not_duplicate_customer_id_customer")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["customer.id"], name=op.f("fk_not_duplicate_other_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_not_duplicate")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_not_duplicate_customer_id", "not_duplicate", ["customer_id"])
    op.create_index("ix_not_duplicate_other_id", "not_duplicate", ["other_id"])
    op.create_table(
        "import_memory",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("used_on", sa.Text(), server_default="", nullable=False),
        sa.Column("understanding", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_memory")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_import_memory_fingerprint")),
    )


def downgrade() -> None:
    """Bring the file one step back."""
    op.drop_table("import_memory")
    op.drop_table("not_duplicate")
    op.drop_table("custom_value")
    op.drop_table("custom_field")
