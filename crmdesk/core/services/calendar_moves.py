"""What a user does to an item of the calendar, whatever it stands for."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from crmdesk.core.domain.calendar import BIRTHDAY, CLOSED, FESTIVAL, FOLLOW_UP, VISIT, CalendarItem
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.services import followups, visits
from crmdesk.core.services.workspace import Workspace


def move(
    workspace: Workspace, item: CalendarItem, to: dt.date, at: dt.time | None = None
) -> Changes:
    """Move an item to a day and a time. Raises CrmError for one that stays where it is.

    A visit that only changes its time stays the same visit; on another day it is a new one.
    """
    if not item.movable:
        raise CrmError(why_fixed(item), _("Choose a follow-up or a visit that is still to come."))
    if item.noun == FOLLOW_UP:
        return followups.move(workspace, item.which, to, at)
    if to == item.day:
        return visits.save(workspace, replace(visits.get(workspace, item.id), at=at))
    return visits.move(workspace, item.id, to, at)


def cancel(workspace: Workspace, item: CalendarItem) -> Changes:
    """Cancel a follow-up, or take a visit off the plan; Undo brings it back."""
    if not item.movable:
        raise CrmError(why_fixed(item), _("Choose a follow-up or a visit that is still to come."))
    if item.noun == VISIT:
        return visits.remove(workspace, [item.id])
    return followups.cancel(workspace, item.which)


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
    if item.round:
        return _("“{name}” plans this visit two weeks ahead; then it can be moved.").format(
            name=item.round
        )
    return _("What is done stays where it was.")
