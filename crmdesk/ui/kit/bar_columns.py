"""How a table of bars shares its width: names, bars, numbers, and further figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtGui import QFont

from crmdesk.ui.kit.chart_button import caption, figures, width_of

GAP: Final = 12
LEAST_BAR: Final = 60
LEAST_STACKED: Final = 120
# More of the width a name beside its bar must not take.
_NAME_PERCENT: Final = 42
_EDGE: Final = 6


@dataclass(frozen=True, slots=True)
class Cell:
    """A further figure of a line, with the list behind it."""

    text: str
    told: str
    payload: Any


@dataclass(frozen=True, slots=True)
class Bar:
    """One line: its name, its numbers, and a bar whose `length` is a share of 1; None draws none.

    `so_far` is where the line of the sum of all bars so far passes.
    """

    label: str
    numbers: tuple[str, ...]
    told: str
    payload: Any
    length: float | None = None
    tone: str = "accent"
    cells: tuple[Cell, ...] = ()
    so_far: float | None = None


@dataclass(frozen=True, slots=True)
class Heads:
    """The words over the columns."""

    label: str
    numbers: tuple[str, ...]
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table stand; `stacked` has the bar below its name.

    `numbers` and `cells` are the right edges with the widths; `main` is the width of what opens
    the list of the line.
    """

    stacked: bool
    label: int
    bar: tuple[int, int]
    main: int
    numbers: tuple[tuple[int, int], ...]
    cells: tuple[tuple[int, int], ...]


def arranged(width: int, font: QFont, heads: Heads, bars: Sequence[Bar]) -> Columns:
    """Return the columns at a width: names are whole before further figures are shown."""
    text, small = figures(font), caption(font)
    name = max((width_of(one.label, text) for one in bars), default=0) + _EDGE + GAP
    name = max(name, width_of(heads.label, small) + _EDGE + GAP)
    numbers = _widths(heads.numbers, [one.numbers for one in bars], text, small)
    cells = _widths(heads.cells, [[c.text for c in one.cells] for one in bars], text, small)
    drawn = any(one.length is not None for one in bars)
    bar = LEAST_BAR + GAP if drawn else 0
    for shown in range(len(cells), -1, -1):
        rest = width - sum(numbers) - sum(cells[:shown])
        beside = name * 100 <= rest * _NAME_PERCENT or not drawn
        if beside and name + bar <= rest:
            return _placed(rest, name if drawn else rest, numbers, cells[:shown], stacked=False)
        if drawn and max(name, LEAST_STACKED) <= rest:
            return _placed(rest, rest, numbers, cells[:shown], stacked=True)
    return _placed(width - sum(numbers), width - sum(numbers), numbers, [], stacked=drawn)


def _widths(
    heads: Sequence[str], texts: Sequence[Sequence[str]], font: QFont, small: QFont
) -> list[int]:
    found = [width_of(head, small) for head in heads]
    for line in texts:
        for place, one in enumerate(line):
            found[place] = max(found[place], width_of(one, font))
    return [one + GAP for one in found]


def _placed(
    rest: int, name: int, numbers: Sequence[int], cells: Sequence[int], *, stacked: bool
) -> Columns:
    begin = _EDGE if stacked else name
    bar = (begin, max(0, rest - begin - GAP // 2))
    right, places = rest, []
    for one in (*numbers, *cells):
        right += one
        places.append((right, one))
    count = len(numbers)
    return Columns(
        stacked,
        max(0, name - _EDGE),
        bar,
        rest + sum(numbers),
        tuple(places[:count]),
        tuple(places[count:]),
    )
