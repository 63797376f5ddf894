"""What visits that are planned together have in common, and over how many days they are shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.parts.due_fields import TimeEdit

MOST_DAYS: Final = 31


class PlanFields(QWidget):
    """Time, purpose, staff, and the number of days."""

    whose_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time = TimeEdit()
        self.purpose = QLineEdit()
        self.staff = ChoiceBox(free_text=True)
        # Whose row of the board is at hand, and whose visits alone are shown.
        self._at_hand = self._shown = ""
        self.days = NumberBox(1, MOST_DAYS)
        self.working_days = QCheckBox(_("No weekends"))
        grid = QGridLayout(self)
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
        self.staff.editTextChanged.connect(lambda _text: self.whose_changed.emit())

    def set_staff(self, names: Sequence[str], shown: str = "") -> None:
        """Offer these names; who is shown alone makes what is planned, unless another is named."""
        kept = self.staff.text().strip()
        self.staff.set_choices([(name, name) for name in names])
        self.staff.set_key(kept)
        self._shown = shown
        self.whose_changed.emit()

    def plan_by(self, staff: str | None) -> None:
        """Plan for the person whose row of the board is at hand; None where there is none."""
        self._at_hand = staff or ""
        self.whose_changed.emit()

    def whose(self) -> str:
        """Return who makes what is planned: who is named here, else who is at hand or shown."""
        return self.staff.text().strip() or self._at_hand or self._shown
