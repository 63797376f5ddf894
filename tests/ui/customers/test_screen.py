"""A day with the customer file, with the real widgets and a real database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.customer import ContactMethod, Customer, CustomerQuery
from crmdesk.core.services import activities, choices, customers, followups, listing
from crmdesk.ui.customers.customer_form import CustomerForm
from crmdesk.ui.customers.facts import facts_of
from crmdesk.ui.customers.form_rows import MethodFields
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.table_model import ROW_ROLE
from tests.ui.desks import TODAY, RememberingDesk, shown


@pytest.fixture
def open_screen(qtbot: QtBot, desk: RememberingDesk) -> Callable[[], CustomersScreen]:
    def make() -> CustomersScreen:
        screen = CustomersScreen(desk)
        shown(qtbot, desk, screen)
        settle(qtbot, desk)
        return screen

    return make


def settle(qtbot: QtBot, desk: RememberingDesk) -> None:
    """Wait until nothing is read or written any more, follow-up reads included."""
    for _round in range(4):
        qtbot.waitUntil(desk.tasks.idle)
        qtbot.wait(1)


def name_box(form: CustomerForm) -> QLineEdit:
    box = form.editors["name"].widget
    assert isinstance(box, QLineEdit)
    return box


def listed(screen: CustomersScreen) -> list[str]:
    model = screen.list.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


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


def test_that_a_customer_is_found_by_initials_in_the_list(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    desk.add_customer("张伟")
    desk.add_customer("王芳")
    screen = open_screen()
    qtbot.keyClicks(screen.list.tools.search, "zw")
    qtbot.waitUntil(lambda: listed(screen) == ["张伟"])
    assert screen.list.tools.count.text() == "1 of 2 customers"
    qtbot.keyClick(screen.list.tools.search, Qt.Key.Key_Return)
    settle(qtbot, desk)
    found = screen.detail.customer()
    assert found is not None and found.name == "张伟"


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


def test_that_a_note_with_a_next_date_appears_in_the_timeline(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer("张伟", grade="A")
    screen = open_screen()
    screen.open_customer(customer_id)
    settle(qtbot, desk)
    note = screen.detail.note
    qtbot.keyClicks(note.text, "Asked for the price")
    note.next_date.set_text("+3")
    qtbot.keyClicks(note.next_what, "Send the offer")
    qtbot.keyClick(note.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, desk)
    items = [line.item for line in screen.detail.timeline.lines()]
    assert [(one.noun, one.text) for one in items] == [
        ("follow_up", "Send the offer"),
        ("activity", "Asked for the price"),
    ]
    assert items[0].on == TODAY + dt.timedelta(days=3)
    assert len([one for one in desk.changes if one.operation_id]) == 1
    assert not note.is_dirty()


def test_that_a_follow_up_is_finished_with_the_note(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer("张伟", grade="A")
    activities.note_contact(
        desk.workspace,
        Activity(customer_id=customer_id, on=TODAY),
        next_date=TODAY,
        next_what="Call back",
    )
    screen = open_screen()
    screen.open_customer(customer_id)
    settle(qtbot, desk)
    (line,) = screen.detail.timeline.lines()
    screen.detail.verbs.do("done", line.item)
    assert "Call back" in screen.detail.note.heading.text()
    assert screen.detail.note.next_date.date() == TODAY + dt.timedelta(days=14)
    qtbot.keyClicks(screen.detail.note.text, "Happy")
    screen.detail.note.save()
    settle(qtbot, desk)
    items = [one.item for one in screen.detail.timeline.lines()]
    assert items[0].open and items[0].on == TODAY + dt.timedelta(days=14)
    assert {one.status for one in items if one.noun == "follow_up"} == {"open", "done"}


def test_that_a_follow_up_is_moved_and_cancelled_from_the_timeline(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer("张伟")
    activities.note_contact(
        desk.workspace, Activity(customer_id=customer_id, on=TODAY), next_date=TODAY
    )
    screen = open_screen()
    screen.open_customer(customer_id)
    settle(qtbot, desk)
    (line,) = screen.detail.timeline.lines()
    menu = screen.detail.verbs.ask_day(line.item)
    menu.actions()[0].trigger()
    menu.close()
    settle(qtbot, desk)
    (line,) = screen.detail.timeline.lines()
    assert line.item.on == TODAY + dt.timedelta(days=1)
    screen.detail.verbs.do("cancel", line.item)
    settle(qtbot, desk)
    (line,) = screen.detail.timeline.lines()
    assert line.item.status == "cancelled" and not line.item.open


def test_that_a_customer_goes_to_the_bin_and_comes_back(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer("张伟")
    desk.add_customer("王芳")
    screen = open_screen()
    screen.open_customer(customer_id)
    settle(qtbot, desk)
    screen.list.view.setFocus()
    screen.list.bin_action.trigger()
    settle(qtbot, desk)
    assert listed(screen) == ["王芳"]
    assert screen.detail.bin_notice.isVisible()
    assert not screen.detail.note.isVisible()

    screen.list.show_bin(True)
    settle(qtbot, desk)
    assert listed(screen) == ["张伟"]
    screen.list.view.select_id(customer_id)
    assert screen.list.tools.selection.restore.isVisible()
    screen.list.bulk.restore()
    settle(qtbot, desk)
    screen.list.show_bin(False)
    settle(qtbot, desk)
    assert sorted(listed(screen)) == ["张伟", "王芳"]


def test_that_the_columns_are_as_they_were_left(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    desk.add_customer("张伟")
    screen = open_screen()
    view = screen.list.view
    keys = [column.key for column in screen.list.model.columns]
    view.setColumnHidden(keys.index("source"), False)
    view.horizontalHeader().resizeSection(keys.index("name"), 222)
    view.horizontalHeader().moveSection(0, 2)
    view.sortByColumn(keys.index("created"), Qt.SortOrder.DescendingOrder)
    screen.list.tools.filter_button.click()
    settle(qtbot, desk)

    again = open_screen()
    header = again.list.view.horizontalHeader()
    assert not again.list.view.isColumnHidden(keys.index("source"))
    assert header.sectionSize(keys.index("name")) == 222
    assert header.visualIndex(keys.index("name")) == 2
    query = again.list.source.shown
    assert query is not None and (query.sort, query.descending) == ("created", True)
    assert again.list.tools.filters.isVisible()


def test_that_two_thousand_customers_scroll_to_the_last_one(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    from crmdesk.core.services import demo

    demo.fill(desk.workspace, 2000)
    screen = open_screen()
    model = screen.list.model
    qtbot.waitUntil(lambda: len(model.ids()) == model.rowCount() >= 1900)
    screen.list.view.scrollToBottom()
    last = model.rowCount() - 1
    qtbot.waitUntil(lambda: model.index(last, 0).data(ROW_ROLE) is not None)
    assert model.index(last, 0).data() not in ("", "…")


def test_that_filters_narrow_the_list_and_clear_all_widens_it(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    desk.add_customer("张伟", grade="A")
    desk.add_customer("王芳", grade="B")
    screen = open_screen()
    screen.list.tools.filters.filters["grade"].choose(("A",))
    settle(qtbot, desk)
    assert listed(screen) == ["张伟"]
    assert screen.list.tools.filter_button.text() == "Filters (1)"
    screen.list.tools.filters.clear_button.click()
    settle(qtbot, desk)
    assert len(listed(screen)) == 2


def test_that_only_the_customers_of_an_import_are_listed_until_its_chip_is_pressed(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    desk.add_customer("张伟")
    made = customers.create(desk.workspace, Customer(name="王芳"))
    screen = open_screen()
    screen.new_customer()
    screen.list.tools.search.setText("张")
    screen.show_customers(CustomerQuery(made_by=made.operation_id), "From the import of a.xlsx")
    settle(qtbot, desk)
    assert listed(screen) == ["王芳"]
    assert screen.stack.currentWidget() is screen.detail
    assert screen.detail.customer_id() == made.new_id
    chip = screen.list.tools.filters.chip
    assert chip.isVisible() and chip.text() == "From the import of a.xlsx"
    chip.click()
    settle(qtbot, desk)
    assert len(listed(screen)) == 2 and not chip.isVisible()


def test_that_an_empty_search_offers_the_text_as_a_new_customer(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    desk.add_customer("张伟")
    screen = open_screen()
    qtbot.keyClicks(screen.list.tools.search, "Nobody Here")
    qtbot.waitUntil(lambda: listed(screen) == [])
    screen.list.create_requested.emit("Nobody Here")
    assert screen.form.current().name == "Nobody Here"


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


def test_that_markup_in_a_name_stays_plain_text(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer("<b>Bold</b> {{ x }} & 😀")
    screen = open_screen()
    screen.open_customer(customer_id)
    settle(qtbot, desk)
    assert screen.detail.head.name.text() == "<b>Bold</b> {{ x }} & 😀"
    assert screen.detail.head.name.textFormat() == Qt.TextFormat.PlainText


def test_that_many_chosen_customers_get_a_grade_at_once(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    ids = [desk.add_customer(name) for name in ("张伟", "王芳", "李娜")]
    screen = open_screen()
    screen.list.view.selectAll()
    assert screen.list.tools.selection.isVisible()
    screen.list.bulk.set_field("grade", "A")
    settle(qtbot, desk)
    assert {customers.get(desk.workspace, one).grade for one in ids} == {"A"}
    screen.list.bulk.plan_visit()
    assert desk.asked[-1][0] == "plan_visit" and set(desk.asked[-1][1:]) == set(ids)


def test_that_menus_are_made_again_only_when_the_lists_changed(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    made = desk.add_customer("张伟", staff="小李")
    screen = open_screen()
    before = screen.list._lists
    desk.done(customers.set_field(desk.workspace, [made], "grade", "B"))
    settle(qtbot, desk)
    assert screen.list._lists is before
    desk.done(choices.rename(desk.workspace, "staff", "小李", "李经理"))
    settle(qtbot, desk)
    assert screen.list._lists.staff == (("小李", "李经理"),)
    found = customers.get(desk.workspace, made)
    assert "李经理" in [one.text for one in facts_of(found, screen.list._lists, TODAY)]


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


def test_that_the_keys_work_from_the_list(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer("张伟")
    screen = open_screen()
    qtbot.waitActive(screen)
    view, control = screen.list.view, Qt.KeyboardModifier.ControlModifier
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_E, control)
    settle(qtbot, desk)
    assert screen.stack.currentWidget() is screen.form
    assert screen.form.customer_id() == customer_id
    qtbot.keyClick(name_box(screen.form), Qt.Key.Key_Escape)
    assert screen.stack.currentWidget() is screen.detail
    qtbot.keyClick(view, Qt.Key.Key_F, control)
    assert screen.list.tools.search.hasFocus()
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_N, control)
    assert screen.stack.currentWidget() is screen.form
    qtbot.keyClicks(name_box(screen.form), "Anna")
    qtbot.keyClick(name_box(screen.form), Qt.Key.Key_S, control)
    settle(qtbot, desk)
    assert len(listed(screen)) == 2
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Delete)
    settle(qtbot, desk)
    assert listed(screen) == ["张伟"]


def test_that_the_same_customer_opens_again_after_a_look_into_the_bin(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer("张伟")
    screen = open_screen()
    screen.open_customer(customer_id)
    settle(qtbot, desk)
    screen.list.show_bin(True)
    settle(qtbot, desk)
    assert screen.stack.currentWidget() is screen.nobody
    screen.list.show_bin(False)
    settle(qtbot, desk)
    screen.list.view.select_id(customer_id)
    assert screen.stack.currentWidget() is screen.detail


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


def test_that_tab_goes_from_the_tools_over_the_list_down_the_file_to_the_note(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    made = desk.add_customer("张伟", "13800138000")
    said = Activity(customer_id=made, kind="call", text="hello", on=TODAY)
    activities.note_contact(desk.workspace, said)
    screen = open_screen()
    tools, detail = screen.list.tools, screen.detail
    qtbot.waitUntil(lambda: all(one.isVisible() for one in detail.facts.copy_buttons()))
    tools.search.setFocus()
    met = tabbed(qtbot, screen)
    wanted = [
        tools.search,
        tools.filter_button,
        tools.columns_button,
        screen.list.view,
        *detail.head.stops(),
        *detail.facts.copy_buttons(),
        detail.note.kind,
        detail.note.text,
        detail.note.save_button,
    ]
    assert [part for part in met if part in wanted] == wanted
    assert len(met) == len(set(met))


def tabbed(qtbot: QtBot, screen: CustomersScreen) -> list[QWidget]:
    """Press Tab until the end of the file is reached, and return what had the keyboard."""
    met: list[QWidget] = []
    for _step in range(40):
        met.append(screen.focusWidget())
        if met[-1] is screen.detail.note.save_button:
            break
        qtbot.keyClick(met[-1], Qt.Key.Key_Tab)
    return met


def test_that_tab_goes_down_the_file_also_when_its_facts_were_laid_out_anew(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    desk.add_customer("张伟", "13800138000")
    screen = open_screen()
    facts, note = screen.detail.facts, screen.detail.note
    for width in (700, 1000):
        with qtbot.waitSignal(facts.made_again):
            screen.resize(width, 640)
    qtbot.waitUntil(lambda: all(one.isVisible() for one in facts.copy_buttons()))
    screen.detail.head.stops()[0].setFocus()
    met = tabbed(qtbot, screen)
    wanted = [*facts.copy_buttons(), note.kind]
    assert facts.copy_buttons()
    assert [part for part in met if part in wanted] == wanted


def test_that_a_low_window_scrolls_the_whole_file(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    desk.add_customer("张伟", "13800138000")
    screen = open_screen()
    detail = screen.detail
    assert not detail.area.isAncestorOf(detail.note)
    screen.resize(620, 260)
    qtbot.waitUntil(lambda: detail.area.isAncestorOf(detail.note))
    assert (screen.width(), screen.height()) == (620, 260)
    settle(qtbot, desk)
    assert detail.note.text.visibleRegion().isEmpty()
    detail.note_now.trigger()
    assert not detail.note.text.visibleRegion().isEmpty()
    bar = detail.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not detail.note.save_button.visibleRegion().isEmpty()
    screen.resize(1000, 640)
    qtbot.waitUntil(lambda: not detail.area.isAncestorOf(detail.note))


def test_that_a_chain_is_begun_from_the_customers_file(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    made = desk.add_customer("Ada")
    screen = open_screen()
    screen.detail.open(made)
    settle(qtbot, desk)
    screen.detail.chain.click()
    qtbot.waitUntil(lambda: bool(screen.detail.findChildren(QMenu, "chains")))
    menu = screen.detail.findChildren(QMenu, "chains")[-1]
    assert [action.text() for action in menu.actions()][:1] == ["After a sale"]
    menu.actions()[0].trigger()
    menu.close()
    settle(qtbot, desk)
    assert [row.follow_up.chain for row in followups.open_rows(desk.workspace)] == [
        "sale@2026-11-21",
        "sale@2026-11-21",
    ]
