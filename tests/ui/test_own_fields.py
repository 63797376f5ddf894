"""A field of the owner's own, from the settings to the form, the list, the filters and the find."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core import settings as local_settings
from crmdesk.core.domain.customer import Customer, CustomerQuery
from crmdesk.core.services import choices, custom_fields, customers, history
from crmdesk.ui.customers.own_fields import OwnFields
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.settings.new_field import NewFieldDialog
from crmdesk.ui.settings.own_fields import OwnFieldsCard
from crmdesk.ui.settings.screen import SettingsScreen
from crmdesk.ui.settings.value_lists import ValueListsCard
from tests.ui.desks import RememberingDesk, desk, shown

__all__ = ["desk"]


def settle(qtbot: QtBot, desk: RememberingDesk) -> None:
    qtbot.waitUntil(desk.tasks.idle)


def dialog_of(parent: QWidget) -> Dialog:
    return next(one for one in parent.children() if isinstance(one, Dialog) and one.isVisible())


def press(qtbot: QtBot, desk: RememberingDesk, dialog: Dialog, text: str) -> None:
    chosen = next(one for one in dialog.findChildren(QPushButton) if one.text() == text)
    qtbot.mouseClick(chosen, Qt.MouseButton.LeftButton)
    settle(qtbot, desk)


def make_field(
    qtbot: QtBot, desk: RememberingDesk, screen: SettingsScreen, name: str, kind: str
) -> None:
    screen.card(OwnFieldsCard).add()
    dialog = dialog_of(screen.card(OwnFieldsCard))
    assert isinstance(dialog, NewFieldDialog)
    dialog.name.setText(name)
    dialog.kind.set_key(kind)
    press(qtbot, desk, dialog, "Add")


def own(screen: CustomersScreen) -> OwnFields:
    found = screen.form.editors["custom"].widget
    assert isinstance(found, OwnFields)
    return found


def cells(screen: CustomersScreen, key: str) -> list[str]:
    model = screen.list.model
    place = [column.key for column in model.columns].index(key)
    return [model.index(row, place).data() for row in range(model.rowCount())]


def test_that_a_field_goes_from_the_settings_through_every_place_of_a_customer(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.add_customer("Ada")
    desk.add_customer("Bob")
    settings = SettingsScreen(desk)
    shown(qtbot, desk, settings)
    screen = CustomersScreen(desk)
    shown(qtbot, desk, screen)
    settle(qtbot, desk)
    assert own(screen).isHidden()

    make_field(qtbot, desk, settings, "Favourite tea", "choice")
    make_field(qtbot, desk, settings, "Spent", "number")
    assert [card.title for card in settings.card(OwnFieldsCard).list.items()] == [
        "Favourite tea",
        "Spent",
    ]
    tea, spent = (one.key for one in custom_fields.catalogue(desk.workspace).custom)

    # In the form, and saved.
    for name, leaf, amount in (("Ada", "Oolong", "9"), ("Bob", "Green", "1,000")):
        screen.detail.open(1 if name == "Ada" else 2)
        settle(qtbot, desk)
        screen.detail.edit.trigger()
        settle(qtbot, desk)
        assert own(screen).isVisible()
        box = own(screen).boxes[tea].widget
        assert isinstance(box, ChoiceBox)
        box.setEditText(leaf)
        line = own(screen).boxes[spent].widget
        assert isinstance(line, QLineEdit)
        qtbot.keyClicks(line, amount)
        screen.form.save()
        settle(qtbot, desk)
    assert customers.get(desk.workspace, 2).custom == ((tea, "Green"), (spent, "1000"))
    assert [(fact.label, fact.text) for fact in screen.detail.facts._facts[-2:]] == [
        ("Favourite tea", "Green"),
        ("Spent", "1000"),
    ]

    # In the list: a column that can be chosen, by which the list is sorted.
    assert cells(screen, spent) == ["9", "1000"]
    menu = screen.list.view.column_menu()
    entry = next(one for one in menu.actions() if one.text() == "Spent")
    entry.setChecked(True)
    screen.list.model.sort_requested.emit(spent, True)
    settle(qtbot, desk)
    assert cells(screen, spent) == ["1000", "9"]

    # In the filters and in the search.
    choice = screen.list.tools.filters.filters[tea]
    assert [action.text() for action in choice.entries()] == ["Oolong", "Green"]
    choice.choose(("Oolong",))
    settle(qtbot, desk)
    assert cells(screen, "name") == ["Ada"]
    screen.list.tools.clear_all()
    settle(qtbot, desk)
    screen.activateWindow()
    qtbot.waitUntil(screen.isActiveWindow)
    qtbot.keyClicks(screen.list.tools.search, "green")
    qtbot.waitUntil(lambda: cells(screen, "name") == ["Bob"])
    settle(qtbot, desk)

    # Removed, with a question that says how many have it; and all of it brought back.
    screen.list.tools.clear_all()
    settings.card(OwnFieldsCard).list.select_id(2)
    settings.card(OwnFieldsCard).remove()
    press(qtbot, desk, dialog_of(settings.card(OwnFieldsCard)), "Remove")
    assert "2 customers" in desk.changes[-1].message
    assert spent not in [column.key for column in screen.list.model.columns]
    assert screen.list._sort == ("name", False)
    desk.done(history.undo(desk.workspace))
    settle(qtbot, desk)
    assert sorted(cells(screen, spent)) == ["1000", "9"]


def test_that_a_name_that_is_taken_is_told_beside_it(qtbot: QtBot, desk: RememberingDesk) -> None:
    settings = SettingsScreen(desk)
    shown(qtbot, desk, settings)
    make_field(qtbot, desk, settings, "手机", "text")
    dialog = dialog_of(settings.card(OwnFieldsCard))
    assert isinstance(dialog, NewFieldDialog)
    assert "Mobile" in dialog.row.error() and dialog.agree.isEnabled()
    dialog.name.setText("Second mobile")
    press(qtbot, desk, dialog, "Add")
    assert [card.title for card in settings.card(OwnFieldsCard).list.items()] == ["Second mobile"]


def test_that_fields_are_renamed_and_put_in_order_from_the_keyboard(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    for label in ("First", "Second"):
        custom_fields.add(desk.workspace, label, "text")
    settings = SettingsScreen(desk)
    shown(qtbot, desk, settings)
    card = settings.card(OwnFieldsCard)
    settle(qtbot, desk)
    assert not card.up_action.isEnabled() and card.down_action.isEnabled()
    card.list.setFocus()
    qtbot.keyClick(card.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, desk)
    assert [one.title for one in card.list.items()] == ["Second", "First"]
    chosen = card.current()
    assert chosen is not None and chosen.field.label == "First"
    assert card.up_action.isEnabled() and not card.down_action.isEnabled()
    card.rename()
    dialog = dialog_of(card)
    line = dialog.findChild(QLineEdit, "answer")
    assert isinstance(line, QLineEdit)
    line.setText("Third")
    press(qtbot, desk, dialog, "Rename")
    assert [one.title for one in card.list.items()] == ["Second", "Third"]


def test_that_the_choices_of_a_field_are_kept_like_the_other_lists(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    key = f"c{custom_fields.add(desk.workspace, 'Tea', 'choice').new_id}"
    choices.add(desk.workspace, key, "Oolong")
    desk.add_customer("Ada", custom=((key, "Oolong"),))
    settings = SettingsScreen(desk)
    shown(qtbot, desk, settings)
    screen = CustomersScreen(desk)
    shown(qtbot, desk, screen)
    fields = settings.card(OwnFieldsCard)
    settle(qtbot, desk)
    fields.choices_action.trigger()
    settle(qtbot, desk)
    lists = settings.card(ValueListsCard)
    assert [(card.title, card.right) for card in lists.list.items()] == [("Oolong", "1 customer")]
    desk.done(choices.rename(desk.workspace, key, "Oolong", "Blue tea"))
    settle(qtbot, desk)
    assert cells(screen, key) == ["Blue tea"]
    assert [a.text() for a in screen.list.tools.filters.filters[key].entries()] == ["Blue tea"]
    desk.done(custom_fields.remove(desk.workspace, 1))
    settle(qtbot, desk)
    assert lists.which.key() == "grade"


def test_that_the_list_shows_the_owners_labels_at_once(qtbot: QtBot, desk: RememberingDesk) -> None:
    desk.add_customer("Ada", grade="A", stage="loyal", source="wechat", staff="Li", tags=("VIP",))
    screen = CustomersScreen(desk)
    shown(qtbot, desk, screen)
    settle(qtbot, desk)
    for list_name, code, label, column in (
        ("grade", "A", "Gold", "grade"),
        ("stage", "loyal", "Friend", "stage"),
        ("source", "wechat", "WeCom", "source"),
        ("staff", "Li", "Li Lei", "staff"),
        ("tag", "VIP", "Best", "tags"),
    ):
        desk.done(choices.rename(desk.workspace, list_name, code, label))
        settle(qtbot, desk)
        assert cells(screen, column) == [label]
        filter_key = "tags" if list_name == "tag" else list_name
        entries = screen.list.tools.filters.filters[filter_key].entries()
        assert label in [action.text() for action in entries]


def test_that_wrong_values_are_told_at_their_fields(qtbot: QtBot, desk: RememberingDesk) -> None:
    custom_fields.add(desk.workspace, "Spent", "number")
    custom_fields.add(desk.workspace, "Until", "date")
    screen = CustomersScreen(desk)
    shown(qtbot, desk, screen)
    settle(qtbot, desk)
    screen.new_customer("Ada")
    for key, text in (("c1", "much"), ("c2", "some day")):
        line = own(screen).boxes[key].widget
        qtbot.keyClicks(line if isinstance(line, QLineEdit) else line.focusProxy(), text)
    screen.form.save()
    assert "not a number" in own(screen).rows["c1"].error()
    assert "Write the date with its year" in own(screen).rows["c2"].error()
    assert screen.form.is_dirty()
    for key, text in (("c1", "12.50"), ("c2", "2026-12-01")):
        line = own(screen).boxes[key].widget.focusProxy() or own(screen).boxes[key].widget
        assert isinstance(line, QLineEdit)
        line.selectAll()
        qtbot.keyClicks(line, text)
    screen.form.save()
    settle(qtbot, desk)
    stored = customers.get(desk.workspace, 1)
    assert stored.custom == (("c1", "12.5"), ("c2", "2026-12-01"))


def test_that_a_field_removed_while_the_form_is_open_is_no_unsaved_word(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    custom_fields.add(desk.workspace, "Tea", "text")
    custom_fields.add(desk.workspace, "Cup", "yes_no")
    desk.add_customer("Ada", custom=(("c1", "Oolong"), ("c2", "yes")))
    screen = CustomersScreen(desk)
    shown(qtbot, desk, screen)
    settle(qtbot, desk)
    screen.detail.edit.trigger()
    settle(qtbot, desk)
    assert own(screen).values() == (("c1", "Oolong"), ("c2", "yes"))
    desk.done(custom_fields.remove(desk.workspace, 1))
    settle(qtbot, desk)
    assert own(screen).values() == (("c2", "yes"),)
    assert not screen.form.is_dirty()


def test_that_many_customers_are_given_a_choice_from_the_menu(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    custom_fields.add(desk.workspace, "Cup", "yes_no")
    custom_fields.add(desk.workspace, "Words", "text")
    for name in ("Ada", "Bob"):
        desk.add_customer(name)
    screen = CustomersScreen(desk)
    shown(qtbot, desk, screen)
    settle(qtbot, desk)
    screen.list.view.selectAll()
    menu = QMenu(screen)
    screen.list.bulk.fill_own(menu)
    assert [action.text() for action in menu.actions()] == ["Cup"]
    sub = menu.actions()[0].menu()
    assert isinstance(sub, QMenu)
    assert [a.text() for a in sub.actions() if a.text()] == ["Yes", "No", "None"]
    sub.actions()[0].trigger()
    settle(qtbot, desk)
    assert [customers.get(desk.workspace, one).custom for one in (1, 2)] == [(("c1", "yes"),)] * 2
    query = CustomerQuery(custom=(("c1", ("yes",)),))
    screen.show_customers(query, "")
    settle(qtbot, desk)
    assert cells(screen, "c1") == ["Yes", "Yes"]
    assert screen.list.tools.filters.apply(CustomerQuery()).custom == query.custom


def test_that_a_chosen_own_column_and_its_order_are_there_the_next_time(
    qtbot: QtBot, desk: RememberingDesk, tmp_path: Path
) -> None:
    custom_fields.add(desk.workspace, "Spent", "number")
    for name, amount in (("Ada", "10"), ("Bob", "9")):
        customers.create(desk.workspace, Customer(name=name, custom=(("c1", amount),)))
    screen = CustomersScreen(desk)
    shown(qtbot, desk, screen)
    settle(qtbot, desk)
    header = screen.list.view.horizontalHeader()
    next(a for a in screen.list.view.column_menu().actions() if a.text() == "Spent").trigger()
    place = [column.key for column in screen.list.model.columns].index("c1")
    header.moveSection(header.visualIndex(place), 1)
    header.setSortIndicator(place, Qt.SortOrder.AscendingOrder)
    settle(qtbot, desk)
    assert cells(screen, "c1") == ["9", "10"]
    local_settings.save(desk.settings)
    desk.screens.clear()
    desk.settings = local_settings.load()

    again = CustomersScreen(desk)
    shown(qtbot, desk, again)
    settle(qtbot, desk)
    header = again.list.view.horizontalHeader()
    assert header.visualIndex(place) == 1 and not header.isSectionHidden(place)
    assert header.sortIndicatorSection() == place
    assert cells(again, "c1") == ["9", "10"]


@pytest.mark.parametrize("made", [True, False])
def test_that_a_chip_stands_for_the_customers_an_import_made_or_changed(
    qtbot: QtBot, desk: RememberingDesk, made: bool
) -> None:
    desk.add_customer("Ada")
    screen = CustomersScreen(desk)
    shown(qtbot, desk, screen)
    query = CustomerQuery(made_by=1) if made else CustomerQuery(changed_by=1)
    screen.show_customers(query, "From the list")
    settle(qtbot, desk)
    bar = screen.list.tools.filters
    assert bar.chip.isVisible() and bar.count() == 1
    assert cells(screen, "name") == (["Ada"] if made else [])
    bar.chip.click()
    settle(qtbot, desk)
    assert cells(screen, "name") == ["Ada"] and not bar.chip.isVisible()
