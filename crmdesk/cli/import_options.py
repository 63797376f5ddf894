"""The words of the import on the command line."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable

from crmdesk.cli import imports
from crmdesk.cli.arguments import count, file_name, header_rows, mapping, workbook_name
from crmdesk.cli.output import Answer
from crmdesk.core.domain.activity_fields import ACTIVITY_FIELDS
from crmdesk.core.domain.complaint_fields import COMPLAINT_FIELDS
from crmdesk.core.domain.custom_fields import TYPES
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.i18n import _
from crmdesk.core.importing.left_over import FIELDS, LEAVE, NOTES
from crmdesk.core.importing.plan import FILL, MODES
from crmdesk.core.importing.setup import CUSTOMERS, DAY_FIRST, MONTH_FIRST, TARGETS

Add = Callable[[str, str, Callable[[Namespace], Answer]], ArgumentParser]


def add(command: Add) -> None:
    """Add the commands to the command line."""
    made = command("import", _("bring in a list of any kind, as it is"), imports.import_list)
    _add_reading(made)
    _add_understanding(made)
    _add_doing(made)
    made = command("imports", _("list the imports, the newest first"), imports.imports_list)
    made.add_argument("--limit", type=count, default=20, metavar="N", help=_("how many lines"))


def _add_reading(made: ArgumentParser) -> None:
    """Add what is read, and how."""
    made.add_argument(
        "file", type=file_name, metavar=_("FILE"), help=_("a file; - reads standard input")
    )
    made.add_argument("--sheet", metavar=_("NAME"), help=_("the sheet, when there are several"))
    made.add_argument(
        "--encoding", metavar=_("ENCODING"), help=_("how a text file is written, such as gbk")
    )
    made.add_argument(
        "--password",
        metavar=_("TEXT"),
        help=_("what opens a protected workbook; may stand in the variable {name}").format(
            name=imports.PASSWORD_VARIABLE
        ),
    )


def _add_understanding(made: ArgumentParser) -> None:
    """Add what says how a list is meant."""
    made.add_argument(
        "--target",
        choices=TARGETS,
        default=CUSTOMERS,
        help=_(
            "what the rows become: customers, past contacts and follow-ups of known ones, or "
            "complaints"
        ),
    )
    made.add_argument(
        "--header-row",
        type=header_rows,
        metavar="N",
        help=_(
            "the row that holds the headers, as the file counts; 3-4 for two rows, "
            "0 for a list without"
        ),
    )
    made.add_argument(
        "--map",
        action="append",
        default=[],
        type=mapping,
        metavar=_("HEADER=FIELD"),
        help=_(
            "where a column goes; an empty field or - leaves it out; new: and one of {types} makes "
            "a field of your own; the fields are {names}, for past contacts {others}, and for "
            "complaints {complaints}"
        ).format(
            types=", ".join(TYPES),
            names=", ".join(BY_KEY),
            others=", ".join(one.key for one in ACTIVITY_FIELDS),
            complaints=", ".join(one.key for one in COMPLAINT_FIELDS),
        ),
    )
    _add_answers(made)


def _add_answers(made: ArgumentParser) -> None:
    """Add the answers to what a list leaves open."""
    made.add_argument(
        "--date-order",
        choices=(DAY_FIRST, MONTH_FIRST),
        help=_("what comes first in dates that can be read in two ways"),
    )
    made.add_argument(
        "--companies",
        action="store_true",
        help=_("make each company one customer with its contact persons"),
    )
    made.add_argument(
        "--rest",
        choices=(NOTES, FIELDS, LEAVE),
        default=LEAVE,
        help=_("columns nothing is known of: put into the notes, kept as own fields, or left out"),
    )
    made.add_argument("--without-hidden", action="store_true", help=_("leave hidden rows out"))
    made.add_argument(
        "--guess-anew",
        action="store_true",
        help=_("do not take the columns as they were taken last time"),
    )


def _add_doing(made: ArgumentParser) -> None:
    """Add what says what is done with its rows."""
    made.add_argument(
        "--on-duplicate",
        choices=MODES,
        default=FILL,
        help=_(
            "customers that are there already: fill blanks, skip, overwrite, or add once more; of "
            "contacts and complaints only add makes a difference"
        ),
    )
    made.add_argument(
        "--failed",
        type=workbook_name,
        metavar=_("FILE"),
        help=_("the .xlsx file for the rows that failed, to repair and import again"),
    )
    made.add_argument("--dry-run", action="store_true", help=_("check only, write nothing"))
