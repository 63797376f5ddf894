"""A birthday typed as people write it, solar or lunar, with the understood reading beneath."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.dates import BadValue, parse_birthday
from crmdesk.core.i18n import _
from crmdesk.ui.customers.fact_texts import show_birthday
from crmdesk.ui.kit import plain, theme


class BirthdayEdit(QWidget):
    """Takes free text such as 1990.5.1, 5月1日 or 农历八月十五."""

    changed = Signal()

    def __init__(self, today: Callable[[], dt.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._birthday: Birthday | None = None
        self._error = ""
        self.line = QLineEdit()
        self.line.setPlaceholderText("1990-05-01")
        self.line.setToolTip(plain.tip(_("1990-05-01, 5-1 or 八月十五")))
        self.lunar = QCheckBox(_("Lunar"))
        self.lunar.setToolTip(plain.tip(_("The date is of the lunar calendar")))
        self.reading = plain.label("", "hint", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line, 1)
        row.addWidget(self.lunar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(row)
        layout.addWidget(self.reading)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(lambda _text: self._read())
        self.lunar.toggled.connect(lambda _on: self._read())
        self._read()

    def birthday(self) -> Birthday | None:
        """Return the birthday, or None where there is none or it is not understood."""
        return self._birthday

    def error(self) -> str:
        """Return what is wrong with the text, or nothing."""
        return self._error

    def set_birthday(self, birthday: Birthday | None) -> None:
        """Show a birthday."""
        self.lunar.setChecked(birthday is not None and birthday.lunar)
        self.line.setText(as_typed(birthday) if birthday is not None else "")
        # A leap month cannot be told from its text alone.
        if birthday is not None and self._birthday != birthday:
            self._birthday, self._error = birthday, ""
            self._say(show_birthday(birthday, self._today()), "hint")

    def _read(self) -> None:
        text = self.line.text().strip()
        self._birthday, self._error = None, ""
        if text:
            try:
                year = self._today().year
                found = parse_birthday(text, lunar=self.lunar.isChecked(), this_year=year)
                self._birthday = found
                if found.lunar != self.lunar.isChecked():
                    self.lunar.blockSignals(True)
                    self.lunar.setChecked(found.lunar)
                    self.lunar.blockSignals(False)
            except BadValue as error:
                self._error = str(error)
        if self._birthday is not None:
            self._say(show_birthday(self._birthday, self._today()), "hint")
        else:
            self._say(self._error, "error")
        self.changed.emit()

    def _say(self, text: str, kind: str) -> None:
        self.reading.setText(text)
        theme.mark(self.reading, "kind", kind)
        self.reading.setVisible(bool(text))
        theme.mark(self.line, "invalid", kind == "error" and bool(text))


def as_typed(birthday: Birthday) -> str:
    """Return a birthday as it could have been typed."""
    day = f"{birthday.month:02d}-{birthday.day:02d}"
    if birthday.leap:
        return birthday.show()
    return day if birthday.year is None else f"{birthday.year:04d}-{day}"
