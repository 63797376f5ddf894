"""The customers of a print, and everything that is known of them as texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from crmdesk.core.domain.choices import TAG
from crmdesk.core.domain.customer import METHOD_KINDS, Customer, CustomerQuery
from crmdesk.core.domain.fields import Field
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import _, listed, speaking_to_the_screen
from crmdesk.core.services import export_rows
from crmdesk.core.services.export_rows import Layout
from crmdesk.core.services.print_options import PrintOptions
from crmdesk.core.services.workspace import Workspace
from crmdesk.core.store import customers, listing
from crmdesk.core.store.database import Connection

USUAL_COLUMNS: Final = ("name", "mobile", "grade", "address", "last_contact", "next_date")
# A print of more would keep the printer busy for a day.
MOST: Final = 5000


def customers_of(
    workspace: Workspace,
    connection: Connection,
    options: PrintOptions,
    query: CustomerQuery | None = None,
    most: int = MOST,
) -> tuple[list[Customer], str]:
    """Return the customers that are to be printed, and a remark when they are not all.

    Those of `ids` in their order, else those the query finds. Raises CrmError when there are none.
    """
    wanted: Sequence[int] = options.ids
    if not wanted:
        asked = query or options.query or CustomerQuery()
        wanted = listing.ids(connection, asked, workspace.clock.today())
    if not wanted:
        raise _nobody()
    found = customers.load(connection, wanted[:most])
    if not found:
        raise _nobody()
    remark = ""
    if len(wanted) > most:
        with speaking_to_the_screen():
            remark = _("Only the first {most} of {count} customers are printed.").format(
                most=most, count=len(wanted)
            )
    return found, remark


def _nobody() -> CrmError:
    return CrmError(
        _("There are no customers to print."),
        _("Choose other customers, or take a filter away."),
    )


def field_texts(customer: Customer, layout: Layout) -> dict[str, str]:
    """Return what a customer has in each field of the shop's catalogue, by key, to be read."""
    found = export_rows.texts_of(customer, layout)
    found["birthday"] = customer.birthday.show() if customer.birthday else ""
    found["tags"] = listed(layout.label(TAG, tag) for tag in customer.tags)
    for kind in METHOD_KINDS:
        found[kind] = ", ".join(customer.all(kind))
    found["mobile"] = found["mobile"] or customer.mobile
    found["address"] = " / ".join(one.text for one in customer.addresses if one.text)
    districts = dict.fromkeys(one.district for one in customer.addresses if one.district)
    found["district"] = listed(districts)
    found["postcode"] = ", ".join(one.postcode for one in customer.addresses if one.postcode)
    for own, text in export_rows.custom_texts(customer, layout):
        found[own.key] = text
    return found


def printable(fields: Iterable[Field]) -> list[Field]:
    """Return the fields a printed list can have as columns."""
    return [field for field in fields if not field.part]
