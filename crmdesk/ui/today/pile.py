"""What Today says after a pause, and its offer to spread a pile of overdue follow-ups."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit.offer import Choice, Offer
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.due_counts import counts

if TYPE_CHECKING:
    from crmdesk.core.services.reminders import Brought
    from crmdesk.core.services.today import Today

# So many overdue follow-ups are a pile that is worth spreading.
PILE: Final = 8


class PileOffer:
    """Fills the quiet line of Today; declined, it is silent for the rest of the day."""

    def __init__(self, desk: Desk, offer: Offer) -> None:
        self._desk = desk
        self._offer = offer
        self._away = ""
        self._overdue = 0
        self._day: dt.date | None = None
        self._dropped: dt.date | None = dt.date.min
        self._shows = False
        self._held = False
        offer.dropped.connect(self._drop)

    def show_today(self, found: Today) -> None:
        """Offer to spread what is overdue, when it is a pile."""
        if self._day is not None and self._day != found.on:
            self._away = ""
        self._overdue, self._day = found.counts.overdue, found.on
        self._show()

    def show_away(self, brought: Brought) -> None:
        """Say what became due while nobody looked."""
        self._away = away_words(brought)
        self._dropped = dt.date.min
        self._show()

    def hold(self, held: bool) -> None:
        """Wait with the offer while something else has the word."""
        self._held = held
        self._show()

    def spread(self) -> None:
        """Open the form that spreads the pile."""
        # Imported at its first use: the start is quicker.
        from crmdesk.ui.today.spread_form import SpreadDialog

        SpreadDialog(self._desk, self._offer.window()).open()

    def _show(self) -> None:
        pile = self._overdue >= PILE
        if self._held or self._dropped == self._day or not (pile or self._away):
            if self._shows:
                self._shows = False
                self._offer.clear()
            return
        parts = [self._away] if self._away else []
        choices: list[Choice] = []
        if pile:
            words = ngettext(
                "{count} follow-up is overdue. Spread it over the next days?",
                "{count} follow-ups are overdue. Spread them over the next days?",
                self._overdue,
            )
            parts.append(words.format(count=self._overdue))
            choices.append((_("Spread…"), self.spread))
        self._shows = True
        self._offer.show_offer("\n".join(parts), choices)

    def _drop(self) -> None:
        if self._shows:
            self._shows = False
            self._away = ""
            self._dropped = self._day


def away_words(brought: Brought) -> str:
    """Return in one sentence what became due during a pause."""
    what = counts(brought.follow_ups, brought.visits, brought.birthdays, brought.complaints)
    if not what:
        return ""
    words = ngettext(
        "While you were away ({days} day): {what} became due.",
        "While you were away ({days} days): {what} became due.",
        brought.away,
    )
    return words.format(days=brought.away, what=what)
