"""Dates as people write them, and as the user reads them."""

from __future__ import annotations

from crmdesk.core.domain.birthdays import Birthday, lunar_days_between
from crmdesk.core.domain.values import BadValue

__all__ = ["BadValue", "Birthday", "lunar_days_between"]
