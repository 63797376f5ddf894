"""What is known about a customer, as it is shown."""

from __future__ import annotations

import datetime as dt

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.custom_fields import CustomField
from crmdesk.core.domain.customer import Address, ContactMethod, ContactPerson, Customer
from crmdesk.ui.customers.fact_texts import facts_of, show_birthday
from crmdesk.ui.customers.facts import Facts
from crmdesk.ui.customers.lists import Lists

TODAY = dt.date(2026, 11, 21)


def test_that_only_what_is_known_is_shown_and_phones_come_first() -> None:
    customer = Customer(
        name="Anna",
        methods=(ContactMethod("wechat", "anna88"), ContactMethod("mobile", "138")),
        addresses=(Address("Road 1", "Pudong"),),
        persons=(ContactPerson("Bert", "son", "139"),),
        staff="Li",
    )
    facts = facts_of(customer, Lists(), TODAY)
    assert [(fact.label, fact.text) for fact in facts] == [
        ("Mobile", "138"),
        ("WeChat", "anna88"),
        ("Address", "Road 1 · Pudong"),
        ("Contact person", "Bert · son · 139"),
        ("Staff", "Li"),
    ]
    assert facts[0].big and facts[0].copies


def test_that_values_of_own_fields_stand_under_their_labels() -> None:
    fields = (
        CustomField(1, "Tea", "choice"),
        CustomField(2, "Until", "date"),
        CustomField(3, "Cup", "yes_no"),
        CustomField(4, "Words", "text"),
        CustomField(5, "Empty", "number"),
    )
    lists = Lists(catalogue=Catalogue(fields), own=(("c1", (("红茶", "Black tea"),)),))
    long = "in the blue box, never on Mondays"
    custom = (("c1", "红茶"), ("c2", "2026-12-01"), ("c3", "no"), ("c4", long))
    facts = facts_of(Customer(name="Anna", custom=custom), lists, TODAY)
    assert [(fact.label, fact.text, fact.small) for fact in facts] == [
        ("Tea", "Black tea", True),
        ("Until", "2026-12-01", True),
        ("Cup", "No", True),
        ("Words", long, False),
    ]


def test_that_the_next_birthday_and_age_are_told() -> None:
    assert show_birthday(Birthday(11, 21, 1990), TODAY) == "21 November 1990 (next today, turns 36)"
    assert show_birthday(Birthday(11, 22), TODAY) == "22 November (next 2026-11-22, in 1 day)"


def test_that_the_copy_button_copies_the_number(qtbot: QtBot) -> None:
    shown = Facts()
    qtbot.addWidget(shown)
    customer = Customer(name="Anna", methods=(ContactMethod("mobile", "13800138000"),))
    shown.show_facts(facts_of(customer, Lists(), TODAY))
    shown.copy_buttons()[0].click()
    assert QGuiApplication.clipboard().text() == "13800138000"


def test_that_the_referrer_can_be_opened_when_it_is_a_customer(qtbot: QtBot) -> None:
    customer = Customer(name="Anna", referrer="Bert", referrer_id=7)
    (fact,) = facts_of(customer, Lists(), TODAY)
    assert fact.customer_id == 7
    (plain_name,) = facts_of(Customer(name="Anna", referrer="Bert"), Lists(), TODAY)
    assert plain_name.customer_id == 0
