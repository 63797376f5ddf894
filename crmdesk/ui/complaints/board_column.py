"""A column of the board: the complaints of one state, as cards to look at and to carry."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFontMetrics,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain.complaint import (
    STATES,
    ComplaintRow,
)
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.complaint_lists import BoardColumn
from crmdesk.ui.complaints.board_list import LEAST_WIDTH, CardsOfState, complaint_in
from crmdesk.ui.kit import plain, theme
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.pill import Pill
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.complaint_looks import STATE_TONES, short_state

_NO_BOUND: Final = 16_777_215
# Margins and gaps beside the name.
_AROUND_TITLE: Final = 24

# Tells whether the complaint that is carried may be dropped at a state.
MayGo = Callable[[str], bool]


class StateColumn(QFrame):
    """A state with its count; a folded one is a line on which can be dropped all the same.

    `listed` asks for the list of all that stand here, `fold_changed` for room.
    """

    listed = Signal(str)
    fold_changed = Signal()
    dropped = Signal(int, str)

    def __init__(
        self, desk: Desk, state: str, may_go: MayGo, *, folds: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.state = state
        self.total = 0
        self._folds = folds
        self.folded = not folds
        self._may_go = may_go
        self.setProperty("kind", "card")
        self.setAcceptDrops(True)
        self.list = CardsOfState(desk)
        self.list.setAccessibleName(_(STATES[state]))
        self.title = button(_(STATES[state]), self._press_title, kind="inline")
        self.count = Pill("0", STATE_TONES[state])
        # No higher than the name: the cards of all columns begin at one height.
        self.fold_button = button(
            "", lambda: self.fold(True), icon="up", kind="inline", tip=_("Fold")
        )
        self.fold_button.setAccessibleName(_("Fold"))
        self.more = button("", lambda: self.listed.emit(state), kind="link")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        head.addWidget(self.fold_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 5, 3, 4)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.more)
        self.fold(folds)

    def show_column(self, found: BoardColumn, rows: Sequence[ComplaintRow | None]) -> None:
        """Show what stands here; the current card and the place stay where they are."""
        self.total = found.total
        tone = STATE_TONES[self.state] if found.total else "muted"
        self.count.set_text(f"{found.total:,}", tone)
        self.count.setAccessibleName(f"{_(STATES[self.state])}: {found.total}")
        before = self.list.cards.id_at(self.list.currentIndex().row())
        scrolled = self.list.verticalScrollBar().value()
        if found.ids == self.list.cards.ids():
            self.list.cards.invalidate()
        else:
            self.list.cards.show_ids(found.ids, None, rows)
            if before is not None:
                self.list.select_id(before)
            self.list.verticalScrollBar().setValue(scrolled)
        left = found.total - len(found.ids)
        words = ngettext("{count:,} more in the list", "{count:,} more in the list", left).format(
            count=left
        )
        self.more.setText(plain.caption(words))
        self.more.setToolTip(plain.tip(words))
        self.more.setVisible(left > 0 and not self.folded)

    def settle(self) -> None:
        """Take the room that what is shown needs now, before anything is drawn."""
        self.list.executeDelayedItemsLayout()
        if (layout := self.layout()) is not None:
            layout.activate()

    def fold(self, folded: bool) -> None:
        """Show only name and count, or the cards as well."""
        changed, self.folded = folded != self.folded, folded
        self.list.setVisible(not folded)
        self.fold_button.setVisible(self._folds and not folded)
        self.more.setVisible(not folded and self.total > len(self.list.cards.ids()))
        tip = _("Show the cards") if folded else _("Show in list")
        self.title.setToolTip(plain.tip(f"{_(STATES[self.state])}: {tip}"))
        self.title.setAccessibleName(_(STATES[self.state]))
        self._fit_title()
        self.setMinimumWidth(0 if folded else LEAST_WIDTH)
        self.setMaximumHeight(self.sizeHint().height() if folded else _NO_BOUND)
        if changed:
            self.fold_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Name the state as fully as there is room."""
        super().resizeEvent(event)
        self._fit_title()

    def _fit_title(self) -> None:
        full = _(STATES[self.state])
        metrics = QFontMetrics(self.title.font())
        used = _AROUND_TITLE + self.count.sizeHint().width()
        if self._folds and not self.folded:
            used += self.fold_button.sizeHint().width() + 6
        room = self.width() - used
        words = full if metrics.horizontalAdvance(full) <= room else short_state(self.state)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        # A folded one asks for as much room as its name needs.
        self.title.setText(plain.caption(full if self.folded else shown))

    def _press_title(self) -> None:
        if self.folded:
            self.fold(False)
        else:
            self.listed.emit(self.state)

    def mark(self, offered: bool | None) -> None:
        """While a card is carried, show whether it may be dropped here; None when none is."""
        theme.mark(self, "chosen", bool(offered))
        self.list.setEnabled(offered is not False)
        self.title.setEnabled(offered is not False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a complaint that may come here."""
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take a complaint that may come here; for the others the sign says no."""
        self._judge(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Nothing was dropped."""
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell which complaint is to come here."""
        carried = complaint_in(event.mimeData())
        if carried and self._may_go(self.state):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
            self.dropped.emit(carried, self.state)

    def _judge(self, event: QDropEvent) -> None:
        if complaint_in(event.mimeData()) and self._may_go(self.state):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()
        else:
            event.ignore()
