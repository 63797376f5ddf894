"""Customers that may be the same one as a customer being typed or imported."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from crmdesk.core.domain.customer import Lookalike
from crmdesk.core.domain.folding import fold
from crmdesk.core.domain.matching import why
from crmdesk.core.domain.phones import phone_key
from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.i18n import _
from crmdesk.core.store.customers import marks

_MOST: Final = 6
_SHORTEST_PHONE: Final = 5


def find(
    connection: sa.Connection,
    *,
    name: str = "",
    phones: Sequence[str] = (),
    wechat: str = "",
    birthday: str = "",
    exclude: int = 0,
) -> list[Lookalike]:
    """Return live customers alike: the duplicate rule first, then those of the same name."""
    found: dict[int, Lookalike] = {}
    keys = [key for phone in phones if len(key := phone_key(phone)) >= _SHORTEST_PHONE]
    if keys:
        _by_method(connection, found, keys, ("mobile", "phone"), why("phone"))
    same_name = _same_name(connection, name)
    if wechat.strip():
        owners = _owners(connection, [wechat.strip().lower()], ("wechat",))
        for customer_id in owners & same_name.keys():
            found.setdefault(customer_id, _certain(same_name[customer_id], why("name+wechat")))
    for customer_id, row in same_name.items():
        if birthday and row[3] == birthday:
            found.setdefault(customer_id, _certain(row, why("name+birthday")))
        found.setdefault(customer_id, Lookalike(row[0], row[1], row[2], _("same name"), False))
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


def _owners(connection: sa.Connection, keys: Sequence[str], kinds: Sequence[str]) -> set[int]:
    rows = connection.exec_driver_sql(
        f"SELECT customer_id FROM contact_method WHERE key IN ({marks(keys)})"
        f" AND kind IN ({marks(kinds)}) LIMIT 50",
        (*keys, *kinds),
    )
    return {row[0] for row in rows}


def _by_method(
    connection: sa.Connection,
    found: dict[int, Lookalike],
    keys: Sequence[str],
    kinds: Sequence[str],
    reason: str,
) -> None:
    owners = sorted(_owners(connection, keys, kinds))
    if not owners:
        return
    rows = connection.exec_driver_sql(
        f"SELECT id, name, mobile FROM customer WHERE id IN ({marks(owners)})"
        " AND binned_at IS NULL",
        tuple(owners),
    )
    for row in rows:
        found.setdefault(row[0], Lookalike(row[0], row[1], row[2], reason, True))
