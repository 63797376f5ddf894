"""The columns every table shares, and the one list of all tables."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

NAMING: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = sa.MetaData(naming_convention=NAMING)


def row_id() -> sa.Column[int]:
    """Return the number of a row, never given twice."""
    return sa.Column("id", sa.Integer, primary_key=True)


def customer_id() -> sa.Column[int]:
    """Return the customer a row belongs to."""
    return sa.Column(
        "customer_id", sa.Integer, sa.ForeignKey("customer.id"), nullable=False, index=True
    )


def text(name: str) -> sa.Column[str]:
    """Return a text that is empty where nothing is known."""
    return sa.Column(name, sa.Text, nullable=False, server_default="")


def number(name: str, default: int = 0) -> sa.Column[int]:
    """Return a whole number."""
    return sa.Column(name, sa.Integer, nullable=False, server_default=str(default))


def maybe(name: str) -> sa.Column[str | None]:
    """Return a date, time or instant that may be missing."""
    return sa.Column(name, sa.Text, nullable=True)
