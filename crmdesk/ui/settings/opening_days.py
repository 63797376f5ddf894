"""One weekday of the opening hours, and the small windows that ask for a pause or a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from crmdesk.core.domain.opening import CLOSES, OPENS, Closed, Hours
from crmdesk.core.domain.shown_dates import show_weekday
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import holidays
from crmdesk.core.services import opening as openings
from crmdesk.ui.kit import dialogs, plain
from crmdesk.ui.kit.actions import connect_keys
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.parts.due_fields import TimeEdit, due_edit, due_problem

# A Monday, to say the names of the days by.
_MONDAY = dt.date(2026, 11, 23)
TIME_WIDTH = 110


def is_typed(line: QLineEdit) -> bool:
    """Tell whether somebody is writing in a line, which is not to be overwritten."""
    return line.hasFocus() and line.isModified()


class WeekdayHours(QObject):
    """A box that says whether the shop opens, and from when to when.

    `changed` comes when what it says can be kept.
    """

    changed = Signal()

    def __init__(self, weekday: int, grid: QGridLayout, parent: QObject) -> None:
        super().__init__(parent)
        name = show_weekday(_MONDAY + dt.timedelta(days=weekday))
        self.box = QCheckBox(name)
        self.opens, self.closes = TimeEdit(), TimeEdit()
        self.error = plain.label("", "error")
        until = plain.label("–", "muted")
        for edit, words in ((self.opens, _("opens")), (self.closes, _("closes"))):
            edit.setPlaceholderText(words)
            edit.setMaximumWidth(TIME_WIDTH)
            edit.setAccessibleName(f"{name} {words}")
            edit.editingFinished.connect(self._typed)
        for column, part in enumerate((self.box, self.opens, until, self.closes, self.error)):
            grid.addWidget(part, weekday, column)
        self.box.toggled.connect(self._toggled)
        self._toggled(False)

    def hours(self) -> Hours | None:
        """Return the hours; None for a closed day. Raises ValueError for hours that end early."""
        if not self.box.isChecked():
            return None
        opens, closes = self.opens.time(), self.closes.time()
        if opens is None or closes is None:
            raise ValueError("a time is missing")
        return Hours(opens, closes)

    def show_hours(self, hours: Hours | None) -> None:
        """Show the hours of a day, unless they are being typed."""
        if is_typed(self.opens) or is_typed(self.closes):
            return
        self.box.blockSignals(True)
        self.box.setChecked(hours is not None)
        self.box.blockSignals(False)
        self._fill(hours)

    def _fill(self, hours: Hours | None) -> None:
        self.opens.set_time(hours.opens if hours else None)
        self.closes.set_time(hours.closes if hours else None)
        for edit in (self.opens, self.closes):
            edit.setEnabled(hours is not None)
        self.error.setText("")

    def _toggled(self, on: bool) -> None:
        self._fill(Hours(OPENS, CLOSES) if on else None)
        self.changed.emit()

    def _typed(self) -> None:
        try:
            self.hours()
        except ValueError:
            self.error.setText(_("First when it opens, then when it closes."))
        else:
            self.error.setText("")
            self.changed.emit()


class PauseDialog(dialogs.Dialog):
    """Asks for the days of a pause and its name, or for one day that is open all the same."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        use: Callable[[Closed], object],
        pause: Closed | None = None,
        *,
        open_day: bool = False,
    ) -> None:
        title = _("Open day") if open_day else _("Closed days")
        heading = (
            _("On which day are you open all the same?")
            if open_day
            else _("From when to when are you closed?")
        )
        super().__init__(parent, title, heading)
        self._use = use
        self._open_day = open_day
        clock = desk.workspace.clock
        self.first = due_edit(clock, pause.first if pause else None)
        self.last = due_edit(clock, pause.last if pause else None)
        self.name = QLineEdit(pause.name if pause else "")
        self.name.setPlaceholderText(_("Spring Festival"))
        self.form = Form(columns=2)
        words = _("Day") if open_day else _("First day")
        self._first_row = self.form.add(words, self.first, required=True)
        if not open_day:
            hint = _("Empty: one day only.")
            self._last_row = self.form.add(_("Last day"), self.last, hint=hint)
            self.form.add(_("What it is called"), self.name, wide=True)
        self.body.addWidget(self.form)
        self.add_button(_("Cancel"))
        self.add_button(_("Save"), self.confirm, "primary").setToolTip(_("Save (Ctrl+Enter)"))
        connect_keys(self, "Ctrl+Return", self.confirm)
        for line in (self.first.line, self.last.line, self.name):
            line.returnPressed.connect(self.confirm)
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def confirm(self) -> None:
        """Hand over the days when they can be read."""
        self.form.clear_errors()
        first = self.first.date()
        last = first if self._open_day else self.last.date() or first
        if first is None:
            self._first_row.set_error(due_problem(self.first))
        elif not self.last.is_valid():
            self._last_row.set_error(self.last.problem())
        elif last is None or last < first:
            self._last_row.set_error(_("The last day is not before the first one."))
        else:
            self._use(Closed(first, last, self.name.text().strip()))
            self.accept()
            return
        self.form.focus_first_error()


