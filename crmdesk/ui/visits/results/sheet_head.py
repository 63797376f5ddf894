"""The head of the results: which day, whose visits, and how far one is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import PageHeader
from crmdesk.ui.visits.planning import day_name

# Narrower than this, in screen points, the buttons show their pictures only.
NARROW: Final = 700


class SheetHead(QWidget):
    """Title, progress in numbers and as a bar, the staff, and the ways to the end and back."""

    staff_chosen = Signal()
    end_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = PageHeader(_("Enter results"))
        self.staff = ChoiceBox([("", _("All staff"))])
        self.staff.setAccessibleName(_("Staff"))
        self.staff.changed.connect(self.staff_chosen)
        self.end_button = button(
            _("End of the day"), self.end_wanted.emit, icon="moon", shortcut="Ctrl+Shift+E"
        )
        self.back_button = button(
            _("Back to the plan"), self.back_wanted.emit, icon="left", shortcut="Alt+Left"
        )
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        for part in (self.staff, self.end_button, self.back_button):
            self._header.add(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._header)
        layout.addWidget(self.bar)

    def staff_name(self) -> str:
        """Return whose visits are wanted; an empty text means everybody's."""
        return self.staff.key() or ""

    def set_staff(self, names: Sequence[str], chosen: str) -> None:
        """Offer these names, and choose one of them, without telling it."""
        known = dict.fromkeys([*names, *([chosen] if chosen else [])])
        self.staff.blockSignals(True)
        self.staff.set_choices([("", _("All staff")), *((name, name) for name in known)])
        self.staff.set_key(chosen)
        self.staff.blockSignals(False)

    def show_progress(self, on: dt.date, today: dt.date, kept: int, total: int) -> None:
        """Show the day, and how many of its visits have a result."""
        self._header.set_title(_("Results of {day}").format(day=day_name(on, today)))
        self._header.set_subtitle(_("{done} of {total}").format(done=kept, total=total))
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(kept)
        self.end_button.setEnabled(total > 0)

    def adapt(self, width: int) -> None:
        """Leave words out where there is no room for them."""
        narrow = width < NARROW
        self.staff.setMaximumWidth(110 if narrow else 150)
        self.end_button.setText("" if narrow else plain.caption(_("End of the day")))
        self.back_button.setText("" if narrow else plain.caption(_("Back to the plan")))
