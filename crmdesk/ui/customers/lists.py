"""The values to choose from, read once for the filters, the form and the bulk actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, TAG, show_code
from crmdesk.core.services import choices
from crmdesk.core.services.workspace import Workspace

Pairs = tuple[tuple[str, str], ...]

# More tags than this are no longer found in a menu.
MOST_TAGS: Final = 200


@dataclass(frozen=True, slots=True)
class Lists:
    """(code, label) pairs of every list, in the owner's order."""

    grades: Pairs = ()
    stages: Pairs = ()
    sources: Pairs = ()
    staff: Pairs = ()
    tags: Pairs = ()
    districts: Pairs = ()

    def of(self, list_name: str) -> Pairs:
        """Return the pairs of a list by its name."""
        return {
            GRADE: self.grades,
            STAGE: self.stages,
            SOURCE: self.sources,
            STAFF: self.staff,
            TAG: self.tags,
        }[list_name]

    def named(self, field: str) -> Pairs:
        """Return the pairs of the list behind a field of a customer."""
        return {"tags": self.tags, "staff": self.staff, "district": self.districts}[field]

    def label(self, list_name: str, code: str) -> str:
        """Return the label of a code."""
        return dict(self.of(list_name)).get(code) or show_code(list_name, code)


def read(workspace: Workspace) -> Lists:
    """Return all lists of the shop."""

    def pairs(list_name: str) -> Pairs:
        found = choices.choices(workspace, list_name, counted=False)
        return tuple((one.code, one.show()) for one in found)

    tags = tuple((tag, tag) for tag in choices.tags_used(workspace)[:MOST_TAGS])
    districts = tuple((name, name) for name in choices.districts_used(workspace))
    return Lists(pairs(GRADE), pairs(STAGE), pairs(SOURCE), pairs(STAFF), tags, districts)
