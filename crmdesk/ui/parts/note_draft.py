"""What is typed into the note form, and what saving it writes."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain import followup
from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.recurrence import Rule
from crmdesk.core.domain.series import Repeat
from crmdesk.core.i18n import _
from crmdesk.core.services import activities, followups, visits
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit import plain

FOLLOW_UP: Final = "follow_up"
VISIT: Final = "visit"


@dataclass(frozen=True, slots=True)
class Finishing:
    """The open follow-up or visit that the note finishes."""

    noun: str
    id: int
    what: str = ""

    def words(self) -> str:
        """Return what is finished, as the heading of the note."""
        what = plain.one_line(self.what)[:60]
        if self.noun == FOLLOW_UP:
            return _("Done: {what}").format(what=what) if what else _("Follow-up done")
        return _("Visited: {what}").format(what=what) if what else _("Visit done")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDraft:
    """The words and dates of a note, not yet saved."""

    customer_id: int
    kind: str = "call"
    text: str = ""
    next_date: dt.date | None = None
    next_time: dt.time | None = None
    next_what: str = ""
    staff: str = ""
    finishing: Finishing | None = None
    repeat: str = ""
    rule: Rule | None = None

    def is_empty(self) -> bool:
        """Return whether there is nothing to lose."""
        words = self.text.strip() or self.next_what.strip()
        return not (words or self.next_date or self.repeat)

    def next_kind(self) -> str:
        """Return the kind of the next follow-up: the way this contact was made, else a call."""
        return self.kind if self.kind in followup.KINDS else "call"


def save(workspace: Workspace, draft: NoteDraft) -> Changes:
    """Write the note and its follow-up as one operation."""
    if draft.finishing is None:
        return _note(workspace, draft)
    if draft.finishing.noun == FOLLOW_UP:
        return _finish_follow_up(workspace, draft, draft.finishing.id)
    return _finish_visit(workspace, draft, draft.finishing.id)


def _note(workspace: Workspace, draft: NoteDraft) -> Changes:
    activity = Activity(
        customer_id=draft.customer_id,
        on=workspace.clock.today(),
        kind=draft.kind,
        text=draft.text.strip(),
        staff=draft.staff,
    )
    return activities.note_contact(
        workspace,
        activity,
        next_date=draft.next_date,
        next_time=draft.next_time,
        next_what=draft.next_what.strip(),
        next_kind=draft.next_kind(),
        staff=draft.staff,
        repeat=Repeat(rule=draft.rule) if draft.rule else None,
    )


def _finish_follow_up(workspace: Workspace, draft: NoteDraft, follow_up_id: int) -> Changes:
    return followups.done(
        workspace,
        follow_up_id,
        note=draft.text.strip(),
        next_date=draft.next_date,
        next_time=draft.next_time,
        next_what=draft.next_what.strip(),
        activity_kind=draft.kind,
    )


def _finish_visit(workspace: Workspace, draft: NoteDraft, visit_id: int) -> Changes:
    return visits.finish(
        workspace,
        visit_id,
        outcome=draft.text.strip(),
        next_date=draft.next_date,
        next_what=draft.next_what.strip(),
    )
