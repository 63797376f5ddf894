"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FIRST_CHOICES = {
    "grade": ("A", "B", "C", "D"),
    "stage": ("prospect", "new", "loyal", "silent", "lost"),
    "source": ("referral", "walk_in", "wechat", "phone", "internet", "event"),
}


def upgrade() -> None:
    """Bring the file one step forward."""
    op.create_table(
        "choice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list", sa.Text(), server_default="", nullable=False),
        sa.Column("code", sa.Text(), server_default="", nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_choice")),
        sa.UniqueConstraint("list", "code", name=op.f("uq_choice_list_code")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "customer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("gender", sa.Text(), server_default="", nullable=False),
        sa.Column("birthday", sa.Text(), server_default="", nullable=False),
        sa.Column("company", sa.Text(), server_default="", nullable=False),
        sa.Column("grade", sa.Text(), server_default="", nullable=False),
        sa.Column("stage", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("referrer", sa.Text(), server_default="", nullable=False),
        sa.Column("referrer_id", sa.Integer(), nullable=True),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.Column("card", sa.Text(), server_default="", nullable=False),
        sa.Column("created", sa.Text(), server_default="", nullable=False),
        sa.Column("binned_at", sa.Text(), nullable=True),
        sa.Column("name_key", sa.Text(), server_default="", nullable=False),
        sa.Column("mobile", sa.Text(), server_default="", nullable=False),
        sa.Column("district", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("tags", sa.Text(), server_default="", nullable=False),
        sa.Column("birthday_md", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lunar_md", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_contact", sa.Text(), nullable=True),
        sa.Column("next_due", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["referrer_id"], ["customer.id"], name=op.f("fk_customer_referrer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_customer_binned_at",
            ["binned_at"],
            unique=False,
            sqlite_where=sa.text("binned_at IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_customer_birthday_md",
            ["birthday_md"],
            unique=False,
            sqlite_where=sa.text("birthday_md > 0"),
        )
        batch_op.create_index(
            "ix_customer_card", ["card"], unique=False, sqlite_where=sa.text("card != ''")
        )
        batch_op.create_index(
            "ix_customer_district",
            ["district"],
            unique=False,
            sqlite_where=sa.text("district != ''"),
        )
        batch_op.create_index(
            "ix_customer_last_contact",
            ["last_contact"],
            unique=False,
            sqlite_where=sa.text("last_contact IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_customer_lunar_md", ["lunar_md"], unique=False, sqlite_where=sa.text("lunar_md > 0")
        )
        batch_op.create_index(
            "ix_customer_name_key",
            ["name_key", "id"],
            unique=False,
            sqlite_where=sa.text("binned_at IS NULL"),
        )
        batch_op.create_index(
            "ix_customer_next_due",
            ["next_due"],
            unique=False,
            sqlite_where=sa.text("next_due IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_customer_referrer_id",
            ["referrer_id"],
            unique=False,
            sqlite_where=sa.text("referrer_id IS NOT NULL"),
        )

    op.create_table(
        "operation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), server_default="", nullable=False),
        sa.Column("who", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("details", sa.Text(), server_default="", nullable=False),
        sa.Column("undone_by", sa.Integer(), nullable=True),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["undoes"], ["operation.id"], name=op.f("fk_operation_undoes_operation")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by"], ["operation.id"], name=op.f("fk_operation_undone_by_operation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_operation")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "setting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint("key", name=op.f("uq_setting_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Text(), server_default="", nullable=False),
        sa.Column("at_time", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_activity_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_activity")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_activity_customer_id"), ["customer_id"], unique=False)

    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), server_default="", nullable=False),
        sa.Column("district", sa.Text(), server_default="", nullable=False),
        sa.Column("postcode", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_address_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_address")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_address_customer_id"), ["customer_id"], unique=False)

    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("operation_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.Text(), server_default="", nullable=False),
        sa.Column("noun", sa.Text(), server_default="", nullable=False),
        sa.Column("row_id", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_row_id", sa.Integer(), server_default="0", nullable=False),
        sa.Column("customer_id", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_customer_id", sa.Integer(), server_default="0", nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["operation_id"], ["operation.id"], name=op.f("fk_change_operation_id_operation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.create_index(
            "ix_change_customer_id", ["customer_id", "operation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_change_operation_id"), ["operation_id"], unique=False)

    op.create_table(
        "contact_method",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("value", sa.Text(), server_default="", nullable=False),
        sa.Column("key", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_contact_method_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_method")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contact_method", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_method_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index("ix_contact_method_key", ["key", "kind"], unique=False)

    op.create_table(
        "contact_person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_contact_person_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_person")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contact_person", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_person_customer_id"), ["customer_id"], unique=False
        )

    op.create_table(
        "customer_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_customer_tag_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_tag")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("customer_tag", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_tag_customer_id"), ["customer_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_customer_tag_tag"), ["tag"], unique=False)

    op.create_table(
        "follow_up",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("due", sa.Text(), server_default="", nullable=False),
        sa.Column("at_time", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("priority", sa.Integer(), server_default="1", nullable=False),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("moved", sa.Integer(), server_default="0", nullable=False),
        sa.Column("done_on", sa.Text(), nullable=True),
        sa.Column("done_note", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_follow_up_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_follow_up_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(
            "ix_follow_up_due", ["due"], unique=False, sqlite_where=sa.text("status = 'open'")
        )

    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("on_date", sa.Text(), nullable=False),
        sa.Column("at_time", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), server_default="0", nullable=False),
        sa.Column("purpose", sa.Text(), server_default="", nullable=False),
        sa.Column("staff", sa.Text(), server_default="", nullable=False),
        sa.Column("status", sa.Text(), server_default="", nullable=False),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("moved_to", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customer.id"], name=op.f("fk_visit_customer_id_customer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_visit_on_date"), ["on_date"], unique=False)

    op.execute(
        "CREATE VIRTUAL TABLE customer_text USING fts5(name, phone, more, content='', "
        "contentless_delete=1, tokenize=\"unicode61 remove_diacritics 2\", prefix='2 3')"
    )
    op.bulk_insert(
        sa.table("choice", sa.column("list"), sa.column("code"), sa.column("position")),
        [
            {"list": name, "code": code, "position": position}
            for name, codes in FIRST_CHOICES.items()
            for position, code in enumerate(codes)
        ],
    )


def downgrade() -> None:
    """Take the file one step back."""
    op.execute("DROP TABLE customer_text")
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_visit_on_date"))
        batch_op.drop_index(batch_op.f("ix_visit_customer_id"))

    op.drop_table("visit")
    with op.batch_alter_table("follow_up", schema=None) as batch_op:
        batch_op.drop_index("ix_follow_up_due", sqlite_where=sa.text("status = 'open'"))
        batch_op.drop_index(batch_op.f("ix_follow_up_customer_id"))

    op.drop_table("follow_up")
    with op.batch_alter_table("customer_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_customer_tag_tag"))
        batch_op.drop_index(batch_op.f("ix_customer_tag_customer_id"))

    op.drop_table("customer_tag")
    with op.batch_alter_table("contact_person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contact_person_customer_id"))

    op.drop_table("contact_person")
    with op.batch_alter_table("contact_method", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_method_key")
        batch_op.drop_index(batch_op.f("ix_contact_method_customer_id"))

    op.drop_table("contact_method")
    with op.batch_alter_table("change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_change_operation_id"))
        batch_op.drop_index("ix_change_customer_id")

    op.drop_table("change")
    with op.batch_alter_table("address", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_address_customer_id"))

    op.drop_table("address")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_activity_customer_id"))

    op.drop_table("activity")
    op.drop_table("setting")
    op.drop_table("operation")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_customer_referrer_id", sqlite_where=sa.text("referrer_id IS NOT NULL")
        )
        batch_op.drop_index("ix_customer_next_due", sqlite_where=sa.text("next_due IS NOT NULL"))
        batch_op.drop_index("ix_customer_name_key", sqlite_where=sa.text("binned_at IS NULL"))
        batch_op.drop_index("ix_customer_lunar_md", sqlite_where=sa.text("lunar_md > 0"))
        batch_op.drop_index(
            "ix_customer_last_contact", sqlite_where=sa.text("last_contact IS NOT NULL")
        )
        batch_op.drop_index("ix_customer_district", sqlite_where=sa.text("district != ''"))
        batch_op.drop_index("ix_customer_card", sqlite_where=sa.text("card != ''"))
        batch_op.drop_index("ix_customer_birthday_md", sqlite_where=sa.text("birthday_md > 0"))
        batch_op.drop_index("ix_customer_binned_at", sqlite_where=sa.text("binned_at IS NOT NULL"))

    op.drop_table("customer")
    op.drop_table("choice")
