"""The fields an owner makes beside the built-in ones."""

from __future__ import annotations

from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import custom_fields as stored


def catalogue(workspace: Workspace) -> Catalogue:
    """Return all fields of the shop, built-in and own."""
    with workspace.database.read() as connection:
        return Catalogue(stored.all_fields(connection))
