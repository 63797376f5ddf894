"""Everything that can be put on paper, by the key of its style."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from crmdesk.core import i18n
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, listed
from crmdesk.core.reports.document import Document
from crmdesk.core.services import (
    print_birthdays,
    print_complaint_month,
    print_complaints,
    print_customers,
    print_forms,
    print_options,
    print_post,
    print_visits,
)
from crmdesk.core.services.print_options import PrintOptions as PrintOptions
from crmdesk.core.services.print_options import Style as Style
from crmdesk.core.services.workspace import Workspace

_STYLES: Final = (
    print_visits.DAY_SHEET,
    print_visits.DAY_COMPACT,
    print_visits.WEEK_GRID,
    print_visits.WEEK_LIST,
    print_forms.VISIT_FORM,
    print_customers.CUSTOMER_LIST,
    print_customers.CUSTOMER_FILE,
    print_customers.EMERGENCY,
    print_birthdays.BIRTHDAYS,
    print_complaints.COMPLAINT_FORM,
    print_complaint_month.COMPLAINT_MONTH,
    print_post.LABELS,
    print_post.ENVELOPE,
)
STYLES: Final[Mapping[str, Style]] = {style.key: style for style in _STYLES}


def style_of(key: str) -> Style:
    """Return the style of a key, written with - or _. Raises CrmError for an unknown one."""
    found = STYLES.get(key.strip().lower().replace("-", "_"))
    if found is None:
        raise CrmError(
            _("There is no print style “{name}”.").format(name=key),
            _("Choose one of these: {names}.").format(names=listed(STYLES)),
        )
    return found


def build(workspace: Workspace, style: str, options: PrintOptions | None = None) -> Document:
    """Return a style's document in the language of the print.

    Raises CrmError, in the language of the program, when there is nothing to print.
    """
    wanted = options or PrintOptions()
    made = style_of(style)
    try:
        with i18n.speaking(wanted.language):
            return _built(workspace, made, wanted)
    except CrmError:
        # Who reads of the trouble is at the screen; there it is said again in its own language.
        return _built(workspace, made, wanted)


def schedule(
    workspace: Workspace,
    start: dt.date,
    days: int,
    *,
    staff: str = "",
    style: str = "day_sheet",
    paper: str = "",
) -> Document:
    """Return the sheet of each day, or another style. Raises CrmError with no visits."""
    options = PrintOptions(start=start, days=max(days, 1), staff=staff, paper=paper)
    return build(workspace, style, options)


def _built(workspace: Workspace, style: Style, options: PrintOptions) -> Document:
    document = style.build(workspace, options, print_options.look(workspace, options))
    return replace(document, language=i18n.language())
