"""What is behind a figure of the report of complaints: a list, or a customer's file."""

from __future__ import annotations

from dataclasses import dataclass

from crmdesk.core.domain.complaint_periods import Period
from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.print_complaint_month import days_of


@dataclass(frozen=True, slots=True)
class Behind:
    """The list behind a figure, and what it is called."""

    query: ComplaintQuery
    title: str


@dataclass(frozen=True, slots=True)
class Person:
    """The customer's file behind a name."""

    customer_id: int


def list_behind(query: ComplaintQuery, what: str, period: Period) -> Behind:
    """Return the list behind a figure of a period."""
    return Behind(query, _("{what}, {days}").format(what=what, days=days_of(period)))


def count_words(count: int) -> str:
    """Return in words how many complaints there are."""
    return ngettext("{count:,} complaint", "{count:,} complaints", count).format(count=count)
