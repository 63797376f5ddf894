"""A cell of the board: its day, how full it is, what speaks against it, and its visits."""

from __future__ import annotations

import datetime as dt
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, theme
from crmdesk.ui.kit.actions import button
from crmdesk.ui.visits.board_content import Cell
from crmdesk.ui.visits.board_list import VisitList
from crmdesk.ui.visits.planning import day_name, day_near, day_short

_LEAST_WIDTH: Final = 76
# The margins of the card and of the button in it.
_AROUND_NAME: Final = 20


class DayCard(QFrame):
    """One day, or what one of the staff does on it; a press on its name opens the day.

    What is dropped over the list goes to its end.
    """

    day_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # The day in full, and as it is told where the card is narrow.
        self._names = ("", "")
        self.setProperty("kind", "card")
        self.setAcceptDrops(True)
        self.setMinimumWidth(_LEAST_WIDTH)
        self._title = button("", self._ask_day, kind="link")
        self._whose = plain.label("", "caption", wrap=True)
        self._load = plain.label("", "hint", wrap=True)
        self._notes = plain.label("", "doubt", wrap=True)
        self.list = VisitList()
        layout = self._stack = QVBoxLayout(self)
        layout.setContentsMargins(5, 4, 2, 4)
        layout.setSpacing(1)
        for part in (self._title, self._whose, self._load, self._notes):
            layout.addWidget(part)
        layout.addWidget(self.list, 1)

    def show_cell(self, cell: Cell, today: dt.date) -> None:
        """Show a cell."""
        name = day_name(cell.day, today)
        self._names = (name, day_short(cell.day))
        self._fit_name()
        self._title.setToolTip(plain.tip(_("Open this day")))
        near = day_near(cell.day, today) if cell.staff is None else ""
        words = _("{day} · {count}").format(day=near, count=cell.load) if near else cell.load
        self._load.setText(words)
        # Of a closed day without visits only that it is closed needs to be said.
        self._load.setHidden(cell.closed and not cell.lines and bool(cell.notes))
        plain.say(self._whose, cell.whose)
        self._notes.setText("\n".join(plain.one_line(note) for note in cell.notes))
        self._notes.setVisible(bool(cell.notes))
        # A closed day without visits is no reason for a warning, only good to know.
        theme.mark(self._notes, "kind", "doubt" if cell.lines or not cell.closed else "hint")
        self.list.show_cell(cell)
        whose = [name, cell.staff] if cell.staff else [name]
        self.list.setAccessibleName(", ".join(whose))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the day as fully as there is room."""
        super().resizeEvent(event)
        self._fit_name()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take visits and customers."""
        self.list.judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show that they would be put at the end."""
        self.list.judge(event)
        self.list.offer_end(event.isAccepted())

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show no place any more."""
        self.list.offer_end(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put them at the end."""
        self.list.take_at_end(event)

    def _fit_name(self) -> None:
        full, short = self._names
        metrics = QFontMetrics(self._title.font())
        fits = metrics.horizontalAdvance(full) + _AROUND_NAME <= self.width()
        self._title.setText(plain.caption(full if fits else short))

    def set_titled(self, titled: bool) -> None:
        """Show the day, unless the card stands under another one of the same day."""
        self._title.setVisible(titled)

    def wished_height(self) -> int:
        """Return the height in which all of it is seen."""
        edges = self._stack.contentsMargins()
        width = self.width() - edges.left() - edges.right()
        parts = (self._title, self._whose, self._load, self._notes)
        shown = [one for one in parts if not one.isHidden()]
        words = sum(
            one.heightForWidth(width) if one.hasHeightForWidth() else one.sizeHint().height()
            for one in shown
        )
        around = edges.top() + edges.bottom() + len(shown) * self._stack.spacing()
        wished = words + around + self.list.content_height()
        return max(wished, self.minimumSizeHint().height())

    def mark_chosen(self, chosen: bool) -> None:
        """Show whether this is the day for which is planned."""
        theme.mark(self, "chosen", chosen)

    def _ask_day(self) -> None:
        self.day_wanted.emit(self.list.day)
