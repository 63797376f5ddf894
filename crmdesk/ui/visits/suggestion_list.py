"""Who should be visited, with the reasons: dragged into the plan, or added with Enter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.visit_suggestion import Suggestions
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import visit_suggestions
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.key_press import is_enter
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.customer_picker import Picked
from crmdesk.ui.visits.drag_cards import DragCards
from crmdesk.ui.visits.suggestion_cards import SuggestionDelegate, card_of

_HIGH: Final = 96
_FLAT: Final = 60


class SuggestionCards(DragCards):
    """Suggestions of which any number can be chosen; Enter or a double click adds them."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.chosen_ids, parent, click_chooses=False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setItemDelegate(SuggestionDelegate(self))
        # Sent to be planned, and still in the list.
        self._taken: set[int] = set()
        self.doubleClicked.connect(lambda _index: self.wanted.emit())

    def chosen_ids(self) -> list[int]:
        """Return the customers that are chosen, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        ids = [self.cards.items[row].id for row in rows]
        return [one for one in ids if isinstance(one, int)]

    def set_items(self, items: Sequence[CardItem]) -> None:
        """Show other suggestions; who was chosen stays so, and nobody is by being at hand."""
        chosen = set(self.chosen_ids())
        self._taken &= {item.id for item in items if isinstance(item.id, int)}
        super().set_items(items)
        self.clearSelection()
        for row, item in enumerate(items):
            if item.id in chosen:
                index = self.cards.index(row)
                self.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)

    def take(self, ids: Sequence[int]) -> list[int]:
        """Return those who are not being planned already; who comes after them is at hand.

        So keys pressed faster than the list follows plan one customer after the other, each once.
        """
        fresh = [one for one in ids if one not in self._taken]
        self._taken.update(fresh)
        at = max(self.currentIndex().row(), 0)
        left = [row for row, item in enumerate(self.items()) if item.id not in self._taken]
        if left:
            self.clearSelection()
            self.go_to(next((row for row in left if row >= at), left[-1]))
        return fresh

    def forget_taken(self) -> None:
        """Let everybody be planned again: it was not written."""
        self._taken.clear()

    def wanted_ids(self) -> list[int]:
        """Return the customers that Enter adds: who is chosen, or who is at hand, or the first."""
        at_hand = self.current() or next(iter(self.items()), None)
        beside = [at_hand.id] if at_hand is not None and isinstance(at_hand.id, int) else []
        return self.chosen_ids() or beside

    def go_to(self, row: int) -> None:
        """Have a row at hand without choosing it: nobody is picked by itself."""
        keep = QItemSelectionModel.SelectionFlag.NoUpdate
        self.selectionModel().setCurrentIndex(self.cards.index(row), keep)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have the first one at hand when the keyboard comes here: Enter adds it at once."""
        super().focusInEvent(event)
        by_mouse = event.reason() == Qt.FocusReason.MouseFocusReason
        if not by_mouse and not self.currentIndex().isValid() and self.cards.rowCount():
            self.go_to(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add what is chosen or at hand with Enter; everything else as usual."""
        if is_enter(event):
            if not event.isAutoRepeat():
                self.wanted.emit()
            return
        super().keyPressEvent(event)


class SuggestionList(QWidget):
    """The suggestions for the chosen day, of all districts or of one."""

    wanted = Signal()
    chosen_changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shown: dt.date | None = None
        self._asked: tuple[dt.date, tuple[dt.date, dt.date], str] | None = None
        self.district = ChoiceBox([("", _("All districts"))])
        self.district.set_key("")
        self.district.setAccessibleName(_("District"))
        self.list = SuggestionCards()
        self.list.setMinimumHeight(_HIGH)
        self.list.set_empty("check", _("Nobody needs a visit on this day."), [])
        self._count = plain.label("", "hint")
        self._above = QWidget()
        row = QHBoxLayout(self._above)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._count, 1)
        row.addWidget(self.district)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._above)
        layout.addWidget(self.list, 1)
        self.district.changed.connect(self._load)
        self.list.wanted.connect(self.wanted)
        self.list.selectionModel().selectionChanged.connect(
            lambda *_changed: self.chosen_changed.emit()
        )

    def set_flat(self, flat: bool) -> None:
        """Leave the lines over the list out, where the window is low."""
        self._above.setVisible(not flat)
        self.list.setMinimumHeight(_FLAT if flat else _HIGH)

    def load(self, day: dt.date, days: Sequence[dt.date], staff: str) -> None:
        """Read who should be visited on a day and has no visit on the shown days."""
        asked = (day, (days[0], days[-1]), staff)
        if asked != self._asked:
            self.list.forget_taken()
        self._asked = asked
        self._load()

    def picked(self) -> list[Picked]:
        """Return who is chosen."""
        names = {item.id: item.title for item in self.list.items()}
        return [Picked(one, names[one]) for one in self.list.chosen_ids()]

    def _load(self) -> None:
        if self._asked is None:
            return
        day, days, staff = self._asked
        workspace, district = self._desk.workspace, self.district.key() or ""
        self._desk.tasks.read(
            lambda: visit_suggestions.suggest(
                workspace, day, days=days, staff=staff, district=district
            ),
            self._show,
            key=(self, "suggestions"),
        )

    def _show(self, found: Suggestions) -> None:
        if found.day != self._shown:
            # Another day has other suggestions: look at them from the top.
            self._shown = found.day
            self.list.clearSelection()
            self.list.setCurrentIndex(QModelIndex())
            self.list.scrollToTop()
        row = self.list.currentIndex().row()
        self.list.set_items([card_of(one) for one in found.rows])
        if row >= 0 and not self.list.currentIndex().isValid() and found.rows:
            # What was current is planned now: the next one is at hand.
            self.list.go_to(min(row, len(found.rows) - 1))
        elif self.list.hasFocus() and row < 0 and found.rows:
            self.list.go_to(0)
        count = ngettext("{count} suggested", "{count} suggested", found.total)
        self._count.setText(count.format(count=found.total))
        self._offer(found.districts)
        self.chosen_changed.emit()

    def _offer(self, districts: Sequence[str]) -> None:
        kept = self.district.key() or ""
        names = list(districts) if kept in ("", *districts) else [kept, *districts]
        self.district.blockSignals(True)
        self.district.set_choices([("", _("All districts")), *((name, name) for name in names)])
        self.district.set_key(kept)
        self.district.blockSignals(False)
