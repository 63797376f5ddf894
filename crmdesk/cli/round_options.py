"""The words of the command line for planning visits: suggestions, the plan, rounds."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from crmdesk.cli import rounds
from crmdesk.cli.arguments import count, date, days, rule_ended_by, time, words
from crmdesk.cli.output import Answer
from crmdesk.core.i18n import _

Add = Callable[[str, str, Callable[[argparse.Namespace], Answer]], argparse.ArgumentParser]


def add(add: Add) -> None:
    """Add the commands."""
    made = add("suggest", _("list who should be visited, and why"), rounds.suggest)
    made.add_argument("--on", type=date, metavar=_("DATE"), help=_("on which day"))
    made.add_argument(
        "--days",
        type=days,
        default=1,
        metavar="N",
        help=_("leave out who is planned in so many days"),
    )
    made.add_argument("--staff", default="", metavar=_("NAME"), help=_("only their customers"))
    made.add_argument("--district", default="", metavar=_("TEXT"), help=_("only in this district"))
    made.add_argument("--limit", type=count, default=20, metavar="N", help=_("how many at most"))
    made = add("plan", _("list the visits of days, and what speaks against them"), rounds.plan)
    made.add_argument("--from", dest="start", type=date, metavar=_("DATE"), help=_("the first day"))
    made.add_argument("--days", type=days, default=7, metavar="N", help=_("how many days"))
    made.add_argument("--staff", default="", metavar=_("NAME"), help=_("only these visits"))
    made = add("rounds", _("list the rounds, or pause, resume or end one"), rounds.rounds)
    verbs = made.add_mutually_exclusive_group()
    for name, what in (
        ("--pause", _("let this round rest")),
        ("--resume", _("let this round go on")),
        ("--end", _("end this round")),
    ):
        verbs.add_argument(name, type=count, default=0, metavar=_("ROUND"), help=what)
    verbs.add_argument(
        "--plan", action="store_true", help=_("plan the visits of the next two weeks now")
    )
    made = add("round", _("begin a round that visits the same customers again"), rounds.make)
    made.add_argument("name", type=words, metavar=_("NAME"), help=_("what the round is called"))
    made.add_argument(
        "ids", type=count, nargs="+", metavar=_("CUSTOMER"), help=_("the customers' numbers")
    )
    made.add_argument(
        "--repeat",
        type=rule_ended_by("--until"),
        required=True,
        metavar=_("RULE"),
        help=_("how often: every second Tuesday, 每月15日, or an RRULE"),
    )
    made.add_argument("--from", dest="start", type=date, metavar=_("DATE"), help=_("the first day"))
    made.add_argument("--until", type=date, metavar=_("DATE"), help=_("not after this day"))
    made.add_argument("--time", type=time, metavar="HH:MM", help=_("when the first visit begins"))
    made.add_argument("--purpose", default="", metavar=_("TEXT"), help=_("what for"))
    made.add_argument("--staff", default="", metavar=_("NAME"), help=_("who goes"))
