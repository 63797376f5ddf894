"""The customer's file: notes, follow-ups, the bin and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.activity import Activity
from crmdesk.core.services import activities, followups
from crmdesk.ui.customers.screen import CustomersScreen
from tests.ui.customers.hands import listed, settle
from tests.ui.desks import TODAY, RememberingDesk


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


def test_that_markup_in_a_name_stays_plain_text(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer("<b>Bold</b> {{ x }} & 😀")
    screen = open_screen()
    screen.open_customer(customer_id)
    settle(qtbot, desk)
    assert screen.detail.head.name.text() == "<b>Bold</b> {{ x }} & 😀"
    assert screen.detail.head.name.textFormat() == Qt.TextFormat.PlainText


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


def test_that_nobody_is_marked_in_a_list_that_does_not_hold_who_is_shown(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    shown_id, listed = desk.add_customer("张伟"), desk.add_customer("李娜")
    screen = open_screen()
    view = screen.list.view
    screen.list.tools.search.setText("李娜")
    settle(qtbot, desk)
    assert view.select_id(listed)
    settle(qtbot, desk)
    screen.open_customer(shown_id)
    settle(qtbot, desk)
    assert screen.detail.customer_id() == shown_id
    assert view.current() is None and view.selected_ids() == []
    screen.list.tools.search.setText("")
    settle(qtbot, desk)
    assert view.current() == shown_id and view.selected_ids() == [shown_id]


def test_that_a_row_chosen_since_stays_when_the_list_gets_wider(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    shown_id, listed = desk.add_customer("张伟"), desk.add_customer("李娜")
    screen = open_screen()
    screen.list.tools.search.setText("李娜")
    settle(qtbot, desk)
    screen.open_customer(shown_id)
    settle(qtbot, desk)
    assert screen.list.view.select_id(listed)
    screen.list.tools.search.setText("")
    settle(qtbot, desk)
    assert screen.list.view.current() == listed
    assert screen.detail.customer_id() == listed


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


def test_that_what_happened_is_in_sight_on_a_small_laptop(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    customer_id = desk.add_customer(
        "张伟", "13800138000", "A", notes="Likes linen", gender="male", source="street", card="7"
    )
    for number in range(6):
        note = Activity(customer_id=customer_id, on=TODAY, kind="call", text=f"call {number}")
        activities.note_contact(desk.workspace, note)
    screen = open_screen()
    screen.resize(1139, 620)
    screen.open_customer(customer_id)
    settle(qtbot, desk)
    detail = screen.detail
    whole = detail.area.viewport().rect()
    seen = [
        line
        for line in detail.timeline.lines()
        if whole.contains(line.mapTo(detail.area.viewport(), line.rect().bottomLeft()))
    ]
    assert len(seen) >= 4
    assert len(detail.facts.copy_buttons()) == 1
    # The rest is a press away, and stays so for the next customer.
    assert detail.facts.more.text() == "5 more details"
    detail.facts.more.click()
    qtbot.waitUntil(lambda: detail.facts.more.text() == "Fewer details")
    detail.facts.more.click()
    qtbot.waitUntil(lambda: detail.facts.more.text() == "5 more details")


def test_that_a_very_long_name_leaves_room_for_the_rest(
    qtbot: QtBot, desk: RememberingDesk, open_screen: Callable[[], CustomersScreen]
) -> None:
    screen = open_screen()
    screen.open_customer(desk.add_customer("很长的名字" * 20))
    settle(qtbot, desk)
    head = screen.detail.head
    assert head.height() < 200
    assert len(head.name.text()) == 60 and head.name.text().endswith("…")
    assert "很长的名字" * 20 in head.name.toolTip()
