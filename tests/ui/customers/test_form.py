"""The form of a customer: created, edited, warned of duplicates, left with a question."""

from __future__ import annotations

from collections.abc import Callable

from pytestqt.qtbot import QtBot

from crmdesk.core.domain.customer import ContactMethod, CustomerQuery
from crmdesk.core.services import customers, listing
from crmdesk.ui.customers.form_rows import MethodFields
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.kit.dialogs import Dialog
from tests.ui.customers.hands import listed, name_box, settle
from tests.ui.desks import RememberingDesk


def test_that_a_customer_is_created_from_the_keyboard_and_shown(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    screen = open_screen()
    screen.new_action.trigger()
    assert screen.stack.currentWidget() is screen.form
    qtbot.keyClicks(name_box(screen.form), "Zhang Wei")
    first = screen.form.editors["contact"].widget.rows()[0]  # type: ignore[attr-defined]
    assert isinstance(first, MethodFields)
    qtbot.keyClicks(first.value, "138 0013 8000")
    screen.form.save()
    settle(qtbot, desk)

    assert screen.stack.currentWidget() is screen.detail
    found = screen.detail.customer()
    assert found is not None and found.name == "Zhang Wei"
    assert found.mobile.replace(" ", "") == "13800138000"
    assert screen.list.view.current() == found.id
    assert "Zhang Wei" in desk.changes[-1].message


def test_that_the_wish_for_a_name_goes_once_there_is_one(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    form = open_screen().form
    form.new()
    form.save()
    row = form._bench.rows["name"]
    assert row.error().startswith("Type a name")
    qtbot.keyClicks(name_box(form), "Z")
    assert row.error() == ""
    form.alike.rest()


def test_that_an_edit_is_saved_and_seen_in_list_and_file(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer("张伟", "13800138000")
    screen = open_screen()
    screen.open_customer(customer_id)
    settle(qtbot, desk)
    screen.detail.edit.trigger()
    settle(qtbot, desk)
    name_box(screen.form).setText("张卫")
    screen.form.save()
    settle(qtbot, desk)
    assert customers.get(desk.workspace, customer_id).name == "张卫"
    assert screen.detail.head.name.text() == "张卫"
    assert listed(screen) == ["张卫"]


def test_that_the_duplicate_warning_shows_and_does_not_block(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    existing = desk.add_customer("张三", "13800138000")
    screen = open_screen()
    screen.new_customer()
    qtbot.keyClicks(name_box(screen.form), "Li Si")
    first = screen.form.editors["contact"].widget.rows()[0]  # type: ignore[attr-defined]
    assert isinstance(first, MethodFields)
    qtbot.keyClicks(first.value, "138-0013-8000")
    qtbot.waitUntil(lambda: [one.id for one in screen.form.alike.found()] == [existing])
    assert screen.form.alike.isVisible()
    screen.form.save()
    settle(qtbot, desk)
    assert listing.count(desk.workspace, CustomerQuery()) == 2


def test_that_the_warning_goes_when_the_phone_is_taken_back(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    desk.add_customer("张三", "13800138000")
    screen = open_screen()
    screen.new_customer(phone="13800138000")
    qtbot.waitUntil(lambda: len(screen.form.alike.found()) == 1)
    first = screen.form.editors["contact"].widget.rows()[0]  # type: ignore[attr-defined]
    first.value.clear()
    screen.form.editors["contact"].widget.changed.emit()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not screen.form.alike.found())
    assert not screen.form.alike.isVisible()


def test_that_open_existing_asks_before_typed_words_are_lost(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    existing = desk.add_customer("张三", "13800138000")
    screen = open_screen()
    screen.new_customer(phone="13800138000")
    qtbot.waitUntil(lambda: len(screen.form.alike.found()) == 1)
    screen.form.alike.open_asked.emit(existing)
    dialog = screen.form.findChild(Dialog)
    assert dialog is not None
    assert screen.stack.currentWidget() is screen.form
    dialog.accept()
    settle(qtbot, desk)
    assert screen.detail.customer_id() == existing


def test_that_a_name_is_asked_for_at_its_field(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    screen = open_screen()
    screen.new_customer()
    screen.form.save()
    assert "name" in screen.form._bench.rows["name"].error()
    assert listing.count(desk.workspace, CustomerQuery()) == 0


def test_that_escape_leaves_an_untouched_form_without_a_question(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    screen = open_screen()
    screen.new_customer()
    screen.form.cancel()
    assert screen.stack.currentWidget() is not screen.form
    screen.new_customer()
    qtbot.keyClicks(name_box(screen.form), "x")
    screen.form.cancel()
    assert screen.stack.currentWidget() is screen.form
    dialog = screen.form.findChild(Dialog)
    assert dialog is not None
    dialog.reject()
    assert screen.form.current().name == "x"


def test_that_a_change_elsewhere_reloads_an_untouched_form_and_is_told_in_a_touched_one(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer("张伟")
    screen = open_screen()
    screen.open_customer(customer_id)
    settle(qtbot, desk)
    screen.detail.edit.trigger()
    settle(qtbot, desk)
    desk.done(customers.set_field(desk.workspace, [customer_id], "grade", "B"))
    settle(qtbot, desk)
    assert screen.form.current().grade == "B"
    name_box(screen.form).setText("Typed")
    desk.done(customers.set_field(desk.workspace, [customer_id], "grade", "C"))
    settle(qtbot, desk)
    assert screen.form.meanwhile.isVisible()
    assert screen.form.current().name == "Typed"
    screen.form.meanwhile.again.click()
    settle(qtbot, desk)
    assert (screen.form.current().name, screen.form.current().grade) == ("张伟", "C")


def test_that_all_methods_come_back_from_the_form_in_their_order(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    screen = open_screen()
    screen.new_customer("张伟")
    editor = screen.form.editors["contact"].widget
    methods = (ContactMethod("phone", "010-1"), ContactMethod("mobile", "1"))
    editor.set_methods(methods)  # type: ignore[attr-defined]
    assert screen.form.current().methods == methods
    editor._put_first(editor.rows()[1])  # type: ignore[attr-defined]
    assert screen.form.current().methods == (methods[1], methods[0])


def test_that_choosing_another_row_asks_before_a_touched_form_is_left(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    first, second = desk.add_customer("Anna"), desk.add_customer("Bert")
    screen = open_screen()
    screen.open_customer(first)
    settle(qtbot, desk)
    screen.detail.edit.trigger()
    settle(qtbot, desk)
    qtbot.keyClicks(name_box(screen.form), "x")
    screen.list.view.select_id(second)
    dialog = screen.form.findChild(Dialog)
    assert dialog is not None
    dialog.reject()
    assert screen.list.view.current() == first
    assert screen.stack.currentWidget() is screen.form
    assert screen.has_unsaved()
