"""Amounts of money, kept in hundredths of the shop's currency."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Final

from crmdesk.core.domain.values import BadValue, shown
from crmdesk.core.i18n import _

# In whole units; beyond it somebody typed a phone number.
MOST: Final = 100_000_000
_NEXT_TO_NOTHING: Final = Decimal("0.000001")


def show_money(hundredths: int) -> str:
    """Return an amount as people read it: 1,280.50; no sign of a currency, the shop knows it."""
    return f"{hundredths / 100:,.2f}"


def parse_money(text: str) -> int:
    """Return the hundredths that an amount means: `180`, `12.5`, `¥1,200`, `3元`.

    Raises BadValue.
    """
    bare = text.strip().strip("¥￥$€元块圆 ").replace(",", "").replace("，", "")
    try:
        amount = Decimal(bare)
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount <= MOST or not _in_hundredths(amount):
        raise BadValue(
            _("“{text}” is no amount of money.").format(text=shown(text.strip())),
            _("Write it like 120 or 12.50."),
        )
    return int((amount * 100).to_integral_value())


def _in_hundredths(amount: Decimal) -> bool:
    """Tell whether nothing is lost; what a workbook reckons may be off by next to nothing."""
    return abs(amount * 100 - (amount * 100).to_integral_value()) < _NEXT_TO_NOTHING
