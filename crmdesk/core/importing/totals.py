"""Rows that only sum up a list: no customer, no contact and no complaint."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.importing.sheet import Cell

# `合计`, `本月合计：`, `总计 12 件`, `Total 12`.
_TOTAL: Final = re.compile(
    r"(?:本[日周月季年]|全[月年])?"
    r"(?:合\s*计|总\s*计|小\s*计|总数|共计|total|grand total|sum|subtotal)"
    r"[\s:：]*(?:\d+\s*[件条起宗个户人位]?)?[\s:：]*",
    re.IGNORECASE,
)
_MOST_IN_A_TOTAL: Final = 3


def words_of_total(cells: Sequence[Cell], taken: Collection[int]) -> list[str] | None:
    """Return what a row of sums says, None for another row; `taken` are the mapped columns."""
    for first in cells:
        if first is not None and first != "":
            break
    else:
        return None
    if type(first) is not str or _TOTAL.fullmatch(first.strip()) is None:
        return None
    at = [index for index, cell in enumerate(cells) if cell is not None and cell != ""]
    # Sums may stand in any column; only those that are taken tell of somebody.
    if sum(index in taken for index in at) > _MOST_IN_A_TOTAL:
        return None
    return [clean_text(cells[index]) for index in at]
