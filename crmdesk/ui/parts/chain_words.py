"""How a follow-up tells that it is a step of a chain."""

from __future__ import annotations

import datetime as dt

from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _


def chain_words(mark: str, today: dt.date) -> str:
    """Return when the chain of a follow-up began, nothing for one that belongs to none."""
    if not mark:
        return ""
    # Few follow-ups belong to a chain, and the first picture does not wait for what chains are.
    from crmdesk.core.domain.chains import read_mark

    _key, day = read_mark(mark)
    return _("chain since {day}").format(day=show_day(day, today))
