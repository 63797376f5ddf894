"""The values of options, read from their text."""

from __future__ import annotations

import argparse
import datetime as dt
import math
import re
from collections.abc import Callable

from crmdesk.core.domain import due_dates, past_dates
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.date_text import LATEST_YEAR
from crmdesk.core.domain.money import parse_money
from crmdesk.core.domain.rule_parts import AFTER, MOST
from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _

_LEFT_OUT = ("", "-")
_FIRST_YEAR = 1900
_MOST_DAYS = 366
_MONTHS = 12
_LONGEST_ROW = 10
_END_IN_RULE = re.compile(r"(?:^|;)\s*(?:COUNT|UNTIL)\s*=", re.IGNORECASE)


def date(text: str) -> dt.date:
    """Return the day a text means: 2026-11-21, tomorrow, 明天, +3, 下周一."""
    return _day(due_dates.parse_due, text)


def past_date(text: str) -> dt.date:
    """Return the day gone by that a text means: 2026-11-21, yesterday, 昨天, -3, 11-21."""
    return _day(past_dates.parse_past, text)


def _day(parse: Callable[[str, dt.date], dt.date], text: str) -> dt.date:
    try:
        found = parse(text, Clock().today())
    except BadValue as bad:
        raise argparse.ArgumentTypeError(str(bad)) from bad
    # Beyond, the days around it cannot be reckoned, and it is a slip of the hand anyway.
    if not _FIRST_YEAR <= found.year <= LATEST_YEAR:
        raise argparse.ArgumentTypeError(
            _("“{value}” is not a date from {first} to {last}.").format(
                value=shown(text), first=_FIRST_YEAR, last=LATEST_YEAR
            )
        )
    return found


def month(text: str) -> dt.date:
    """Return the first day of a month such as 2026-11."""
    match = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})月?", text.strip())
    if match and _FIRST_YEAR <= int(match[1]) <= LATEST_YEAR and 1 <= int(match[2]) <= _MONTHS:
        return dt.date(int(match[1]), int(match[2]), 1)
    raise argparse.ArgumentTypeError(
        _("“{value}” is no month such as 2026-11.").format(value=shown(text))
    )


def year(text: str) -> int:
    """Return a year such as 2026."""
    found = int(text) if text.isascii() and text.isdigit() and len(text) == len("2026") else 0
    if not _FIRST_YEAR <= found <= LATEST_YEAR:
        raise argparse.ArgumentTypeError(
            _("“{value}” is no year from {first} to {last}.").format(
                value=shown(text), first=_FIRST_YEAR, last=LATEST_YEAR
            )
        )
    return found


def time(text: str) -> dt.time:
    """Return the time of day a text means: 9:30, 3pm, 下午3点."""
    try:
        return due_dates.parse_time(text)
    except BadValue as bad:
        raise argparse.ArgumentTypeError(str(bad)) from bad


def moment(text: str) -> dt.datetime:
    """Return the instant gone by, in UTC, that a day with or without a time means: 昨天 15:30."""
    day, _sign, clock = text.strip().partition(" ")
    at = time(clock) if clock.strip() else dt.time(12)
    return dt.datetime.combine(past_date(day), at).astimezone(dt.UTC)


def amount(text: str) -> int:
    """Return an amount of money in hundredths: 120 or 12.50."""
    try:
        return parse_money(text)
    except BadValue as bad:
        raise argparse.ArgumentTypeError(str(bad)) from bad


def count(text: str) -> int:
    """Return a number of at least one."""
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 2**53:
        raise argparse.ArgumentTypeError(
            _("“{value}” is not a number of at least 1.").format(value=text)
        )
    return int(text)


def rolling_days(text: str) -> int:
    """Return a number of days after a contact."""
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:9]) <= MOST[AFTER]:
        raise argparse.ArgumentTypeError(
            _("“{value}” is not a number from 1 to {most}.").format(
                value=shown(text), most=MOST[AFTER]
            )
        )
    return int(text)


def days(text: str) -> int:
    """Return a number of days, a leap year at the most."""
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:9]) <= _MOST_DAYS:
        raise argparse.ArgumentTypeError(
            _("“{value}” is not a number from 1 to {most}.").format(
                value=shown(text), most=_MOST_DAYS
            )
        )
    return int(text)


