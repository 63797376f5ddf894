"""How a case lies on the screen: its head, the steps, an open form, what it says, and its log."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.i18n import _
from crmdesk.ui.complaints.case_body import CaseBody
from crmdesk.ui.complaints.case_log import CaseLog
from crmdesk.ui.kit import plain, removal
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout, line
from crmdesk.ui.kit.scrolling import Page, ScrollArea

# Lower than this, in screen points, head and buttons scroll with the rest.
LOW: Final = 420
LEAST: Final = QSize(280, 150)
_TOP: Final = (16, 12, 12, 8)


class CasePart(Protocol):
    """A part of the case that comes from elsewhere, such as its files."""

    def show_complaint(self, complaint: Complaint) -> None:
        """Show what belongs to a complaint."""


class CasePage(QFrame):
    """Places the parts of a case; `slot` lies between the handling and the log."""

    def __init__(self, head: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._low = False
        self.body = CaseBody()
        self.log = CaseLog()
        self.slot = QVBoxLayout()
        self.slot.setSpacing(10)
        self._top = QWidget()
        self._above = QVBoxLayout(self._top)
        self._above.setContentsMargins(*_TOP)
        self._above.setSpacing(8)
        self._above.addWidget(head)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, 6)
        self._above.addWidget(self._buttons)
        self.form_place = QFrame()
        self.form_place.setProperty("kind", "card")
        self._form_layout = QVBoxLayout(self.form_place)
        self._form_layout.setContentsMargins(14, 10, 14, 12)
        self.form_place.hide()
        self._page = Page()
        self._column = QVBoxLayout(self._page)
        self._column.setSpacing(10)
        self._column.addWidget(self.form_place)
        self._column.addWidget(self.body)
        self._column.addLayout(self.slot)
        for part in (line(), plain.label(_("Log"), "subheading"), self.log):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self.area = ScrollArea(self._page)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line = line()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(1, 1, 1, 1)
        self._layout.setSpacing(0)
        self._layout.addWidget(self._top)
        self._layout.addWidget(self._line)
        self._layout.addWidget(self.area, 1)
        self._suit(low=False)

    def minimumSizeHint(self) -> QSize:
        """Return a size at which everything can still be reached by scrolling."""
        return LEAST

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let everything scroll together where the window is low."""
        super().resizeEvent(event)
        low = event.size().height() < LOW
        if low != self._low:
            self._suit(low=low)

    def _suit(self, *, low: bool) -> None:
        self._low = low
        self._layout.removeWidget(self._top)
        self._column.removeWidget(self._top)
        if low:
            self._column.insertWidget(0, self._top)
        else:
            self._layout.insertWidget(0, self._top)
        self._above.setContentsMargins(*((0, 0, 0, 0) if low else _TOP))
        self._column.setContentsMargins(*((12, 8, 8, 8) if low else (16, 10, 16, 12)))
        self._line.setVisible(not low)

    def show_steps(self, steps: Sequence[tuple[QAction, str]]) -> None:
        """Offer actions as buttons, each of a kind; without any there is no row."""
        focus = QApplication.focusWidget()
        was_here = focus is not None and self._buttons.isAncestorOf(focus)
        self._flow.clear()
        self._buttons.setVisible(bool(steps))
        for place, (action, kind) in enumerate(steps):
            made = button(action.text(), kind=kind)
            made.setToolTip(action.toolTip())
            # Later: the buttons are made anew by what they do.
            made.clicked.connect(action.trigger, Qt.ConnectionType.QueuedConnection)
            self._flow.addWidget(made)
            if was_here and not place:
                # The pressed button is gone; the keyboard stays with the steps.
                made.setFocus(Qt.FocusReason.OtherFocusReason)

    def put_form(self, form: QWidget) -> None:
        """Put a form under the head."""
        self._form_layout.addWidget(form)
        self.form_place.show()
        # In a low window what is typed in is worth more than what stands over it.
        QTimer.singleShot(0, self, self._to_form)

    def _to_form(self) -> None:
        # The row of the steps is gone by now, but not yet from the layout.
        self._above.activate()
        self._column.activate()
        self.area.verticalScrollBar().setValue(self.form_place.y() if self._low else 0)

    def take_form(self, form: QWidget) -> None:
        """Take a form away, whatever stands in it."""
        removal.remove(form, layout=self._form_layout)
        self.form_place.hide()

    def to_top(self) -> None:
        """Show the beginning."""
        self.area.verticalScrollBar().setValue(0)
