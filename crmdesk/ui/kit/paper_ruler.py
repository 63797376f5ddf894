"""Measures words as they will be on paper."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QFont, QFontMetricsF

from crmdesk.ui.kit.flowing_pages import screen_dpi
from crmdesk.ui.kit.paper_fonts import POINTS_PER_INCH, paper_font

# Large, so that no rounding to pixels counts.
_PIXELS: Final = 500
# The widest padding a template gives to a cell, with its line and a hair of air.
_PADDING_PIXELS: Final = 13.0


class PaperRuler:
    """A ruler for the fonts of everything on paper."""

    def __init__(self) -> None:
        self.padding = _PADDING_PIXELS * POINTS_PER_INCH / screen_dpi()
        self._metrics = {strong: _metrics(strong) for strong in (False, True)}
        # Forms and files say the same words again and again.
        self._known: dict[tuple[str, bool], float] = {}

    def width(self, text: str, points: float, *, strong: bool) -> float:
        """Return how wide a text is on one line, in points."""
        known = self._known.get((text, strong))
        if known is None:
            known = self._known[text, strong] = self._metrics[strong].horizontalAdvance(text)
        return known * points / _PIXELS


def _metrics(strong: bool) -> QFontMetricsF:
    font = paper_font()
    font.setPixelSize(_PIXELS)
    font.setBold(strong)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return QFontMetricsF(font)
