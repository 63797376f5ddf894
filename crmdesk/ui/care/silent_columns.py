"""The columns of the silent customers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from crmdesk.core.domain.customer import COMPANY
from crmdesk.core.domain.fields import BY_KEY
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import N_, _
from crmdesk.core.services.silent import SilentRow
from crmdesk.ui.kit.columns import Column

# From so many days on the number is shown as a warning, and as a danger.
LONG: Final = 60
VERY_LONG: Final = 180
# Where nobody was ever contacted there are neither.
_OF_CONTACTS: Final = frozenset({"days", "last_contact"})
_OFTEN_EMPTY: Final = frozenset({"company", "district", "staff"})
_TONES: Final = {"A": "success", "B": "info", "C": "neutral", "D": "muted"}


def silent_columns() -> list[Column[SilentRow]]:
    """Return the columns: who, since when, and why."""
    return [
        _column(
            "name",
            lambda row: row.name,
            150,
            required=True,
            grows=True,
            icon=lambda row: "company" if row.kind == COMPANY else "person",
        ),
        _column(
            "grade",
            lambda row: row.grade,
            60,
            pill=True,
            tone=lambda row: _TONES.get(row.grade, "neutral"),
        ),
        _column(
            "days",
            lambda row: f"{row.days:,}" if row.why else "",
            60,
            title=N_("Days"),
            align="right",
            tabular=True,
            tone=_days_tone,
        ),
        _column("last_contact", lambda row: show_date(row.last_contact), 104, tabular=True),
        _column("why", lambda row: row.short_reason(), 236, title=N_("Why"), grows=True),
        _column("mobile", lambda row: row.mobile, 116, tabular=True),
        _column("company", lambda row: row.company, 112),
        _column("district", lambda row: row.district, 80),
        _column("staff", lambda row: row.staff, 96),
    ]


def columns_with(rows: Sequence[SilentRow], *, never: bool) -> list[Column[SilentRow]]:
    """Return the columns that say something about these customers; all where they are not known."""
    columns = silent_columns()
    if never:
        columns = [one for one in columns if one.key not in _OF_CONTACTS]
    if not rows:
        return columns
    return [
        one for one in columns if one.key not in _OFTEN_EMPTY or any(one.value(row) for row in rows)
    ]


def _column(
    key: str, value: Callable[[SilentRow], str], width: int, *, title: str = "", **more: Any
) -> Column[SilentRow]:
    """Return a column in the fixed order of the list, called as the field of its key."""
    words = (lambda: _(title)) if title else BY_KEY[key].show
    return Column(key, words, value, width=width, sortable=False, **more)


def _days_tone(row: SilentRow) -> str | None:
    if row.days >= VERY_LONG:
        return "danger"
    return "warning" if row.days >= LONG else None
