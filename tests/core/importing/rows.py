"""Rows of a list, read into customers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crmdesk.core.domain.customer import Customer
from crmdesk.core.importing.mapping import guess_mapping
from crmdesk.core.importing.plan import RowDraft
from crmdesk.core.importing.sheet import Cell
from crmdesk.core.importing.validation import RowReader


def read(headers: Sequence[str], *rows: Sequence[Cell], **more: Any) -> list[RowDraft]:
    below = [list(row) for row in rows]
    reader = RowReader(guess_mapping(list(headers), below), below, sheet="客户", **more)
    drafts = [reader.read(number, row) for number, row in enumerate(below, 2)]
    return [draft for draft in drafts if draft is not None]


def one(headers: Sequence[str], *cells: Cell, **more: Any) -> Customer:
    return read(headers, cells, **more)[0].customer
