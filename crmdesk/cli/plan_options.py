"""The words of the command line for what is planned: follow-ups, visits, the schedule."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from crmdesk.cli import follow_ups, paper, records
from crmdesk.cli.arguments import (
    count,
    date,
    days,
    pdf_name,
    rolling_days,
    rule_ended_by,
    time,
    words,
)
from crmdesk.cli.choosing import add_choice
from crmdesk.cli.output import Answer
from crmdesk.core.domain import activity, followup
from crmdesk.core.i18n import _

Add = Callable[[str, str, Callable[[argparse.Namespace], Answer]], argparse.ArgumentParser]
_PRIORITIES = {word.casefold(): word for word in followup.PRIORITIES.values()}


def add(add: Add) -> None:
    """Add the commands."""
    _add_follow_ups(add)
    made = add("visit", _("plan a visit to a customer"), records.visit)
    made.add_argument("id", type=count, metavar=_("CUSTOMER"), help=_("the customer's number"))
    made.add_argument("--on", type=date, required=True, metavar=_("DATE"), help=_("on which day"))
    made.add_argument("--time", type=time, metavar="HH:MM", help=_("the time of day"))
    made.add_argument("--purpose", default="", metavar=_("TEXT"), help=_("what for"))
    made.add_argument("--staff", default="", metavar=_("NAME"), help=_("who goes"))
    made = add("schedule", _("write the visit schedule as a PDF"), paper.schedule)
    made.add_argument(
        "--from", dest="start", type=date, required=True, metavar=_("DATE"), help=_("the first day")
    )
    made.add_argument("--days", type=days, default=1, metavar="N", help=_("how many days"))
    made.add_argument("--staff", default="", metavar=_("NAME"), help=_("only these visits"))
    made.add_argument("--week", action="store_true", help=_("the days side by side, in short"))
    made.add_argument("--paper", choices=("A4", "Letter"), default="", help=_("the paper"))
    made.add_argument(
        "--pdf",
        required=True,
        type=pdf_name,
        metavar=_("FILE"),
        help=_("the file to write"),
    )


def _add_follow_ups(add: Add) -> None:
    made = add("follow-up", _("plan a follow-up with a customer"), follow_ups.follow_up)
    made.add_argument("id", type=count, metavar=_("CUSTOMER"), help=_("the customer's number"))
    made.add_argument("--due", type=date, metavar=_("DATE"), help=_("by when"))
    made.add_argument(
        "--what", type=words, required=True, metavar=_("TEXT"), help=_("what is to be done")
    )
    made.add_argument("--time", type=time, metavar="HH:MM", help=_("the time of day"))
    add_choice(made, "--kind", followup.KINDS, _("the kind of contact"), default="call")
    add_choice(made, "--priority", _PRIORITIES, _("how urgent"), default="normal")
    made.add_argument("--staff", default="", metavar=_("NAME"), help=_("who does it"))
    rules = made.add_mutually_exclusive_group()
    rules.add_argument(
        "--repeat",
        type=rule_ended_by("--times", "--until"),
        default=None,
        metavar=_("RULE"),
        help=_("it comes again: every 2 weeks, monthly, 每月15日, or an RRULE"),
    )
    rules.add_argument(
        "--after-last-contact",
        type=rolling_days,
        metavar=_("DAYS"),
        help=_("it comes again so many days after each contact"),
    )
    ends = made.add_mutually_exclusive_group()
    ends.add_argument("--until", type=date, metavar=_("DATE"), help=_("not after this day"))
    ends.add_argument("--times", type=count, metavar="N", help=_("so many times in all"))
    made = add("done", _("mark a follow-up as done"), follow_ups.done)
    made.add_argument(
        "--last", action="store_true", help=_("it does not come again; its series ends")
    )
    made.add_argument("id", type=count, metavar=_("FOLLOW-UP"), help=_("the follow-up's number"))
    made.add_argument("--note", default="", metavar=_("TEXT"), help=_("what came of it"))
    add_choice(made, "--kind", activity.KINDS, _("the kind of contact"), default="")
    made.add_argument("--next", type=date, metavar=_("DATE"), help=_("the next date"))
    made.add_argument("--next-what", default="", metavar=_("TEXT"), help=_("what is to be done"))
    made = add("move", _("move a follow-up to another day"), follow_ups.move)
    made.add_argument("id", type=count, metavar=_("FOLLOW-UP"), help=_("the follow-up's number"))
    made.add_argument("--to", type=date, required=True, metavar=_("DATE"), help=_("to which day"))
    made.add_argument(
        "--at", type=time, metavar="HH:MM", help=_("the time of day; the one it had without it")
    )
