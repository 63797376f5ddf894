"""The complaints of a customer on the file: an open one in red, those that are over as a count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.complaint_words import open_words
from crmdesk.core.domain.customer import Customer
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import icons, plain, removal, theme
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.screen import Desk

# More open ones are told as a count.
MOST_OPEN: Final = 3
MOST_WORDS: Final = 60
# Narrower than this, in screen points, the button is a sign alone.
WIDE: Final = 420


class OpenComplaint(QFrame):
    """One open complaint in a red line; a click anywhere on it opens the case."""

    asked = Signal()

    def __init__(self, complaint: Complaint, now: dt.datetime, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.complaint_id = complaint.id
        self.setProperty("kind", "notice")
        self.setProperty("tone", "danger")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._picture = QLabel()
        self.words = plain.label(open_words(complaint, now, MOST_WORDS), wrap=True)
        self.open = tool_button("right", _("Open the complaint"), self.asked.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 5, 6, 5)
        row.setSpacing(8)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        row.addWidget(self.open)
        theme.watcher().changed.connect(self._draw)
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the room to the words where there is little of it."""
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        wide = event.size().width() >= WIDE
        self.open.setText(plain.caption(_("Open the complaint") if wide else ""))
        self.open.setToolButtonStyle(
            style.ToolButtonTextBesideIcon if wide else style.ToolButtonIconOnly
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the case."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.asked.emit()

    def _draw(self) -> None:
        self._picture.setPixmap(icons.pixmap("warning", 18, "danger"))


class ComplaintNotice(QWidget):
    """Is hidden while there are none; leads to each open one, and to the list of all."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._customer: Customer | None = None
        self.lines: list[OpenComplaint] = []
        self.more = button("", self._show_all, kind="link")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def stops(self) -> list[QWidget]:
        """Return what the Tab key stops at, in order."""
        return [*(line.open for line in self.lines), self.more]

    def show_complaints(self, customer: Customer, found: Sequence[Complaint]) -> None:
        """Show the complaints of a customer, the open ones first."""
        self._customer = customer
        now = self._desk.workspace.clock.now()
        for old in self.lines:
            removal.remove(old, layout=self._layout)
        waiting = [one for one in found if one.is_open]
        self.lines = [OpenComplaint(one, now, self) for one in waiting[:MOST_OPEN]]
        for place, line in enumerate(self.lines):
            ask = partial(self._desk.open_complaint, line.complaint_id)
            # Later: the file is drawn anew by what it leads to.
            line.asked.connect(ask, Qt.ConnectionType.QueuedConnection)
            self._layout.insertWidget(place, line)
        self.more.setText(plain.caption(_others(len(waiting), len(found) - len(waiting))))
        self.more.setVisible(len(found) > len(self.lines))
        self.setVisible(bool(found))

    def _show_all(self) -> None:
        if self._customer is not None:
            query = ComplaintQuery(customer_id=self._customer.id, sort="received", descending=True)
            self._desk.show_complaints(query, plain.one_line(self._customer.name))


def _others(waiting: int, over: int) -> str:
    """Return how many complaints are not told one by one."""
    if waiting > MOST_OPEN:
        words = ngettext("All {count} complaints", "All {count} complaints", waiting + over)
        return words.format(count=waiting + over)
    if waiting:
        return ngettext("{count} earlier complaint", "{count} earlier complaints", over).format(
            count=over
        )
    return ngettext(
        "{count} complaint, which is over", "{count} complaints, all of them over", over
    ).format(count=over)
