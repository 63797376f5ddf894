"""The list of customers and the file beside it: found, filtered, used by keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.activity import Activity
from crmdesk.core.domain.customer import Customer, CustomerQuery
from crmdesk.core.services import activities, choices, customers
from crmdesk.ui.customers.fact_texts import facts_of
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.kit.model_answers import ROW_ROLE
from tests.ui.customers.hands import listed, name_box, settle
from tests.ui.desks import TODAY, RememberingDesk


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


def test_that_tab_goes_from_the_tools_over_the_list_down_the_file_to_the_note(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    made = desk.add_customer("张伟", "13800138000")
    said = Activity(customer_id=made, kind="call", text="hello", on=TODAY)
    activities.note_contact(desk.workspace, said)
    screen = open_screen()
    tools, detail = screen.list.tools, screen.detail
    # The file is read again after what was noted: it has to stand still before Tab goes down it.
    qtbot.waitUntil(desk.tasks.idle)
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
