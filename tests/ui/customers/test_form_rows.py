"""Rows of contact methods, addresses and persons."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson
from crmdesk.ui.customers.form_rows import AddressesEdit, MethodFields, MethodsEdit, PersonsEdit


def test_that_a_new_customer_starts_with_mobile_and_wechat(qtbot: QtBot) -> None:
    edit = MethodsEdit()
    qtbot.addWidget(edit)
    edit.set_methods(())
    kinds = [row.kind.key() for row in edit.rows() if isinstance(row, MethodFields)]
    assert kinds == ["mobile", "wechat"]
    assert edit.methods() == ()


def test_that_rows_are_added_and_taken_out(qtbot: QtBot) -> None:
    edit = MethodsEdit()
    qtbot.addWidget(edit)
    edit.set_methods([ContactMethod("mobile", "1")])
    edit.add_button.click()
    row = edit.rows()[-1]
    assert isinstance(row, MethodFields)
    assert row.kind.key() == "phone"
    row.value.setText("2")
    assert edit.methods() == (ContactMethod("mobile", "1"), ContactMethod("phone", "2"))
    with qtbot.waitSignal(edit.changed):
        edit.remove(edit.rows()[0])
    assert edit.methods() == (ContactMethod("phone", "2"),)


def test_that_addresses_and_persons_come_back_as_they_were(qtbot: QtBot) -> None:
    places, people = AddressesEdit(), PersonsEdit()
    qtbot.addWidget(places)
    qtbot.addWidget(people)
    addresses = (Address("Road 1", "Pudong", "200120"), Address("Road 2"))
    persons = (ContactPerson("Bert", "son", "139", "calls late"),)
    places.set_addresses(addresses)
    people.set_persons(persons)
    assert places.addresses() == addresses
    assert people.persons() == persons
    places.set_addresses(())
    assert places.addresses() == () and len(places.rows()) == 1
