"""The row above the list: which day, day or week, and whose visits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QWidget

from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.weeks import WEEK_DAYS, monday_of, week_of, week_start
from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, make_action, quiet_button, tool_button
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.parts.due_fields import due_edit

DAY: Final = "day"
WEEK: Final = "week"
# In full, in a narrow window, and the keys.
_VIEWS: Final = {
    DAY: (N_("Day view"), N_("Day"), "Ctrl+Shift+D"),
    WEEK: (N_("Week view"), N_("Week"), "Ctrl+Shift+W"),
}
# No name has a line of its own in it.
_ADD: Final = "\n"
# From so many days on a board begins where the working week does, or the week.
_WHOLE_WEEK: Final = 5
SPANS: Final = (2, 3, 4, 5, 6, 7)


class StaffChoice(ChoiceBox):
    """Whose visits are shown; what is no name is reached in the open list alone.

    `stepping`: a key goes through the names while the list is closed.
    """

    stepping = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to another name with Up and Down."""
        self.stepping = True
        super().keyPressEvent(event)
        self.stepping = False


class DayBar(QWidget):
    """Chooses the day, the view with its days, and whose visits are shown.

    The chosen day is one of those shown; customers are planned for it.
    """

    day_changed = Signal(object)
    view_changed = Signal(str)
    staff_changed = Signal(str)
    staff_wanted = Signal()

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._day = self._first = clock.today()
        self._names: tuple[str, ...] = ()
        self._whose = ""
        self.view = DAY
        self.span = ChoiceBox([(str(many), _days(many)) for many in SPANS])
        self.span.setMinimumContentsLength(4)
        self.span.setMaximumWidth(110)
        self.span.setAccessibleName(_("Days shown"))
        self.span.setToolTip(plain.tip(_("How many days are shown")))
        self.span.set_key("7")
        self.span.hide()
        self.by_staff = button(
            _("By staff"),
            kind="quiet",
            tip=_("A place of their own for each of the staff"),
            shortcut="Ctrl+Shift+S",
        )
        self.by_staff.setCheckable(True)
        self.by_staff.hide()
        self.date = due_edit(clock, self._day)
        self.date.setMinimumWidth(128)
        self.date.setMaximumWidth(150)
        self.date.setAccessibleName(_("Date"))
        self.staff = StaffChoice()
        self.staff.setMaximumWidth(150)
        self.staff.setAccessibleName(_("Staff"))
        self.set_staff([])
        self.near = [
            make_action(self, text, partial(_go_near, self, clock, days), shortcut=keys)
            for days, text, keys in ((0, _("Today"), "Alt+Home"), (1, _("Tomorrow"), "Alt+End"))
        ]
        self._near_days = [quiet_button(action) for action in self.near]
        self._views = QButtonGroup(self)
        self._row = FlowLayout(self, 8)
        self._build()
        self.date.date_settled.connect(self._date_typed)
        self.span.changed.connect(self._span_changed)
        self.by_staff.clicked.connect(lambda _checked=False: self.view_changed.emit(self.view))
        self.staff.changed.connect(self._staff_chosen)

    def _build(self) -> None:
        for part in (
            tool_button("left", _("Earlier"), lambda: self._step(-1), shortcut="Alt+Left"),
            self.date,
            tool_button("right", _("Later"), lambda: self._step(1), shortcut="Alt+Right"),
            *self._near_days,
        ):
            self._row.addWidget(part)
        for view, (text, _short, keys) in _VIEWS.items():
            made = button(_(text), kind="quiet", tip=_(text), shortcut=keys)
            made.setCheckable(True)
            made.setChecked(view == self.view)
            made.clicked.connect(lambda _checked=False, view=view: self.set_view(view))
            self._views.addButton(made)
            self._row.addWidget(made)
        self._row.addWidget(self.span)
        self._row.addWidget(self.staff)
        self._row.addWidget(self.by_staff)

    def set_narrow(self, narrow: bool) -> None:
        """Stand in one row where the window is narrow; the near days are in its menu then."""
        for near in self._near_days:
            near.setVisible(not narrow)
        for made, (text, short, keys) in zip(self._views.buttons(), _VIEWS.values(), strict=True):
            made.setText(_(short if narrow else text))
            made.setShortcut(QKeySequence(keys))
        self._row.setSpacing(4 if narrow else 8)
        self.date.setMaximumWidth(128 if narrow else 150)
        self.span.setMaximumWidth(84 if narrow else 110)
        self.staff.setMaximumWidth(110 if narrow else 150)

    def days(self) -> tuple[dt.date, ...]:
        """Return the days shown, the chosen one among them."""
        if self.view == DAY:
            return (self._day,)
        return tuple(self._first + dt.timedelta(days=count) for count in range(self._span()))

    def days_to_pick(self) -> tuple[dt.date, ...]:
        """Return the days that the digits choose: those shown, or the week of the only one."""
        return week_of(self._day) if self.view == DAY else self.days()

    def staff_apart(self) -> bool:
        """Return whether each of the staff has a place of their own."""
        return self.by_staff.isChecked() and not self.by_staff.isHidden()

    def save_state(self) -> dict[str, object]:
        """Return what is to be remembered, as plain data."""
        return {"view": self.view, "span": self.span.key(), "by_staff": self.by_staff.isChecked()}

    def restore_state(self, kept: Mapping[str, object]) -> None:
        """Bring back what was remembered; anything unknown is left alone."""
        if kept.get("span") in {str(many) for many in SPANS}:
            self.span.set_key(str(kept["span"]))
        self.by_staff.setChecked(kept.get("by_staff") is True)
        if kept.get("view") in (DAY, WEEK):
            self.set_view(str(kept["view"]))

    def _span(self) -> int:
        return int(self.span.key() or 7)

    def _suit_days(self) -> None:
        """Let the shown days hold the chosen one."""
        span = self._span()
        first = week_start(self._day) if span == WEEK_DAYS else monday_of(self._day)
        if span >= _WHOLE_WEEK and (self._day - first).days < span:
            self._first = first
        elif not 0 <= (self._day - self._first).days < span:
            self._first = self._day

    def _span_changed(self) -> None:
        self._suit_days()
        self.view_changed.emit(self.view)

    def day(self) -> dt.date:
        """Return the chosen day."""
        return self._day

    def set_day(self, day: dt.date) -> None:
        """Choose a day and tell it."""
        self.date.set_date(day)
        if day != self._day:
            self._day = day
            self._suit_days()
            self.day_changed.emit(day)

    def set_view(self, view: str) -> None:
        """Show the day or the week."""
        place = 0 if view == DAY else 1
        self._views.buttons()[place].setChecked(True)
        self.span.setVisible(view == WEEK)
        if view != self.view:
            self.view = view
            self._suit_days()
            self.view_changed.emit(view)

    def staff_name(self) -> str:
        """Return whose visits are shown; an empty text means everybody's."""
        return self._whose

    def set_staff(self, names: Sequence[str]) -> None:
        """Offer these names."""
        self._whose = self._whose if self._whose in names else ""
        self.staff.blockSignals(True)
        people = ((name, name) for name in names)
        self.staff.set_choices([("", _("All staff")), *people, (_ADD, _("Add staff…"))])
        self.staff.set_key(self._whose)
        self.staff.blockSignals(False)
        self._names = tuple(names)
        self.by_staff.setVisible(len(names) > 1)

    def staff_names(self) -> tuple[str, ...]:
        """Return the names that are offered."""
        return self._names

    def _staff_chosen(self) -> None:
        if self.staff.key() == _ADD:
            self.staff.set_key(self._whose)
            if not self.staff.stepping:
                self.staff_wanted.emit()
        elif (self.staff.key() or "") != self._whose:
            self._whose = self.staff.key() or ""
            self.staff_changed.emit(self._whose)

    def _step(self, by: int) -> None:
        span = self._span()
        days = 1 if self.view == DAY else WEEK_DAYS if span >= _WHOLE_WEEK else span
        self._first += dt.timedelta(days=by * days)
        self.set_day(self._day + dt.timedelta(days=by * days))

    def _date_typed(self, day: dt.date | None) -> None:
        self.set_day(day or self._day)


def _go_near(bar: DayBar, clock: Clock, days: int) -> None:
    bar.set_day(clock.today() + dt.timedelta(days=days))


def _days(count: int) -> str:
    return ngettext("{count} day", "{count} days", count).format(count=count)
