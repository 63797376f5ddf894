"""The widgets in which a value of a type is typed: words, a number, a date, a choice, yes or no."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.domain.custom_fields import CHOICE, DATE, NO, NUMBER, YES, YES_NO, parse_value
from crmdesk.core.domain.dates import parse_date
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _
from crmdesk.ui.kit.date_edit import DateEdit
from crmdesk.ui.kit.inputs import ChoiceBox

Today = Callable[[], dt.date]


@dataclass(frozen=True, slots=True)
class ValueBox:
    """The widget of one value: it shows and returns the kept text of a value.

    `wrong` says what is not understood.
    """

    widget: QWidget
    show: Callable[[str], object]
    read: Callable[[], str]
    wrong: Callable[[], str] = lambda: ""


def _text(today: Today) -> ValueBox:
    box = QLineEdit()

    def show(value: str) -> None:
        box.setText(value)
        box.setCursorPosition(0)

    return ValueBox(box, show, lambda: box.text().strip())


def _number(today: Today) -> ValueBox:
    box = QLineEdit()

    def read() -> str:
        return box.text().strip() if wrong() else parse_value(NUMBER, box.text())

    def wrong() -> str:
        try:
            parse_value(NUMBER, box.text())
        except BadValue as error:
            return str(error)
        return ""

    return ValueBox(box, box.setText, read, wrong)


def _date(today: Today) -> ValueBox:
    box = DateEdit(lambda text: parse_date(text), today, quick=False)

    def read() -> str:
        date = box.date()
        return date.isoformat() if date else ""

    def show(value: str) -> None:
        box.set_date(dt.date.fromisoformat(value) if value else None)

    def wrong() -> str:
        return box.problem()

    return ValueBox(box, show, read, wrong)


def _choice(today: Today) -> ValueBox:
    # A value that is typed for the first time joins its list.
    box = ChoiceBox(free_text=True)
    return ValueBox(box, lambda value: box.set_key(value or None), lambda: box.key() or "")


def _yes_no(today: Today) -> ValueBox:
    box = ChoiceBox([("", ""), (YES, _("Yes")), (NO, _("No"))])
    return ValueBox(box, lambda value: box.set_key(value or None), lambda: box.key() or "")


_BY_TYPE: Final[dict[str, Callable[[Today], ValueBox]]] = {
    NUMBER: _number,
    DATE: _date,
    CHOICE: _choice,
    YES_NO: _yes_no,
}


def value_box(kind: str, today: Today) -> ValueBox:
    """Return a new box for a value of a type."""
    return _BY_TYPE.get(kind, _text)(today)
