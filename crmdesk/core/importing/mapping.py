"""Which column goes to which field: guessed from headers, then from values, then as told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain.catalogue import BUILT_IN, Catalogue
from crmdesk.core.domain.headers import normal_header
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.importing import header_choice, known_headers, value_guess
from crmdesk.core.importing.header import Heading, headings_of
from crmdesk.core.importing.known_headers import ADDRESS_PARTS, field_for_header
from crmdesk.core.importing.sheet import Cell

__all__ = ["ColumnMapping", "apply_overrides", "field_for_header", "guess_mapping", "normal_header"]

_SAMPLES: Final = 3
_PLACED: Final = frozenset({*ADDRESS_PARTS, "address"})
# How the columns of an own export begin and end, see services/export_rows.py; between its last
# built-in field and the end stand the fields of the owner's own.
_OWN_START: Final = ("name", "kind", "mobile")
_OWN_LAST: Final = "next_date"
_OWN_END: Final = ("created", "notes")

Keys = list[str | None]
Values = list[list[str]]


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """A column of a list and the field it goes to; `field` None leaves it out.

    `index` counts from 0. `reason` is `header`, `values`, `user` or nothing. `samples` are up to
    three non-empty values as text. `ask`: the values can harm their owner, so ask before taking.
    `meant` is the header as it was understood where it stands in two rows. `place` tells several
    addresses apart. `label` is the index of the column that says of which kind each value is.
    """

    index: int
    header: str
    field: str | None
    reason: str
    samples: tuple[str, ...] = ()
    ask: bool = False
    meant: str = ""
    place: str = ""
    label: int | None = None

    @classmethod
    def of(
        cls,
        index: int,
        heading: Heading,
        field: str | None,
        reason: str,
        values: Iterable[str],
        *,
        ask: bool = False,
        place: str = "",
        label: int | None = None,
    ) -> ColumnMapping:
        """Return the mapping of a column by its heading and its values."""
        return cls(
            index=index,
            header=heading.shown,
            field=field,
            reason=reason,
            samples=tuple(dict.fromkeys(values))[:_SAMPLES],
            ask=ask,
            meant=heading.meant if heading.meant != heading.shown else "",
            place=place,
            label=label,
        )


def guess_mapping(
    headers: Sequence[str | Heading],
    rows: Sequence[Sequence[Cell]],
    catalogue: Catalogue = BUILT_IN,
) -> list[ColumnMapping]:
    """Return one mapping per header; `rows` are the rows below the header.

    Of columns that mean the same single-valued field the most usual one with values is taken. A
    name may come in `name` and in its parts at once: the parts are for rows whose name is empty.
    """
    headings = headings_of(headers)
    values = [value_guess.filled_values(rows, index) for index in range(len(headings))]
    meant = [one.meant for one in headings]
    own = {normal_header(one.label): one.key for one in catalogue.custom}
    keys = [own.get(normal_header(text)) or field_for_header(text) for text in meant]
    places = [known_headers.address_group(one.shown) or one.parent for one in headings]
    if is_own_export(keys):
        first, last = own_places(keys)
        keys[first:last] = [key if key in own.values() else None for key in keys[first:last]]
        reasons = ["header" if key else "" for key in keys]
        return _mapped(headings, keys, reasons, values, [""] * len(keys))
    header_choice.choose(meant, keys, values, places, catalogue)
    reasons = ["header" if key else "" for key in keys]
    _guess_from_values(meant, keys, reasons, values, catalogue)
    return _mapped(headings, keys, reasons, values, places)


def is_own_export(keys: Sequence[str | None]) -> bool:
    """Return whether columns are those of an own export: they mean what their headers say."""
    return (
        tuple(keys[:3]) == _OWN_START
        and tuple(keys[-2:]) == _OWN_END
        and _OWN_LAST in keys
        and None not in keys[: keys.index(_OWN_LAST)]
    )


def own_places(keys: Sequence[str | None]) -> tuple[int, int]:
    """Return where the columns of the owner's fields begin and end in an own export."""
    return keys.index(_OWN_LAST) + 1, len(keys) - len(_OWN_END)


def may_stand_together(first: ColumnMapping, second: ColumnMapping) -> bool:
    """Tell whether two columns may go to the same field: the cities of two addresses."""
    key = first.field
    return key in ADDRESS_PARTS and (key == "street" or first.place != second.place)


