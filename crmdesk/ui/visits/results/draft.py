"""What is typed about one visit of the sheet and not kept yet."""

from __future__ import annotations

from dataclasses import dataclass

from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.domain.visit_forms import Answer
from crmdesk.core.services.visit_results import SheetRow


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of the fields as they stand; a date that cannot be read stays as well."""

    outcome: str = ""
    next_date: str = ""
    next_what: str = ""
    answers: tuple[Answer, ...] = ()


def draft_of(row: SheetRow) -> Draft:
    """Return what the fields of a line say before anything is typed."""
    return Draft(row.visit.outcome, show_date(row.next_date), row.next_what, row.answers)
