"""The words of the command line for the shop's own particulars."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from crmdesk.cli import shop
from crmdesk.cli.arguments import file_name
from crmdesk.cli.output import Answer
from crmdesk.core.i18n import _

Add = Callable[[str, str, Callable[[argparse.Namespace], Answer]], argparse.ArgumentParser]


def add(add: Add) -> None:
    """Add the command."""
    made = add("shop", _("show the shop as it stands on paper, or change it"), shop.shop)
    made.add_argument("--name", metavar=_("NAME"), help=_("the shop's name"))
    made.add_argument("--phone", metavar=_("TEXT"), help=_("the shop's phone"))
    made.add_argument("--address", metavar=_("TEXT"), help=_("the shop's address"))
    made.add_argument("--paper", choices=("A4", "Letter"), help=_("the paper"))
    picture = made.add_mutually_exclusive_group()
    picture.add_argument(
        "--logo", type=file_name, metavar=_("FILE"), help=_("a picture as the shop's logo")
    )
    picture.add_argument("--no-logo", action="store_true", help=_("take the logo away"))