def _mapped(
    headings: Sequence[Heading], keys: Keys, reasons: list[str], values: Values, places: list[str]
) -> list[ColumnMapping]:
    plain = {normal_header(one.meant): index for index, one in enumerate(headings)}
    return [
        ColumnMapping.of(
            index,
            heading,
            keys[index],
            reasons[index],
            values[index],
            ask=known_headers.must_ask(heading.meant)
            or (keys[index] is None and value_guess.look_like_ids(values[index])),
            place=places[index] if keys[index] in _PLACED else "",
            label=_label_of(heading.meant, plain),
        )
        for index, heading in enumerate(headings)
    ]


def _label_of(header: str, plain: Mapping[str, int]) -> int | None:
    return next((plain[one] for one in known_headers.label_headers(header) if one in plain), None)


def _guess_from_values(
    headers: Sequence[str],
    keys: Keys,
    reasons: list[str],
    values: Values,
    catalogue: Catalogue,
) -> None:
    unknown = [
        index
        for index, header in enumerate(headers)
        if keys[index] is None
        and not known_headers.is_known(header)
        and not known_headers.is_left_out(header)
    ]
    for index in unknown:
        key = value_guess.field_for_values(values[index])
        if key and (catalogue.by_key[key].many or key not in keys):
            keys[index], reasons[index] = key, "values"
    if "name" in keys or any(key in header_choice.NAME_PARTS for key in keys):
        return
    for index in unknown:
        if keys[index] is None and value_guess.look_like_names(values[index]):
            keys[index], reasons[index] = "name", "values"
            return


def apply_overrides(
    mappings: Sequence[ColumnMapping],
    overrides: Mapping[str, str | None],
    catalogue: Catalogue = BUILT_IN,
) -> list[ColumnMapping]:
    """Return the mappings as a user wants them: header -> key or label of a field, None to drop.

    A column that was only guessed gives way when its single-valued field is asked for elsewhere.
    Raises CrmError for a header or field that does not exist, or a field asked for twice.
    """
    changed = list(mappings)
    for header, wanted in overrides.items():
        key = field_named(wanted, catalogue) if wanted else None
        same = columns_of(changed, header)
        for index in same:
            changed[index] = replace(changed[index], field=key, reason="user")
    return _without_doubles(changed, catalogue)


def columns_of(mappings: Sequence[ColumnMapping], header: str) -> list[int]:
    """Return the places of the columns with a header. Raises CrmError where there is none."""
    plain = normal_header(header)
    same = [at for at, one in enumerate(mappings) if normal_header(one.header) == plain]
    same = same or [at for at, one in enumerate(mappings) if normal_header(one.meant) == plain]
    if same:
        return same
    raise CrmError(
        _("There is no column “{header}”.").format(header=header),
        _("The columns are: {names}.").format(names=", ".join(one.header for one in mappings)),
    )


def field_named(wanted: str, catalogue: Catalogue = BUILT_IN) -> str:
    """Return the key of a field by its key, its label or a header. Raises CrmError for none."""
    if wanted in catalogue.by_key:
        return wanted
    plain = normal_header(wanted)
    for field in reversed(catalogue.fields):
        if plain in (normal_header(field.key), normal_header(field.show())):
            return field.key
    if (key := field_for_header(wanted)) in catalogue.by_key:
        return key
    raise CrmError(
        _("There is no field “{name}”.").format(name=wanted),
        _("The fields are: {names}.").format(names=", ".join(catalogue.by_key)),
    )


def _without_doubles(mappings: list[ColumnMapping], catalogue: Catalogue) -> list[ColumnMapping]:
    asked_for: dict[str, ColumnMapping] = {}
    for mapping in mappings:
        key = mapping.field
        if mapping.reason != "user" or key is None or catalogue.by_key[key].many:
            continue
        other = asked_for.setdefault(key, mapping)
        if other is not mapping and not may_stand_together(other, mapping):
            raise CrmError(
                _("Two columns are to become “{field}”: {first} and {second}.").format(
                    field=catalogue.by_key[key].show(), first=other.header, second=mapping.header
                ),
                _("Choose one of them and leave the other out."),
            )
    return [
        replace(mapping, field=None, reason="")
        if mapping.reason != "user"
        and (rival := asked_for.get(mapping.field or "")) is not None
        and not may_stand_together(rival, mapping)
        else mapping
        for mapping in mappings
    ]
