"""Words that stand for no value, such as `无` and `N/A`: two who have none are not one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.catalogue import BUILT_IN
from crmdesk.core.importing.mapping import ColumnMapping, is_own_export
from crmdesk.core.importing.sheet import Cell, SheetFile

WORDS: Final = frozenset(
    ("无", "無", "暂无", "暫無", "没有", "沒有", "空", "-", "--", "---", "—", "——", "/", "//", "\\")
    + ("N/A", "n/a", "N/a", "NA", "NULL", "Null", "null", "NONE", "None", "none", "nil")
)
# A name may be any word, a note says what it says, and an owner's own field knows best itself.
_KEPT: Final = frozenset({"name", "family_name", "given_name", "middle_name", "notes", "kind"})


def says(cell: Cell) -> bool:
    """Tell whether a cell holds only a word for nothing."""
    return type(cell) is str and cell.strip() in WORDS


def columns(file: SheetFile, mappings: Sequence[ColumnMapping]) -> frozenset[int]:
    """Return the columns whose cells hold nothing when they hold such a word, by their index.

    What crmdesk wrote itself, and what a phone wrote, is meant as it stands.
    """
    if file.kind == "vcard" or is_own_export([one.field for one in mappings]):
        return frozenset()
    known = BUILT_IN.by_key.keys() - _KEPT
    return frozenset(one.index for one in mappings if one.field in known)
