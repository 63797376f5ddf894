"""What a user does to an item of the calendar, whatever it stands for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from crmdesk.core.domain.calendar import BIRTHDAY, CLOSED, FESTIVAL, FOLLOW_UP, VISIT, CalendarItem
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.services import followups, series, visits
from crmdesk.core.services.workspace import Workspace


def follow_up_of(workspace: Workspace, item: CalendarItem) -> FollowUp:
    """Return the follow-up an item stands for. Raises NotFound for one that is not written."""
    return followups.get(workspace, item.id)


@dataclass(frozen=True, slots=True)
class Written:
    """A follow-up that was promised by a series and is written now."""

    changes: Changes
    follow_up: FollowUp


def write_promised(workspace: Workspace, item: CalendarItem) -> Written:
    """Write a follow-up that a series only promised, so that it can be changed by itself."""
    assert item.occurrence is not None
    changes = series.take_up(workspace, item.series_id, item.occurrence)
    return Written(changes, followups.get(workspace, changes.new_id))


def move(
    workspace: Workspace, item: CalendarItem, to: dt.date, at: dt.time | None = None
) -> Changes:
    """Move an item to a day and a time. Raises CrmError for one that stays where it is.

    A visit that only changes its time stays the same visit; on another day it is a new one.
    """
    if not item.movable:
        raise CrmError(why_fixed(item), _("Choose a follow-up or a visit that is still to come."))
    if is_promised(item):
        assert item.occurrence is not None
        return series.move_coming(
            workspace, item.series_id, item.occurrence, to, at, whole_day=at is None
        )
    if item.noun == FOLLOW_UP:
        return followups.move(workspace, item.id, to, at)
    if to == item.day:
        return visits.save(workspace, replace(visits.get(workspace, item.id), at=at))
    return visits.move(workspace, item.id, to, at)


def cancel(workspace: Workspace, item: CalendarItem) -> Changes:
    """Cancel a follow-up, or take a visit off the plan; Undo brings it back."""
    if not item.movable:
        raise CrmError(why_fixed(item), _("Choose a follow-up or a visit that is still to come."))
    if item.noun == VISIT:
        return visits.remove(workspace, [item.id])
    # Two steps for what was only promised; the last one is the one that counts, and is undone.
    number = write_promised(workspace, item).follow_up.id if is_promised(item) else item.id
    return followups.cancel(workspace, number)


def is_promised(item: CalendarItem) -> bool:
    """Tell whether an item is one of a series that is not written yet."""
    return item.noun == FOLLOW_UP and not item.id


def why_fixed(item: CalendarItem) -> str:
    """Return why an item cannot be moved, in a sentence; nothing for one that can."""
    if item.movable:
        return ""
    if item.noun == BIRTHDAY:
        return _("A birthday stays on its day.")
    if item.noun == FESTIVAL:
        return _("A festival stays on its day.")
    if item.noun == CLOSED:
        return _("Closed days are changed in the settings.")
    return _("What is done stays where it was.")
