"""What stands on paper, told without HTML and without a printer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Paper = Literal["A4", "Letter"]
Align = Literal["left", "center", "right"]

PAPERS: Final[tuple[Paper, ...]] = ("A4", "Letter")


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The paper and its margins; margins are top, right, bottom, left in millimetres."""

    paper: Paper = "A4"
    landscape: bool = False
    margins_mm: tuple[float, float, float, float] = (10.0, 12.0, 10.0, 12.0)


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph of plain text."""

    text: str
    strong: bool = False
    small: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one cell of a table: paragraphs under each other, or nothing."""

    paragraphs: tuple[Text, ...] = ()


EMPTY: Final = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a group row holds one cell that spans all columns and stays with the next row."""

    cells: tuple[Cell, ...]
    group: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its heading and its share of the width in percent.

    A column to write in has a thin rule at its left.
    """

    heading: str
    width: int
    align: Align = "left"
    to_write: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading row that is repeated on each page; no row is split over two pages."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_height_mm: float = 0.0
    compact: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section, with a quieter note beside it."""

    text: str
    note: str = ""
    new_page: bool = False


Block = Heading | Text | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A printable document; header and footer texts stand on every page."""

    title: str
    language: str
    blocks: tuple[Block, ...]
    page: PageSetup = PageSetup()
    header_left: str = ""
    header_right: str = ""
    footer_left: str = ""


def cell(text: str, *, strong: bool = False, small: bool = False) -> Cell:
    """Return a cell with one paragraph, or an empty one when there is no text."""
    return Cell((Text(text, strong, small),)) if text else EMPTY
