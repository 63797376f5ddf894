"""A time of day that may be left empty: typed as people write it, or taken from a list."""

from __future__ import annotations

import datetime as dt
import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QSpinBox, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import theme
from crmdesk.ui.kit.inputs import completer

_TIME = re.compile(
    r"(?P<early>上午|早上|am\s*)?(?P<late>下午|晚上|pm\s*)?(?P<hour>\d{1,2})"
    r"(?:\s*[:：.点时]\s*(?P<minute>\d{1,2}|半)?分?|(?P<joined>\d{2}))?\s*(?P<after>am|pm)?",
    re.IGNORECASE,
)


def parse_time(text: str) -> dt.time | None:
    """Return the time meant by `9`, `930`, `9:30`, `下午3点半` or `3pm`; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour = int(found["hour"])
    minute = found["minute"] or found["joined"] or "0"
    after = (found["after"] or "").lower()
    if (found["late"] or after == "pm") and hour < 12:
        hour += 12
    minutes = 30 if minute == "半" else int(minute)
    return dt.time(hour, minutes) if hour < 24 and minutes < 60 else None


class TimeEdit(QLineEdit):
    """A line for a time; empty means no time."""

    time_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._time: dt.time | None = None
        self._valid = True
        self.setPlaceholderText(_("Time"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        half_hours = [f"{hour:02}:{minute:02}" for hour in range(7, 22) for minute in (0, 30)]
        finder = completer(half_hours, self)
        self.setCompleter(finder)
        finder.activated.connect(self.set_text)
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._settle)

    def time(self) -> dt.time | None:
        """Return the time, or None where there is none or it is not understood."""
        return self._time

    def set_time(self, time: dt.time | None) -> None:
        """Show a time."""
        self.setText(f"{time:%H:%M}" if time else "")
        self._take(time, True)

    def set_text(self, text: str) -> None:
        """Write text into the line as if it had been typed."""
        self.setText(text)
        self._typed(text)

    def is_valid(self) -> bool:
        """Return whether what is written is a time or nothing at all."""
        return self._valid

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer the half hours when Down is pressed."""
        finder = self.completer()
        if event.key() == Qt.Key.Key_Down and finder is not None:
            finder.setCompletionPrefix("")
            finder.complete()
            return
        super().keyPressEvent(event)

    def _typed(self, text: str) -> None:
        time = parse_time(text)
        self._take(time, time is not None or not text.strip())

    def _take(self, time: dt.time | None, valid: bool) -> None:
        self._valid = valid
        if valid:
            theme.mark(self, "invalid", False)
        if time != self._time:
            self._time = time
            self.time_changed.emit(time)

    def _settle(self) -> None:
        if self._time is not None:
            self.setText(f"{self._time:%H:%M}")
        theme.mark(self, "invalid", not self._valid)


class NumberBox(QSpinBox):
    """A whole number with arrows, which the wheel does not change by accident."""

    def __init__(self, low: int = 0, high: int = 999, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(low, high)
        # The style sheet cannot pad the line inside a number box.
        self.lineEdit().setTextMargins(8, 0, 0, 0)

    def wheelEvent(self, event: object) -> None:
        """Let the page scroll."""
        event.ignore()  # type: ignore[attr-defined]
