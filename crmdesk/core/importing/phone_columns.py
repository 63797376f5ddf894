"""Which columns of phones hold numbers as Taiwan and Hong Kong write them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from crmdesk.core.domain.customer import PHONE_KINDS
from crmdesk.core.domain.phones import island_mobile, normal_phone, split_phones
from crmdesk.core.domain.values import BadValue
from crmdesk.core.importing.mapping import ColumnMapping, is_own_export
from crmdesk.core.importing.sheet import Cell

_LOOKED_AT: Final = 200
_FEWEST: Final = 2
# Signs of headers that only traditional script has: 手機, 電話, 號碼, 行動.
_TRADITIONAL: Final = frozenset("機電號動聯絡話")


def of_islands(mappings: Sequence[ColumnMapping], rows: Sequence[Sequence[Cell]]) -> frozenset[int]:
    """Return the indexes of columns in which ten digits from 09, or eight, may be a mobile."""
    if is_own_export([one.field for one in mappings]):
        return frozenset()  # what was kept comes back as it was kept
    traditional = any(not _TRADITIONAL.isdisjoint(one.header) for one in mappings)
    return frozenset(
        one.index
        for one in mappings
        if one.field in PHONE_KINDS
        and one.field != "fax"
        and (traditional or _mostly(rows, one.index))
    )


def _mostly(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    filled = (row[column] for row in rows if column < len(row) and row[column] is not None)
    told = [_is_of_islands(cell) for cell in islice(filled, _LOOKED_AT)]
    return len(told) >= _FEWEST and sum(told) * 10 >= len(told) * 6


def _is_of_islands(cell: Cell) -> bool:
    if type(cell) is str and len(cell) == 11 and cell[0] == "1":
        return False
    try:
        parts = split_phones(cell)
        return any(
            island_mobile(part, bare=True) or normal_phone(part).digits.startswith(("8869", "852"))
            for part in parts
        )
    except BadValue:
        return False
