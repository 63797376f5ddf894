"""Whom the rows of a list are about: stored customers, found by what is most certain first."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from crmdesk.core.domain.customer import Customer
from crmdesk.core.domain.folding import fold_key
from crmdesk.core.domain.matching import stored_phones
from crmdesk.core.domain.pinyin import sort_key
from crmdesk.core.importing.event_rows import EventDraft
from crmdesk.core.importing.plan import Target
from crmdesk.core.store import activity_import as stored
from crmdesk.core.store.database import Connection


class People:
    """The stored customers that rows are about, found by what is most certain first."""

    def __init__(self, connection: Connection, drafts: Collection[EventDraft]) -> None:
        phones = stored_phones(key for draft in drafts for key in draft.phones)
        self._phones = stored.by_method(connection, ("mobile", "phone"), phones)
        self._wechats = stored.by_method(
            connection, ("wechat",), {draft.wechat.lower() for draft in drafts if draft.wechat}
        )
        self._mails = stored.by_method(
            connection, ("email",), {draft.email.lower() for draft in drafts if draft.email}
        )
        self._cards = stored.by_card(connection, {draft.card for draft in drafts if draft.card})
        names = {name for draft in drafts for name in (draft.name, draft.company) if name}
        self._sounds = stored.by_sound(connection, names)
        numbers = {int(draft.number) for draft in drafts if draft.number.isdecimal()}
        ids = {one for group in self._groups() for found in group.values() for one in found}
        ids.update(one for found in self._sounds.values() for one, _name in found)
        self.names = stored.living(connection, ids | numbers)

    def _groups(self) -> tuple[Mapping[str, list[int]], ...]:
        return (self._phones, self._wechats, self._mails, self._cards)

    def target(self, customer_id: int) -> Target:
        """Return a stored customer as the one a row concerns."""
        customer = Customer(id=customer_id, name=self.names.get(customer_id, ""))
        return Target(customer, customer)

    def find(self, draft: EventDraft) -> list[int]:
        """Return the customers a row may be about: one when it is clear, else several or none."""
        if draft.number.isdecimal() and int(draft.number) in self.names:
            return [int(draft.number)]
        for keys, group in (
            ([draft.card], self._cards),
            (sorted(stored_phones(draft.phones)), self._phones),
            ([draft.wechat.lower()], self._wechats),
            ([draft.email.lower()], self._mails),
        ):
            found = list(dict.fromkeys(one for key in keys for one in group.get(key, ())))
            if found:
                same = [one for one in found if self._called(one, draft)]
                return same or found
        return self._by_name(draft)

    def _called(self, customer_id: int, draft: EventDraft) -> bool:
        name = fold_key(self.names.get(customer_id, ""))
        return name in (fold_key(draft.name), fold_key(draft.company))

    def _by_name(self, draft: EventDraft) -> list[int]:
        for name in (draft.name, draft.company):
            wanted = fold_key(name)
            found = self._sounds.get(sort_key(name), ()) if wanted else ()
            if same := [one for one, other in found if fold_key(other) == wanted]:
                return same
        return []
