"""The catalogue of one shop: the built-in fields and those the owner made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from crmdesk.core.domain.custom_fields import CHOICE, DATE, NUMBER, YES_NO, CustomField, show_value
from crmdesk.core.domain.customer import CustomerRow
from crmdesk.core.domain.fields import BY_KEY, FIELDS, Field

_WIDTHS: Final = {NUMBER: 90, DATE: 100, YES_NO: 70, CHOICE: 100}
_WIDEST: Final = 200
# From here on signs are as wide as they are high, roughly.
_WIDE_FROM: Final = 0x2E80


@dataclass(frozen=True)
class Catalogue:
    """All fields of a shop by key, in order; custom ones come after the built-in ones."""

    custom: tuple[CustomField, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The fields by their keys, in order."""
        return {**BY_KEY, **{one.key: as_field(one) for one in self.custom}}

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in order, parts among them."""
        return FIELDS + tuple(self.by_key[one.key] for one in self.custom)

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields a table can show."""
        return tuple(field for field in self.fields if field.cell is not None)

    def custom_field(self, key: str) -> CustomField | None:
        """Return the custom field of a key, None for a built-in or unknown one."""
        return next((one for one in self.custom if one.key == key), None)


BUILT_IN: Final = Catalogue()


def as_field(one: CustomField) -> Field:
    """Return a custom field as an entry of the catalogue."""
    return Field(
        key=one.key,
        label=one.label,
        type=f"custom_{one.type}",
        list=one.key if one.type == CHOICE else "",
        filter="choice" if one.type in (CHOICE, YES_NO) else "",
        form="custom",
        cell=_cell(one),
        width=_width(one),
        own=True,
    )


def _width(one: CustomField) -> int:
    """Return a width in which the values, and a header that is not too long, can be read."""
    header = sum(14 if ord(sign) >= _WIDE_FROM else 7 for sign in one.label) + 30
    return max(_WIDTHS.get(one.type, 120), min(header, _WIDEST))


def _cell(one: CustomField) -> Callable[[CustomerRow], str]:
    key, kind = one.key, one.type
    return lambda row: show_value(kind, row.custom.get(key, ""))
