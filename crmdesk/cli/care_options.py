"""The words of the command line for what waits today and for silent customers."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from crmdesk.cli import care
from crmdesk.cli.arguments import count, date
from crmdesk.cli.output import Answer
from crmdesk.core.i18n import _

Add = Callable[[str, str, Callable[[argparse.Namespace], Answer]], argparse.ArgumentParser]


def add(add: Add) -> None:
    """Add the commands."""
    made = add("today", _("show what waits today"), care.today_list)
    made.add_argument("--on", type=date, metavar=_("DATE"), help=_("another day"))
    made = add("silent", _("list who was silent for too long"), care.silent)
    made.add_argument("--limit", type=count, default=50, metavar="N", help=_("how many at most"))
    made.add_argument(
        "--never", action="store_true", help=_("those who were never contacted instead")
    )
