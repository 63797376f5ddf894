"""Amounts of money, kept in hundredths of the shop's currency."""

from __future__ import annotations


def show_money(hundredths: int) -> str:
    """Return an amount as people read it: 1,280.50; no sign of a currency, the shop knows it."""
    return f"{hundredths / 100:,.2f}"
