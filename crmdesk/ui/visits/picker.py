"""Who to visit: the suggestions, a search, a filter, and those who are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.customer import CustomerRow, Hit
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import listing
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.layout import CollapsibleSection
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import ScrollArea
from crmdesk.ui.parts.customer_picker import CustomerPicker, Picked
from crmdesk.ui.visits.pick_lists import DueList, FilterList
from crmdesk.ui.visits.plan_fields import PlanFields
from crmdesk.ui.visits.planning import day_name, spread
from crmdesk.ui.visits.suggestion_list import SuggestionList

SUGGESTED, SEARCH, FILTER, DUE = range(4)
NAMES_SHOWN = 4

Share = tuple[dt.date, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is visited on which day, and what all these visits have in common."""

    shares: tuple[tuple[dt.date, tuple[int, ...]], ...]
    at: dt.time | None
    purpose: str
    staff: str
    before: int = 0


class VisitPicker(QWidget):
    """Finds customers in four ways and asks for visits on one day or several.

    `day_picked` tells the number of the shown day that a digit chose.
    """

    planned = Signal(object)
    day_picked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day = desk.workspace.clock.today()
        self._days: tuple[dt.date, ...] = (self._day,)
        self._staff_shown = ""
        self._names: dict[int, str] = {}
        self.suggested = SuggestionList(desk)
        self.search = CustomerPicker(desk, many=True, placeholder=_("Name, pinyin, digits…"))
        self.filter = FilterList(desk)
        self.due = DueList(desk)
        self.tabs = QTabWidget()
        self.tabs.setUsesScrollButtons(False)
        self.tabs.addTab(self.suggested, _("Suggested"))
        self.tabs.addTab(self._search_page(), _("Search"))
        self.tabs.addTab(ScrollArea(self.filter), _("Filter"))
        self.tabs.addTab(ScrollArea(self.due), _("Due"))
        self.tabs.currentChanged.connect(lambda _place: self._tab_shown())
        self.tabs.tabBarClicked.connect(self._go_to_tab)
        self.fields = PlanFields()
        self._chosen = plain.label("", "hint", wrap=True)
        self._clear = button(_("Clear"), self.clear, kind="link")
        self.error = plain.label("", "error", wrap=True)
        tip = "\n".join(
            (
                _("{action} (Ctrl+Enter)").format(action=_("Plan these visits")),
                _("In the list of suggestions Enter adds at once; 1 to 7 choose the day."),
            )
        )
        self.add_button = button("", self.plan, kind="primary", icon="plus", tip=tip)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            connect_keys(self, keys, self.plan)
        self._build()
        self._connect()
        self._tell()

    def _search_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.search)
        layout.addWidget(
            plain.label(_("Type a name and press Enter; type the next one."), "hint", wrap=True)
        )
        layout.addStretch()
        return ScrollArea(page)

    def _build(self) -> None:
        chosen = QHBoxLayout()
        chosen.addWidget(self._chosen, 1)
        chosen.addWidget(self._clear)
        more = CollapsibleSection(_("Time, purpose, staff, several days"), expanded=False)
        more.body.addWidget(self.fields)
        self.foot = QWidget()
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(6)
        foot.addLayout(chosen)
        foot.addWidget(more)
        foot.addWidget(self.error)
        foot.addWidget(self.add_button)
        foot.addStretch()
        self.row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self.row.setContentsMargins(14, 10, 12, 12)
        self.row.setSpacing(6)
        self.row.addWidget(self.tabs, 1)
        self.row.addWidget(self.foot)
        self.error.hide()

    def _connect(self) -> None:
        self.search.finder.picked.connect(self._remember_hit)
        self.search.changed.connect(self._tell)
        for found in (self.filter, self.due):
            found.toggled.connect(self._toggle)
            found.all_wanted.connect(self._add_all)
            found.list.day_picked.connect(self.day_picked)
        self.suggested.list.day_picked.connect(self.day_picked)
        self.suggested.wanted.connect(self._plan_suggested)
        self.suggested.chosen_changed.connect(self._tell)
        self.fields.days.valueChanged.connect(lambda _count: self._tell())
        self.fields.working_days.toggled.connect(lambda _on: self._tell())
        self.fields.whose_changed.connect(self._tell)

    def show_day(self, day: dt.date, days: Sequence[dt.date], staff: str = "") -> None:
        """Plan for this day of the shown ones from now on, for one of the staff where named."""
        asked = (day, tuple(days), staff)
        if asked != (self._day, self._days, self._staff_shown):
            self._day, self._days, self._staff_shown = asked
            self._tell()

    def load(self) -> None:
        """Read again what the visible tab shows."""
        if self.tabs.currentIndex() == SUGGESTED:
            self.suggested.load(self._day, self._days, self._staff_shown)
        elif self.tabs.currentIndex() == DUE:
            self.due.load(self._day)
        elif self.tabs.currentIndex() == FILTER:
            self.filter.prepare()

    def _tab_shown(self) -> None:
        self.load()
        self._tell()

    def _go_to_tab(self, place: int) -> None:
        if place >= 0:
            self.tabs.setCurrentIndex(place)
            self.focus(Qt.FocusReason.MouseFocusReason)

    def focus(self, reason: Qt.FocusReason = Qt.FocusReason.ShortcutFocusReason) -> None:
        """Give the keyboard to the visible tab."""
        places = (self.suggested.list, self.search, self.filter.words, self.due.list)
        places[self.tabs.currentIndex()].setFocus(reason)

    def ids(self) -> list[int]:
        """Return who is picked, in the order of picking; else the suggestions that are chosen."""
        picked = self.search.ids()
        if not picked and self.tabs.currentIndex() == SUGGESTED:
            return self.suggested.list.chosen_ids()
        return picked

    def pick_ids(self, ids: Sequence[int]) -> None:
        """Pick these customers as well; their names are read in the background."""
        self.tabs.setCurrentIndex(SEARCH)
        workspace, wanted = self._desk.workspace, list(ids)

        def add(rows: Sequence[CustomerRow | None]) -> None:
            self._add_all([Picked(row.id, row.name) for row in rows if row is not None])

        self._desk.tasks.read(
            lambda: listing.rows(workspace, wanted), add, key=(self, "rows"), owner=self
        )

    def clear(self) -> None:
        """Pick nobody."""
        self.search.clear()
        self.fields.days.setValue(1)
        self.fields.time.set_time(None)
        self.show_error("")
        self._tell()

    def plan(self) -> None:
        """Ask for the visits of the picked customers."""
        ids = self.ids()
        if not ids:
            self.show_error(_("Pick somebody first: search, filter, or take those who are due."))
            return
        if not self.search.ids():
            ids = self.suggested.list.take(ids)
        if not ids:
            return
        days, working = self.fields.days.value(), self.fields.working_days.isChecked()
        shares = spread(ids, self._day, days, working_days=working)
        self.plan_for(shares, self.fields.whose())

    def plan_for(self, shares: Sequence[Share], staff: str, before: int = 0) -> None:
        """Ask for visits with the time and purpose that are written here."""
        time = self.fields.time
        self.show_error(time.problem())
        if not time.problem():
            purpose = self.fields.purpose.text().strip()
            self.planned.emit(Plan(tuple(shares), time.time(), purpose, staff, before))
        else:
            self.suggested.list.forget_taken()

    def _plan_suggested(self) -> None:
        found = self.suggested.list
        ids = found.take(found.wanted_ids())
        if ids:
            self.plan_for([(self._day, tuple(ids))], self.fields.whose())

    def show_error(self, text: str) -> None:
        """Show one sentence over the button, or nothing."""
        plain.say(self.error, text)

    def _remember_hit(self, hit: Hit) -> None:
        self._names[hit.id] = hit.name
        self._tell()

    def _toggle(self, picked: Picked) -> None:
        self._names[picked.id] = picked.name
        ids = self.search.ids()
        kept = [Picked(one, self._names.get(one, "")) for one in ids if one != picked.id]
        if len(kept) == len(ids):
            kept.append(picked)
        self.search.set_picked(kept)
        self._tell()

    def _add_all(self, found: Sequence[Picked]) -> None:
        kept = [Picked(one, self._names.get(one, "")) for one in self.search.ids()]
        for picked in found:
            self._names[picked.id] = picked.name
            if picked.id not in self.search.ids():
                kept.append(picked)
        self.search.set_picked(kept)
        self._tell()

    def _tell(self) -> None:
        picked = self.search.ids()
        for found in (self.filter, self.due):
            found.show_picked(picked)
        ids = self.ids()
        self._names.update((one.id, one.name) for one in self.suggested.picked())
        names = [plain.one_line(self._names[one]) for one in ids if one in self._names]
        count = ngettext("{count} picked", "{count} picked", len(ids)).format(count=len(ids))
        shown = ", ".join(names[:NAMES_SHOWN]) + ("…" if len(ids) > NAMES_SHOWN else "")
        self._chosen.setText(
            _("{count}: {names}").format(count=count, names=shown) if names else count
        )
        self._clear.setVisible(bool(picked))
        if ids:
            self.show_error("")
        day = day_name(self._day, self._desk.workspace.clock.today())
        days = self.fields.days.value()
        self.fields.working_days.setEnabled(days > 1)
        staff = plain.one_line(self.fields.whose())
        words = (
            _("Share over {count} days from {day}")
            if days > 1
            else _("Add to {day} for {staff}")
            if staff
            else _("Add to {day}")
        )
        text = words.format(day=day, count=days, staff=staff)
        self.add_button.setText(plain.caption(text))
