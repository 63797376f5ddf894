"""Plain text broken into lines of a width, for lists that draw their items themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption


def lines_of(
    text: str,
    font: QFont,
    width: int,
    most: int = 2,
    *,
    first: int | None = None,
    whole: bool = False,
) -> list[str]:
    """Return a text in at most so many lines, the last one shortened where more would be left.

    `first` is the width of the first line, where it is another one. A word that is wider than a
    line is broken, or shortened where words stay `whole`.
    """
    metrics = QFontMetrics(font)
    begin = width if first is None else first
    if metrics.horizontalAdvance(text) <= begin:
        return [text] if text else []
    option = QTextOption()
    mode = QTextOption.WrapMode
    option.setWrapMode(mode.WordWrap if whole else mode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(max(width if starts else begin, 1))
        starts.append(line.textStart())
    layout.endLayout()
    # Qt counts in UTF-16, where a rare character takes two places.
    raw = text.encode("utf-16-le")
    parts = [
        raw[2 * at : 2 * end].decode("utf-16-le").strip()
        for at, end in zip(starts, [*starts[1:], len(raw) // 2], strict=True)
    ]
    return [
        metrics.elidedText(part, Qt.TextElideMode.ElideRight, width if number else begin)
        for number, part in enumerate(parts)
    ]
