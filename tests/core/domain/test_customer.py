"""A customer tells the number to call, the account to write to and where to go."""

from __future__ import annotations

from crmdesk.core.domain.customer import ContactMethod
from tests.factories import person


def test_that_the_mobile_is_called_before_the_phone() -> None:
    phone, mobile = ContactMethod("phone", "0571-1"), ContactMethod("mobile", "138")
    assert person(methods=(phone, mobile)).mobile == "138"
    assert person(methods=(phone,)).mobile == "0571-1"
    assert person().mobile == ""


def test_that_the_first_of_a_kind_is_the_primary_one() -> None:
    methods = tuple(ContactMethod("email", text) for text in ("a@b", "c@d"))
    assert person(methods=methods).first("email") == "a@b"
    assert person(methods=methods).all("email") == ("a@b", "c@d")
    assert person(methods=methods).first("qq") == ""


def test_that_the_first_address_is_the_one_shown() -> None:
    assert person(address="文三路1号").address == "文三路1号"
    assert person().address == ""