def header_rows(text: str) -> tuple[int, int | None]:
    """Return the row of the headers as the file counts, from 1, and how many rows they take.

    0 is a list without headers; `3-4` are headers in two rows. Without the second number how many
    they are is seen from the rows: None.
    """
    first, sign, last = (part.strip() for part in text.partition("-"))
    numbers = [first, last] if sign else [first]
    if not all(one.isascii() and one.isdigit() and len(one) < _LONGEST_ROW for one in numbers):
        raise argparse.ArgumentTypeError(
            _("The row of the headers is a number such as 3 or 3-4; 0 means there are none.")
        )
    row = int(first)
    if not sign:
        return row, None
    height = int(last) - row + 1
    if row < 1 or height not in (1, 2):
        raise argparse.ArgumentTypeError(_("Headers stand in one row or in two, such as 3-4."))
    return row, height


def words(text: str) -> str:
    """Return a text that must say something."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("The text is empty."))
    return text


def rule_ended_by(*options: str) -> Callable[[str], str]:
    """Return what reads a rule of recurrence whose end other options give."""

    def read(text: str) -> str:
        if not text.strip():
            raise argparse.ArgumentTypeError(_("It does not say how often."))
        if _END_IN_RULE.search(text):
            raise argparse.ArgumentTypeError(
                _("The rule does not hold its end; give it with {options}.").format(
                    options=" / ".join(options)
                )
            )
        return text

    return read


def file_name(text: str) -> str:
    """Return the name of a file or folder, which must not be empty."""
    if not text.strip():
        raise argparse.ArgumentTypeError(_("The name is empty."))
    return text


def pdf_name(text: str) -> str:
    """Return the name of a PDF file to write."""
    if not text.strip().lower().endswith(".pdf"):
        raise argparse.ArgumentTypeError(_("The name of a PDF file ends in .pdf."))
    return text


def workbook_name(text: str) -> str:
    """Return the name of a workbook to write."""
    if not text.strip().lower().endswith(".xlsx"):
        raise argparse.ArgumentTypeError(_("The name of a workbook ends in .xlsx."))
    return text


def scale(text: str) -> float:
    """Return a scale such as 1.5."""
    try:
        found = float(text)
    except ValueError:
        found = 0.0
    if not 0.5 <= found <= 4:
        raise argparse.ArgumentTypeError(_("The scale is a number from 0.5 to 4."))
    return found


def picture_size(text: str) -> tuple[int, int]:
    """Return width and height of a text such as 1366x768."""
    match = re.fullmatch(r"(\d{3,5})[xX×](\d{3,5})", text.strip())
    if match is None:
        raise argparse.ArgumentTypeError(_("The size is written like 1366x768."))
    return int(match[1]), int(match[2])


def own_value(text: str) -> tuple[str, str]:
    """Return label and value of a text such as 茶类=红茶."""
    label, sign, value = text.partition("=")
    if not sign or not label.strip():
        raise argparse.ArgumentTypeError(_("A value of an own field is given like 茶类=红茶."))
    return label.strip(), value.strip()


def field_value(text: str) -> tuple[str, str]:
    """Return field and value of a text such as grade=A; only `due` is asked alone."""
    name, sign, value = text.partition("=")
    if not name.strip() or not (sign or name.strip().lower() == "due"):
        raise argparse.ArgumentTypeError(_("A filter is given like grade=A."))
    return name.strip(), value.strip()


def number_between(least: float, most: float) -> Callable[[str], float]:
    """Return what reads a number between two others, such as a margin."""

    def read(text: str) -> float:
        try:
            found = float(text)
        except ValueError:
            found = math.nan
        if not least <= found <= most:
            raise argparse.ArgumentTypeError(
                _("“{value}” is not a number from {least} to {most}.").format(
                    value=shown(text), least=f"{least:g}", most=f"{most:g}"
                )
            )
        return found

    return read


def mapping(text: str) -> tuple[str, str | None]:
    """Return header and field of a text such as 手机=mobile; nothing or - leaves a column out."""
    header, sign, field = text.rpartition("=")
    if not sign or not header.strip():
        raise argparse.ArgumentTypeError(_("A column is given like 手机=mobile."))
    wanted = field.strip()
    return header.strip(), None if wanted in _LEFT_OUT else wanted
