"""The intervals for staying in touch, kept with the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.progress import QUIET
from crmdesk.core.domain.staying import DEFAULT_DAYS, LONGEST, Intervals, days_words
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.workspace import Workspace, operate
from crmdesk.core.store import kept_settings, silent
from crmdesk.core.store.database import Connection

KEY: Final = "stay_in_touch"


def intervals(workspace: Workspace) -> Intervals:
    """Return the intervals by grade; the usual ones where nothing was set."""
    with workspace.database.read() as connection:
        return intervals_of(connection)


def intervals_of(connection: Connection) -> Intervals:
    """Return the intervals by grade as a connection sees them."""
    found: dict[str, int] = kept_settings.setting(connection, KEY, dict(DEFAULT_DAYS))
    return Intervals(found)


def any_own(workspace: Workspace) -> bool:
    """Tell whether any customer has an interval of their own."""
    with workspace.database.read() as connection:
        return silent.any_own_interval(connection)


def set_own(workspace: Workspace, ids: Sequence[int], days: int) -> Changes:
    """Give customers an interval of their own; 0 leaves it to their grade again.

    Those that are gone are left out. Raises CrmError for a number of days that is none.
    """
    from crmdesk.core.store import customers_many

    if not 0 <= days <= LONGEST:
        raise _no_days()
    with operate(workspace, "staying.own") as writing:
        changed = customers_many.set_column(writing.operation, ids, "stay_days", days, QUIET)
        name = next(iter(changed.values()), "")
        writing.describe(count=len(changed), name=name, days=days)
        writing.message = _own_words(len(changed), name, days)
    return writing.changes()


def _own_words(count: int, name: str, days: int) -> str:
    if not count:
        return _("Nothing was changed.")
    if count > 1:
        return ngettext(
            "The interval of {count} customer was changed.",
            "The interval of {count} customers was changed.",
            count,
        ).format(count=count)
    if not days:
        return _("How often to stay in touch with {name} is up to the grade again.").format(
            name=name
        )
    return _("Stay in touch with {name} every {days}.").format(name=name, days=days_words(days))


def save(workspace: Workspace, by_grade: Mapping[str, int]) -> Changes:
    """Keep after how many days a customer of each grade is silent; 0 is never.

    Raises CrmError for a number of days that is none.
    """
    if any(not 0 <= days <= LONGEST for days in by_grade.values()):
        raise _no_days()
    # The zeros stay: a grade that is given none must not fall back to the usual one.
    with operate(workspace, "staying.save") as writing:
        kept_settings.set_setting(writing.operation, KEY, dict(by_grade))
        writing.message = _("The intervals for staying in touch were saved.")
    return writing.changes()


def _no_days() -> CrmError:
    return CrmError(
        _("This is no number of days."),
        _("Write a whole number from 1 to {most}, or 0 for never.").format(most=LONGEST),
    )
