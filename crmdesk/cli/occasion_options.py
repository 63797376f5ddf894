"""The words of the command line for birthdays and greetings."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from crmdesk.cli import occasions
from crmdesk.cli.arguments import count, days
from crmdesk.cli.output import Answer
from crmdesk.core.i18n import _

Add = Callable[[str, str, Callable[[argparse.Namespace], Answer]], argparse.ArgumentParser]


def add(add: Add) -> None:
    """Add the commands."""
    made = add("birthdays", _("list the birthdays that come up"), occasions.birthdays)
    made.add_argument("--days", type=days, default=30, metavar="N", help=_("how many days"))
    made.add_argument("--limit", type=count, metavar="N", help=_("how many at most"))
    made = add("greetings", _("list who is to be greeted today"), occasions.greetings)
    made.add_argument(
        "--days", type=days, default=0, metavar="N", help=_("the days to come as well")
    )
    made.add_argument("--text", action="store_true", help=_("the text for each customer as well"))
    made.add_argument("--limit", type=count, default=50, metavar="N", help=_("how many at most"))
