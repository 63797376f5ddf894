"""The list under the find box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button

if TYPE_CHECKING:
    from crmdesk.core.domain.complaint import Complaint

SHOWN_ROWS: Final = 8
LEAST_WIDTH: Final = 360


class HitPopup(QFrame):
    """Lies over the window below the find box; never takes the keyboard away from it."""

    case_asked = Signal(int)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("kind", "popup")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        from crmdesk.ui.parts.hit_list import HitList

        self.list = HitList(self)
        self.nothing = plain.label("", "muted", wrap=True)
        self.case_id = 0
        self.case = button("", kind="link", icon="complaint")
        self.case.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.case.clicked.connect(lambda: self.case_asked.emit(self.case_id))
        self.creator = button("", kind="link", icon="plus")
        self.creator.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.complainer = button(_("Complaint…"), kind="link", icon="complaint")
        self.complainer.setToolTip(plain.tip(_("New complaint (Ctrl+Shift+C)")))
        self.complainer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._links = QWidget()
        links = QHBoxLayout(self._links)
        links.setContentsMargins(0, 0, 0, 0)
        links.addWidget(self.creator)
        links.addStretch(1)
        links.addWidget(self.complainer)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.setSpacing(4)
        layout.addWidget(self.list)
        layout.addWidget(self.case, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.nothing)
        layout.addWidget(self._links)
        self.hide()

    def _below(self) -> tuple[QWidget, ...]:
        return (self.case, self.nothing, self._links)

    def offer(self, *, creates: bool, complains: bool) -> None:
        """Offer a new customer of what was typed, and a complaint."""
        self.creator.setVisible(creates)
        self.complainer.setVisible(complains)
        self._links.setVisible(creates or complains)

    def offer_case(self, case: Complaint | None) -> None:
        """Offer to open the complaint whose number was typed."""
        self.case_id = case.id if case else 0
        number = case.number if case else ""
        self.case.setText(plain.caption(_("Open {number}").format(number=number)))
        self.case.setVisible(case is not None)

    def show_under(self, box: QWidget) -> None:
        """Show the list below the box, inside the window."""
        window = self.parentWidget()
        if window is None:
            return
        where = box.mapTo(window, QPoint(0, box.height() + 2))
        width = min(max(box.width(), LEAST_WIDTH), window.width() - 8)
        left = min(where.x(), window.width() - width - 4)
        rows = self.list.wanted_height(SHOWN_ROWS)
        self.list.setVisible(rows > 0)
        others = sum(part.sizeHint().height() + 4 for part in self._below() if not part.isHidden())
        height = min(rows + others + 16, max(window.height() - where.y() - 8, 120))
        self.setGeometry(max(left, 4), where.y(), width, height)
        self.show()
        self.raise_()
