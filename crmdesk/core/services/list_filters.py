"""The filters of the customer list, written as field and value: 等级=A, district=西湖区."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE, TAG, code_of_label
from crmdesk.core.domain.custom_fields import CHOICE, parse_value
from crmdesk.core.domain.customer import KINDS, CustomerQuery
from crmdesk.core.domain.fields import by_alias
from crmdesk.core.domain.headers import normal_header
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, in_every_language
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import choices, custom_fields

# The field of the catalogue, and where its values stand in a query.
_LISTS: Final = {
    "kind": "kinds",
    "grade": "grades",
    "stage": "stages",
    "source": "sources",
    "tags": "tags",
    "staff": "staff",
    "district": "districts",
}
_CODES: Final = {"grade": GRADE, "stage": STAGE, "source": SOURCE, "staff": STAFF, "tags": TAG}
_NUMBERS: Final = {"silent": "silent_days", "within": "contact_within_days"}


def query_of(workspace: Workspace, filters: Iterable[tuple[str, str]]) -> CustomerQuery:
    """Return the query of some filters; several values of one field let each of them through.

    A field is named by its key or as any list may call it. Beside the fields there are `text`,
    `silent` and `within` (days), `month` (of the birthday) and `due`. Raises CrmError.
    """
    with workspace.database.read() as connection:
        labels = choices.labels(connection)
        known = Catalogue(custom_fields.all_fields(connection))
    query = CustomerQuery()
    for name, value in filters:
        key = key_of(known, name)
        if key in _LISTS:
            code = _code(key, value, labels)
            query = _with(query, _LISTS[key], code)
        elif key in _NUMBERS:
            days: dict[str, Any] = {_NUMBERS[key]: _number(name, value, 36500)}
            query = replace(query, **days)
        elif key == "month":
            query = replace(query, birthday_month=_number(name, value, 12))
        elif key == "text":
            query = replace(query, text=" ".join(filter(None, (query.text, value))))
        elif key == "due":
            query = replace(query, due=True)
        else:
            query = replace(query, custom=_own(query, known, key, value, labels))
    return query


def keys_of(workspace: Workspace, names: Sequence[str]) -> tuple[str, ...]:
    """Return the keys of fields that are named by key or label. Raises CrmError."""
    with workspace.database.read() as connection:
        known = Catalogue(custom_fields.all_fields(connection))
    found = []
    for name in names:
        key = key_of(known, name)
        if key not in known.by_key:
            raise _unknown(name)
        found.append(key)
    return tuple(dict.fromkeys(found))


def key_of(known: Catalogue, name: str) -> str:
    """Return the key of a field or of one of the other filters. Raises CrmError."""
    wanted = name.strip()
    plain = wanted.lower().replace("-", "_")
    if plain in ("text", "silent", "within", "month", "due"):
        return plain
    own = next((one.key for one in known.custom if one.label == wanted), "")
    if own:
        return own
    if plain in known.by_key:
        return plain
    if plain == "tag":
        return "tags"
    found = by_alias().get(normal_header(wanted), "")
    if not found:
        raise _unknown(name)
    return found


def _unknown(name: str) -> CrmError:
    return CrmError(
        _("There is no field “{name}” to go by.").format(name=name),
        _("Use a field such as grade, stage, source, tag, staff, district, or one of your own."),
    )


def _with(query: CustomerQuery, attribute: str, code: str) -> CustomerQuery:
    values: tuple[str, ...] = getattr(query, attribute)
    changed: dict[str, Any] = {attribute: tuple(dict.fromkeys((*values, code)))}
    return replace(query, **changed)


def _code(key: str, value: str, labels: dict[str, dict[str, str]]) -> str:
    if key == "kind":
        plain = value.strip().lower()
        for code, label in KINDS.items():
            if plain in {code, *(one.lower() for one in in_every_language(label))}:
                return code
        return plain
    name = _CODES.get(key)
    return code_of_label(name, value.strip(), labels.get(name, {})) if name else value.strip()


def _number(name: str, value: str, most: int) -> int:
    text = value.strip()
    if not (text.isascii() and text.isdigit()) or not 0 < int(text[:9]) <= most:
        raise CrmError(
            _("“{value}” is not a number from 1 to {most}.").format(value=value, most=most),
            _("Write it like {name}=3.").format(name=name),
        )
    return int(text)


def _own(
    query: CustomerQuery,
    known: Catalogue,
    key: str,
    value: str,
    labels: dict[str, dict[str, str]],
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    field = known.custom_field(key)
    if field is None or not known.by_key[key].filter:
        raise _unknown(field.label if field else key)
    if field.type == CHOICE:
        kept = code_of_label(key, value.strip(), labels.get(key, {}))
    else:
        kept = parse_value(field.type, value)
    found = dict(query.custom)
    found[key] = tuple(dict.fromkeys((*found.get(key, ()), kept)))
    return tuple(found.items())
