"""Where the silent customers stand on the start page: wherever the window leaves room for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QVBoxLayout

if TYPE_CHECKING:
    from crmdesk.ui.today.follow_ups import FollowUpsPane
    from crmdesk.ui.today.side import SidePane

LEFT: Final = "left"
RIGHT: Final = "right"
NOWHERE: Final = ""
SPACING: Final = 12
# Fewer rows than these would be read through a slit.
FEWEST_ROWS: Final = 2
MOST_ROWS: Final = 5
# The list of follow-ups gives way as far as this, so that the panel below stays in sight.
LEAST_LIST: Final = 112
LOWEST_LIST: Final = 56
# Of the words and the button where no follow-up is.
EMPTY_HEIGHT: Final = 190
# The frame around the list, and what is between it and the panel.
BESIDE_LIST: Final = 24


class Room:
    """Puts the card under few follow-ups, else on the right, else away: its count leads to Care."""

    def __init__(self, left: QVBoxLayout, follow_ups: FollowUpsPane, side: SidePane) -> None:
        self._left = left
        self._follow_ups = follow_ups
        self._side = side
        self.place = RIGHT

    def share(self, height: int, *, wide: bool) -> None:
        """Choose the place in a page whose columns are so high."""
        self._fit_list(height)
        rows = len(self._side.silent.items())
        fit = self._fitting(height) if wide else 0
        if not rows:
            place = NOWHERE
        elif not wide or (fit < FEWEST_ROWS and height >= self._side.height_of_all()):
            place = RIGHT
        elif fit >= FEWEST_ROWS:
            place = LEFT
        else:
            place = NOWHERE
        self._put(place)
        self._side.show_rows(min(rows, fit, MOST_ROWS) if place == LEFT else 0)

    def _wanted(self) -> int:
        """Return the height at which no follow-up has to be scrolled to."""
        cards = self._follow_ups.list
        high = cards.content_height() if cards.items() else EMPTY_HEIGHT
        return high + BESIDE_LIST + self._panel_height()

    def _fit_list(self, height: int) -> None:
        left = height - BESIDE_LIST - self._panel_height()
        self._follow_ups.list.setMinimumHeight(min(max(left, LOWEST_LIST), LEAST_LIST))

    def _panel_height(self) -> int:
        panel = self._follow_ups.panel
        # Its lines break where the width says so.
        wide = self._follow_ups.width()
        return 0 if panel.isHidden() else max(panel.heightForWidth(wide), 0)

    def _fitting(self, height: int) -> int:
        """Return how many silent customers fit under the follow-ups."""
        side = self._side
        spare = height - self._wanted() - SPACING - side.frame_height()
        return spare // max(side.row_height(), 1)

    def _put(self, place: str) -> None:
        card = self._side.silent_card
        if place == LEFT and self.place != LEFT:
            self._left.addWidget(card)
        elif place == RIGHT and self.place == LEFT:
            self._side.take_silent()
        self.place = LEFT if place == LEFT or (place == NOWHERE and self.place == LEFT) else RIGHT
        card.setVisible(place != NOWHERE)
