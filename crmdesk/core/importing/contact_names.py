"""Contacts without a name: phones keep them, so what else is known of them stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.headers import normal_header
from crmdesk.core.domain.normalise import clean_name
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.values import shown
from crmdesk.core.i18n import _
from crmdesk.core.importing.mapping import ColumnMapping
from crmdesk.core.importing.row_so_far import RowSoFar

_NICKNAMES: Final = frozenset({"nickname", "昵称", "shortname"})


def nickname_column(mappings: Sequence[ColumnMapping]) -> int | None:
    """Return the index of the column that holds nicknames, None where there is none."""
    return next(
        (one.index for one in mappings if normal_header(one.meant or one.header) in _NICKNAMES),
        None,
    )


def stand_in(row: RowSoFar, nickname: int | None, sheet: str | None) -> str:
    """Return what stands for the name of a contact that has none, and tell it in the row.

    The nickname, else nothing where there is a company, else the first e-mail address or phone.
    """
    if nickname is not None and nickname < len(row.cells):
        name = clean_name(row.cells[nickname])
        if name:
            return _told(row, name, _("There was no name; the nickname stands for it."), sheet)
    if row.values.get("company"):
        return ""
    for kind, message in (
        ("email", _("There was no name; the e-mail stands for it.")),
        ("mobile", _("There was no name; the number stands for it.")),
        ("phone", _("There was no name; the number stands for it.")),
    ):
        for method in row.methods:
            if method.kind == kind:
                return _told(row, method.value, message, sheet)
    return ""


def _told(row: RowSoFar, name: str, message: str, sheet: str | None) -> str:
    advice = _("Type the name when you know it; the import goes on without it.")
    row.problems.append(Problem(message, advice, row.number, None, shown(name), sheet))
    return name
