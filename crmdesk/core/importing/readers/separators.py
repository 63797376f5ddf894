"""What parts the cells of a text: the sign that does so in most rows, or blanks, or nothing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from crmdesk.core.importing.readers.quoted_rows import Rows

USUAL: Final = (",", "\t", ";", "|")
# Signs of Chinese sentences: they part columns only where they do so in nearly every row.
FULL_WIDTH: Final = ("，", "；", "、", "｜")
NOTHING: Final = "\x1f"  # a sign no list has: each line is one cell
_SAMPLE: Final = 65_536
_SAMPLE_ROWS: Final = 100
_TITLES: Final = 3
_GAP: Final = re.compile(r"(?:[ \t\u3000\xa0]{2,}|\t)")
_BLANK: Final = re.compile(r"[ \t\u3000\xa0]+")
_LONG_NUMBER: Final = re.compile(r"\+?[\d-]{7,}")


@dataclass(frozen=True, slots=True)
class Parting:
    """How the lines of a text become cells: by a sign, by blanks, or at fixed places.

    `width` is the usual number of cells; `cuts` are places counted in columns of a typewriter, on
    which a Chinese sign takes two.
    """

    separator: str = NOTHING
    width: int = 1
    blanks: re.Pattern[str] | None = None
    cuts: tuple[int, ...] = ()


def parting_of(text: str) -> Parting:
    """Return how the text is parted, judged by its first hundred filled rows."""
    sample = text
    if len(text) > _SAMPLE:
        sample = text[:_SAMPLE]
        whole = max(sample.rfind("\n"), sample.rfind("\r")) + 1
        sample = sample[:whole] or sample
    best, share = _by_sign(sample)
    if share < 1.5 and (found := _by_blanks(sample)):
        return found
    return best


def _by_sign(sample: str) -> tuple[Parting, float]:
    best, best_score = Parting(), (0.0, 0, 0)
    for sign in (*USUAL, *FULL_WIDTH):
        if sign not in sample or (sign == "\t" and _pads_only(sample)):
            continue
        read = Rows(sample, sign)
        rows = [row for row in islice(read, 1000) if any(map(str.strip, row))]
        widths = [len(row) for row in rows[:_SAMPLE_ROWS]]
        wide = Counter(width for width in widths if width > 1)
        if not wide:
            best = best if widths or best_score[0] else Parting(sign)  # nothing but signs
            continue
        width, count = max(wide.items(), key=lambda found: (found[1], found[0]))
        if sign in FULL_WIDTH and (count < 2 or count * 5 < len(widths) * 4):
            continue
        if wide.total() * 5 < len(widths) and widths[0] == 1:
            continue  # a list of one column in which a few cells hold the sign
        # The sign should part every row, and all into as many cells, and no cell between its marks;
        # only then does width count.
        score = (round((count + wide.total()) / len(widths), 6), -read.unclosed, width)
        if score > best_score:
            best, best_score = Parting(sign, width), score
    return best, best_score[0]


def _pads_only(sample: str) -> bool:
    # Some programs put a tab behind long numbers, so that a spreadsheet leaves them alone.
    padding = len(re.findall(r"\t\"?(?=[,;])", sample))
    return padding > 0 and len(re.findall(r"\t(?!\"?(?:[,;\r\n]|\Z))", sample)) == 0


def _by_blanks(sample: str) -> Parting | None:
    lines = [line for line in re.split(r"\r\n|\r|\n", sample) if line.strip()][:_SAMPLE_ROWS]
    if len(lines) < 2:
        return None
    for pattern in (_GAP, _BLANK):
        rows = [pattern.split(line.strip()) for line in lines]
        width, count = Counter(map(len, rows)).most_common(1)[0]
        if width < 2 or count * 5 < len(rows) * 4:
            continue
        # One blank may stand inside a name; it parts cells only where one of them is a number.
        if pattern is _GAP or _has_number_column([row for row in rows if len(row) == width]):
            return Parting(width=width, blanks=pattern)
    # Titles run across the columns: without the first lines there may be more of them.
    cuts = max((_cuts(lines[titles:]) for titles in range(_TITLES + 1)), key=len)
    return Parting(width=len(cuts) + 1, cuts=cuts) if cuts else None


def _has_number_column(rows: list[list[str]]) -> bool:
    for column in zip(*rows, strict=True):
        numbers = sum(bool(_LONG_NUMBER.fullmatch(cell)) for cell in column)
        if numbers * 5 >= len(column) * 4 - 4 and numbers:
            return True
    return False


def _cuts(lines: list[str]) -> tuple[int, ...]:
    """Return where columns begin: after two places that are blank in every line."""
    if len(lines) < 3:
        return ()
    filled = [_filled(line) for line in lines]
    used = set[int]().union(*filled)
    cuts = list[int]()
    for place in sorted(used):
        if place < 2 or place - 1 in used or place - 2 in used:
            continue
        both = sum(bool(row) and min(row) < place <= max(row) for row in filled)
        if both * 2 >= len(filled):
            cuts.append(place)
    return tuple(cuts)


def _filled(line: str) -> set[int]:
    return {
        place + step
        for char, place in _placed(line)
        if not char.isspace()
        for step in range(_width(char))
    }


def _placed(line: str) -> Iterator[tuple[str, int]]:
    place = 0
    for char in line:
        yield char, place
        place += _width(char)


def _width(char: str) -> int:
    return 2 if char > "\x7f" and unicodedata.east_asian_width(char) in "WF" else 1


def cut_line(line: str, parting: Parting) -> list[str]:
    """Return the cells of one line without a line end, parted by blanks or at fixed places."""
    if parting.blanks:
        return parting.blanks.split(line.strip()) if line.strip() else []
    cells = [""]
    cuts = iter((*parting.cuts, 1 << 60))
    cut, before = next(cuts), " "
    for char, place in _placed(line):
        while place >= cut:
            if not before.isspace():
                return [line.strip()]  # a title runs across the columns
            cells.append("")
            cut = next(cuts)
        cells[-1] += char
        before = char
    return [cell.strip() for cell in cells] if line.strip() else []


def cut_lines(lines: Iterable[str], parting: Parting) -> Iterator[list[str]]:
    """Give the cells of each line."""
    for line in lines:
        yield cut_line(line.rstrip("\r\n"), parting)
