"""What was chosen so far: who takes part in a merge, and whose values the customer gets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from crmdesk.core.domain import side_by_side
from crmdesk.core.domain.choices import show_code
from crmdesk.core.domain.custom_fields import show_value
from crmdesk.core.domain.customer import GENDERS, KINDS, METHOD_KINDS, Address, Customer
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services.duplicates import SideBySide

# Rows that are no fields: who takes part, and what is attached to each.
PART: Final = "part"
ATTACHED: Final = "attached"
SEEN: Final = "seen"


class Choosing:
    """The state of one comparison; places count the members from 0."""

    def __init__(self, sides: SideBySide) -> None:
        self.sides = sides
        self.members = sides.members
        self.part = set(range(len(sides.members)))
        self.chosen: side_by_side.Chosen = {}
        self.leader = sides.leader
        self._propose()

    def ids(self) -> list[int]:
        """Return the ids of those who take part, the leading one first."""
        places = sorted(self.part, key=lambda place: (place != self.leader, place))
        return [self.members[place].id for place in places]

    def fields(self) -> tuple[str, ...]:
        """Return the fields that anybody has."""
        return side_by_side.keys_of(self.members)

    def differs(self, key: str) -> bool:
        """Tell whether the members do not all have the same in a field."""
        return len({self.text(place, key) for place in range(len(self.members))}) > 1

    def result(self) -> Customer:
        """Return the customer that those who take part become."""
        return side_by_side.combined(self.members, self.chosen, self.leader)

    def can_merge(self) -> bool:
        """Tell whether at least two take part."""
        return len(self.part) > 1

    def is_chosen(self, place: int, key: str) -> bool:
        """Tell whether a member's value is taken."""
        return place in self.chosen.get(key, frozenset())

    def can_choose(self, place: int, key: str) -> bool:
        """Tell whether a member has something to take in a field."""
        return place in self.part and bool(side_by_side.value_of(self.members[place], key))

    def choose(self, place: int, key: str) -> None:
        """Take a member's value; of a field that unites several, take it or leave it out."""
        if not self.can_choose(place, key):
            return
        if side_by_side.is_united(key):
            self.chosen[key] = self.chosen.get(key, frozenset()) ^ {place}
        else:
            self.chosen[key] = frozenset({place})

    def toggle_part(self, place: int) -> None:
        """Let a member take part or not; what is chosen begins anew."""
        self.part ^= {place}
        self._propose()

    def _propose(self) -> None:
        places = sorted(self.part)
        if not places:
            self.chosen = {}
            return
        taking = [self.members[place] for place in places]
        lead = places.index(self.leader) if self.leader in self.part else None
        lead = side_by_side.leading(taking) if lead is None else lead
        self.leader = places[lead]
        self.chosen = {
            key: frozenset(places[place] for place in chosen)
            for key, chosen in side_by_side.first_choice(taking, lead).items()
        }

    # In words

    def label(self, key: str) -> str:
        """Return the name of a row."""
        names: dict[str, Callable[[], str]] = {
            PART: lambda: _("Take part"),
            ATTACHED: lambda: _("History"),
            SEEN: lambda: _("Last contact"),
        }
        return names[key]() if key in names else self.sides.catalogue.by_key[key].show()

    def text(self, place: int, key: str) -> str:
        """Return what a member has in a row, in the user's words, one line for each value."""
        if key == ATTACHED:
            return attached_text(self.sides.attached[place])
        return self._text(self.members[place], key)

    def result_text(self, key: str) -> str:
        """Return what the customer gets in a row."""
        if key == ATTACHED:
            total: dict[str, int] = {}
            for place in self.part:
                for table, count in self.sides.attached[place].items():
                    total[table] = total.get(table, 0) + count
            return attached_text(total)
        if key == SEEN:
            seen = [self.members[place].last_contact for place in self.part]
            return show_date(max((day for day in seen if day), default=None))
        return self._text(self.result(), key)

    def _text(self, customer: Customer, key: str) -> str:
        if key in METHOD_KINDS:
            return "\n".join(customer.all(key))
        words: dict[str, Callable[[], str]] = {
            SEEN: lambda: show_date(customer.last_contact),
            "kind": lambda: _(KINDS.get(customer.kind, KINDS["person"])),
            "gender": lambda: _(GENDERS[customer.gender]) if customer.gender else "",
            "birthday": lambda: customer.birthday.show() if customer.birthday else "",
            "created": lambda: show_date(customer.created),
            "stay_days": lambda: str(customer.stay_days or ""),
            "tags": lambda: ", ".join(customer.tags),
            "address": lambda: "\n".join(map(_address, customer.addresses)),
            "contact_person": lambda: "\n".join(
                " · ".join(filter(None, (one.name, one.role, one.phone, one.notes)))
                for one in customer.persons
            ),
        }
        if key in words:
            return words[key]()
        if key in ("grade", "stage", "source", "staff"):
            code = str(getattr(customer, key))
            return self.sides.labels.get(key, {}).get(code) or show_code(key, code)
        own = self.sides.catalogue.custom_field(key)
        if own is not None:
            return show_value(own.type, customer.custom_value(key), self.sides.labels.get(key))
        return str(getattr(customer, key, ""))


def attached_text(counts: dict[str, int]) -> str:
    """Return in words how much is attached to a customer."""
    activities = counts.get("activity", 0)
    plans, visits = counts.get("follow_up", 0), counts.get("visit", 0)
    parts = [
        ngettext("{count} entry", "{count} entries", activities).format(count=activities),
        ngettext("{count} follow-up", "{count} follow-ups", plans).format(count=plans),
        ngettext("{count} visit", "{count} visits", visits).format(count=visits),
    ]
    shown = [text for text, count in zip(parts, (activities, plans, visits), strict=True) if count]
    return "\n".join(shown)


def _address(address: Address) -> str:
    extra = [part for part in (address.district, address.postcode) if part not in address.text]
    return " · ".join(part for part in (address.text, *extra) if part)
