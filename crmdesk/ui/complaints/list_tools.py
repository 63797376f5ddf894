"""What stands over the list of complaints: the saved filters, a find field, and more filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import SEVERITIES, STATES
from crmdesk.core.domain.complaint_query import MINE, OPEN_ONES, OVERDUE, SAVED, ComplaintQuery
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.complaints.lists import ComplaintLists, Pairs
from crmdesk.ui.kit import plain, theme
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.fitting_label import FittingLabel
from crmdesk.ui.kit.inputs import ChoiceBox, SearchBox
from crmdesk.ui.kit.layout import FlowLayout, ToolbarRow
from crmdesk.ui.kit.tab_row import TabRow

BOX_WIDTH: Final = 132
# Five of them stand in one line of the smallest window.
LOW_BOX_WIDTH: Final = 110
LONGEST_TITLE: Final = 60


class ListTools(QWidget):
    """Chooses what is listed; `changed` comes when another list is wished.

    `base` is the query of the saved filter, or the one another screen asked to see.
    """

    changed = Signal()
    saved_chosen = Signal(str)
    columns_asked = Signal()
    export_asked = Signal()
    filters_toggled = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.saved = OPEN_ONES
        self.base = ComplaintQuery()
        self._asked = ""
        self._low = False
        self.tabs = TabRow([(key, _(title)) for key, title in SAVED.items()])
        self.search = SearchBox(_("Find in the list"))
        self.search.setToolTip(plain.tip(_("Number, name, phone, product, any word (Ctrl+F)")))
        self.filter_button = button(_("Filters"), icon="filter", kind="quiet")
        self.filter_button.setCheckable(True)
        self.count = FittingLabel("muted")
        self.export_button = tool_button("export", _("Export…"), self.export_asked.emit)
        self.columns_button = tool_button("columns", _("Choose columns"), self.columns_asked.emit)
        self.boxes = {
            "state": _box(_("any state")),
            "severity": _box(_("any severity")),
            "category": _box(_("any category")),
            "channel": _box(_("any channel")),
            "staff": _box(_("anybody")),
        }
        for box in self.boxes.values():
            box.changed.connect(self._filtered)
        self.clear_button = button(_("Clear all"), self.clear_all, kind="link")
        self.clear_button.hide()
        self._lay_out()
        self.set_lists(ComplaintLists())
        self.tabs.chosen.connect(self.choose)
        self.search.text_settled.connect(self._settled)
        self.filter_button.toggled.connect(self._filters.setVisible)
        self.filter_button.toggled.connect(self.filters_toggled)
        self._filters.hide()

    def _lay_out(self) -> None:
        top = ToolbarRow()
        top.add(self.search, 1)
        top.add(self.filter_button)
        self._filters = QWidget()
        flow = FlowLayout(self._filters, 6)
        for box in self.boxes.values():
            flow.addWidget(box)
        self._counting = QWidget()
        counting = QHBoxLayout(self._counting)
        counting.setContentsMargins(0, 0, 0, 0)
        counting.setSpacing(2)
        self.title_button = button("", lambda: self.choose(OPEN_ONES), icon="close", kind="quiet")
        self.title_button.hide()
        counting.addWidget(self.title_button)
        counting.addWidget(self.count, 1)
        counting.addWidget(self.clear_button)
        counting.addWidget(self.export_button)
        counting.addWidget(self.columns_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.tabs, top, self._filters, self._counting):
            layout.addWidget(part)

    # What is asked for

    def query(self, sort: tuple[str, bool] | None) -> ComplaintQuery:
        """Return what the tools ask for; without an order of one's own in that of the filter."""
        self._asked = self.search.text().strip()
        state, *others = self.boxes
        asked = replace(self.base, text=self._asked)
        if chosen := self.boxes[state].key():
            asked = replace(asked, states=frozenset({chosen}))
        values: dict[str, Any] = {name: key for name in others if (key := self.boxes[name].key())}
        asked = replace(asked, **values)
        if sort is not None:
            asked = replace(asked, sort=sort[0], descending=sort[1])
        return asked

    def choose(self, key: str) -> None:
        """Ask for a saved filter; whoever listens gives its query by `set_base`."""
        self.saved = key
        self.tabs.show_current(key)
        self.title_button.hide()
        self.saved_chosen.emit(key)

    def set_base(self, query: ComplaintQuery, title: str = "") -> None:
        """List what a query finds, narrowed by the other filters; a title names it.

        Words of the query stand in the find field, where they can be changed.
        """
        self.base = replace(query, text="")
        if query.text:
            self.search.blockSignals(True)
            self.search.setText(query.text)
            self.search.blockSignals(False)
        if title:
            self.saved = ""
            self.tabs.show_none()
            self.title_button.setText(plain.caption(plain.short(title, LONGEST_TITLE)))
            self.title_button.setToolTip(plain.tip(_("Back to the open complaints")))
            self.title_button.show()
        self._offer_states()

    def clear_filters(self) -> None:
        """Take back the search and every further filter, without asking for the list."""
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)
        for box in self.boxes.values():
            box.blockSignals(True)
            box.set_key("")
            box.blockSignals(False)
        self._mark()

    def clear_all(self) -> None:
        """Take back the search and every further filter."""
        self.clear_filters()
        self.changed.emit()

    def filter_count(self) -> int:
        """Return how many further filters are set."""
        return sum(bool(box.key()) for box in self.boxes.values())

    # What is offered

    def set_lists(self, lists: ComplaintLists) -> None:
        """Offer the values of the shop."""
        self._offer("severity", tuple((key, _(text)) for key, text in SEVERITIES.items()))
        self._offer("category", lists.categories)
        self._offer("channel", lists.channels)
        self._offer("staff", tuple((name, name) for name in lists.staff))
        self._offer_states()

    def _offer_states(self) -> None:
        known = self.base.states or frozenset(STATES)
        self._offer("state", tuple((key, _(text)) for key, text in STATES.items() if key in known))

    def _offer(self, name: str, pairs: Pairs) -> None:
        box = self.boxes[name]
        nothing = box.itemText(0)
        box.set_choices([("", nothing), *pairs])
        if box.currentIndex() < 0:
            box.blockSignals(True)
            box.set_key("")
            box.blockSignals(False)

    def show_counts(self, counts: Mapping[str, int], *, mine: bool) -> None:
        """Say at each saved filter how many it finds; `mine` is there when it is known who."""
        for key, title in SAVED.items():
            words = _("{tab} ({count:,})").format(tab=_(title), count=counts[key])
            self.tabs.set_title(key, words)
        theme.mark(self.tabs.buttons[OVERDUE], "tone", "danger" if counts[OVERDUE] else "")
        self.tabs.buttons[MINE].setVisible(mine)

    def show_total(self, total: int, *, narrowed: bool) -> None:
        """Say how many are listed; the count of the filter alone stands at its tab."""
        text = ngettext("{count:,} complaint", "{count:,} complaints", total).format(count=total)
        self.count.set_texts(text, f"{total:,}")
        self.clear_button.setVisible(narrowed)
        self.set_low(self._low)

    def set_low(self, low: bool) -> None:
        """Leave the line of the count out in a low window, unless something is to be cleared."""
        self._low = low
        buttons = (self.clear_button, self.title_button)
        needed = any(one.isVisibleTo(self._counting) for one in buttons)
        self._counting.setVisible(needed or not low)
        for box in self.boxes.values():
            box.setFixedWidth(LOW_BOX_WIDTH if low else BOX_WIDTH)

    def show_filters(self, on: bool) -> None:
        """Show or hide the row of further filters."""
        self.filter_button.setChecked(on)
        self._filters.setVisible(on)

    def stops(self) -> Sequence[QWidget]:
        """Return what the Tab key stops at, in order."""
        boxes = tuple(self.boxes.values())
        return (*self.tabs.buttons.values(), self.search, self.filter_button, *boxes)

    # What the user does

    def _settled(self, text: str) -> None:
        if text.strip() != self._asked and self.isVisible():
            self.changed.emit()

    def _filtered(self) -> None:
        self._mark()
        self.changed.emit()

    def _mark(self) -> None:
        count = self.filter_count()
        text = _("Filters ({count})").format(count=count) if count else _("Filters")
        self.filter_button.setText(text)


def _box(nothing: str) -> ChoiceBox:
    box = ChoiceBox([("", nothing)])
    box.setAccessibleName(nothing)
    box.setFixedWidth(BOX_WIDTH)
    box.set_key("")
    return box
