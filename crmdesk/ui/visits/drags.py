"""What is carried in a drag: visits of a plan, or customers who are to be visited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QMimeData

VISITS: Final = "application/x-crmdesk-visits"
CUSTOMERS: Final = "application/x-crmdesk-customers"


def carried(kind: str, ids: Sequence[int]) -> QMimeData:
    """Return ids of a kind as they travel in a drag."""
    data = QMimeData()
    data.setData(kind, ",".join(map(str, ids)).encode("ascii"))
    return data


def ids_in(data: QMimeData, kind: str) -> list[int]:
    """Return the ids of a kind that a drag carries, or none."""
    text = bytes(data.data(kind).data()).decode("ascii", "replace")
    return [int(part) for part in text.split(",") if part.isdigit()]
