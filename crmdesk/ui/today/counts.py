"""The counts at the top of the start page; each jumps to its group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, theme, tokens

if TYPE_CHECKING:
    from crmdesk.core.services.today import Counts


class CountButton(QPushButton):
    """A number beside what it counts, grey when it is none; `short` are words for little room."""

    def __init__(
        self, text: str, tone: str, keys: str, short: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._usual = (text, short or text)
        self._words, self._short = self._usual
        self._tone = tone
        self._narrow = False
        self._count = 0
        self._number = plain.label("0", "number")
        self._caption = plain.label(text, "hint")
        layout = QHBoxLayout(self)
        self._layout = layout
        self.set_narrow(False)
        for part in (self._number, self._caption):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part)
        self.setShortcut(keys)
        self.setToolTip(plain.tip(f"{text} ({keys})"))
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.watcher().changed.connect(self._colour)
        self.set_count(0)

    def set_count(self, count: int, words: str = "", short: str = "") -> None:
        """Show a number, with other words than usual where they are given."""
        self._count = count
        self._words, self._short = words or self._usual[0], short or words or self._usual[1]
        self._say()
        self._number.setText(f"{count:,}")
        self.setAccessibleName(f"{self._words}: {count}")
        self._colour()
        self.updateGeometry()

    def set_narrow(self, narrow: bool) -> None:
        """Take little room, or as much as is good to look at."""
        side = 7 if narrow else 12
        self._narrow = narrow
        self._say()
        self._layout.setContentsMargins(side, 2, side, 2)
        self._layout.setSpacing(5 if narrow else 8)
        self.updateGeometry()

    def count(self) -> int:
        """Return the number that is shown."""
        return self._count

    def sizeHint(self) -> QSize:
        """Return the room the words need."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Return the room the words need."""
        return self.sizeHint()

    def _say(self) -> None:
        self._caption.setText(self._short if self._narrow else self._words)

    def _colour(self) -> None:
        ink = tokens.ink(self._tone if self._count else "muted")
        self._number.setStyleSheet(f"color: {ink.name()}")


def show_counts(tiles: Mapping[str, CountButton], counts: Counts) -> None:
    """Show how many there are of each."""
    for key, tile in tiles.items():
        if key not in ("visits", "complaints"):
            tile.set_count(getattr(counts, key))
    _count_visits(tiles["visits"], counts)
    tiles["complaints"].set_count(counts.complaints_overdue + counts.complaints_due)


def _count_visits(tile: CountButton, counts: Counts) -> None:
    """Show the visits of a day; once some have a result, those that are left of them."""
    if counts.visits_open == counts.visits:
        tile.set_count(counts.visits)
        return
    words = _("Visits left of {count}").format(count=counts.visits)
    tile.set_count(counts.visits_open, words, _("left of {count}").format(count=counts.visits))
