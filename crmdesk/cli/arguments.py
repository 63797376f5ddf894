"""The values of options, read from their text."""

from __future__ import annotations

import argparse
import datetime as dt
import re

from crmdesk.core.domain import due_dates
from crmdesk.core.domain.clock import Clock
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _

_LEFT_OUT = ("", "-")


def date(text: str) -> dt.date:
    """Return the day a text means: 2026-11-21, tomorrow, 明天, +3, 下周一."""
    try:
        return due_dates.parse_due(text, Clock().today())
    except BadValue as bad:
        raise argparse.ArgumentTypeError(str(bad)) from bad


def time(text: str) -> dt.time:
    """Return the time of day a text means: 9:30, 3pm, 下午3点."""
    try:
        return due_dates.parse_time(text)
    except BadValue as bad:
        raise argparse.ArgumentTypeError(str(bad)) from bad


def count(text: str) -> int:
    """Return a number of at least one."""
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) < 2**53:
        raise argparse.ArgumentTypeError(
            _("“{value}” is not a number of at least 1.").format(value=text)
        )
    return int(text)


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


def mapping(text: str) -> tuple[str, str | None]:
    """Return header and field of a text such as 手机=mobile; nothing or - leaves a column out."""
    header, sign, field = text.rpartition("=")
    if not sign or not header.strip():
        raise argparse.ArgumentTypeError(_("A column is given like 手机=mobile."))
    wanted = field.strip()
    return header.strip(), None if wanted in _LEFT_OUT else wanted
