"""One operation of the undo list, with its button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.shown_dates import show_time
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button

if TYPE_CHECKING:
    from crmdesk.core.services.history import HistoryLine


# Longer it would not be read, and one customer's name may be very long.
LONGEST: Final = 200


class OperationLine(QWidget):
    """What was done, when and by whom, and the button that takes it back."""

    def __init__(self, line: HistoryLine, undo: Callable[[int], object]) -> None:
        super().__init__()
        record = line.record
        self.operation_id = record.id
        words = QVBoxLayout()
        words.setSpacing(1)
        undone = record.undone_by is not None
        self.text = plain.label("", "muted" if undone else "", wrap=True, select=True)
        self.text.setText(plain.wrapped(line.text, LONGEST))
        words.addWidget(self.text)
        local = record.at.astimezone()
        parts = [show_time(local.time()), record.who, _state(line)]
        self.details = plain.label(" · ".join(part for part in parts if part), "hint")
        words.addWidget(self.details)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addLayout(words, 1)
        self.undo = button(_("Undo"), lambda: undo(record.id), icon="undo", kind="quiet")
        self.undo.setToolTip(_("Undo (Ctrl+Z)"))
        self.undo.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.undo.setAccessibleName(_("Undo: {what}").format(what=line.text))
        if not line.can_undo:
            self.undo.hide()
        row.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignVCenter)


def _state(line: HistoryLine) -> str:
    record = line.record
    if record.undone_by is not None:
        return _("undone")
    if record.undoes is not None:
        return _("undo of an earlier step")
    return ""
