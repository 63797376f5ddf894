"""The cards of the greetings: who is to be greeted today, and who in the days to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from crmdesk.core.domain.occasions import BIRTHDAY, GreetingRow
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _
from crmdesk.core.services.occasions import GreetingsDue
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.parts.greeting_words import how_far, occasion_day, occasion_name


def greeting_cards(found: GreetingsDue) -> list[CardItem]:
    """Return the cards of a day: those due first, then the coming ones day by day."""
    cards: list[CardItem] = []
    if found.due:
        cards.append(_heading(0, _("Greet today"), found.count, len(found.due)))
        cards += [_card(row, found.day) for row in found.due]
    cards += _coming(found)
    return cards


def _coming(found: GreetingsDue) -> Iterator[CardItem]:
    for number, (day, rows) in enumerate(groupby(found.coming, key=lambda row: row.due), 1):
        yield _heading(number, _("Coming: {day}").format(day=show_day(day, found.day)))
        for row in rows:
            yield _card(row, found.day)


def _card(row: GreetingRow, today: dt.date) -> CardItem:
    late = row.occasion == BIRTHDAY and row.on < today
    tone = "danger" if late else "accent" if row.on == today else "muted"
    return CardItem(
        id=f"{row.customer_id} {row.occasion} {row.on}",
        title=row.name,
        subtitle=" · ".join(part for part in (occasion_name(row), _day(row, today)) if part),
        right=how_far(row.on, today),
        right_tone=tone,
        pill=_("Complaint") if row.complaint else row.grade,
        tone="warning" if row.complaint else "neutral",
        icon="complaint" if row.complaint else "cake" if row.occasion == BIRTHDAY else "star",
        icon_tone="warning" if row.complaint else tone,
        dim=row.complaint is not None,
        copies=row.mobile,
        payload=row,
    )


def _day(row: GreetingRow, today: dt.date) -> str:
    # That it is today stands at the right.
    if row.on != today:
        return occasion_day(row, today)
    return row.birthday.show() if row.birthday is not None and row.birthday.lunar else ""


def _heading(number: int, title: str, count: int = 0, shown: int = 0) -> CardItem:
    right = str(count) if count else ""
    if count > shown:
        right = _("{shown} of {count}").format(shown=shown, count=count)
    return CardItem(id=-1 - number, title=title, right=right, heading=True)
