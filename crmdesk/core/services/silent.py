"""Silent customers: who was not heard of for longer than the rules allow, and why."""

from __future__ import annotations

import datetime as dt
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.choices import GRADE
from crmdesk.core.domain.staying import GAPS, Intervals, Silence, silence
from crmdesk.core.i18n import _
from crmdesk.core.services import staying
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices
from crmdesk.core.store import silent as stored
from crmdesk.core.store.database import Connection
from crmdesk.core.store.silent import StoredSilent

# A page of a list on the screen.
PAGE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentRow:
    """A customer on one of the lists; `why` is None for one who was never contacted."""

    customer_id: int
    kind: str
    name: str
    mobile: str
    company: str
    grade: str
    district: str
    staff: str
    last_contact: dt.date | None
    own_days: int
    usual_days: int
    why: Silence | None

    @property
    def days(self) -> int:
        """The days since the last contact."""
        return self.why.days if self.why else 0

    def reason(self) -> str:
        """Return in words why the customer is on the list."""
        return self.why.words() if self.why else _("Never contacted")

    def short_reason(self) -> str:
        """Return the reason as it stands beside the date and the days."""
        return self.why.short_words() if self.why else self.reason()


@dataclass(frozen=True, slots=True)
class Page:
    """The beginning of a list: the first ids with their lines, and how long the list is."""

    ids: array[int]
    rows: list[SilentRow | None]
    total: int


def count(connection: Connection, today: dt.date) -> int:
    """Return how many customers are silent, as a connection sees it."""
    return stored.count(connection, staying.intervals_of(connection), today)


def silent(workspace: Workspace, limit: int | None = None) -> list[SilentRow]:
    """Return the silent customers, the longest silent first."""
    with workspace.database.read() as connection:
        return first_rows(connection, workspace.clock.today(), limit)


def first_rows(
    connection: Connection,
    today: dt.date,
    limit: int | None,
    *,
    staff: str = "",
    district: str = "",
    visits_from: dt.date | None = None,
) -> list[SilentRow]:
    """Return the first of the silent customers, or of a part of them, as a connection sees them.

    Who has a visit planned from `visits_from` on, else from `today`, is not silent.
    """
    known = staying.intervals_of(connection)
    wanted = stored.ids(
        connection,
        known,
        today,
        limit,
        staff=staff,
        district=district,
        visits_from=visits_from,
    )
    return [row for row in _rows(connection, known, today, wanted) if row is not None]


def ids(workspace: Workspace, *, never: bool = False) -> array[int]:
    """Return all silent customers in the order of the list, or all who were never contacted."""
    with workspace.database.read() as connection:
        return _ids(connection, workspace.clock.today(), never, None)


def first_page(workspace: Workspace, *, never: bool = False) -> Page:
    """Return the beginning of a list as one unchanging state of the database shows it."""
    today = workspace.clock.today()
    with workspace.database.read() as connection:
        known = staying.intervals_of(connection)
        first = _ids(connection, today, never, PAGE)
        total = len(first)
        if total == PAGE:
            total = (
                stored.count_never(connection, known, today)
                if never
                else stored.count(connection, known, today)
            )
        return Page(first, _rows(connection, known, today, first), total)


def rows(workspace: Workspace, wanted: Sequence[int]) -> list[SilentRow | None]:
    """Return the lines of customers in the order of the ids; None for one that is gone."""
    with workspace.database.read() as connection:
        known = staying.intervals_of(connection)
        return _rows(connection, known, workspace.clock.today(), wanted)


def contact_days(workspace: Workspace, customer_id: int) -> list[dt.date]:
    """Return the days of contact the rhythm of a customer is made of, the newest first."""
    with workspace.database.read() as connection:
        return stored.contact_days(connection, customer_id, GAPS + 1)


def _ids(connection: Connection, today: dt.date, never: bool, limit: int | None) -> array[int]:
    known = staying.intervals_of(connection)
    if never:
        return stored.never_ids(connection, known, today, limit)
    return stored.ids(connection, known, today, limit)


def _rows(
    connection: Connection, known: Intervals, today: dt.date, wanted: Sequence[int]
) -> list[SilentRow | None]:
    labels = {one.code: one.show() for one in choices.of_list(connection, GRADE, counted=False)}
    return [
        None if one is None else _row(one, known, today, labels.get(one.grade, one.grade))
        for one in stored.rows(connection, wanted)
    ]


def _row(one: StoredSilent, known: Intervals, today: dt.date, grade: str) -> SilentRow:
    why = silence(
        today,
        known,
        last_contact=one.last_contact,
        grade=one.grade,
        own_days=one.own_days,
        usual_days=one.usual_days,
        drift_on=one.drift_on,
        grade_name=grade,
    )
    return SilentRow(
        customer_id=one.id,
        kind=one.kind,
        name=one.name,
        mobile=one.mobile,
        company=one.company,
        grade=grade,
        district=one.district,
        staff=one.staff,
        last_contact=one.last_contact,
        own_days=one.own_days,
        usual_days=one.usual_days,
        why=why,
    )
