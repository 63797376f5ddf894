"""The values to choose from, read once for the filters, the form and the bulk actions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from crmdesk.core.domain.catalogue import BUILT_IN, Catalogue
from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, TAG, show_code
from crmdesk.core.domain.custom_fields import CHOICE, NO, YES, show_value
from crmdesk.core.domain.fields import Field
from crmdesk.core.i18n import _
from crmdesk.core.services import choices, custom_fields, staying
from crmdesk.core.services.workspace import Workspace

Pairs = tuple[tuple[str, str], ...]

# More tags than this are no longer found in a menu.
MOST_TAGS: Final = 200


@dataclass(frozen=True, slots=True)
class Lists:
    """(code, label) pairs of every list, in the owner's order, and all fields of the shop.

    `own` holds the pairs of the owner's choice fields by the key of the field; `own_intervals`
    tells whether any customer has an interval for staying in touch of their own.
    """

    grades: Pairs = ()
    stages: Pairs = ()
    sources: Pairs = ()
    staff: Pairs = ()
    tags: Pairs = ()
    districts: Pairs = ()
    catalogue: Catalogue = BUILT_IN
    own: tuple[tuple[str, Pairs], ...] = ()
    own_intervals: bool = False

    def of(self, list_name: str) -> Pairs:
        """Return the pairs of a list by its name."""
        return {
            GRADE: self.grades,
            STAGE: self.stages,
            SOURCE: self.sources,
            STAFF: self.staff,
            TAG: self.tags,
            **dict(self.own),
        }.get(list_name, ())

    def answers(self, field: Field) -> Pairs:
        """Return the pairs a field of the owner's own is filtered by and set to."""
        if field.list:
            return self.of(field.list)
        return ((YES, _("Yes")), (NO, _("No"))) if field.filter else ()

    def owners_words(self, list_name: str) -> dict[str, str]:
        """Return the labels of a list that the owner changed, by code."""
        return {
            code: label for code, label in self.of(list_name) if label != show_code(list_name, code)
        }

    def show_own(self, key: str, value: str) -> str:
        """Return the value of an own field as it is read."""
        one = self.catalogue.custom_field(key)
        return show_value(one.type, value, dict(self.of(key))) if one else ""

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

    tags = tuple(sorted(pairs(TAG))[:MOST_TAGS])
    districts = tuple((name, name) for name in choices.districts_used(workspace))
    fields = custom_fields.catalogue(workspace)
    own = tuple((one.key, pairs(one.key)) for one in fields.custom if one.type == CHOICE)
    return Lists(
        pairs(GRADE),
        pairs(STAGE),
        pairs(SOURCE),
        pairs(STAFF),
        tags=tags,
        districts=districts,
        catalogue=fields,
        own=own,
        own_intervals=staying.any_own(workspace),
    )