class HolidaysDialog(dialogs.Dialog):
    """Adds the public holidays of a place for a year."""

    def __init__(
        self, desk: Desk, parent: QWidget, use: Callable[[str, int, bool], object]
    ) -> None:
        super().__init__(parent, _("Public holidays"), _("Which public holidays do you keep?"))
        self._desk = desk
        self._use = use
        today = desk.workspace.clock.today()
        self.place = ChoiceBox([(key, _(words)) for key, words in holidays.PLACES.items()])
        self.place.set_key(holidays.usual_place())
        self.year = NumberBox(holidays.FIRST_YEAR, holidays.LAST_YEAR)
        self.year.setValue(today.year + (today.month >= 11))
        self.workdays = QCheckBox(_("Open on the weekend days that make up for them"))
        self.workdays.setChecked(True)
        form = Form(columns=2)
        self._place_row = form.add(_("Place"), self.place)
        form.add(_("Year"), self.year)
        self.body.addWidget(form)
        self.body.addWidget(self.workdays)
        self.found = plain.label("", "hint", wrap=True)
        self.body.addWidget(self.found)
        self.add_button(_("Cancel"))
        self.agree = self.add_button(_("Add"), self.confirm, "primary")
        self.agree.setToolTip(_("Add (Ctrl+Enter)"))
        connect_keys(self, "Ctrl+Return", self.confirm)
        self.place.changed.connect(self._look)
        self.year.valueChanged.connect(lambda _year: self._look())
        self.workdays.toggled.connect(lambda _on: self._look())
        self.place.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def confirm(self) -> None:
        """Add what is shown."""
        if self.agree.isEnabled():
            self._use(self.place.key() or "", self.year.value(), self._with_workdays())
            self.accept()

    def _with_workdays(self) -> bool:
        return self.workdays.isChecked() and not self.workdays.isHidden()

    def _look(self) -> None:
        place, year, workspace = self.place.key() or "", self.year.value(), self._desk.workspace
        self.workdays.setVisible(place in ("cn", "tw"))
        workdays = self._with_workdays()
        self.agree.setEnabled(False)

        def count() -> int:
            now = openings.opening(workspace)
            return openings.with_holidays(now, place, year, workdays=workdays)[1]

        self._desk.tasks.read(count, self._show, self._failed, key=(self, "holidays"))

    def _show(self, count: int) -> None:
        self.agree.setEnabled(count > 0)
        self._place_row.set_error("")
        if not count:
            self.found.setText(_("All of them are known already."))
            return
        words = ngettext("{count} entry will be added.", "{count} entries will be added.", count)
        self.found.setText(words.format(count=count))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, BadValue):
            self.found.setText("")
            self._place_row.set_error(str(error))
        else:
            self._desk.trouble(error)
