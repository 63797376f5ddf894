"""The words of the command line for reminders and for spreading what is overdue."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from crmdesk.cli import reminding
from crmdesk.cli.arguments import count, date, days
from crmdesk.cli.output import Answer
from crmdesk.core.i18n import _

Add = Callable[[str, str, Callable[[argparse.Namespace], Answer]], argparse.ArgumentParser]


def add(add: Add) -> None:
    """Add the commands."""
    add("remind", _("list what would be brought to mind now"), reminding.remind)
    made = add("spread", _("spread overdue follow-ups over open days"), reminding.spread)
    wide = made.add_mutually_exclusive_group()
    wide.add_argument(
        "--days", type=days, default=5, metavar="N", help=_("over how many open days")
    )
    wide.add_argument("--per-day", type=count, metavar="N", help=_("at most so many a day"))
    made.add_argument("--from", dest="first", type=date, metavar=_("DATE"), help=_("the first day"))
    made.add_argument("--dry-run", action="store_true", help=_("show it and change nothing"))
