"""Past contacts and follow-ups of a list, each with the customer it is about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.followup import DONE, KINDS, OPEN, FollowUp
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.importing.activity_rows import ActivityDraft, reader_of
from crmdesk.core.importing.plan import (
    ADD,
    DUPLICATE,
    NEW,
    PROBLEM,
    SKIP,
    SKIPPED,
    TOTAL,
    ActivityPlan,
)
from crmdesk.core.importing.setup import ImportSetup
from crmdesk.core.services import event_import
from crmdesk.core.services.import_people import People
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import activity_import as stored
from crmdesk.core.store import choices, duplicates
from crmdesk.core.store.database import Connection

_USUAL_KIND: Final = "call"


def plan_rows(workspace: Workspace, setup: ImportSetup, progress: Progress) -> ActivityPlan:
    """Return what will become of each row: an entry of the timeline, a follow-up, or a problem.

    A date in the future, and every next date, is a follow-up. A next date that has passed counts as
    done when the customer was in contact on that day or later. Raises Cancelled.
    """
    reader = reader_of(setup)
    drafts = event_import.read_drafts(setup, reader, progress)
    with workspace.database.read() as connection:
        people = People(connection, [draft for _index, draft in drafts])
        plan = ActivityPlan(setup.mode, duplicates.newest_operation(connection))
        plan.problems.extend(reader.doubts)
        planning = _Planning(connection, plan, setup, people, workspace.clock.today())
        planning.staff = choices.labels(connection).get("staff", {})
        planning.run(drafts, progress)
    return plan


class _Planning:
    """Goes through the rows in their order and says of each what will become of it."""

    def __init__(
        self,
        connection: Connection,
        plan: ActivityPlan,
        setup: ImportSetup,
        people: People,
        today: dt.date,
    ) -> None:
        self.staff: Mapping[str, str] = {}
        self._plan = plan
        self._setup = setup
        self._people = people
        self._today = today
        self._activities = stored.known_activities(connection, people.names)
        self._follow_ups = stored.known_follow_ups(connection, people.names)
        self._last: dict[int, dt.date] = {}
        for customer_id, day, _text in self._activities:
            self._met(customer_id, dt.date.fromisoformat(day))

    def run(self, drafts: list[tuple[int, ActivityDraft]], progress: Progress) -> None:
        """Plan every row. Raises Cancelled."""
        found = [self._people.find(draft) for _index, draft in drafts]
        for (_index, draft), ids in zip(drafts, found, strict=True):
            if len(ids) == 1 and draft.on is not None and draft.on <= self._today:
                self._met(ids[0], draft.on)
        rows = zip(drafts, found, strict=True)
        for (index, draft), ids in progress.through(rows, len(drafts), _("Comparing")):
            self._plan_row(index, draft, ids)

    def _met(self, customer_id: int, day: dt.date) -> None:
        if day >= self._last.get(customer_id, dt.date.min):
            self._last[customer_id] = day

    def _plan_row(self, index: int, draft: ActivityDraft, ids: list[int]) -> None:
        if self._setup.decisions.get(index) == SKIP:
            self._add(index, draft, SKIPPED, "", "left out", ids)
            return
        problem = draft.problem or self._nobody(draft, ids)
        if problem is not None:
            if problem not in draft.problems:
                draft.problems.append(problem)
            why = TOTAL if draft.total else "no customer"
            self._add(index, draft, PROBLEM, problem.message, why, ())
            return
        doubled = self._setup.decisions.get(index, self._setup.mode) == ADD
        if not self._take(index, draft, ids[0], doubled=doubled):
            reason = _("This is in the timeline already.")
            self._add(index, draft, DUPLICATE, reason, "there already", ids)
            return
        remark = draft.problems[0].message if draft.problems else self._remark(draft, ids[0])
        self._add(index, draft, NEW, remark, "remark" if remark else "", ids)

    def _nobody(self, draft: ActivityDraft, ids: list[int]) -> Problem | None:
        if len(ids) == 1:
            return None
        if ids:
            told = ngettext(
                "{count} customer may be meant by “{name}”.",
                "{count} customers may be meant by “{name}”.",
                len(ids),
            ).format(count=len(ids), name=draft.who)
            advice = _("Write the phone of the right one, or leave the row out.")
        else:
            told = _("There is no customer “{name}”.").format(name=draft.who)
            advice = _("Import the customers first, or write the name as it is kept here.")
        column = self._column_of("name" if draft.name else "mobile")
        return Problem(told, advice, draft.row, column, draft.who, self._setup.sheet.name)

    def _column_of(self, key: str) -> str | None:
        return next((one.header for one in self._setup.mappings if one.field == key), None)

    def _remark(self, draft: ActivityDraft, customer_id: int) -> str:
        name = self._people.names[customer_id]
        if not draft.name or fold_key(draft.name) in (fold_key(name), fold_key(draft.company)):
            return ""
        return _("Goes to {name}, who has this phone or account.").format(name=name)

    def _take(self, index: int, draft: ActivityDraft, customer_id: int, *, doubled: bool) -> bool:
        """Take over what a row says, and tell whether anything of it is new."""
        taken = False
        happened: Activity | None = None
        promised: FollowUp | None = None
        on, text, due, what = _past_and_next(draft, self._today)
        if on is not None and (text or draft.kind or not what):
            happened = self._activity(draft, customer_id, on, text)
            key = (customer_id, on.isoformat(), text)
            if doubled or key not in self._activities:
                self._activities.add(key)
                self._plan.happened.append(happened)
                taken = True
        if due is not None:
            what = what or _("Get in touch again")
            promised = self._follow_up(draft, customer_id, due, what, told=on is None)
            key = (customer_id, due.isoformat(), what)
            if doubled or key not in self._follow_ups:
                self._follow_ups.add(key)
                self._plan.promised.append(promised)
                taken = True
        self._plan.entries[index] = (happened, promised)
        return taken

    def _activity(self, draft: ActivityDraft, customer_id: int, on: dt.date, text: str) -> Activity:
        return Activity(
            customer_id=customer_id,
            on=on,
            at=draft.at,
            kind=draft.kind or "note",
            text=text,
            staff=self._code_of(draft.staff),
        )

    def _follow_up(
        self, draft: ActivityDraft, customer_id: int, due: dt.date, what: str, *, told: bool
    ) -> FollowUp:
        """Return a follow-up; `told`: that it is done, and not only what was before it."""
        last = self._last.get(customer_id)
        done = draft.done if told or draft.done is False else None
        if done is None:
            done = due < self._today and last is not None and last >= due
        return FollowUp(
            customer_id=customer_id,
            due=due,
            at=draft.at if draft.on is None or draft.on == due else None,
            what=what,
            kind=draft.kind if told and draft.kind in KINDS else _USUAL_KIND,
            staff=self._code_of(draft.staff),
            status=DONE if done else OPEN,
            done_on=max(due, last or due) if done else None,
        )

    def _code_of(self, name: str) -> str:
        codes = {label.casefold(): code for code, label in self.staff.items()}
        return codes.get(name.casefold(), name)

    def _add(
        self,
        index: int,
        draft: ActivityDraft,
        state: str,
        reason: str,
        why: str,
        ids: Collection[int],
    ) -> None:
        target = self._people.target(next(iter(ids))) if len(ids) == 1 else None
        self._plan.add(event_import.planned(index, draft, state, reason, why, target))


def _past_and_next(
    draft: ActivityDraft, today: dt.date
) -> tuple[dt.date | None, str, dt.date | None, str]:
    """Return day and words of what happened, then of what is to be done; no word is left out."""
    on, due, text, what = draft.on, draft.due, draft.text, draft.what
    if on is not None and due is None and draft.done is False:
        on, due = None, on
    elif on is not None and on > today:
        if due is not None and due != on:
            text = f"{on.isoformat()} {text}".strip()
        on, due = None, due or on
    if on is None:
        return None, "", due, "\n".join(filter(None, (what, text)))
    if due is None:
        return on, "\n".join(filter(None, (text, what))), None, ""
    return on, text, due, what
