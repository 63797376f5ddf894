"""What stands on paper, told without HTML and without a printer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, Literal

from crmdesk.core.i18n import _, language

Paper = Literal["A4", "A5", "Letter"]
Align = Literal["left", "center", "right"]
Frame = Literal["", "thin", "postcode"]

PAPERS: Final[tuple[Paper, ...]] = ("A4", "Letter", "A5")
# Width and height in millimetres, upright.
PAPER_SIZES: Final[dict[Paper, tuple[float, float]]] = {
    "A4": (210.0, 297.0),
    "A5": (148.0, 210.0),
    "Letter": (215.9, 279.4),
}
USUAL_POINTS: Final = 10.0
# A small sheet has smaller words.
_USUAL_POINTS_OF: Final[dict[Paper, float]] = {"A5": 9.0}
_MARGINS: Final = (10.0, 12.0, 10.0, 12.0)


@dataclass(frozen=True, slots=True)
class PageSetup:
    """The paper and its margins; margins are top, right, bottom, left in millimetres.

    An envelope has a size of its own, width and height, instead of a paper.
    """

    paper: Paper = "A4"
    landscape: bool = False
    margins_mm: tuple[float, float, float, float] = _MARGINS
    size_mm: tuple[float, float] | None = None

    @property
    def width_mm(self) -> float:
        """How wide the page is, margins included."""
        return self._size()[1 if self.landscape else 0]

    @property
    def height_mm(self) -> float:
        """How high the page is, margins included."""
        return self._size()[0 if self.landscape else 1]

    def _size(self) -> tuple[float, float]:
        return self.size_mm or PAPER_SIZES[self.paper]


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph of plain text; one that `yields` is shortened where the room is too small.

    What `alarms` is red.
    """

    text: str
    strong: bool = False
    small: bool = False
    large: bool = False
    quiet: bool = False
    yields: bool = False
    alarms: bool = False


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
    """A column with its heading, a quieter note below it, and its share of the width in percent.

    A column to write in, or one with a rule, has a thin line at its left.
    """

    heading: str
    width: float
    align: Align = "left"
    to_write: bool = False
    rule: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading row that is repeated on each page; no row is split over two pages.

    Without headings it is a plain list of facts.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_height_mm: float = 0.0
    compact: bool = False
    headed: bool = True


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section, with a quieter note beside it; a minor one stands within it."""

    text: str
    note: str = ""
    new_page: bool = False
    minor: bool = False


Block = Heading | Text | Table


@dataclass(frozen=True, slots=True)
class Box:
    """Paragraphs at a place on the page, in millimetres from its upper left corner.

    Words that need more room than the box has are printed smaller, and at last shortened; `whose`
    names the one they belong to. A thin frame is a line to cut along, one for the postcode is as
    red as on envelopes.
    """

    left: float
    top: float
    width: float
    height: float
    paragraphs: tuple[Text, ...] = ()
    align: Align = "left"
    middle: bool = False
    frame: Frame = ""
    whose: str = ""


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page on which everything has its place: a sheet of labels, an envelope.

    Things that are `alike` have words of one size where they can.
    """

    boxes: tuple[Box, ...]
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A printable document; header and footer texts stand on every page.

    It flows (`blocks`), or each thing has its place (`placed`). `template` names its layout in
    resources/templates, `points` the size of its ordinary words, `logo` is a picture in a file's
    bytes. `remark` tells the one who prints what is not on the paper. The parts of a `loose` one
    are handed out, or filed, one by one, and counted so.
    """

    title: str
    language: str
    blocks: tuple[Block, ...] = ()
    page: PageSetup = PageSetup()
    header_left: str = ""
    header_right: str = ""
    footer_left: str = ""
    template: str = "document"
    points: float = USUAL_POINTS
    logo: bytes = b""
    placed: tuple[PlacedPage, ...] = ()
    remark: str = ""
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What all styles of print share: the paper, the sizes, and what the shop puts on it.

    Without `landscape` a style lies as it usually does; a margin or a size of 0 is the usual one.
    """

    shop_name: str
    printed_on: dt.date
    paper: Paper = "A4"
    landscape: bool | None = None
    margin_mm: float = 0.0
    points: float = 0.0
    logo: bytes = b""

    def page(self, landscape: bool = False) -> PageSetup:
        """Return the page of a style that usually lies like this."""
        turned = landscape if self.landscape is None else self.landscape
        one = self.margin_mm
        return PageSetup(self.paper, turned, (one, one, one, one) if one else _MARGINS)

    def document(
        self,
        template: str,
        title: str,
        blocks: tuple[Block, ...],
        *,
        landscape: bool = False,
        beside_title: str = "",
        remark: str = "",
        loose: bool = False,
    ) -> Document:
        """Return a document in the language spoken now, with the shop's header on every page."""
        return Document(
            title=title,
            language=language(),
            blocks=blocks,
            page=self.page(landscape),
            header_left=self.shop_name,
            header_right=beside_title or title,
            footer_left=_("Printed on {date}").format(date=self.printed_on.isoformat()),
            template=template,
            points=self.points or _USUAL_POINTS_OF.get(self.paper, USUAL_POINTS),
            logo=self.logo,
            remark=remark,
            loose=loose,
        )


def cell(text: str, *, strong: bool = False, small: bool = False) -> Cell:
    """Return a cell with one paragraph, or an empty one when there is no text."""
    return Cell((Text(text, strong, small),)) if text else EMPTY
