"""The row above the list: which day, day or week, and whose visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from crmdesk.core.domain.clock import Clock
from crmdesk.core.i18n import _
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.parts.due_fields import due_edit
from crmdesk.ui.visits.planning import WEEK_DAYS

DAY: Final = "day"
WEEK: Final = "week"


class DayBar(QWidget):
    """Chooses the day, the view and the staff."""

    day_changed = Signal(object)
    view_changed = Signal(str)
    staff_changed = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._day = clock.today()
        self.view = DAY
        self.date = due_edit(clock, self._day)
        self.date.setMinimumWidth(128)
        self.date.setMaximumWidth(150)
        self.date.setAccessibleName(_("Day"))
        self.staff = ChoiceBox()
        self.staff.setMaximumWidth(150)
        self.staff.setAccessibleName(_("Staff"))
        self.set_staff([])
        self._views = QButtonGroup(self)
        self._row = FlowLayout(self, 8)
        self._build()
        self.date.date_changed.connect(self._date_typed)
        self.staff.changed.connect(lambda: self.staff_changed.emit(self.staff_name()))

    def _build(self) -> None:
        today, tomorrow = _("Today"), _("Tomorrow")
        for part in (
            tool_button("left", _("Earlier"), lambda: self._step(-1), shortcut="Alt+Left"),
            self.date,
            tool_button("right", _("Later"), lambda: self._step(1), shortcut="Alt+Right"),
            button(today, lambda: self._near(0), kind="quiet", shortcut="Alt+Home"),
            button(tomorrow, lambda: self._near(1), kind="quiet", shortcut="Alt+End"),
        ):
            self._row.addWidget(part)
        for view, text, keys in (
            (DAY, _("Day view"), "Ctrl+Shift+D"),
            (WEEK, _("Week view"), "Ctrl+Shift+W"),
        ):
            made = button(text, kind="quiet", tip=text, shortcut=keys)
            made.setCheckable(True)
            made.setChecked(view == self.view)
            made.clicked.connect(lambda _checked=False, view=view: self.set_view(view))
            self._views.addButton(made)
            self._row.addWidget(made)
        self._row.addWidget(self.staff)

    def day(self) -> dt.date:
        """Return the chosen day."""
        return self._day

    def set_day(self, day: dt.date) -> None:
        """Choose a day and tell it."""
        self.date.set_date(day)
        if day != self._day:
            self._day = day
            self.day_changed.emit(day)

    def set_view(self, view: str) -> None:
        """Show the day or the week."""
        place = 0 if view == DAY else 1
        self._views.buttons()[place].setChecked(True)
        if view != self.view:
            self.view = view
            self.view_changed.emit(view)

    def staff_name(self) -> str:
        """Return whose visits are shown; an empty text means everybody's."""
        return self.staff.key() or ""

    def set_staff(self, names: Sequence[str]) -> None:
        """Offer these names."""
        kept = self.staff_name()
        self.staff.blockSignals(True)
        self.staff.set_choices([("", _("All staff")), *((name, name) for name in names)])
        self.staff.set_key(kept if kept in names else "")
        self.staff.blockSignals(False)

    def _step(self, by: int) -> None:
        days = by if self.view == DAY else by * WEEK_DAYS
        self.set_day(self._day + dt.timedelta(days=days))

    def _near(self, days: int) -> None:
        self.set_day(self._clock.today() + dt.timedelta(days=days))

    def _date_typed(self, day: dt.date | None) -> None:
        if day is not None and day != self._day:
            self._day = day
            self.day_changed.emit(day)
