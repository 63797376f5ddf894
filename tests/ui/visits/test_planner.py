"""Planning a week as a user does: from the suggestions into the days, by mouse and by keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.services import (
    history,
    visits,
)
from crmdesk.ui.visits import drags
from crmdesk.ui.visits.picker import SEARCH, SUGGESTED
from crmdesk.ui.visits.screen import VisitsScreen
from tests.ui.desks import RememberingDesk
from tests.ui.visits.hands import PLAIN, TUESDAY, planned, press, settled, suggested
from tests.ui.visits.test_week_board import drop_on


def test_that_the_suggestions_stand_first_with_their_reasons(week: VisitsScreen) -> None:
    picker = week.side.picker
    assert picker.tabs.currentIndex() == SUGGESTED
    assert suggested(week) == ["张伟", "王芳", "李娜"]
    reasons = picker.suggested.list.items()[0].payload.reasons
    assert [one.text for one in reasons] == ["Follow-up due today: 送样品"]


def test_that_enter_plans_one_after_the_other_and_a_digit_chooses_the_day(
    week: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    found = week.side.picker.suggested.list
    press(qtbot, found, Qt.Key.Key_2)
    settled(qtbot, desk, week)
    assert week.bar.day() == TUESDAY
    assert week.side.picker.add_button.text() == "Add to Tue 24 Nov"
    press(qtbot, found, Qt.Key.Key_Return)
    settled(qtbot, desk, week)
    assert planned(desk) == [(24, "张伟", "")]
    assert suggested(week) == ["王芳", "李娜"]
    reasons = found.items()[0].payload.reasons
    assert reasons[-1].text == "In the same district as 张伟"
    press(qtbot, found, Qt.Key.Key_Return)
    settled(qtbot, desk, week)
    assert planned(desk) == [(24, "张伟", ""), (24, "王芳", "")]
    history.undo(desk.workspace, desk.changes[-1].operation_id)
    assert planned(desk) == [(24, "张伟", "")]


def test_that_keys_faster_than_the_list_plan_each_customer_once(
    week: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    found = week.side.picker.suggested.list
    for _press in range(6):
        press(qtbot, found, Qt.Key.Key_Return)
    settled(qtbot, desk, week)
    assert [name for _day, name, _staff in planned(desk)] == ["张伟", "王芳", "李娜"]
    assert suggested(week) == []


def test_that_nobody_is_picked_by_itself_once_a_suggestion_is_dropped_on_a_day(
    week: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    found = week.side.picker.suggested.list
    found.setFocus()
    found.go_to(0)
    first = found.visualRect(found.cards.index(0)).center()
    qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, PLAIN, first)
    ids = found.chosen_ids()
    assert len(ids) == 1 and week.side.picker.ids() == ids
    drop_on(week.plan.week.cards[1].list, drags.CUSTOMERS, ids)
    settled(qtbot, desk, week)
    assert suggested(week) == ["王芳", "李娜"]
    assert week.side.picker.ids() == []
    week.refresh()
    settled(qtbot, desk, week)
    assert week.side.picker.ids() == []


def test_that_the_person_whose_row_is_at_hand_gets_what_is_added(
    week: VisitsScreen, desk: RememberingDesk, qtbot: QtBot
) -> None:
    week.bar.by_staff.click()
    settled(qtbot, desk, week)
    cards = week.plan.week.cards
    cell = next(c for c in cards if (c.list.staff, c.list.day) == ("小王", TUESDAY))
    cell.list.setFocus()
    settled(qtbot, desk, week)
    assert week.side.picker.add_button.text() == "Add to Tue 24 Nov for 小王"
    assert [c for c in cards if c.property("chosen")] == [cell]
    press(qtbot, week.side.picker.suggested.list, Qt.Key.Key_Return)
    settled(qtbot, desk, week)
    assert planned(desk) == [(24, "张伟", "小王")]
    week.bar.by_staff.click()
    settled(qtbot, desk, week)
    assert week.side.picker.add_button.text() == "Add to Tue 24 Nov"


def test_that_who_is_shown_alone_gets_what_is_added_also_after_another_was(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    for customer_id, name in zip(people, ("小李", "小王"), strict=False):
        week.bar.staff.set_key(name)
        week.refresh()
        settled(qtbot, desk, week)
        assert week.side.picker.add_button.text() == f"Add to Mon 23 Nov for {name}"
        drop_on(week.plan.week.cards[0].list, drags.CUSTOMERS, [customer_id])
        settled(qtbot, desk, week)
    week.bar.staff.set_key("")
    week.refresh()
    settled(qtbot, desk, week)
    assert sorted(staff for _day, _name, staff in planned(desk)) == ["小李", "小王"]
    assert week.side.picker.add_button.text() == "Add to Mon 23 Nov"


def test_that_several_suggestions_are_dragged_into_a_day_at_a_place(
    week: VisitsScreen, desk: RememberingDesk, people: list[int], qtbot: QtBot
) -> None:
    visits.plan_visits(desk.workspace, people[4:], TUESDAY)
    week.refresh()
    settled(qtbot, desk, week)
    found = week.side.picker.suggested.list
    found.selectAll()
    ids = found.chosen_ids()
    assert len(ids) == 3
    tuesday = week.plan.week.cards[1].list
    first = tuesday.visualItemRect(tuesday.item(0))
    drop_on(tuesday, drags.CUSTOMERS, ids, first.topLeft() + QPoint(5, 3))
    settled(qtbot, desk, week)
    assert [name for _day, name, _staff in planned(desk)] == [
        "张伟",
        "王芳",
        "李娜",
        "欧阳·娜娜",
    ]
    assert len(history.recent(desk.workspace, 1)[0].text) > 0
    assert suggested(week) == []


def test_that_a_tab_of_the_picker_tells_only_whom_its_button_would_add(
    week: VisitsScreen, qtbot: QtBot
) -> None:
    picker = week.side.picker
    picker.suggested.list.selectAll()
    assert picker._chosen.text().startswith("3 picked: ")
    bar = picker.tabs.tabBar()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, PLAIN, bar.tabRect(SEARCH).center())
    assert picker._chosen.text() == "0 picked"
    assert picker.search.finder.isAncestorOf(week.focusWidget())
    picker.plan()
    assert not picker.error.isHidden()
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, PLAIN, bar.tabRect(SUGGESTED).center())
    assert picker._chosen.text().startswith("3 picked: ")
    assert picker.error.isHidden()
