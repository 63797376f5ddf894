"""Customers found to be one, and made one."""

from __future__ import annotations

from crmdesk.core.services import duplicates
from crmdesk.core.services.workspace import Workspace
from tests import factories


def found(shop: Workspace) -> list[tuple[tuple[int, ...], int]]:
    return [(group.ids, group.score) for group in duplicates.find(shop)]


def rows_of(shop: Workspace, customer_id: int) -> dict[str, list[tuple[object, ...]]]:
    """Return every recorded row that belongs to a customer."""
    return {
        name: [row for row in rows if row[0 if name == "customer" else 1] == customer_id]
        for name, rows in factories.recorded(shop).items()
        if name not in ("choice", "setting", "custom_field")
    }


def merge(shop: Workspace, *ids: int) -> int:
    """Merge as the command line does: the first leads."""
    wanted = duplicates.proposed(shop, ids, leading=ids[0])
    return duplicates.merge(shop, ids, wanted).operation_id
