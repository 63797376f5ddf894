"""Whom something may be planned for: customers who are there, and not in the bin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from crmdesk.core.domain.problems import CrmError, NotFound
from crmdesk.core.i18n import _
from crmdesk.core.store import customers

if TYPE_CHECKING:
    from crmdesk.core.store.database import Connection


def names(connection: Connection, customer_ids: Sequence[int]) -> dict[int, str]:
    """Return the customers' names by id, in their order.

    Raises NotFound for one who is not there, CrmError for one in the bin: what is planned for
    them would be on no list.
    """
    found = customers.names(connection, customer_ids)
    for customer_id in customer_ids:
        if customer_id not in found:
            raise NotFound(
                _("There is no customer with the number {number}.").format(number=customer_id),
                _("Find the customer by name to see the number."),
            )
    binned = customers.in_bin(connection, customer_ids)
    if binned:
        raise CrmError(
            _("{name} is in the bin.").format(name=found[binned[0]]),
            _("Restore the customer first."),
        )
    return {customer_id: found[customer_id] for customer_id in customer_ids}


def name(connection: Connection, customer_id: int) -> str:
    """Return a customer's name. Raises NotFound, or CrmError for one in the bin."""
    return names(connection, [customer_id])[customer_id]
