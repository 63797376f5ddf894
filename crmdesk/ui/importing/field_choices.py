"""What a column of a list can become, in groups as the form of a customer has them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crmdesk.core.i18n import N_, _

if TYPE_CHECKING:
    from crmdesk.core.domain.catalogue import Catalogue
    from crmdesk.core.domain.fields import Field

LEAVE_OUT: Final = ""
NEW_FIELD: Final = "+"
_NOTES: Final = "notes"
_GROUPS: Final = {
    "who": N_("Who"),
    "contact": N_("How to reach"),
    "persons": N_("Contact persons"),
    "address": N_("Addresses"),
    "value": N_("Value and care"),
    "dates": N_("Dates"),
    "custom": N_("Own fields"),
}
# Parts stand with the field they are parts of.
_GROUP_OF_PART: Final = {
    "role": "persons",
    "country": "address",
    "province": "address",
    "city": "address",
    "street": "address",
}

Group = tuple[str, list[tuple[str, str]]]


def groups(catalogue: Catalogue) -> list[Group]:
    """Return (title, (key, words) of each field); the first group has no title.

    It holds what is chosen most: to leave a column out, notes, and to make a new field.
    """
    first = [(LEAVE_OUT, _("Leave out"))]
    if _NOTES in catalogue.by_key:  # what happened with customers has no fields of the owner's
        first += [(_NOTES, catalogue.by_key[_NOTES].show()), (NEW_FIELD, _("New field…"))]
    made: dict[str, list[tuple[str, str]]] = {name: [] for name in _GROUPS}
    for field in catalogue.fields:
        if field.key != _NOTES:
            made[_group(field)].append((field.key, field.show()))
    found: list[Group] = [("", first)]
    found += [(_(_GROUPS[name]), choices) for name, choices in made.items() if choices]
    return found


def _group(field: Field) -> str:
    if field.type == "date" and not field.own:
        return "dates"
    if field.part:
        return _GROUP_OF_PART.get(field.key, "who")
    return field.form if field.form in _GROUPS else "who"
