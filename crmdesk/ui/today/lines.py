"""The cards of the start page, made from what waits today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Final

from crmdesk.core.domain import followup, visit
from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.domain.reminders import FOLLOW_UP
from crmdesk.core.domain.shown_dates import show_time
from crmdesk.core.domain.visit import DayLine
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.parts.chain_words import chain_words
from crmdesk.ui.parts.due_counts import until_words
from crmdesk.ui.today.wording import birthday_words, day_heading, how_late, rule_words

if TYPE_CHECKING:
    from crmdesk.core.services.silent import SilentRow
    from crmdesk.core.services.today import BirthdayRow, Today

HIGH: Final = 2
OVERDUE: Final = -1
ICONS: Final = {
    "call": "phone",
    "wechat": "chat",
    "visit": "visits",
    "message": "mail",
    "task": "check",
}


def follow_up_cards(found: Today) -> list[CardItem]:
    """Return the follow-ups in their groups: overdue, due today, and the next days one by one."""
    cards: list[CardItem] = []
    counts = found.counts
    if found.overdue:
        cards.append(_heading(OVERDUE, _("Overdue"), counts.overdue, len(found.overdue)))
        cards += [
            _card(row, found, how_late(row.follow_up.due, found.on), "danger")
            for row in found.overdue
        ]
    if found.due:
        cards.append(_heading(-2, _("Due today"), counts.due, len(found.due)))
        cards += [
            _card(row, found, show_time(row.follow_up.at) or _("today"), "accent")
            for row in sorted(found.due, key=_time_first)
        ]
    for number, (day, rows) in enumerate(groupby(found.coming, key=lambda row: row.follow_up.due)):
        cards.append(_heading(-10 - number, day_heading(day, found.on)))
        cards += [_card(row, found, show_time(row.follow_up.at), "muted") for row in rows]
    if counts.coming > len(found.coming):
        cards.append(_heading(-9, _more(counts.coming - len(found.coming))))
    return cards


def visit_cards(lines: Sequence[DayLine]) -> list[CardItem]:
    """Return the visits of a day in their order, with their numbers on the sheet."""
    return [
        CardItem(
            id=row.visit.id,
            title=row.customer,
            subtitle=_joined(row.visit.purpose, row.address, row.visit.staff),
            right=show_time(row.visit.at) or _("no. {number}").format(number=line.number),
            icon="check" if row.visit.status == visit.DONE else "visits",
            pill="" if row.visit.status == visit.PLANNED else _(visit.STATUSES[row.visit.status]),
            icon_tone="success" if row.visit.status == visit.DONE else "muted",
            tone="success" if row.visit.status == visit.DONE else "warning",
            copies=row.phone,
            payload=row,
        )
        for line in lines
        for row in (line.row,)
    ]


def birthday_cards(rows: Sequence[BirthdayRow], today: dt.date) -> list[CardItem]:
    """Return the birthdays of the coming days, those of today marked."""
    return [
        CardItem(
            id=row.customer_id,
            title=row.name,
            subtitle=birthday_words(row),
            right=day_heading(row.on, today),
            icon="check" if row.greeted else "cake",
            icon_tone="success" if row.greeted else "accent" if row.on == today else "muted",
            right_tone="accent" if row.reminds or row.on == today else "muted",
            copies=row.mobile,
            payload=row,
        )
        for row in rows
    ]


def silent_cards(rows: Sequence[SilentRow]) -> list[CardItem]:
    """Return the customers silent for the longest time, with the reason."""
    return [
        CardItem(
            id=row.customer_id,
            title=_joined(row.name, row.mobile),
            subtitle=row.short_reason(),
            right=ngettext("{count} day", "{count} days", row.days).format(count=row.days),
            icon="clock",
            copies=row.mobile,
            payload=row,
        )
        for row in rows
    ]


def first_of(cards: Sequence[CardItem], wanted: Callable[[FollowUpRow], bool]) -> int | str | None:
    """Return the id of the first card whose follow-up is wanted."""
    for card in cards:
        if isinstance(card.payload, FollowUpRow) and wanted(card.payload):
            return card.id
    return None


def is_due(card: CardItem, today: dt.date) -> bool:
    """Tell whether a card is a follow-up that waits today."""
    return isinstance(card.payload, FollowUpRow) and card.payload.follow_up.due <= today


def what_words(row: FollowUpRow) -> str:
    """Return what is to be done, or its kind when nothing was written."""
    made = row.follow_up
    return made.what or _(followup.KINDS.get(made.kind, made.kind))


def _card(row: FollowUpRow, found: Today, right: str, right_tone: str) -> CardItem:
    made = row.follow_up
    again = rule_words(row.rule) or chain_words(made.chain, found.on)
    until = found.put_off.get((FOLLOW_UP, made.id))
    pill = _("Important") if made.priority == HIGH else ""
    if until is not None:
        later = until_words(until, found.on)
        pill = _("Important, later: {time}") if pill else _("Later: {time}")
        pill = pill.format(time=later)
    return CardItem(
        id=made.id,
        title=_joined(row.customer, row.mobile),
        subtitle=_joined(what_words(row), again, row.last_note, made.staff),
        right=right,
        right_tone=right_tone,
        icon=ICONS.get(made.kind, "follow-up"),
        pill=pill,
        icon_tone=right_tone,
        tone="info" if until else "warning",
        copies=row.mobile,
        payload=row,
    )


def _heading(number: int, title: str, count: int = 0, shown: int = 0) -> CardItem:
    right = str(count) if count else ""
    if count > shown:
        right = _("{shown} of {count}").format(shown=shown, count=count)
    tone = "danger" if number == OVERDUE else "neutral"
    return CardItem(id=number, title=title, right=right, tone=tone, heading=True)


def _more(count: int) -> str:
    return ngettext("and {count} more", "and {count} more", count).format(count=count)


def _time_first(row: FollowUpRow) -> tuple[bool, dt.time, int]:
    made = row.follow_up
    return made.at is None, made.at or dt.time(), -made.priority


def _joined(*parts: str) -> str:
    return " · ".join(part for part in (" ".join(text.split()) for text in parts) if part)
