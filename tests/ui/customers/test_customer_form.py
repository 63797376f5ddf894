"""The form made from the field catalogue."""

from __future__ import annotations

import datetime as dt
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.birthdays import Birthday
from crmdesk.core.domain.customer import (
    Address,
    ContactMethod,
    ContactPerson,
    Customer,
    CustomerQuery,
)
from crmdesk.core.domain.fields import FIELDS
from crmdesk.core.services import customers, listing
from crmdesk.ui.customers import lists
from crmdesk.ui.customers.customer_form import CustomerForm
from crmdesk.ui.customers.editors import SECTIONS
from crmdesk.ui.kit.date_edit import DateEdit
from tests.ui.desks import RememberingDesk


@pytest.fixture
def form(qtbot: QtBot, desk: RememberingDesk) -> CustomerForm:
    made = CustomerForm(desk)
    qtbot.addWidget(made)
    made.resize(600, 600)
    made.show()
    return made


WHOLE = Customer(
    kind="company",
    name="Sun Ltd",
    gender="female",
    birthday=Birthday(8, 15, 1980, lunar=True),
    company="Sun group",
    methods=(ContactMethod("email", "a@b.cn"), ContactMethod("mobile", "138")),
    addresses=(Address("Road 1", "Pudong", "200120"),),
    persons=(ContactPerson("Bert", "boss", "139"),),
    grade="A",
    stage="loyal",
    source="referral",
    referrer="Carl",
    tags=("VIP", "tea"),
    staff="Li",
    card="M1",
    stay_days=45,
    notes="two\nlines",
    created=dt.date(2020, 1, 2),
)


def test_that_every_field_of_the_catalogue_comes_back_unchanged(form: CustomerForm) -> None:
    form.edit(WHOLE)
    assert form.current() == WHOLE
    assert not form.is_dirty()


def test_that_values_stay_when_the_lists_arrive_later(
    desk: RememberingDesk, form: CustomerForm
) -> None:
    form.edit(WHOLE)
    form.set_lists(lists.read(desk.workspace))
    assert form.current() == WHOLE
    assert not form.is_dirty()
    stage = form.editors["stage"].widget
    assert stage.text() == "Loyal"  # type: ignore[attr-defined]


def test_that_every_section_of_the_catalogue_has_its_place() -> None:
    assert {field.form for field in FIELDS if field.form} | {"custom"} == set(SECTIONS)


def test_that_a_saved_customer_is_the_one_that_was_typed(
    qtbot: QtBot, desk: RememberingDesk, form: CustomerForm
) -> None:
    form.new()
    form._fill(WHOLE)
    with qtbot.waitSignal(form.saved) as saved:
        form.save()
    assert saved.args is not None
    stored = customers.get(desk.workspace, saved.args[0])
    assert (stored.name, stored.birthday, stored.persons) == (
        WHOLE.name,
        WHOLE.birthday,
        WHOLE.persons,
    )
    assert (stored.tags, stored.stage, stored.created) == (WHOLE.tags, "loyal", WHOLE.created)


def test_that_what_is_not_understood_is_told_at_its_field_and_not_saved(
    desk: RememberingDesk, form: CustomerForm
) -> None:
    form.edit(WHOLE)
    created = form.editors["created"].widget
    assert isinstance(created, DateEdit)
    created.set_text("some day")
    form.save()
    assert "date" in form._bench.rows["created"].error()
    assert desk.changes == []
    created.set_date(None)
    form.editors["birthday"].widget.line.setText("nonsense")  # type: ignore[attr-defined]
    form.save()
    assert desk.changes == []


def test_that_a_failure_of_the_service_is_told_in_the_form(
    qtbot: QtBot, desk: RememberingDesk, form: CustomerForm
) -> None:
    form.edit(Customer(id=99, name="Nobody"))
    form.save()
    qtbot.waitUntil(form.error.isVisible)
    assert "99" in form.error.text()
    assert form.save_button.isEnabled()


@pytest.mark.parametrize("new", [True, False])
def test_that_words_typed_while_it_is_saved_stay_and_are_saved_next(
    qtbot: QtBot, desk: RememberingDesk, form: CustomerForm, new: bool
) -> None:
    if new:
        form.new("Ada")
    else:
        form.edit(customers.get(desk.workspace, desk.add_customer("Ada")))
    company, card = form.editors["company"].widget, form.editors["card"].widget
    assert isinstance(company, QLineEdit) and isinstance(card, QLineEdit)
    company.setText("Engines")
    gate = Event()
    desk.tasks.write(lambda: gate.wait(60))
    closed: list[int] = []
    form.saved.connect(closed.append)
    form.save()
    card.setText("M7")
    gate.set()
    qtbot.waitUntil(desk.tasks.idle)
    assert closed == [] and form.is_dirty()
    assert (form.current().company, form.current().card) == ("Engines", "M7")
    (one,) = listing.first_page(desk.workspace, CustomerQuery()).ids
    assert customers.get(desk.workspace, one).company == "Engines"
    form.read_again()
    qtbot.waitUntil(desk.tasks.idle)
    assert not form.meanwhile.isVisible()
    # What somebody else did to another field since then is not undone.
    customers.set_field(desk.workspace, [one], "grade", "B")
    with qtbot.waitSignal(form.saved):
        form.save()
    assert closed == [one]
    stored = customers.get(desk.workspace, one)
    assert (stored.name, stored.company, stored.card, stored.grade) == ("Ada", "Engines", "M7", "B")
    assert customers.count_all(desk.workspace) == 1


def test_that_another_customer_opened_meanwhile_is_not_closed_by_the_answer(
    qtbot: QtBot, desk: RememberingDesk, form: CustomerForm
) -> None:
    gate = Event()
    desk.tasks.write(lambda: gate.wait(60))
    closed: list[int] = []
    form.saved.connect(closed.append)
    form.new("Ada")
    form.save()
    form.new("Bert")
    gate.set()
    qtbot.waitUntil(desk.tasks.idle)
    assert closed == [] and form.current().name == "Bert" and form.is_dirty()
    assert len(desk.changes) == 1


@pytest.mark.parametrize("field", ["name", "notes"])
def test_that_ctrl_enter_saves_from_every_field(
    qtbot: QtBot, form: CustomerForm, desk: RememberingDesk, field: str
) -> None:
    form.new("Ada Lovelace")
    box = form.editors[field].widget
    box.setFocus()
    with qtbot.waitSignal(form.saved):
        qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert customers.count_all(desk.workspace) == 1


def test_that_an_interval_that_cannot_be_read_keeps_the_form_open(
    qtbot: QtBot, desk: RememberingDesk, form: CustomerForm
) -> None:
    form.new("Ada")
    box = form.editors["stay_days"].widget
    assert isinstance(box, QLineEdit)
    box.setText("often")
    form.save()
    assert "often" in form.error.text() + form._bench.rows["stay_days"].error()
    box.setText("2 weeks")
    form.save()
    qtbot.waitUntil(desk.tasks.idle)
    (one,) = listing.first_page(desk.workspace, CustomerQuery()).ids
    assert customers.get(desk.workspace, one).stay_days == 14
