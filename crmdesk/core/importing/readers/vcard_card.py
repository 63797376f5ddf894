"""What has been read of one contact so far: the cells of its row, and what goes to the notes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from crmdesk.core.domain.customer import ContactPerson
from crmdesk.core.domain.normalise import clean_name
from crmdesk.core.i18n import N_, _
from crmdesk.core.importing.readers import vcard_methods
from crmdesk.core.importing.readers.vcard_lines import Card
from crmdesk.core.importing.readers.vcard_text import Texts

OWN: Final = "X-CRMDESK-"
_MOST_OF_A_KIND: Final = 40
_MOST_OF_OUR_OWN: Final = 400
_ROLES: Final = {
    "spouse": N_("Spouse"),
    "partner": N_("Partner"),
    "child": N_("Child"),
    "children": N_("Child"),
    "parent": N_("Parent"),
    "mother": N_("Mother"),
    "father": N_("Father"),
    "assistant": N_("Assistant"),
    "agent": N_("Assistant"),
    "manager": N_("Manager"),
    "friend": N_("Friend"),
}


@dataclass(slots=True)
class CardRow:
    """The cells of one contact: texts by the key of their field, those of own fields by label.

    `types` are the types of the own fields, by label.
    """

    cells: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    custom: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    pictures: int = 0
    own: bool = False


class Reading:
    """A card on its way to a row."""

    def __init__(self, card: Card, texts: Texts) -> None:
        self.card = card
        self.texts = texts
        self.row = CardRow(own=any(one.name == OWN + "VERSION" for one in card.properties))
        self._most = _MOST_OF_OUR_OWN if self.row.own else _MOST_OF_A_KIND
        self.notes: list[str] = []
        self.tags: list[str] = []
        self.persons: list[ContactPerson] = []
        # What an owner calls a number, and the district of an address, by the group they share.
        self.labels: dict[str, str] = {}
        self.districts: dict[str, str] = {}
        for one in card.properties:
            if one.group and one.name == "X-ABLABEL":
                self.labels[one.group] = vcard_methods.plain_label(texts.text(one))
            elif one.group and one.name == OWN + "DISTRICT" and self.row.own:
                self.districts[one.group] = texts.text(one)

    def add(self, key: str, text: str) -> None:
        """Put a text into the next column of a field; far too many go to the notes."""
        have = self.row.cells[key]
        if len(have) >= self._most:
            self.notes.append(text)
        elif text and text not in have:
            have.append(text)

    def address(self, text: str, district: str, postcode: str) -> None:
        """Put an address with its parts into the next three columns, unless there is none."""
        if len(self.row.cells["address"]) >= self._most:
            self.notes.append(f"{text} {district} {postcode}".strip())
        elif text or district or postcode:
            for key, value in (("address", text), ("district", district), ("postcode", postcode)):
                self.row.cells[key].append(value)

    def note(self, label: str, text: str) -> None:
        """Keep a text in the notes under a label."""
        if label and text.strip():
            self.notes.append(f"{label}: {text.strip()}")

    def person(self, name: str, role: str, phone: str = "") -> None:
        """Keep somebody who belongs to the contact."""
        plain = clean_name(name)
        shown = _ROLES.get(role.lower())
        if plain:
            self.persons.append(ContactPerson(plain, _(shown) if shown else role, phone))
