"""The grounds of days: quiet where the shop is closed, warm on a festival."""

from __future__ import annotations

import datetime as dt

from PySide6.QtGui import QColor

from crmdesk.ui.calendar.book import Book
from crmdesk.ui.kit import tokens


def ground_of(book: Book, day: dt.date, *, closed: bool | None = None) -> QColor:
    """Return the colour of a day, or of its hours while the shop is closed."""
    ground = tokens.colour("surface")
    shut = book.hours(day) is None if closed is None else closed
    if shut:
        ground = mixed(ground, tokens.colour("sunken"), 0.55)
    elif day.weekday() > 4:
        ground = mixed(ground, tokens.colour("sunken"), 0.25)
    if book.festivals(day):
        ground = mixed(ground, tokens.colour("danger_soft"), 0.38)
    return ground


def mixed(ground: QColor, other: QColor, share: float) -> QColor:
    """Return a colour between two."""
    return QColor(
        round(ground.red() + (other.red() - ground.red()) * share),
        round(ground.green() + (other.green() - ground.green()) * share),
        round(ground.blue() + (other.blue() - ground.blue()) * share),
    )
