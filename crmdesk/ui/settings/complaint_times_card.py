"""How soon a complaint is to be accepted, solved and called back about."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.complaint import SEVERITIES
from crmdesk.core.domain.complaint_clock import MOST_DAYS, ClockRules
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import complaint_time
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.settings.card import SavedCard


class ComplaintTimesCard(SavedCard):
    """A number of days for each clock; kept with Save, open complaints are due by them at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Times for complaints"), parent)
        self._kept = ClockRules()
        words = _(
            "In working days, as under “Opening days”; 0 is the same day. While a complaint waits"
            " for the customer or a third party, its clock stands still."
        )
        self.body.addWidget(plain.label(words, "hint", wrap=True))
        self.acknowledge, self.call_back = NumberBox(0, MOST_DAYS), NumberBox(0, MOST_DAYS)
        self.solve = {one: NumberBox(0, MOST_DAYS) for one in SEVERITIES}
        form = Form(columns=3, column_width=170)
        form.add(_("Accept within"), self.acknowledge)
        for severity, box in self.solve.items():
            words = _("Solve within: {severity}").format(severity=_(SEVERITIES[severity]))
            form.add(words, box)
        hint = _("Days after the answer, closed ones too")
        form.add(_("Call back within"), self.call_back, hint=hint)
        self.body.addWidget(form)
        self.body.addWidget(self.problem)
        self.add_save(tip=_("Save (Ctrl+S)"))
        for box in self._boxes():
            box.setMaximumWidth(120)
            box.valueChanged.connect(lambda days, box=box: _count(box, days))
            box.valueChanged.connect(lambda _days: self._changed())
            _count(box, box.value())
        self.refresh()

    def refresh(self) -> None:
        """Read the times, unless some were typed that are not saved yet."""
        if not self.save_button.isEnabled():
            workspace = self._desk.workspace
            self._desk.tasks.read(
                lambda: complaint_time.rules(workspace), self._show, key=(self, "times")
            )

    def written(self) -> ClockRules:
        """Return what the fields say."""
        return ClockRules(
            acknowledge_days=self.acknowledge.value(),
            solve_days={severity: box.value() for severity, box in self.solve.items()},
            call_back_days=self.call_back.value(),
        )

    def save(self) -> None:
        """Keep the times, when they differ."""
        if not self.save_button.isEnabled():
            return
        wanted, workspace = self.written(), self._desk.workspace
        self._tell("")
        self.keep(lambda: complaint_time.save_rules(workspace, wanted), lambda: self._saved(wanted))

    def _boxes(self) -> list[NumberBox]:
        return [self.acknowledge, *self.solve.values(), self.call_back]

    def _saved(self, kept: ClockRules) -> None:
        self._kept = kept

    def _show(self, found: ClockRules) -> None:
        self._kept = found
        days = [found.acknowledge_days, *(found.solve_days[one] for one in self.solve)]
        for box, number in zip(self._boxes(), [*days, found.call_back_days], strict=True):
            box.setValue(number)
        self._changed()

    def _changed(self) -> None:
        self.save_button.setEnabled(self.written() != self._kept)


def _count(box: NumberBox, days: int) -> None:
    """Let the box say what it counts, in one or in several."""
    box.setSuffix(" " + ngettext("day", "days", days))
