"""The words of the shop for complaints, read once for the filters, the forms and the case."""

from __future__ import annotations

from dataclasses import dataclass

from crmdesk.core.domain.choices import CATEGORY, CAUSE, CHANNEL, DEFAULTS, show_code
from crmdesk.core.domain.complaint_words import Labels
from crmdesk.core.services import choices
from crmdesk.core.services.workspace import Workspace

Pairs = tuple[tuple[str, str], ...]


def _usual(name: str) -> Pairs:
    return tuple((code, show_code(name, code)) for code in DEFAULTS[name])


@dataclass(frozen=True, slots=True)
class ComplaintLists:
    """(code, label) pairs of every list in the owner's order, and the names of the staff."""

    categories: Pairs = ()
    channels: Pairs = ()
    causes: Pairs = ()
    staff: tuple[str, ...] = ()

    def labels(self) -> Labels:
        """Return the labels by list and code."""
        return {
            CATEGORY: dict(self.categories),
            CHANNEL: dict(self.channels),
            CAUSE: dict(self.causes),
        }


def usual() -> ComplaintLists:
    """Return the lists of the house, until those of the shop are read."""
    return ComplaintLists(_usual(CATEGORY), _usual(CHANNEL), _usual(CAUSE))


def read(workspace: Workspace) -> ComplaintLists:
    """Return the lists of the shop."""

    def pairs(name: str) -> Pairs:
        found = choices.choices(workspace, name, counted=False)
        return tuple((one.code, one.show()) for one in found)

    return ComplaintLists(
        pairs(CATEGORY), pairs(CHANNEL), pairs(CAUSE), tuple(choices.staff_known(workspace))
    )
