"""Customers that may be the same one as a customer being typed or imported."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

import sqlalchemy as sa

from crmdesk.core.domain.customer import Lookalike
from crmdesk.core.domain.folding import fold
from crmdesk.core.domain.matching import same_phone, stored_phones, why
from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.i18n import N_, _
from crmdesk.core.store.customers import marks

_MOST: Final = 6
_MOST_OWNERS: Final = 50
# An account alone makes nobody the same: a family shares it, or a shop.
_HINTS: Final = {"wechat": N_("same WeChat"), "email": N_("same e-mail")}


def find(
    connection: sa.Connection,
    *,
    name: str = "",
    phones: Sequence[str] = (),
    wechat: str = "",
    emails: Sequence[str] = (),
    birthday: str = "",
    exclude: int = 0,
) -> list[Lookalike]:
    """Return live customers alike: the duplicate rule first, then those of the same name.

    After them come hints: the same WeChat or e-mail under another name.
    """
    found: dict[int, Lookalike] = {}
    keys = {key for phone in phones if (key := same_phone(phone))}
    for row in _of_ids(connection, _phone_owners(connection, keys)):
        found.setdefault(row[0], _certain(row, why("phone")))
    same_name = _same_name(connection, name)
    accounts = {"wechat": [wechat], "email": emails}
    owners = {kind: _owners(connection, kind, texts) for kind, texts in accounts.items()}
    for customer_id in owners["wechat"] & same_name.keys():
        found.setdefault(customer_id, _certain(same_name[customer_id], why("name+wechat")))
    for customer_id, row in same_name.items():
        if birthday and row[3] == birthday:
            found.setdefault(customer_id, _certain(row, why("name+birthday")))
        found.setdefault(customer_id, Lookalike(row[0], row[1], row[2], _("same name"), False))
    for kind, ids in owners.items():
        for row in _of_ids(connection, ids - found.keys()):
            found[row[0]] = Lookalike(row[0], row[1], row[2], _(_HINTS[kind]), False)
    found.pop(exclude, None)
    return sorted(found.values(), key=lambda one: not one.certain)[:_MOST]


_Row = tuple[int, str, str, str]


def _certain(row: _Row, reason: str) -> Lookalike:
    return Lookalike(row[0], row[1], row[2], reason, True)


def _same_name(connection: sa.Connection, name: str) -> dict[int, _Row]:
    wanted = fold(name).strip()
    if not wanted:
        return {}
    rows = connection.exec_driver_sql(
        "SELECT id, name, mobile, birthday FROM customer"
        " WHERE name_key=? AND binned_at IS NULL LIMIT 50",
        (sort_key(name),),
    )
    return {row[0]: tuple(row) for row in rows if fold(row[1]).strip() == wanted}


def _owners(connection: sa.Connection, kind: str, texts: Sequence[str]) -> set[int]:
    keys = [key for text in texts if (key := text.strip().lower())]
    if not keys:
        return set()
    rows = connection.exec_driver_sql(
        f"SELECT customer_id FROM contact_method WHERE key IN ({marks(keys)}) AND kind=? LIMIT ?",
        (*keys, kind, _MOST_OWNERS),
    )
    return {row[0] for row in rows}


def _phone_owners(connection: sa.Connection, keys: set[str]) -> set[int]:
    """Return who has one of the phones, by the rule of the import: also where a 0 was lost."""
    stored = list(stored_phones(keys))
    if not stored:
        return set()
    rows = connection.exec_driver_sql(
        f"SELECT customer_id, value FROM contact_method WHERE key IN ({marks(stored)})"
        " AND kind IN ('mobile', 'phone') LIMIT ?",
        (*stored, _MOST_OWNERS),
    )
    return {row[0] for row in rows if same_phone(row[1]) in keys}


def _of_ids(connection: sa.Connection, ids: Collection[int]) -> list[_Row]:
    wanted = sorted(ids)
    if not wanted:
        return []
    rows = connection.exec_driver_sql(
        f"SELECT id, name, mobile, birthday FROM customer WHERE id IN ({marks(wanted)})"
        " AND binned_at IS NULL",
        tuple(wanted),
    )
    return [tuple(row) for row in rows]
