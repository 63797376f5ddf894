"""Documents as HTML of the small kind that a text engine for paper understands."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from crmdesk.core import paths
from crmdesk.core.reports.document import Block, Box, Document, Heading, Table

if TYPE_CHECKING:
    from jinja2 import Environment, Template

MM_PER_INCH: Final = 25.4
# NUL and its kin would end the text or break the parser; a visible mark takes their place.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def to_html(document: Document, pixels_per_inch: float = 96.0) -> str:
    """Return the document as one HTML page; every text in it is escaped.

    `pixels_per_inch` is what the printing engine takes a CSS pixel for.
    """

    def room_of(table: Table) -> int:
        return round(table.row_height_mm * pixels_per_inch / MM_PER_INCH)

    tables = [block for block in document.blocks if isinstance(block, Table)]
    # A style on the cell itself would put its class out of force, so each room is a class.
    rooms = sorted({room_of(table) for table in tables})
    return _filled(document, blocks=document.blocks, room_of=room_of, rooms=rooms)


def box_html(document: Document, box: Box) -> str:
    """Return one box of a placed page as an HTML page of its own, dressed like the document."""
    return _filled(document, blocks=box.paragraphs, align=box.align)


def _filled(document: Document, **more: object) -> str:
    values = {"rooms": (), "room_of": None, "align": "left", **more}
    text = _template(document.template).render(document=document, kind=_kind, **values)
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def _kind(block: Block) -> str:
    if isinstance(block, Table):
        return "table"
    return "heading" if isinstance(block, Heading) else "text"


@lru_cache(maxsize=32)
def _template(name: str) -> Template:
    return _environment().get_template(f"{name}.html.j2")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    # Imported here because only printing needs it, long after the start.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(paths.resource_dir() / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
