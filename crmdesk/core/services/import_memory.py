"""What was learned of a list is offered again for the next one with the same headers."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from crmdesk.core.domain.catalogue import BUILT_IN, Catalogue
from crmdesk.core.domain.custom_fields import TYPES
from crmdesk.core.domain.headers import normal_header
from crmdesk.core.importing import setup_changes
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.services import custom_fields
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import import_memory as stored
from crmdesk.core.store.import_memory import SeenBefore

if TYPE_CHECKING:
    from crmdesk.core.importing.sheet import SheetFile
    from crmdesk.core.store.database import Connection


__all__ = ["SeenBefore", "fingerprint", "recall", "remember", "remembered_on", "seen"]


def fingerprint(setup: ImportSetup) -> str:
    """Return the SHA-256 of the headers in their order and of the target; "" without headers."""
    if setup.header_index is None:
        return ""
    words = [setup.target, *(normal_header(one.header) for one in setup.mappings)]
    return hashlib.sha256("\n".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def remember(connection: Connection, setup: ImportSetup, day: dt.date) -> None:
    """Keep how a list was understood; a list without headers leaves nothing to know it by."""
    if key := fingerprint(setup):
        understanding = json.dumps(_understanding(setup), ensure_ascii=False)
        stored.put(connection, key, day, understanding)


def recall(workspace: Workspace, setup: ImportSetup) -> ImportSetup | None:
    """Return the setup as lists with these headers were understood last, None for new ones."""
    kept = _kept(workspace, setup)
    if kept is None:
        return None
    if not any(one.id for one in setup.catalogue.custom):
        setup = _of_shop(workspace, setup)
    return _as_understood(setup, json.loads(kept[1]))


def _of_shop(workspace: Workspace, setup: ImportSetup) -> ImportSetup:
    """Return the setup with the fields of the shop beside those it makes."""
    catalogue = custom_fields.catalogue(workspace)
    if setup.catalogue == BUILT_IN:
        return replace(setup, catalogue=catalogue)
    return setup_changes.with_stored(setup, catalogue.custom)


def remembered_on(workspace: Workspace, setup: ImportSetup) -> dt.date | None:
    """Return the day on which a list with these headers came in last, None for new ones."""
    kept = _kept(workspace, setup)
    return None if kept is None else kept[0]


def _kept(workspace: Workspace, setup: ImportSetup) -> tuple[dt.date, str] | None:
    key = fingerprint(setup)
    if not key:
        return None
    with workspace.database.read() as connection:
        return stored.get(connection, key)


def seen(workspace: Workspace, file: SheetFile) -> SeenBefore | None:
    """Return the newest import that stands of this file, by its content, else by its name.

    Pasted rows have no name of their own, nor an ending: only their content tells.
    """
    name = file.path_name if PurePath(file.path_name).suffix else ""
    with workspace.database.read() as connection:
        return stored.newest_import(connection, file.digest, name)


def _understanding(setup: ImportSetup) -> dict[str, Any]:
    columns = []
    for mapping in setup.mappings:
        told: dict[str, Any] = {"field": mapping.field}
        own = setup.catalogue.custom_field(mapping.field or "")
        if own is not None:
            # By then a field may have another number, or be gone.
            told = {"own": {"label": own.label, "type": own.type}}
        if values := setup.value_maps.get(mapping.field or ""):
            told["values"] = dict(values)
        if order := setup.date_orders.get(mapping.index):
            told["order"] = order
        columns.append(told)
    return {"columns": columns, "mode": setup.mode, "companies": setup.companies}


def _as_understood(setup: ImportSetup, told: Mapping[str, Any]) -> ImportSetup:
    value_maps: dict[str, Mapping[str, str]] = {}
    orders: dict[int, str] = {}
    columns = told.get("columns", [])
    # First nothing gives way to what is not changed yet.
    mappings = [replace(one, field=None) for one in setup.mappings[: len(columns)]]
    guessed = {one.index: one for one in setup.mappings}
    setup = replace(setup, mappings=(*mappings, *setup.mappings[len(columns) :]))
    for number, column in enumerate(columns):
        mapping = setup.mappings[number]
        own = column.get("own")
        if own is not None and own["type"] in TYPES:
            setup = setup_changes.with_new_field(setup, mapping.index, own["label"], own["type"])
            key = setup.mappings[number].field
        else:
            key = _known(column.get("field"), setup.catalogue)
        before = guessed[mapping.index]
        reason = before.reason if key == before.field else "user"
        changed = list(setup.mappings)
        changed[number] = replace(mapping, field=key, reason=reason)
        setup = replace(setup, mappings=tuple(changed))
        if key and column.get("values"):
            value_maps[key] = dict(column["values"])
        if order := column.get("order"):
            orders[mapping.index] = order
    return replace(
        setup,
        value_maps={**setup.value_maps, **value_maps},
        date_orders={**setup.date_orders, **orders},
        mode=told.get("mode", setup.mode),
        companies=bool(told.get("companies", False)),
    )


def _known(key: object, catalogue: Catalogue) -> str | None:
    return key if isinstance(key, str) and key in catalogue.by_key else None
