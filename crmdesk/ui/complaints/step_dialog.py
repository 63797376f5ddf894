"""The form of a step in a window of its own, where the case is not in sight."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.complaint import ComplaintRow
from crmdesk.core.i18n import _
from crmdesk.ui.complaints.lists import ComplaintLists
from crmdesk.ui.complaints.step_forms import FORMS
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.scrolling import FittingArea

# The frame of a window and the heading take so much height.
_BESIDE_FORM: Final = 180


class StepDialog(Dialog):
    """Says whose complaint it is about, and asks for what the step needs."""

    def __init__(
        self, desk: Desk, parent: QWidget, row: ComplaintRow, event: str, lists: ComplaintLists
    ) -> None:
        one = row.complaint
        name = plain.one_line(row.name or row.phone)
        super().__init__(parent, _("Complaint"), f"{one.number} · {name}")
        self.setMinimumWidth(520)
        self.add_text(plain.short(plain.one_line(one.what), 200))
        self.form = FORMS[event](desk, row, event, lists)
        # On a low screen the form scrolls, and its heading stays.
        self.body.addWidget(FittingArea(self.form, _BESIDE_FORM))
        self.form.finished.connect(self.accept, Qt.ConnectionType.QueuedConnection)
        self.form.begin()

    def reject(self) -> None:
        """Close it with nothing saved, unless it is being saved."""
        self.form.give_up()
