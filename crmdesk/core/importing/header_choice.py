"""Columns that mean the same thing, told apart by their neighbours and their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.custom_fields import YES_NO
from crmdesk.core.domain.headers import normal_header
from crmdesk.core.importing import known_headers, value_guess
from crmdesk.core.importing.known_headers import ADDRESS_PARTS

NAME_PARTS: Final = ("family_name", "given_name")
# Who these are depends on whether the list has another column for the customer.
_PERSON_HEADERS: Final = frozenset({"联系人", "联系人姓名", "经办人", "contactperson"})
_FORMS_OF_ADDRESS: Final = frozenset({"称谓", "中文称谓", "尊称", "salutation"})
_NUMBERED: Final = "address"

Keys = list[str | None]
Values = Sequence[Sequence[str]]


def choose(
    headers: Sequence[str], keys: Keys, values: Values, places: list[str], catalogue: Catalogue
) -> None:
    """Settle, in place, the keys that headers alone gave: of several columns the right one."""
    _tell_day_from_birthday(headers, keys)
    _leave_out_counters(keys, values)
    _leave_out_flags(headers, keys, values)
    _choose_address(keys, values, places)
    _tell_form_of_address(headers, keys, values)
    _choose_name(headers, keys, values)
    _keep_first(headers, keys, values, places, catalogue)
    for index, header in enumerate(headers):
        if keys[index] is None and known_headers.goes_to_notes(header):
            keys[index] = "notes"


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


def _leave_out_flags(headers: Sequence[str], keys: Keys, values: Values) -> None:
    # TRUE and FALSE below `vip` say whether, and not which grade; 1 and 2 are grades.
    for index, key in enumerate(keys):
        if key != "grade" or not values[index]:
            continue
        numbers = all(value.isdigit() for value in values[index])
        if numbers and normal_header(headers[index]) != "vip":
            continue
        if value_guess.field_type_for_values(values[index]) == YES_NO:
            keys[index] = None


def _tell_form_of_address(headers: Sequence[str], keys: Keys, values: Values) -> None:
    # 称呼 holds names in one list, and 先生, 小姐 or 老师 beside the names in another.
    for index, key in enumerate(keys):
        may_tell = key == "name" or normal_header(headers[index]) in _FORMS_OF_ADDRESS
        if may_tell and value_guess.look_like_forms_of_address(values[index]):
            keys[index] = "gender"


def _choose_address(keys: Keys, values: Values, places: list[str]) -> None:
    wholes = [index for index, key in enumerate(keys) if key == "address"]
    whole = {places[index] for index in wholes if values[index]}
    cities = {places[index] for index, key in enumerate(keys) if key in ("city", "province")}
    for index, key in enumerate(keys):
        place = places[index]
        if key in ADDRESS_PARTS and key != "postcode" and place.startswith(_NUMBERED):
            # Where an address also comes whole, its parts say nothing more.
            keys[index] = None if place in whole else key
        elif key == "address" and place and place in cities and place[-1].isalpha():
            # `Home Address` beside `Home City` is the street.
            keys[index] = "street"
    _join_placeless(keys, places)


def _join_placeless(keys: Keys, places: list[str]) -> None:
    """Let 省 and 市 without a street of their own belong to the one address there is."""
    homes = [places[i] for i, key in enumerate(keys) if key in ("address", "street")]
    if not homes or "" in homes:
        return
    for index, key in enumerate(keys):
        if key in ADDRESS_PARTS and not places[index]:
            places[index] = homes[0]


def _choose_name(headers: Sequence[str], keys: Keys, values: Values) -> None:
    parts = any(key in NAME_PARTS for key in keys)
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


def _keep_first(
    headers: Sequence[str], keys: Keys, values: Values, places: list[str], catalogue: Catalogue
) -> None:
    for key in {key for key in keys if key and not catalogue.by_key[key].many}:
        same = [index for index, other in enumerate(keys) if other == key]
        if key == "street":
            continue
        groups = {places[index] for index in same} if key in ADDRESS_PARTS else {None}
        for group in groups:
            rivals = [i for i in same if group is None or places[i] == group]
            # The same columns in another order are the same list.
            rivals.sort(key=lambda i: (not values[i], known_headers.rank(headers[i], key), i))
            for index in rivals[1:]:
                keys[index] = None
