"""The fields an owner made."""

from __future__ import annotations

import sqlalchemy as sa

from crmdesk.core.domain.custom_fields import CustomField


def all_fields(connection: sa.Connection) -> tuple[CustomField, ...]:
    """Return the owner's own fields in their order."""
    rows = connection.exec_driver_sql(
        "SELECT id, label, type, position FROM custom_field ORDER BY position, id"
    )
    return tuple(CustomField(*row) for row in rows)
