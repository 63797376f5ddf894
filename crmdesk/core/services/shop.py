"""The shop's own particulars, as they stand on paper; they travel with the database."""

from __future__ import annotations

import base64
from dataclasses import asdict, dataclass, fields
from typing import Final

from crmdesk.core.domain import lengths
from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import _
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import kept_settings
from crmdesk.core.store.database import Connection
from crmdesk.core.store.history import Operation

KEY: Final = "shop"
LOGO_KEY: Final = "print_logo"


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
        return _stored(connection)


def _stored(connection: Connection) -> ShopSettings:
    found = kept_settings.setting(connection, KEY, {})
    known = {field.name for field in fields(ShopSettings)}
    return ShopSettings(**{key: value for key, value in found.items() if key in known})


def save(workspace: Workspace, wanted: ShopSettings, *, logo: bytes | None = None) -> Changes:
    """Keep the shop's settings, with a logo in the same step; an empty one takes it away."""
    with operate(workspace, "shop.save") as writing:
        before = _stored(writing.connection)
        for label, name, most in (
            (_("Shop name"), "shop_name", lengths.NAME),
            (_("Phone"), "phone", lengths.NAME),
            (_("Address"), "address", lengths.LINE),
        ):
            lengths.line(label, getattr(wanted, name), most, before=getattr(before, name))
        kept_settings.set_setting(writing.operation, KEY, asdict(wanted))
        if logo is not None:
            keep_logo(writing.operation, logo)
        writing.message = _("The shop's settings were saved.")
    return writing.changes()


def keep_logo(operation: Operation, picture: bytes) -> None:
    """Write the shop's logo, a PNG file's bytes; nothing takes it away."""
    kept_settings.set_setting(operation, LOGO_KEY, base64.b64encode(picture).decode("ascii"))
