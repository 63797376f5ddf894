"""The words of the command line for reports."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from crmdesk.cli import reports
from crmdesk.cli.arguments import date, month, pdf_name, workbook_name, year
from crmdesk.cli.output import Answer
from crmdesk.core.i18n import _
from crmdesk.core.reports.document import PAPERS

Add = Callable[[str, str, Callable[[argparse.Namespace], Answer]], argparse.ArgumentParser]


def add(add: Add) -> None:
    """Add the command."""
    made = add(
        "report",
        _("figures of a month, a year or some days, also as a PDF or a workbook"),
        reports.report,
    )
    made.add_argument(
        "what", choices=("complaints",), metavar=_("WHAT"), help=_("one of: complaints")
    )
    when = made.add_mutually_exclusive_group()
    when.add_argument(
        "--month",
        type=month,
        metavar=_("MONTH"),
        help=_("a month such as 2026-11; without days: this month"),
    )
    when.add_argument("--year", type=year, metavar=_("YEAR"), help=_("a whole year"))
    when.add_argument("--from", dest="first", type=date, metavar=_("DATE"), help=_("the first day"))
    made.add_argument("--to", dest="last", type=date, metavar=_("DATE"), help=_("the last day"))
    made.add_argument("--pdf", type=pdf_name, metavar=_("FILE"), help=_("write the sheet to print"))
    made.add_argument(
        "--xlsx", type=workbook_name, metavar=_("FILE"), help=_("write all of it as a workbook")
    )
    made.add_argument("--paper", choices=PAPERS, default="", help=_("the paper"))
