"""What lists of events have in common: of things that happened with customers, one to a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.fields import BY_KEY, Field
from crmdesk.core.domain.header_words import Words
from crmdesk.core.domain.headers import normal_header

# Whom a row is about.
WHO: Final = ("name", "mobile", "phone", "wechat", "email", "card", "company")
WHO_FIELDS: Final = tuple(BY_KEY[key] for key in WHO)


@dataclass(frozen=True)
class EventCatalogue(Catalogue):
    """The fields to which the columns of a list of events can go."""

    listed: tuple[Field, ...] = ()

    @cached_property
    def by_key(self) -> dict[str, Field]:
        """The fields by their keys, in order."""
        return {field.key: field for field in self.listed}

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in order."""
        return self.listed


def event_field(key: str, label: str, kind: str = "text", **more: object) -> Field:
    """Return a field that only a list of events has."""
    return Field(key=key, label=label, type=kind, **more)  # type: ignore[arg-type]


def by_header(headers: Mapping[str, Words], catalogue: EventCatalogue) -> dict[str, str]:
    """Return the key of the field for each header, the fields' own names among them."""
    found: dict[str, str] = {}
    for key, words in headers.items():
        for word in (*words, catalogue.by_key[key].label):
            found.setdefault(normal_header(word), key)
    return found
