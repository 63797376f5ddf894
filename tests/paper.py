"""What stands in a PDF file: the words of each page, and where they stand in millimetres."""

from __future__ import annotations

import html
import re
import subprocess
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from crmdesk.core.reports.document import Document
from crmdesk.ui.kit import printing

_MM = 25.4 / 72
Matrix = tuple[float, ...]


def printed(document: Document, path: Path) -> list[str]:
    """Print a document and return the words of each page without white space."""
    count = printing.to_pdf(document, path)
    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(path).pages]
    assert len(pages) == count
    return pages


def places(path: Path, number: int = 1) -> list[tuple[str, float, float]]:
    """Return each text of a page with the place of its first character, from the upper left."""
    page = PdfReader(path).pages[number - 1]
    height = float(page.mediabox[3])
    found: list[tuple[str, float, float]] = []

    def visit(text: str, cm: Matrix, tm: Matrix, _font: Any, _size: float) -> None:
        if text.strip():
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            found.append((text.strip(), x * _MM, (height - y) * _MM))

    page.extract_text(visitor_text=visit)
    return found


def size_mm(path: Path) -> tuple[float, float]:
    """Return width and height of the first page."""
    box = PdfReader(path).pages[0].mediabox
    return float(box[2]) * _MM, float(box[3]) * _MM


def sizes(path: Path, begin: str, number: int = 1) -> set[float]:
    """Return the sizes in points of those texts of a page that begin with some words."""
    found: set[float] = set()

    def visit(text: str, cm: Matrix, tm: Matrix, _font: Any, size: float) -> None:
        if text.strip().startswith(begin):
            found.add(round(size * abs(tm[3]) * abs(cm[3]), 1))

    PdfReader(path).pages[number - 1].extract_text(visitor_text=visit)
    return found


def ends(path: Path, number: int = 1) -> list[tuple[str, float, float, float]]:
    """Return each line of words of a page with its place and its width, in millimetres."""
    told = subprocess.run(
        ["pdftotext", "-bbox-layout", "-f", str(number), "-l", str(number), str(path), "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = []
    for line in re.findall(r"<line[^>]*>.*?</line>", told, re.DOTALL):
        numbers = re.match(r'<line xMin="(\S+)" yMin="(\S+)" xMax="(\S+)"', line)
        assert numbers
        left, top, right = (float(one) * _MM for one in numbers.groups())
        words = " ".join(html.unescape(one) for one in re.findall(r">([^<>]+)</word>", line))
        found.append((words, left, top, right - left))
    return found
