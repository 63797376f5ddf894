"""What an import is going to do: one planned row for each row of the list, and the counts."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.complaint_history import IncomingComplaint
from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.matching import Keys
from crmdesk.core.domain.problems import Problem
from crmdesk.core.domain.uniting import Seen
from crmdesk.core.i18n import N_

if TYPE_CHECKING:
    from crmdesk.core.importing.drafts import ReadRows

NEW: Final = "new"
UPDATE: Final = "update"
DUPLICATE: Final = "duplicate"
PROBLEM: Final = "problem"
SKIPPED: Final = "skipped"
STATES: Final = {
    NEW: N_("To add"),
    UPDATE: N_("Update"),
    DUPLICATE: N_("Already there"),
    PROBLEM: N_("Problem"),
    SKIPPED: N_("Left out"),
}

# Why a row of sums, or with the headers once more, is nobody and nothing.
TOTAL: Final = "total"
# Why a row is asked about that is taken all the same where the user says so.
DOUBTFUL: Final = "doubtful"

FILL: Final = "fill"
SKIP: Final = "skip"
OVERWRITE: Final = "overwrite"
ADD: Final = "add"
MODES: Final = {
    FILL: N_("Fill in what is missing"),
    SKIP: N_("Leave them as they are"),
    OVERWRITE: N_("Take the values of the list"),
    ADD: N_("Add them once more"),
}


@dataclass(frozen=True, slots=True)
class RowDraft:
    """What a row of a list says: a customer, and dates that become an activity and a follow-up.

    `given` are the fields the row really holds. `problems` do not stop the row unless `failed`.
    """

    row: int
    customer: Customer
    last_contact: dt.date | None = None
    next_date: dt.date | None = None
    problems: tuple[Problem, ...] = ()
    failed: bool = False


@dataclass(slots=True)
class Target:
    """A customer an import makes or changes; several rows of a list may feed the same one.

    `stored` is the customer as it is in the database, None for a new one; `seen` makes it quick to
    add what thousands of rows say.
    """

    customer: Customer
    stored: Customer | None = None
    last_contact: dt.date | None = None
    next_date: dt.date | None = None
    changed: bool = False
    seen: Seen | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What will become of a row: its state, the reason in a sentence, and which customer.

    `row` counts as the file does, `index` is that of `Sheet.rows`. `why` is the kind of the reason
    and the same for all rows it holds for: `phone`, `name+birthday`, `no name`. `target` is the
    customer the row concerns, None for a problem.
    """

    row: int
    state: str
    name: str
    mobile: str
    reason: str = ""
    problems: tuple[Problem, ...] = ()
    index: int = -1
    why: str = ""
    target: Target | None = field(default=None, compare=False, repr=False)

    @property
    def customer_id(self) -> int:
        """The id of the stored customer the row concerns, 0 when it is not stored yet."""
        stored = self.target.stored if self.target is not None else None
        return stored.id if stored is not None else 0


@dataclass(slots=True)
class Kept:
    """What a check leaves for the next one: the rows as read, and the customers they may be.

    `phones` and `names` are those by which the customers were looked up; `stored` has them with
    their keys by id, `in_bin` the names of those in the bin by phone, `owners` the names of those
    who have one of the `accounts`. `compared` tells whether rows were compared at all, `shared` the
    phones that many different people have, and how many.
    """

    read: ReadRows
    phones: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    stored: dict[int, tuple[Customer, Keys]] = field(default_factory=dict)
    in_bin: dict[str, str] = field(default_factory=dict)
    accounts: set[tuple[str, str]] = field(default_factory=set)
    owners: dict[tuple[str, str], str] = field(default_factory=dict)
    compared: bool = True
    shared: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class ImportPlan:
    """All rows with what will become of them, and the customers to be made or changed.

    `newest` is the newest operation the rows were compared with: a later one makes the plan stale.
    """

    mode: str
    newest: int = 0
    rows: list[PlannedRow] = field(default_factory=list)
    new: list[Target] = field(default_factory=list)
    changed: list[Target] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))
    kept: Kept | None = field(default=None, compare=False, repr=False)

    def add(self, row: PlannedRow) -> None:
        """Take a row into the plan and count it."""
        self.rows.append(row)
        self.counts[row.state] += 1
        if row.problems:
            self.problems.extend(row.problems)


@dataclass(slots=True)
class ComplaintPlan(ImportPlan):
    """What becomes of each row of a list of complaints, and all that is to be written.

    `entries` are what each row says, by its index, also where it is there already.
    """

    incoming: list[IncomingComplaint] = field(default_factory=list)
    entries: dict[int, IncomingComplaint] = field(default_factory=dict)


@dataclass(slots=True)
class ActivityPlan(ImportPlan):
    """What becomes of each row of a list of contacts, and all that is to be written.

    `created` counts the rows that are taken; none of them changes a customer's own data.
    `entries` are what each row says, by its index, also where it is in the timeline already.
    """

    happened: list[Activity] = field(default_factory=list)
    promised: list[FollowUp] = field(default_factory=list)
    entries: dict[int, tuple[Activity | None, FollowUp | None]] = field(default_factory=dict)
