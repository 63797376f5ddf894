"""How the times of a day are worked out: a start, a length, the way, and a pause."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.visit_times import TimePlan
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.parts.due_fields import TimeEdit
from crmdesk.ui.visits.side_form import SideForm

_LONGEST: Final = 480


class TimesForm(SideForm):
    """Asks how a day is laid out; `cleared` asks for no times at all."""

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Times of the day"), _("Fill in the times"), self.save, parent)
        self.start = TimeEdit()
        self.minutes = NumberBox(5, _LONGEST)
        self.near = NumberBox(0, _LONGEST)
        self.far = NumberBox(0, _LONGEST)
        self.pause_from = TimeEdit()
        self.pause_to = TimeEdit()
        for box in (self.minutes, self.near, self.far):
            box.setSingleStep(5)
            box.setSuffix(" " + _("min"))
            self.save_on_enter(box.lineEdit())
        self.save_on_enter(self.start, self.pause_from, self.pause_to)
        self._start_row = self.form.add(_("First visit at"), self.start, required=True)
        self.form.add(_("Time for a visit"), self.minutes)
        self.form.add(_("Way inside a district"), self.near)
        self.form.add(_("Way to another district"), self.far)
        self._from_row = self.form.add(_("Pause from"), self.pause_from)
        self._to_row = self.form.add(
            _("Pause until"), self.pause_to, hint=_("Leave both empty for no pause.")
        )
        self.clear_button = button(_("Clear all times"), self._clear, kind="link")
        last = self.body.count() - 1
        self.body.insertWidget(last, self.clear_button, 0, Qt.AlignmentFlag.AlignLeft)

    def open_for(self, plan: TimePlan, day: str, count: int) -> None:
        """Show how days were laid out the last time, for the visits of a day."""
        words = ngettext("{count} visit", "{count} visits", count).format(count=count)
        self._show_who(day, words)
        self.start.set_time(plan.start)
        self.minutes.setValue(plan.minutes)
        self.near.setValue(plan.near)
        self.far.setValue(plan.far)
        self.pause_from.set_time(plan.pause_from)
        self.pause_to.set_time(plan.pause_to)
        self._mark_opened()
        self.start.setFocus()
        self.start.selectAll()

    def save(self) -> None:
        """Tell how the times are worked out."""
        start, first, last = self.start.time(), self.pause_from.time(), self.pause_to.time()
        trouble = self.start.problem() or ("" if start else _("Write when the first visit begins."))
        self._start_row.set_error(trouble)
        self._from_row.set_error(self.pause_from.problem())
        wrong = self.pause_to.problem()
        if not wrong and ((first is None) != (last is None) or (first and last and first >= last)):
            wrong = _("The pause needs a beginning and a later end, or neither.")
        self._to_row.set_error(wrong)
        if start is None or trouble or wrong or self.pause_from.problem():
            return
        self.saved.emit(
            TimePlan(
                start,
                self.minutes.value(),
                self.near.value(),
                self.far.value(),
                first,
                last,
            )
        )

    def _clear(self) -> None:
        self.cleared.emit()
        self.cancelled.emit()
