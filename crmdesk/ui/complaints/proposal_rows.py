"""Lines of proposed answers: the number to press, as much of the text as fits, and its source."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import SCORES
from crmdesk.core.domain.solution import KEPT, PLANNED, Proposal
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, removal
from crmdesk.ui.kit.actions import PressButton

_AROUND: Final = 26


class ProposalButton(PressButton):
    """A button that shows as much of a text as fits in a line."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = plain.one_line(text)
        self.setProperty("kind", "answer")
        self.setAutoDefault(False)
        self.setAccessibleName(self._whole)
        self.setToolTip(plain.tip(text))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return a width of which a few words can be read."""
        return QSize(120, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(40, self.width() - _AROUND)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(plain.caption(shown))


class ProposalRows(QWidget):
    """The lines; `chosen` tells the place of the one that was pressed."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.proposals: Sequence[Proposal] = ()
        self.buttons: list[ProposalButton] = []
        self._places = QVBoxLayout(self)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(4)

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Show a line for each."""
        self.proposals = proposals
        for old in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            removal.remove(old, layout=self._places)
        self.buttons = []
        for place, one in enumerate(proposals):
            row = QWidget()
            inside = QHBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(8)
            inside.addWidget(plain.label(f"{place + 1}", "muted"))
            made = ProposalButton(one.text)
            # Later: the lines may be made anew by what it does.
            made.clicked.connect(partial(self._clicked, place), Qt.ConnectionType.QueuedConnection)
            self.buttons.append(made)
            inside.addWidget(made, 1)
            inside.addWidget(plain.label(_where_from(one), "muted"))
            self._places.addWidget(row)

    def _clicked(self, place: int, _checked: bool = False) -> None:
        if place < len(self.proposals):
            self.chosen.emit(place)


def _where_from(one: Proposal) -> str:
    if one.source == KEPT:
        return _("kept answer")
    if one.source == PLANNED:
        return _("chosen before, {number}").format(number=one.number)
    if not one.satisfaction:
        return one.number
    return _("{number}, satisfied {score} of {most}").format(
        number=one.number, score=one.satisfaction, most=max(SCORES)
    )
