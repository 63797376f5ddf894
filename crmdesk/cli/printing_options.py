"""The words of the command line for printing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Final

from crmdesk.cli import print_wishes, printing
from crmdesk.cli.arguments import count, date, days, field_value, number_between, pdf_name
from crmdesk.cli.output import Answer
from crmdesk.core.i18n import LANGUAGES, _
from crmdesk.core.reports.document import PAPERS
from crmdesk.core.reports.label_sheets import LABEL_SHEETS
from crmdesk.core.reports.post import ENVELOPES
from crmdesk.core.services.printing import STYLES

Add = Callable[[str, str, Callable[[argparse.Namespace], Answer]], argparse.ArgumentParser]

_SMALLEST, _LARGEST = 6.0, 24.0
_LEAST_MARGIN, _WIDEST_MARGIN = 3.0, 40.0
_BOTH: Final = argparse.BooleanOptionalAction


def add(add: Add) -> None:
    """Add the command."""
    made = add(
        "print",
        _("write a print style as a PDF; without a style: list them"),
        printing.print_style,
    )
    made.add_argument(
        "style",
        nargs="?",
        default="",
        metavar=_("STYLE"),
        help=_("one of: {styles}").format(styles=", ".join(STYLES)),
    )
    made.add_argument(
        "--pdf",
        type=pdf_name,
        metavar=_("FILE"),
        help=_("the file to write"),
    )
    _add_what(made)
    _add_ways(made)
    _add_post(made)


def _add_what(made: argparse.ArgumentParser) -> None:
    made.add_argument("--from", dest="start", type=date, metavar=_("DATE"), help=_("the first day"))
    made.add_argument("--days", type=days, metavar="N", help=_("how many days"))
    made.add_argument("--staff", default="", metavar=_("NAME"), help=_("only these visits"))
    made.add_argument(
        "--filter",
        dest="filters",
        action="append",
        default=[],
        type=field_value,
        metavar=_("FIELD=VALUE"),
        help=_("only these customers, such as grade=A; may be given several times"),
    )
    made.add_argument(
        "--customer",
        dest="customers",
        action="append",
        default=[],
        type=count,
        metavar=_("CUSTOMER"),
        help=_("this customer; may be given several times"),
    )
    made.add_argument(
        "--complaint",
        dest="complaints",
        action="append",
        default=[],
        metavar=_("NUMBER"),
        help=_("the complaint of this number, such as TS-2026-0012; may be given several times"),
    )
    made.add_argument(
        "--grades", default="", metavar=_("GRADES"), help=_("which grades, such as A,B")
    )
    made.add_argument("--title", default="", metavar=_("TEXT"), help=_("the heading of the list"))


def _add_ways(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--columns",
        action="append",
        default=[],
        metavar=_("FIELDS"),
        help=_("the columns of a list in their order; own fields, or {names}").format(
            names=", ".join(print_wishes.usual_columns())
        ),
    )
    made.add_argument(
        "--parts",
        metavar=_("PARTS"),
        help=_("what is printed of each; {parts}").format(
            parts=print_wishes.listed_parts(STYLES.values())
        ),
    )
    made.add_argument(
        "--own-pages",
        action=_BOTH,
        default=True,
        help=_("each person of a day sheet on a page of their own"),
    )
    made.add_argument("--paper", choices=PAPERS, default="", help=_("the paper"))
    made.add_argument("--landscape", action=_BOTH, default=None, help=_("across, or upright"))
    made.add_argument(
        "--margin",
        type=number_between(_LEAST_MARGIN, _WIDEST_MARGIN),
        default=0.0,
        metavar="MM",
        help=_("the margins in millimetres"),
    )
    made.add_argument(
        "--font-size",
        type=number_between(_SMALLEST, _LARGEST),
        default=0.0,
        metavar="PT",
        help=_("the size of the words in points"),
    )
    made.add_argument(
        "--lang-of-print",
        dest="print_language",
        choices=tuple(LANGUAGES),
        default="",
        help=_("the language of the print"),
    )
    made.add_argument("--shop-name", action=_BOTH, default=True, help=_("the shop's name on top"))
    made.add_argument("--logo", action=_BOTH, default=True, help=_("the shop's logo on top"))


def _add_post(made: argparse.ArgumentParser) -> None:
    made.add_argument(
        "--label", choices=tuple(LABEL_SHEETS), default="", help=_("the sheet of labels")
    )
    made.add_argument(
        "--start",
        dest="first",
        type=count,
        default=1,
        metavar="N",
        help=_("the first label that is still there on a used sheet"),
    )
    made.add_argument("--envelope", choices=tuple(ENVELOPES), default="", help=_("the envelope"))
    made.add_argument("--sender", action=_BOTH, default=True, help=_("the shop as the sender"))
    made.add_argument(
        "--outlines", action=_BOTH, default=None, help=_("lines around labels and postcode boxes")
    )
