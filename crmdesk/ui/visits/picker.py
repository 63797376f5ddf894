"""Who to visit: pick customers by searching, by a filter, or from those who are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain.customer import CustomerRow, Hit
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import listing
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys, tool_button
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import CollapsibleSection, ScrollArea
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.parts.customer_picker import CustomerPicker, Picked
from crmdesk.ui.parts.due_fields import TimeEdit
from crmdesk.ui.visits.pick_lists import DueList, FilterList
from crmdesk.ui.visits.planning import day_name, spread

SEARCH, FILTER, DUE = range(3)
MOST_DAYS = 31
NAMES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Plan:
    """Who is visited on which day, and what all these visits have in common."""

    shares: tuple[tuple[dt.date, tuple[int, ...]], ...]
    at: dt.time | None
    purpose: str
    staff: str


class VisitPicker(QWidget):
    """Picks customers in three ways and asks for visits on one day or several."""

    planned = Signal(object)
    closed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._day = desk.workspace.clock.today()
        self._names: dict[int, str] = {}
        self.search = CustomerPicker(desk, many=True, placeholder=_("Name, pinyin, digits…"))
        self.filter = FilterList(desk)
        self.due = DueList(desk)
        self.tabs = QTabWidget()
        self.tabs.addTab(self._search_page(), _("Search"))
        self.tabs.addTab(ScrollArea(self.filter), _("Filter"))
        self.tabs.addTab(ScrollArea(self.due), _("Due"))
        self.tabs.currentChanged.connect(lambda _place: self.load())
        self.time = TimeEdit()
        self.purpose = QLineEdit()
        self.staff = ChoiceBox(free_text=True)
        self.days = NumberBox(1, MOST_DAYS)
        self.working_days = QCheckBox(_("No weekends"))
        self._chosen = plain.label("", "hint", wrap=True)
        self._clear = button(_("Clear"), self.clear, kind="link")
        self.error = plain.label("", "error", wrap=True)
        tip = _("{action} (Ctrl+Enter)").format(action=_("Plan these visits"))
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
        title = QHBoxLayout()
        title.addWidget(plain.label(_("Who to visit"), "heading"), 1)
        title.addWidget(tool_button("close", _("Close"), self.closed.emit))
        chosen = QHBoxLayout()
        chosen.addWidget(self._chosen, 1)
        chosen.addWidget(self._clear)
        more = CollapsibleSection(_("Time, purpose, staff, several days"), expanded=False)
        more.body.addWidget(self._more_fields())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 12, 12)
        layout.setSpacing(6)
        layout.addLayout(title)
        layout.addWidget(self.tabs, 1)
        layout.addLayout(chosen)
        layout.addWidget(more)
        layout.addWidget(self.error)
        layout.addWidget(self.add_button)
        self.error.hide()

    def _more_fields(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for name, field, row, column in (
            (_("Purpose"), self.purpose, 0, 0),
            (_("Staff"), self.staff, 1, 0),
            (_("Time"), self.time, 1, 2),
            (_("Days"), self.days, 2, 0),
        ):
            text = plain.label(name, "label")
            text.setBuddy(field)
            field.setAccessibleName(name)
            grid.addWidget(text, row, column)
            grid.addWidget(field, row, column + 1, 1, 3 if field is self.purpose else 1)
        self.staff.setMinimumContentsLength(4)
        self.days.setToolTip(plain.tip(_("Share the visits evenly over so many days")))
        self.working_days.setToolTip(plain.tip(_("Monday to Friday only")))
        grid.addWidget(self.working_days, 2, 2, 1, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return page

    def _connect(self) -> None:
        self.search.finder.picked.connect(self._remember_hit)
        self.search.changed.connect(self._tell)
        for found in (self.filter, self.due):
            found.toggled.connect(self._toggle)
            found.all_wanted.connect(self._add_all)
        self.days.valueChanged.connect(lambda _count: self._tell())
        self.working_days.toggled.connect(lambda _on: self._tell())

    def show_day(self, day: dt.date) -> None:
        """Plan for this day from now on."""
        if day != self._day:
            self._day = day
            self._tell()
            self.load()

    def set_staff(self, names: Sequence[str], chosen: str = "") -> None:
        """Offer these names, the chosen one first filled in."""
        kept = self.staff.text().strip() or chosen
        self.staff.set_choices([(name, name) for name in names])
        self.staff.set_key(kept)

    def load(self) -> None:
        """Read again what the visible tab shows."""
        if self.tabs.currentIndex() == DUE:
            self.due.load(self._day)
        elif self.tabs.currentIndex() == FILTER:
            self.filter.prepare()

    def focus(self) -> None:
        """Give the keyboard to the visible tab."""
        places = (self.search, self.filter.words, self.due.list)
        places[self.tabs.currentIndex()].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ids(self) -> list[int]:
        """Return who is picked, in the order of picking."""
        return self.search.ids()

    def pick_ids(self, ids: Sequence[int]) -> None:
        """Pick these customers as well; their names are read in the background."""
        self.tabs.setCurrentIndex(SEARCH)
        workspace, wanted = self._desk.workspace, list(ids)
        self._desk.tasks.read(
            lambda: listing.rows(workspace, wanted), self._loaded, key=(self, "rows")
        )

    def _loaded(self, rows: Sequence[CustomerRow | None]) -> None:
        self._add_all([Picked(row.id, row.name) for row in rows if row is not None])

    def clear(self) -> None:
        """Pick nobody."""
        self.search.clear()
        self.days.setValue(1)
        self.time.set_time(None)
        self.show_error("")
        self._tell()

    def plan(self) -> None:
        """Ask for the visits of the picked customers."""
        ids = self.ids()
        if not ids:
            self.show_error(_("Pick somebody first: search, filter, or take those who are due."))
            return
        if self.time.problem():
            self.show_error(self.time.problem())
            return
        self.show_error("")
        shares = tuple(self._shares(ids))
        purpose, staff = self.purpose.text().strip(), self.staff.text().strip()
        self.planned.emit(Plan(shares, self.time.time(), purpose, staff))

    def show_error(self, text: str) -> None:
        """Show one sentence over the button, or nothing."""
        self.error.setText(text)
        self.error.setVisible(bool(text))

    def _shares(self, ids: Sequence[int]) -> list[tuple[dt.date, tuple[int, ...]]]:
        return spread(ids, self._day, self.days.value(), working_days=self.working_days.isChecked())

    def _remember_hit(self, hit: Hit) -> None:
        self._names[hit.id] = hit.name
        self._tell()

    def _toggle(self, picked: Picked) -> None:
        self._names[picked.id] = picked.name
        kept = [Picked(one, self._names.get(one, "")) for one in self.ids() if one != picked.id]
        if len(kept) == len(self.ids()):
            kept.append(picked)
        self.search.set_picked(kept)
        self._tell()

    def _add_all(self, found: Sequence[Picked]) -> None:
        kept = [Picked(one, self._names.get(one, "")) for one in self.ids()]
        for picked in found:
            self._names[picked.id] = picked.name
            if picked.id not in self.ids():
                kept.append(picked)
        self.search.set_picked(kept)
        self._tell()

    def _tell(self) -> None:
        ids = self.ids()
        for found in (self.filter, self.due):
            found.show_picked(ids)
        names = [plain.one_line(self._names[one]) for one in ids if one in self._names]
        count = ngettext("{count} picked", "{count} picked", len(ids)).format(count=len(ids))
        shown = ", ".join(names[:NAMES_SHOWN]) + ("…" if len(ids) > NAMES_SHOWN else "")
        self._chosen.setText(
            _("{count}: {names}").format(count=count, names=shown) if names else count
        )
        self._clear.setVisible(bool(ids))
        if ids:
            self.show_error("")
        day = day_name(self._day, self._desk.workspace.clock.today())
        days = self.days.value()
        self.working_days.setEnabled(days > 1)
        text = (
            _("Add to {day}").format(day=day)
            if days == 1
            else _("Share over {count} days from {day}").format(count=days, day=day)
        )
        self.add_button.setText(plain.caption(text))
