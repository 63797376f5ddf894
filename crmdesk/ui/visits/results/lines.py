"""The lines of the sheet as cards: the number on paper, who, and what came of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from crmdesk.core.domain.shown_dates import show_day, show_time
from crmdesk.core.domain.visit import DONE, MISSED, MOVED, PLANNED, STATUSES
from crmdesk.core.i18n import _
from crmdesk.core.services.visit_results import SheetRow
from crmdesk.ui.kit.cards import CardItem

TONES = {DONE: "success", MISSED: "warning", MOVED: "info"}


def status_of(row: SheetRow, sent: Mapping[int, str]) -> str:
    """Return the status of a line; what was just sent counts already."""
    return sent.get(row.visit.id, row.visit.status)


def title_of(row: SheetRow) -> str:
    """Return the number on paper with the customer's name."""
    return _("{number}. {name}").format(number=row.number, name=row.row.customer)


def cards_of(rows: Sequence[SheetRow], sent: Mapping[int, str], today: dt.date) -> list[CardItem]:
    """Return one card for each line of the sheet."""
    return [_card(row, status_of(row, sent), today) for row in rows]


def _card(row: SheetRow, status: str, today: dt.date) -> CardItem:
    visit = row.visit
    parts = [show_time(visit.at), visit.purpose or row.row.address, visit.staff]
    if visit.outcome and status == visit.status:
        parts = [visit.outcome]
    pill = "" if status == PLANNED else _(STATUSES[status])
    if status == MOVED and visit.moved_to is not None:
        pill = _("→ {day}").format(day=show_day(visit.moved_to, today))
    return CardItem(
        id=visit.id,
        title=title_of(row),
        subtitle=" · ".join(part for part in parts if part),
        pill=pill,
        tone=TONES.get(status, "neutral"),
        payload=row,
    )
