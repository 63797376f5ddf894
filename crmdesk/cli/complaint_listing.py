"""The list of complaints on the command line: one rule for what it holds, and its words."""

from __future__ import annotations

import argparse
import dataclasses
from calendar import monthrange
from typing import TYPE_CHECKING, Final

from crmdesk.cli.arguments import count, date, month
from crmdesk.cli.choosing import Adding, add_choice
from crmdesk.cli.complaint_documents import complaint_table, document, labels_of
from crmdesk.cli.names import choice_asked, staff_asked
from crmdesk.cli.output import Answer
from crmdesk.cli.usage import Usage
from crmdesk.core.domain.choices import CATEGORY, CHANNEL
from crmdesk.core.domain.complaint import SEVERITIES, STATES
from crmdesk.core.domain.complaint_query import ALL, OPEN_ONES, SAVED, SORTS, ComplaintQuery
from crmdesk.core.domain.complaint_words import field_words
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, ngettext

if TYPE_CHECKING:
    from crmdesk.core.services.workspace import Workspace

# What asks for more than the open ones; everything else narrows the list only.
_ASK_FOR_ALL: Final = ("filter", "all", "state", "month", "start", "end")


def add_customer(made: Adding, what: str) -> None:
    """Add the option that names a customer by number; `what` is its help."""
    made.add_argument("--customer", type=count, default=0, metavar=_("CUSTOMER"), help=what)


def add_options(made: argparse.ArgumentParser) -> None:
    """Add what says which complaints are listed."""
    made.description = _(
        "List complaints, the most urgent first: the open ones, unless --all, --filter, --state, "
        "--month, --from or --to asks for others. The other options narrow the list."
    )
    which = made.add_mutually_exclusive_group()
    which.add_argument("--all", action="store_true", help=_("those that are over as well"))
    add_choice(which, "--filter", SAVED, _("a filter of the window"), default="")
    states = _("only those that stand there; may be given several times")
    add_choice(made, "--state", STATES, states, action="append", default=[])
    made.add_argument("--overdue", action="store_true", help=_("only those whose time is over"))
    made.add_argument("--staff", default="", metavar=_("NAME"), help=field_words("staff"))
    add_choice(made, "--severity", SEVERITIES, field_words("severity"), default="")
    for name in ("category", "channel", "product"):
        made.add_argument(f"--{name}", default="", metavar=_("TEXT"), help=field_words(name))
    add_customer(made, _("the customer's number"))
    made.add_argument(
        "--text", default="", metavar=_("TEXT"), help=_("words in number, name or what happened")
    )
    received = made.add_mutually_exclusive_group()
    received.add_argument(
        "--month", type=month, metavar=_("MONTH"), help=_("received in a month such as 2026-11")
    )
    received.add_argument(
        "--from",
        dest="start",
        type=date,
        metavar=_("DATE"),
        help=_("the first day it was received"),
    )
    made.add_argument(
        "--to", dest="end", type=date, metavar=_("DATE"), help=_("the last day it was received")
    )
    add_choice(made, "--sort", SORTS, _("what orders the list"), default="")
    made.add_argument("--limit", type=count, default=50, metavar="N", help=_("how many at most"))


def listed(options: argparse.Namespace) -> Answer:
    """List complaints by a saved filter or by what the options ask."""
    from crmdesk.cli.session import opened
    from crmdesk.core.services import complaint_lists

    with opened(options) as work:
        query = _query(work, options)
        page = complaint_lists.first_page(work, query, options.limit)
        ended = _ended(work, options, query)
        now, labels = work.clock.now(), labels_of(work)
    rows = [row for row in page.rows if row is not None]
    words = ngettext("{count} complaint", "{count} complaints", page.total)
    found = {
        "total": page.total,
        "ended": ended,
        "complaints": [document(row, now) for row in rows],
    }
    lines = [*complaint_table(rows, labels, now), ""] if rows else []
    lines.append(words.format(count=page.total))
    if ended:
        more = ngettext(
            "{count} more that is over; --all lists it too.",
            "{count} more that are over; --all lists them too.",
            ended,
        )
        lines.append(more.format(count=ended))
    return Answer(found, lines)


def _ended(work: Workspace, options: argparse.Namespace, query: ComplaintQuery) -> int:
    """Return how many more would be listed if those that are over were asked for."""
    from crmdesk.core.services import complaint_lists

    if _asks_for_all(options) or options.overdue:
        return 0
    whole = complaint_lists.count(work, dataclasses.replace(query, states=frozenset()))
    return whole - complaint_lists.count(work, query)


def _query(work: Workspace, options: argparse.Namespace) -> ComplaintQuery:
    from crmdesk.core.services import complaint_lists

    asked = options.filter or (ALL if options.all else "" if _asks_for_all(options) else OPEN_ONES)
    query = complaint_lists.saved(work, asked) if asked else ComplaintQuery()
    first, last = options.start, options.end
    if options.month:
        if last:
            raise Usage(
                _("{name} does not go with {other}.").format(name="--to", other="--month"),
                _("{command} --help shows how it is used.").format(
                    command="crmdesk complaint list"
                ),
            )
        first = options.month
        last = first.replace(day=monthrange(first.year, first.month)[1])
    if first and last and last < first:
        raise CrmError(
            _("The last day lies before the first."), _("Choose the days the other way round.")
        )
    return dataclasses.replace(
        query,
        states=frozenset(options.state) or query.states,
        overdue=options.overdue or query.overdue,
        staff=staff_asked(work, options.staff) or query.staff,
        severity=options.severity,
        category=choice_asked(work, CATEGORY, "--category", options.category),
        channel=choice_asked(work, CHANNEL, "--channel", options.channel),
        product=options.product,
        customer_id=options.customer,
        text=options.text,
        received_from=first or query.received_from,
        received_to=last or query.received_to,
        sort=options.sort or query.sort,
        descending=query.descending and not options.sort,
    )


def _asks_for_all(options: argparse.Namespace) -> bool:
    return any(getattr(options, name) for name in _ASK_FOR_ALL)
