"""What a user changes of how a list is understood: fields, new fields, values, date orders."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.custom_fields import TYPES, CustomField
from crmdesk.core.domain.field_labels import check_label, labelled
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.importing.mapping import may_stand_together
from crmdesk.core.importing.setup import DAY_FIRST, MONTH_FIRST, ImportSetup

_NEW: Final = "new"


def with_field(setup: ImportSetup, column: int, key: str | None) -> tuple[ImportSetup, str | None]:
    """Return the setup with a column going to a field, and the header of the one that gave way.

    `column` counts from 0, `key` None leaves the column out. Another column gives way when the
    field can hold only one. Raises KeyError for an unknown field.
    """
    catalogue = setup.catalogue
    mappings = list(setup.mappings)
    place = next(at for at, one in enumerate(mappings) if one.index == column)
    mappings[place] = replace(mappings[place], field=key, reason="user")
    gave_way = None
    if key is not None and not catalogue.by_key[key].many:
        for at, other in enumerate(mappings):
            if at == place or other.field != key or may_stand_together(mappings[place], other):
                continue
            mappings[at] = replace(other, field=None, reason="user")
            gave_way = other.header
    return _pruned(replace(setup, mappings=tuple(mappings))), gave_way


def with_new_field(setup: ImportSetup, column: int, label: str, type: str) -> ImportSetup:
    """Return the setup with a column going to a field of the owner's that the import makes.

    `type` is one of custom_fields.TYPES. A field with this label that is there already is taken.
    Raises CrmError for a label that is empty, too long, or that of a built-in field.
    """
    if type not in TYPES:
        raise ValueError(type)
    label = " ".join(label.split())
    if not label:
        raise CrmError(_("The new field has no name."), _("Type a name for it."))
    known = labelled(setup.catalogue.custom, label)
    if known is not None and known.id == 0 and known.type != type:
        known = replace(known, type=type)
        setup = replace(setup, catalogue=_with_custom(setup.catalogue, known))
    if known is None:
        check_label((), label)
        number = max((one.number for one in setup.catalogue.custom), default=0) + 1
        position = max((one.position for one in setup.catalogue.custom), default=-1) + 1
        known = CustomField(0, label, type, position, number)
        setup = replace(setup, catalogue=Catalogue((*setup.catalogue.custom, known)))
    return with_field(setup, column, known.key)[0]


def with_stored(setup: ImportSetup, stored: Sequence[CustomField]) -> ImportSetup:
    """Return the setup in which a field to be made is the stored one that has its label by now.

    Raises CrmError when a field that is still to be made may not be called so.
    """
    made: dict[str, CustomField] = {}
    for one in setup.catalogue.custom:
        there = None if one.id else labelled(stored, one.label)
        if there is not None:
            made[one.key] = there
        elif not one.id:
            check_label((), one.label)
    if not made:
        return setup
    ids = {one.id for one in stored}
    rest = [one for one in setup.catalogue.custom if one.key not in made and one.id not in ids]
    value_maps = dict(setup.value_maps)
    for key, there in made.items():
        values = value_maps.pop(key, None)
        before = setup.catalogue.custom_field(key)
        # What a value was to become is said in the words of the type it was said for.
        if values is not None and before is not None and before.type == there.type:
            value_maps[there.key] = {**values, **value_maps.get(there.key, {})}
    taken = {one.field for one in setup.mappings}
    keys = {key: None if there.key in taken else there.key for key, there in made.items()}
    mappings = tuple(
        replace(one, field=keys[one.field]) if one.field in keys else one for one in setup.mappings
    )
    return replace(
        setup,
        mappings=mappings,
        catalogue=Catalogue((*stored, *rest)),
        value_maps=value_maps,
    )


def new_type(wanted: str) -> str | None:
    """Return the type of the new field that a text such as `new:date` asks for, else None.

    Raises CrmError for a type that does not exist.
    """
    start, mark, kind = wanted.partition(":")
    if not mark or start.strip().lower() != _NEW:
        return None
    kind = kind.strip().lower()
    if kind not in TYPES:
        raise CrmError(
            _("There is no type “{name}”.").format(name=kind),
            _("The types are: {names}.").format(names=", ".join(TYPES)),
        )
    return kind


def with_value(setup: ImportSetup, key: str, text: str, code: str) -> ImportSetup:
    """Return the setup in which a value written in the list becomes a code; "" leaves it out."""
    values = {**setup.value_maps.get(key, {}), text: code}
    return replace(setup, value_maps={**setup.value_maps, key: values})


def with_date_order(setup: ImportSetup, column: int, order: str) -> ImportSetup:
    """Return the setup in which the dates of a column are day/month or month/day."""
    if order not in (DAY_FIRST, MONTH_FIRST):
        raise ValueError(order)
    return replace(setup, date_orders={**setup.date_orders, column: order})


def with_companies(setup: ImportSetup, companies: bool) -> ImportSetup:
    """Return the setup in which each company is one customer and its persons belong to it."""
    return replace(setup, companies=companies)


def _with_custom(catalogue: Catalogue, changed: CustomField) -> Catalogue:
    custom: Sequence[CustomField] = [
        changed if one.key == changed.key else one for one in catalogue.custom
    ]
    return Catalogue(tuple(custom))


def _pruned(setup: ImportSetup) -> ImportSetup:
    """Leave out fields that were to be made and that no column goes to any more."""
    used = {one.field for one in setup.mappings}
    kept = tuple(one for one in setup.catalogue.custom if one.id or one.key in used)
    if kept == setup.catalogue.custom:
        return setup
    return replace(setup, catalogue=Catalogue(kept))


__all__ = [
    "new_type",
    "with_companies",
    "with_date_order",
    "with_field",
    "with_new_field",
    "with_stored",
    "with_value",
]
