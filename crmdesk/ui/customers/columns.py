"""The columns of the customer list, made from the field catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

from crmdesk.core.domain.choices import TAG
from crmdesk.core.domain.customer import COMPANY, CustomerRow
from crmdesk.core.domain.fields import Field
from crmdesk.ui.customers.lists import Lists
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
_NUMBERS: Final = ("custom_number", "days")
_TABULAR_TYPES: Final = (*_NUMBERS, "custom_date")


def grade_tone(grade: str) -> str:
    """Return the tone in which a grade is shown."""
    return GRADE_TONES.get(grade, "neutral")


def stage_tone(stage: str) -> str:
    """Return the tone in which a stage is shown."""
    return STAGE_TONES.get(stage, "neutral")


def customer_columns(
    today: Callable[[], dt.date], lists: Lists | None = None
) -> list[Column[CustomerRow]]:
    """Return one column per field that has a cell, with the words of the owner's lists."""
    known = lists or Lists()
    return [_column(field, today, known) for field in known.catalogue.columns]


def _column(field: Field, today: Callable[[], dt.date], lists: Lists) -> Column[CustomerRow]:
    return Column(
        field.key,
        field.show,
        _cell(field, lists),
        align="right" if field.type in _NUMBERS else "left",
        width=field.width,
        default_visible=field.default_column,
        required=field.key == "name",
        tabular=field.key in _TABULAR or field.type in _TABULAR_TYPES,
        pill=field.key == "grade",
        icon=_kind_icon if field.key == "name" else None,
        tone=_tone(field.key, today),
    )


def _cell(field: Field, lists: Lists) -> Callable[[CustomerRow], str]:
    """Return what shows a field in a row; only lists with changed labels cost a second look."""
    cell, words = field.cell, lists.owners_words(field.list) if field.list else {}
    assert cell is not None
    if not words:
        return cell
    if field.list == TAG:
        return lambda row: ", ".join(words.get(tag, tag) for tag in row.tags.split(", "))
    key = field.key
    if field.own:
        return lambda row: words.get(row.custom.get(key, "")) or cell(row)
    return lambda row: words.get(getattr(row, key)) or cell(row)


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
