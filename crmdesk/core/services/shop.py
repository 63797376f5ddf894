"""The shop's own particulars, as they stand on paper; they travel with the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import choices as stored

KEY = "shop"


@dataclass(frozen=True, slots=True)
class ShopSettings:
    """Name, phone and address of the shop, and the paper it prints on (`A4` or `Letter`)."""

    shop_name: str = ""
    phone: str = ""
    address: str = ""
    paper: str = "A4"


def settings(workspace: Workspace) -> ShopSettings:
    """Return the shop's settings."""
    with workspace.database.read() as connection:
        found = stored.setting(connection, KEY, {})
    known = {field.name for field in fields(ShopSettings)}
    return ShopSettings(**{key: value for key, value in found.items() if key in known})


def save(workspace: Workspace, wanted: ShopSettings) -> Changes:
    """Keep the shop's settings."""
    with operate(workspace, "shop.save") as writing:
        stored.set_setting(writing.operation, KEY, asdict(wanted))
        writing.message = _("The shop's settings were saved.")
    return writing.changes()
