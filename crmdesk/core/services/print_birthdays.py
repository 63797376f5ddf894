"""The birthdays to come on paper."""

from __future__ import annotations

import datetime as dt
from typing import Final

import crmdesk.core.store.birthdays as stored
from crmdesk.core.domain.choices import GRADE
from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import N_, _
from crmdesk.core.reports.birthday_list import BIRTHDAY_PARTS, BirthdayLine, build_birthday_list
from crmdesk.core.reports.document import Document, Look
from crmdesk.core.services import export_rows
from crmdesk.core.services.print_options import PrintOptions, Style
from crmdesk.core.services.workspace import Workspace

USUAL_DAYS: Final = 30
_LONGEST: Final = 366


def _none_due(first: dt.date, last: dt.date) -> str:
    if first == last:
        return _("There are no birthdays on {day}.").format(day=first)
    return _("There are no birthdays from {start} to {end}.").format(start=first, end=last)


def _birthdays(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    first = options.start or workspace.clock.today()
    days = min(max(options.days or USUAL_DAYS, 1), _LONGEST)
    last = first + dt.timedelta(days=days - 1)
    with workspace.database.read() as connection:
        found = stored.coming(connection, first, days - 1)
        layout = export_rows.layout_of(connection)
    if options.grades:
        found = [one for one in found if one[3] in options.grades]
    if not found:
        raise CrmError(
            _none_due(first, last),
            _("Choose more days."),
        )
    lines = []
    in_order = sorted(found, key=lambda one: (one[5], sort_key(one[1]), one[1]))
    for _id, name, mobile, grade, birthday, on in in_order:
        turning = birthday.age_turning(on)
        label = layout.label(GRADE, grade)
        years = "" if turning is None else str(turning)
        lines.append(BirthdayLine(on, name, birthday.show(), years, label, mobile))
    parts = BIRTHDAYS.chosen_parts(options)
    return build_birthday_list(look, first, last, lines, parts=parts)


BIRTHDAYS: Final = Style(
    "birthdays",
    N_("Birthday list"),
    N_("Birthdays of the days to come, solar and lunar, month by month."),
    "birthdays",
    _birthdays,
    frozenset({"days", "grades"}),
    BIRTHDAY_PARTS,
    usual_days=USUAL_DAYS,
)
