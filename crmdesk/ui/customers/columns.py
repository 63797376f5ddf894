"""The columns of the customer list, made from the field catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from crmdesk.core.domain.customer import COMPANY, CustomerRow
from crmdesk.core.domain.fields import COLUMNS, Field
from crmdesk.ui.kit.columns import Column

GRADE_TONES: Final = {"A": "success", "B": "info", "C": "neutral", "D": "muted"}
STAGE_TONES: Final = {
    "prospect": "info",
    "new": "accent",
    "loyal": "success",
    "silent": "warning",
    "lost": "danger",
}
_TABULAR: Final = ("mobile", "card", "last_contact", "next_date", "created", "birthday")


def grade_tone(grade: str) -> str:
    """Return the tone in which a grade is shown."""
    return GRADE_TONES.get(grade, "neutral")


def stage_tone(stage: str) -> str:
    """Return the tone in which a stage is shown."""
    return STAGE_TONES.get(stage, "neutral")


def customer_columns(today: Callable[[], dt.date]) -> list[Column[CustomerRow]]:
    """Return one column per field that has a cell."""
    return [_column(field, today) for field in COLUMNS]


def _column(field: Field, today: Callable[[], dt.date]) -> Column[CustomerRow]:
    cell = field.cell
    assert cell is not None
    return Column(
        field.key,
        field.show,
        cell,
        width=field.width,
        default_visible=field.default_column,
        required=field.key == "name",
        tabular=field.key in _TABULAR,
        pill=field.key == "grade",
        icon=_kind_icon if field.key == "name" else None,
        tone=_tone(field.key, today),
    )


def _kind_icon(row: CustomerRow) -> str:
    return "company" if row.kind == COMPANY else "person"


def _tone(key: str, today: Callable[[], dt.date]) -> Callable[[CustomerRow], str | None] | None:
    if key == "grade":
        return lambda row: grade_tone(row.grade)
    if key == "next_date":

        def overdue(row: CustomerRow) -> str | None:
            return "danger" if row.next_due and row.next_due < today() else None

        return overdue
    return None
