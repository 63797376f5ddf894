"""Which column goes to which field: guessed from headers, then from values, then as told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from crmdesk.core.domain import fields
from crmdesk.core.domain.headers import normal_header
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _
from crmdesk.core.importing import known_headers, value_guess
from crmdesk.core.importing.known_headers import field_for_header
from crmdesk.core.importing.sheet import Cell

__all__ = ["ColumnMapping", "apply_overrides", "field_for_header", "guess_mapping", "normal_header"]

_SAMPLES: Final = 3
# How the columns of an own export begin and end, see services/exporting.py.
_OWN_START: Final = ("name", "kind", "mobile")
_OWN_END: Final = ("created", "notes")
_ADDRESS_PARTS: Final = ("province", "city", "district", "street", "postcode")
_NAME_PARTS: Final = ("family_name", "given_name")
# Who these are depends on whether the list has another column for the customer.
_PERSON_HEADERS: Final = frozenset({"联系人", "联系人姓名", "经办人", "contactperson"})


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


def guess_mapping(headers: list[str], rows: Sequence[Sequence[Cell]]) -> list[ColumnMapping]:
    """Return one mapping per header; `rows` are the rows below the header.

    Of columns that mean the same single-valued field the first with values is taken. A name may
    come in `name` and in its parts at once: the parts are for rows whose name is empty.
    """
    values = [value_guess.filled_values(rows, index) for index in range(len(headers))]
    keys = [field_for_header(header) for header in headers]
    if is_own_export(keys):
        return _mapped(headers, keys, ["header"] * len(keys), values)
    _tell_day_from_birthday(headers, keys)
    _leave_out_counters(keys, values)
    _choose_address(headers, keys, values)
    _choose_name(headers, keys, values)
    _keep_first(keys, values)
    reasons = ["header" if key else "" for key in keys]
    _guess_from_values(headers, keys, reasons, values)
    return _mapped(headers, keys, reasons, values)


def is_own_export(keys: Sequence[str | None]) -> bool:
    """Return whether columns are those of an own export: they mean what their headers say."""
    return tuple(keys[:3]) == _OWN_START and tuple(keys[-2:]) == _OWN_END and None not in keys


def _mapped(
    headers: Sequence[str], keys: Keys, reasons: list[str], values: Values
) -> list[ColumnMapping]:
    return [
        ColumnMapping(
            index=index,
            header=header,
            field=keys[index],
            reason=reasons[index],
            samples=tuple(dict.fromkeys(values[index]))[:_SAMPLES],
            ask=known_headers.must_ask(header),
        )
        for index, header in enumerate(headers)
    ]


def may_stand_together(first: ColumnMapping, second: ColumnMapping) -> bool:
    """Tell whether two columns may go to the same field: the cities of two addresses."""
    return first.field in _ADDRESS_PARTS and first.place != second.place


Keys = list[str | None]
Values = list[list[str]]


def _tell_day_from_birthday(headers: Sequence[str], keys: Keys) -> None:
    # Without its space, `Birth Day` is a birthday; beside `Birth Month` it is a day of the month.
    if "birth_month" not in keys:
        return
    for index, header in enumerate(headers):
        if keys[index] == "birthday" and header.lower().split() == ["birth", "day"]:
            keys[index] = "birth_day"


def _leave_out_counters(keys: Keys, values: Values) -> None:
    for index, key in enumerate(keys):
        if key == "card" and value_guess.count_up(values[index]):
            keys[index] = None


def _choose_address(headers: Sequence[str], keys: Keys, values: Values) -> None:
    # Contacts exports repeat the parts for home and work: only one set makes one address, and
    # none is needed where the same address also comes whole.
    groups = [known_headers.address_group(header) for header in headers]
    whole = {groups[i] for i, key in enumerate(keys) if key == "address" and values[i]}
    filled: Counter[str] = Counter()
    for index, key in enumerate(keys):
        if key in _ADDRESS_PARTS:
            if groups[index].startswith("address") and groups[index] in whole:
                keys[index] = None
            else:
                filled[groups[index]] += len(values[index])
    if not filled:
        return
    best = filled.most_common(1)[0][0]
    for index, key in enumerate(keys):
        if key in _ADDRESS_PARTS and groups[index] and groups[index] != best:
            keys[index] = None


def _choose_name(headers: Sequence[str], keys: Keys, values: Values) -> None:
    parts = any(key in _NAME_PARTS for key in keys)
    if parts:
        for index, key in enumerate(keys):
            if key == "name" and not values[index]:
                keys[index] = None
    if parts or "name" in keys:
        return
    people = [i for i, header in enumerate(headers) if normal_header(header) in _PERSON_HEADERS]
    companies = [index for index, key in enumerate(keys) if key == "company"]
    named = [index for index in people if keys[index] == "contact_person"] or companies
    if named:
        keys[next((index for index in named if values[index]), named[0])] = "name"


def _keep_first(keys: Keys, values: Values) -> None:
    for key in {key for key in keys if key and not fields.BY_KEY[key].many}:
        same = [index for index, other in enumerate(keys) if other == key]
        kept = next((index for index in same if values[index]), same[0])
        for index in same:
            if index != kept:
                keys[index] = None


def _guess_from_values(
    headers: Sequence[str], keys: Keys, reasons: list[str], values: Values
) -> None:
    unknown = [
        index
        for index, header in enumerate(headers)
        if keys[index] is None
        and field_for_header(header) is None
        and not known_headers.is_known(header)
        and not known_headers.is_left_out(header)
    ]
    for index in unknown:
        key = value_guess.field_for_values(values[index])
        if key and (fields.BY_KEY[key].many or key not in keys):
            keys[index], reasons[index] = key, "values"
    if "name" in keys or any(key in _NAME_PARTS for key in keys):
        return
    for index in unknown:
        if keys[index] is None and value_guess.look_like_names(values[index]):
            keys[index], reasons[index] = "name", "values"
            return


def apply_overrides(
    mappings: Sequence[ColumnMapping], overrides: Mapping[str, str | None]
) -> list[ColumnMapping]:
    """Return the mappings as a user wants them: header -> key or label of a field, None to drop.

    A column that was only guessed gives way when its single-valued field is asked for elsewhere.
    Raises CrmError for a header or field that does not exist, or a field asked for twice.
    """
    changed = list(mappings)
    for header, wanted in overrides.items():
        key = _field_named(wanted) if wanted else None
        same = [
            index
            for index, mapping in enumerate(changed)
            if normal_header(mapping.header) == normal_header(header)
        ]
        if not same:
            raise CrmError(
                _("There is no column “{header}”.").format(header=header),
                _("The columns are: {names}.").format(
                    names=", ".join(mapping.header for mapping in mappings)
                ),
            )
        for index in same:
            changed[index] = replace(changed[index], field=key, reason="user")
    return _without_doubles(changed)


def _field_named(wanted: str) -> str:
    if wanted in fields.BY_KEY:
        return wanted
    plain = normal_header(wanted)
    for field in fields.FIELDS:
        if plain in (normal_header(field.key), normal_header(field.show())):
            return field.key
    if key := field_for_header(wanted):
        return key
    raise CrmError(
        _("There is no field “{name}”.").format(name=wanted),
        _("The fields are: {names}.").format(names=", ".join(fields.BY_KEY)),
    )


def _without_doubles(mappings: list[ColumnMapping]) -> list[ColumnMapping]:
    asked_for: dict[str, str] = {}
    for mapping in mappings:
        key = mapping.field
        if mapping.reason != "user" or key is None or fields.BY_KEY[key].many:
            continue
        if key in asked_for:
            raise CrmError(
                _("Two columns are to become “{field}”: {first} and {second}.").format(
                    field=fields.BY_KEY[key].show(), first=asked_for[key], second=mapping.header
                ),
                _("Choose one of them and leave the other out."),
            )
        asked_for[key] = mapping.header
    return [
        replace(mapping, field=None, reason="")
        if mapping.reason != "user" and mapping.field in asked_for
        else mapping
        for mapping in mappings
    ]
