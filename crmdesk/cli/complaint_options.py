"""The words of the command line for complaints; each event of the table is a command."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any, Final

from crmdesk.cli import complaint_listing as listing
from crmdesk.cli import complaints
from crmdesk.cli.arguments import amount, count, date, file_name, moment, past_date
from crmdesk.cli.choosing import add_choice
from crmdesk.cli.output import Answer
from crmdesk.core.domain.complaint import FOUNDED, SCORES, SEVERITIES, WISHES
from crmdesk.core.domain.complaint_query import SAVED
from crmdesk.core.domain.complaint_states import (
    ANSWER,
    CLOSE,
    IS_DUPLICATE,
    REJECT,
    TRANSITIONS,
    TRY_CALL,
)
from crmdesk.core.domain.complaint_words import field_words
from crmdesk.core.i18n import _

Run = Callable[[argparse.Namespace], Answer]
Add = Callable[[str, str, Run], argparse.ArgumentParser]
# Free texts of a complaint, beside those of a walk-in.
_TEXTS: Final = ("product", "staff", "wish_text", "received_by")
_HANDLING: Final = ("action", "cause", "prevention")


def words_of(event: str) -> str:
    """Return how an event of the table is written as a command."""
    return event.replace("_", "-")


def add(add: Add, common: Callable[[Any], None]) -> None:
    """Add the command with its own commands, each with what is `common` to all."""
    parser = add("complaint", _("record complaints and handle them to the end"), listing.listed)
    verbs = parser.add_subparsers(
        title=_("Commands"), dest="verb", metavar=_("COMMAND"), required=True
    )

    def verb(name: str, what: str, run: Run) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(name, help=what, description=what)
        common(made)
        made.set_defaults(run=run)
        return made

    _add_new(verb)
    listing.add_options(verb("list", _("list complaints, the most urgent first"), listing.listed))
    for name, what, run in (
        ("show", _("show a complaint with its log"), complaints.show),
        ("edit", _("change what a complaint says"), complaints.edit),
    ):
        made = verb(name, what, run)
        _add_number(made)
        if run is complaints.edit:
            _add_particulars(made, new=False)
    made = verb("export", _("write complaints to an .xlsx or .csv file"), complaints.export)
    made.add_argument("file", type=file_name, metavar=_("FILE"), help=_("the file to write"))
    add_choice(made, "--filter", SAVED, _("a filter of the window"), default="all")
    made.add_argument(
        "--encoding",
        default="utf-8",
        metavar=_("ENCODING"),
        help=_("how a .csv file is written: utf-8 or gb18030 (GBK)"),
    )
    made.add_argument(
        "--files",
        action="store_true",
        help=_("put the files of the complaints into a folder beside it; a list holds none"),
    )
    made = verb("give", _("let a walk-in's complaint belong to a customer"), complaints.give)
    _add_number(made)
    listing.add_customer(made, _("who it is; without it the walk-in becomes a new customer"))
    _add_files(verb)
    _add_events(verb)


def _add_files(verb: Add) -> None:
    made = verb("attach", _("add photos or files to a complaint"), complaints.attach)
    _add_number(made)
    made.add_argument(
        "files",
        type=file_name,
        nargs="+",
        metavar=_("FILE"),
        help=_("the photos or files to keep"),
    )
    made = verb("files", _("write the files of a complaint into a folder"), complaints.save_files)
    _add_number(made)
    made.add_argument(
        "folder", type=file_name, metavar=_("FOLDER"), help=_("where the files are written")
    )


def _add_number(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "number",
        metavar=_("NUMBER"),
        help=_("the complaint's number: TS-2026-0012, or 12 for this year's"),
    )


def _add_new(verb: Add) -> None:
    made = verb("new", _("record a complaint; its number is given at once"), complaints.new)
    who = made.add_mutually_exclusive_group(required=True)
    listing.add_customer(who, _("the customer's number"))
    who.add_argument("--walk-in", default="", metavar=_("NAME"), help=_("who is on no file yet"))
    made.add_argument("--phone", default="", metavar=_("TEXT"), help=_("the walk-in's phone"))
    made.add_argument("--what", required=True, metavar=_("TEXT"), help=field_words("what"))
    _add_particulars(made, new=True)
    made.add_argument(
        "--attach",
        type=file_name,
        action="append",
        default=[],
        metavar=_("FILE"),
        help=_("a photo or file; may stand several times"),
    )


def _add_particulars(made: argparse.ArgumentParser, *, new: bool) -> None:
    nothing: Any = "" if new else None
    if not new:
        made.add_argument("--what", default=None, metavar=_("TEXT"), help=field_words("what"))
    severity = "minor" if new else None
    add_choice(made, "--severity", SEVERITIES, field_words("severity"), default=severity)
    for name in ("category", "channel"):
        made.add_argument(f"--{name}", default=nothing, metavar=_("TEXT"), help=field_words(name))
    add_choice(made, "--wish", WISHES, field_words("wish"), default=nothing)
    for name in (*_TEXTS, *(() if new else _HANDLING)):
        made.add_argument(
            f"--{name.replace('_', '-')}",
            dest=name,
            default=nothing,
            metavar=_("TEXT"),
            help=field_words(name),
        )
    for name, day in (("ordered_on", past_date), ("promised_on", date)):
        made.add_argument(
            f"--{name.replace('_', '-')}",
            dest=name,
            type=day,
            metavar=_("DATE"),
            help=field_words(name),
        )
    made.add_argument(
        "--received",
        dest="received_at",
        type=moment,
        metavar=_("TIME"),
        help=_("when it was received: 2026-11-21 15:30; now, if it is left out"),
    )


def _add_events(verb: Add) -> None:
    for one in TRANSITIONS:
        made = verb(words_of(one.event), _(one.label), complaints.step)
        made.set_defaults(event=one.event)
        _add_number(made)
        made.add_argument("--note", default="", metavar=_("TEXT"), help=_("a remark or the reason"))
        if one.event in (ANSWER, CLOSE, REJECT):
            _add_handling(made)
        if one.event == CLOSE:
            made.add_argument(
                "--satisfaction",
                type=int,
                choices=tuple(SCORES),
                default=0,
                help=_("how satisfied the customer is, 5 is best"),
            )
        if one.event in (CLOSE, TRY_CALL):
            made.add_argument(
                "--tries",
                type=count,
                default=0,
                metavar="N",
                help=_("how often the customer could not be reached, in all"),
            )
        if one.event == IS_DUPLICATE:
            made.add_argument(
                "--of", required=True, metavar=_("NUMBER"), help=_("the complaint it repeats")
            )


def _add_handling(made: argparse.ArgumentParser) -> None:
    for name in _HANDLING:
        made.add_argument(f"--{name}", default="", metavar=_("TEXT"), help=field_words(name))
    add_choice(made, "--founded", FOUNDED, field_words("founded"), default="")
    made.add_argument("--cost", type=amount, metavar=_("AMOUNT"), help=field_words("cost"))
