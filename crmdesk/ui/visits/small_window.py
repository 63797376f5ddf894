"""The visits in a small window: one side at a time, and one menu instead of rows of tools."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from crmdesk.ui.visits.day_bar import DayBar
from crmdesk.ui.visits.picker import VisitPicker
from crmdesk.ui.visits.plan_view import PlanView
from crmdesk.ui.visits.side_panel import SidePanel

# Below this height rows of tools would leave no room for visits; below this width two sides.
LOW: Final = 420
NARROW: Final = 720
_HEIGHTS: Final = {False: 290, True: 150}
_MARGINS: Final = {False: (20, 14, 20, 12), True: (20, 6, 20, 6)}
_SPACING: Final = {False: 10, True: 5}
_FOOT_WIDTH: Final = 230
_UNBOUND: Final = 16777215


class SmallWindow(QObject):
    """Suits the screen to the room there is; `changed` is called when it is another."""

    def __init__(
        self,
        left: QWidget,
        plan: PlanView,
        side: SidePanel,
        bar: DayBar,
        changed: Callable[[], object],
    ) -> None:
        super().__init__(left)
        self._left = left
        self._plan = plan
        self._side = side
        self._bar = bar
        self._changed = changed
        self._picker_put_away = False
        self.low = False
        self.narrow = False
        side.installEventFilter(self)

    def suit(self, size: QSize) -> None:
        """Take the size of the screen."""
        low, narrow = size.height() < LOW, size.width() < NARROW
        if (low, narrow) == (self.low, self.narrow):
            return
        went_narrow = narrow and not self.narrow
        self.low, self.narrow = low, narrow
        self._bar.set_narrow(narrow)
        _lay_out(self._side.picker, flat=low and narrow)
        self._plan.week.set_low(low)
        if went_narrow and self._side.picker_shown():
            # The visits come first; who is to be visited is one press away.
            self._picker_put_away = not self._side.form_open()
            if self._picker_put_away:
                self._side.put_picker_away()
        elif not narrow and self._picker_put_away:
            self._picker_put_away = False
            self._side.want_picker()
        self._show_sides()
        self._changed()

    def arrange(self, page: QLayout, sides: QWidget) -> None:
        """Give the page narrower margins and the sides less height where the window is low."""
        page.setContentsMargins(*_MARGINS[self.low])
        page.setSpacing(_SPACING[self.low])
        # Below that the page scrolls instead of squeezing the plan.
        sides.setMinimumHeight(_HEIGHTS[self.low])

    def picker_wanted(self) -> bool:
        """Return whether who to visit is to be there the next time."""
        return self._side.picker_shown() or self._picker_put_away

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the visits and what stands beside them take turns where only one has room."""
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._show_sides()
        return False

    def _show_sides(self) -> None:
        self._left.setVisible(not self.narrow or self._side.isHidden())


def _lay_out(picker: VisitPicker, *, flat: bool) -> None:
    """Put what is asked beside the lists of who to visit, or under them as usual."""
    way = QBoxLayout.Direction
    picker.row.setDirection(way.LeftToRight if flat else way.TopToBottom)
    picker.row.setSpacing(14 if flat else 6)
    picker.row.setContentsMargins(*((12, 4, 12, 6) if flat else (14, 10, 12, 12)))
    picker.foot.setMaximumWidth(_FOOT_WIDTH if flat else _UNBOUND)
    picker.suggested.set_flat(flat)
