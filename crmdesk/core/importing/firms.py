"""Whether a customer is a company, told from the name and from the column of contact persons."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.headers import normal_header
from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.sheet import Cell

# What stands behind the kind of firm: its town in brackets, the number of its branch.
_FIRM: Final = re.compile(
    r"(?:公司|集团|厂|商行|商店|酒店|饭店|超市|医院|学校|中心|事务所|工作室|合作社|经营部|门市部"
    r"|分店|门店|总店|旗舰店|专卖店|便利店|银行|支行|大学|中学|小学|幼儿园|研究所|研究院|协会"
    r"|俱乐部|有限合伙|\b(?:ltd|inc|llc|co|corp|gmbh|company|limited))\.?"
    r"(?:\s*[(（][^()（）]{1,20}[)）])?\s*(?:[#＃]?\d{1,4}号?)?\s*$",
    re.IGNORECASE,
)
# Who is the contact person of a firm; a spouse or an emergency contact is not.
_PERSONS: Final = frozenset(
    map(
        normal_header,
        ("联系人", "联系人姓名", "主要联系人", "经办人", "Contact Person", "Primary Contact"),
    )
)
# Beside such a person it names a firm, where 姓名 would name a person.
_CUSTOMERS: Final = frozenset(
    map(
        normal_header,
        (
            "客户名称",
            "客户",
            "客户名",
            "名称",
            "Customer",
            "Customer Name",
            "Client",
            "Client Name",
        ),
    )
)
_PERSON: Final = re.compile(r"[㐀-鿿]{2,3}")
_LOOKED_AT: Final = 1000


def is_firm(name: str) -> bool:
    """Tell whether a name is that of a firm by how it ends."""
    return _FIRM.search(name) is not None


def beside_persons(mappings: Sequence[ColumnMapping], rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether the customers of a list are firms: each stands beside its contact person.

    Not where most customers are called as persons are, or as their contact persons.
    """
    by_field = {one.field: one for one in mappings if one.field}
    name, person = by_field.get("name"), by_field.get("contact_person")
    if name is None or person is None:
        return False
    if _plain(name) not in _CUSTOMERS or _plain(person) not in _PERSONS:
        return False
    firms = persons = 0
    for cells in rows[:_LOOKED_AT]:
        if max(name.index, person.index) >= len(cells):
            continue
        who, beside = clean_text(cells[name.index]), clean_text(cells[person.index])
        if who and beside:
            human = _PERSON.fullmatch(who) is not None or who == beside
            persons, firms = persons + human, firms + (not human)
    return firms > persons


def _plain(mapping: ColumnMapping) -> str:
    return normal_header(mapping.meant or mapping.header)
