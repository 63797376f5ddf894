"""The words of the command line for the calendar."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from crmdesk.cli import calendar
from crmdesk.cli.arguments import date, file_name
from crmdesk.cli.output import Answer
from crmdesk.core.domain.calendar import KINDS
from crmdesk.core.i18n import _

Add = Callable[[str, str, Callable[[argparse.Namespace], Answer]], argparse.ArgumentParser]
# The keys of calendar_export.ALARMS, which this path does not load.
ALARMS = ("none", "start", "15", "60", "day")


def add(add: Add) -> None:
    """Add the command."""
    made = add(
        "calendar",
        _("list the calendar of some days, or write it as an .ics file"),
        calendar.calendar,
    )
    made.add_argument(
        "--from", dest="first", type=date, required=True, metavar=_("DATE"), help=_("the first day")
    )
    made.add_argument(
        "--to", dest="last", type=date, required=True, metavar=_("DATE"), help=_("the last day")
    )
    made.add_argument(
        "--kinds",
        nargs="+",
        choices=KINDS,
        metavar=_("KIND"),
        help=_("only these kinds: {kinds}").format(kinds=", ".join(KINDS)),
    )
    made.add_argument("--staff", default="", metavar=_("NAME"), help=_("only what this one does"))
    made.add_argument(
        "--ics", type=file_name, metavar=_("FILE"), help=_("the calendar file to write")
    )
    made.add_argument(
        "--alarm",
        choices=ALARMS,
        default="none",
        help=_("when the phone rings: at the start, minutes before it, or the day before"),
    )
