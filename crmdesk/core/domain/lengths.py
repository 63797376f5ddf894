"""How long what stands on one line may be; what is longer belongs into the notes.

What was kept before there were lengths stays as it is: only what is changed must fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from crmdesk.core.domain.normalise import clean_text
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _

if TYPE_CHECKING:
    from crmdesk.core.domain.complaint import Complaint
    from crmdesk.core.domain.customer import Customer

# Who or what something is called, and a number to call.
NAME: Final = 100
# What is said on one line: an address, a product, what is to be done.
LINE: Final = 300
# A value of an own field of words, which is the only place an owner may have for them.
WORDS: Final = 2_000

# What it is called, what stands there, and how long it may be.
Measured = tuple[str, str, int]


def line(label: str, text: object, most: int = LINE, *, before: str = "") -> str:
    """Return a text clean, as it is kept on one line. Raises BadValue where it is too long.

    `before` is what stood there: it may stay, however long it is.
    """
    clean = clean_text(text)
    check([(label, clean, most)], [(label, before, most)])
    return clean


def check(values: Iterable[Measured], before: Iterable[Measured] = ()) -> None:
    """Raise BadValue for the first value that is too long and did not stand there before."""
    too_long = [one for one in values if len(one[1]) > one[2]]
    if not too_long:
        return
    known = {value for _label, value, _most in before}
    for label, value, most in too_long:
        if value not in known:
            raise BadValue(
                _("{field}: {count} characters are too many; there is room for {most}.").format(
                    field=label, count=len(value), most=most
                ),
                _("Shorten it, and put the rest into the notes."),
            )


def of_customer(customer: Customer) -> Iterator[Measured]:
    """Yield what stands on one line of a customer's file."""
    from crmdesk.core.domain.customer import METHOD_KINDS, PHONE_KINDS
    from crmdesk.core.domain.fields import BY_KEY

    for key in ("name", "company", "grade", "stage", "source", "referrer", "staff", "card"):
        yield BY_KEY[key].show(), getattr(customer, key), NAME
    for method in customer.methods:
        most = NAME if method.kind in PHONE_KINDS else LINE
        yield _(METHOD_KINDS[method.kind]), method.value, most
    for address in customer.addresses:
        yield BY_KEY["address"].show(), address.text, LINE
        yield BY_KEY["district"].show(), address.district, NAME
        yield BY_KEY["postcode"].show(), address.postcode, NAME
    for person in customer.persons:
        for part in (person.name, person.role, person.phone):
            yield BY_KEY["contact_person"].show(), part, NAME
    for tag in customer.tags:
        yield BY_KEY["tags"].show(), tag, NAME


def of_complaint(complaint: Complaint) -> Iterator[Measured]:
    """Yield what stands on one line of a complaint."""
    from crmdesk.core.domain.complaint_words import field_words

    for name in ("walk_in_name", "walk_in_phone", "received_by", "channel", "category", "staff"):
        yield field_words(name), getattr(complaint, name), NAME
    yield field_words("product"), complaint.product, LINE
