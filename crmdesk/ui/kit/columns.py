"""Columns as data: what a table shows of a row, and how."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

Row = TypeVar("Row")
Align = Literal["left", "right", "center"]
Span = tuple[int, int]


# Without slots: a generic class with slots cannot be made as Column[Row](...) on Python 3.11.
@dataclass(frozen=True)
class Column(Generic[Row]):
    """One column: `title()` is asked when shown, `value(row)` gives plain text.

    `width` is in screen points. `spans(row)` gives (start, length) of the characters to mark.
    A column that `grows` takes its part of the room that is left where columns fit the width. A
    `pill` column draws its text as a badge in the colour of `tone(row)`.
    """

    key: str
    title: Callable[[], str]
    value: Callable[[Row], str]
    align: Align = "left"
    width: int = 120
    sortable: bool = True
    default_visible: bool = True
    required: bool = False
    icon: Callable[[Row], str | None] | None = None
    tone: Callable[[Row], str | None] | None = None
    spans: Callable[[Row], Sequence[Span]] | None = None
    grows: bool = False
    pill: bool = False
    tabular: bool = False
