"""Address labels and envelopes for the customers of a list."""

from __future__ import annotations

from typing import Final

from crmdesk.core.domain.customer import COMPANY, Customer
from crmdesk.core.domain.postal import take_postcode, with_district
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.i18n import N_, _, in_a_row, language, ngettext, speaking_to_the_screen
from crmdesk.core.reports.document import Document, Look
from crmdesk.core.reports.label_sheets import LABEL_SHEETS, USUAL_SHEETS, LabelSheet
from crmdesk.core.reports.post import (
    ENVELOPES,
    Envelope,
    Recipient,
    Sender,
    build_envelopes,
    build_labels,
)
from crmdesk.core.services import shop
from crmdesk.core.services.print_options import PrintOptions, Style, paper_of
from crmdesk.core.services.print_texts import customers_of
from crmdesk.core.services.workspace import Workspace

_COURTESY: Final = {"female": N_("Ms"), "male": N_("Mr")}


def label_sheet(workspace: Workspace, options: PrintOptions) -> LabelSheet:
    """Return the sheet of labels that is chosen, else the usual one of the shop's paper."""
    paper = paper_of(options.paper or shop.settings(workspace).paper)
    return LABEL_SHEETS.get(options.label) or LABEL_SHEETS[USUAL_SHEETS[paper]]


def envelope(options: PrintOptions) -> Envelope:
    """Return the envelope that is chosen, else the usual one of the language of the print."""
    usual = "cn-5" if language().startswith("zh") else "dl"
    return ENVELOPES.get(options.envelope) or ENVELOPES[usual]


def _labels(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    recipients, remark = _recipients(workspace, options)
    sheet = label_sheet(workspace, options)
    return build_labels(
        look,
        sheet,
        recipients,
        first=options.first,
        outlines=bool(options.outlines),
        remark=remark,
    )


def _envelopes(workspace: Workspace, options: PrintOptions, look: Look) -> Document:
    recipients, remark = _recipients(workspace, options)
    ours = shop.settings(workspace)
    sender = Sender(ours.shop_name, ours.address, ours.phone) if options.sender else None
    outlines = options.outlines is not False
    return build_envelopes(
        look, envelope(options), sender, recipients, outlines=outlines, remark=remark
    )


LABELS: Final = Style(
    "labels",
    N_("Address labels"),
    N_("Sheets of labels to stick on, also a sheet that was begun."),
    "customers",
    _labels,
    frozenset({"label", "first", "outlines"}),
    placed=True,
)
ENVELOPE: Final = Style(
    "envelopes",
    N_("Envelopes"),
    N_("An envelope for each customer, with your address as the sender."),
    "customers",
    _envelopes,
    frozenset({"envelope", "sender", "outlines"}),
    placed=True,
)


def _recipients(workspace: Workspace, options: PrintOptions) -> tuple[list[Recipient], str]:
    with workspace.database.read() as connection:
        found, remark = customers_of(workspace, connection, options)
    made = [_recipient(customer) for customer in found if customer.address]
    if not made:
        raise CrmError(
            _("None of these customers has an address."),
            _("Write down an address, or choose other customers."),
        )
    missing = len(found) - len(made)
    if missing:
        with speaking_to_the_screen():
            left_out = ngettext(
                "{count} customer without an address is left out.",
                "{count} customers without an address are left out.",
                missing,
            ).format(count=missing)
        remark = in_a_row((remark, left_out))
    return made, remark


def _recipient(customer: Customer) -> Recipient:
    written = next(one for one in customer.addresses if one.text)
    address, postcode = take_postcode(written.text, written.postcode)
    is_company = customer.kind == COMPANY
    person = customer.persons[0].name if is_company and customer.persons else ""
    company = customer.name if person else customer.company if not is_company else ""
    courtesy = _COURTESY.get(customer.gender, "") if not is_company else ""
    return Recipient(
        name=customer.name,
        address=with_district(address, written.district),
        postcode=postcode,
        company=company,
        attention=person,
        courtesy=_(courtesy) if courtesy else "",
    )
