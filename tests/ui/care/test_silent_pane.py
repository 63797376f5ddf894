"""The silent customers on screen: why, and what is done about them."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.activity import Activity
from crmdesk.core.services import activities, customers, followups, history, silent, staying
from crmdesk.ui.care.screen import CareScreen
from crmdesk.ui.care.silent_dialogs import (
    NoteDialog,
    OwnIntervalDialog,
    PlanDialog,
    RuleDialog,
    WhyDialog,
)
from crmdesk.ui.care.silent_pane import SilentPane
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.parts.followup_plan import FollowUpForm
from tests.ui.desks import TODAY, RememberingDesk, shown

KEY = Qt.Key
DAY = dt.timedelta(days=1)


def met(desk: RememberingDesk, name: str, *days_ago: int, grade: str = "A") -> int:
    made = desk.add_customer(name, "13800138000", grade)
    for days in days_ago:
        note = Activity(customer_id=made, on=TODAY - days * DAY, kind="call", text="x")
        activities.note_contact(desk.workspace, note)
    return made


def opened(qtbot: QtBot, desk: RememberingDesk) -> SilentPane:
    screen = CareScreen(desk)
    shown(qtbot, desk, screen)
    pane = screen.panes["silent"]
    assert isinstance(pane, SilentPane)
    pane.view.setFocus()
    return pane


def names(pane: SilentPane) -> list[str]:
    rows = range(pane.model.rowCount())
    return [pane.model.index(row, 0).data() for row in rows]


def texts(pane: SilentPane, row: int) -> dict[str, str]:
    return {
        column.key: pane.model.index(row, place).data()
        for place, column in enumerate(pane.model.columns)
    }


def dialog(pane: SilentPane, kind: type[Dialog]) -> Dialog:
    return next(one for one in pane.findChildren(kind) if one.isVisible())


def settled(qtbot: QtBot, desk: RememberingDesk) -> None:
    qtbot.waitUntil(desk.tasks.idle)


def test_that_the_longest_silent_stands_first_with_the_reason_and_its_contacts(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    met(desk, "Ada", 61, 89, 117, 145)
    met(desk, "Bo", 200, grade="C")
    met(desk, "Cy", 3)
    pane = opened(qtbot, desk)
    assert names(pane) == ["Bo", "Ada"]
    line = texts(pane, 1)
    assert (line["days"], line["last_contact"]) == ("61", "2026-09-21")
    assert line["why"] == "Grade A: every 14 days · usually every 28 days, now 61"
    assert pane.panel.why.text() == (
        "Grade C: every 90 days, last contact 2026-05-05 (200 days ago)"
    )
    qtbot.keyClick(pane.view, KEY.Key_Down)
    settled(qtbot, desk)
    assert pane.panel.contacts.text().startswith(
        "Last contacts: 2026-09-21, 28 days before: 2026-08-24"
    )
    screen = desk.screens[0]
    assert isinstance(screen, CareScreen)
    assert screen.tabs.buttons["silent"].text() == "Silent customers (2)"


def test_that_w_explains_the_rule_with_the_dates_and_leads_to_the_settings(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    met(desk, "Ada", 61, 89, 117, 145, grade="D")
    pane = opened(qtbot, desk)
    qtbot.keyClick(pane.view, KEY.Key_W)
    settled(qtbot, desk)
    why = dialog(pane, WhyDialog)
    assert isinstance(why, WhyDialog)
    assert why.reason.text() == "Usually every 28 days, now 61"
    assert "2026-06-29" in why.dates.text()
    assert "twice the usual time" in why.rule.text()
    why.reject()
    pane.verbs.show_rule()
    assert isinstance(dialog(pane, RuleDialog), RuleDialog)


def test_that_a_noted_contact_takes_the_customer_off_the_list_and_undo_brings_them_back(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    first = met(desk, "Ada", 90)
    met(desk, "Bo", 80)
    met(desk, "Cy", 70)
    pane = opened(qtbot, desk)
    qtbot.keyClick(pane.view, KEY.Key_N)
    asked = dialog(pane, NoteDialog)
    assert isinstance(asked, NoteDialog)
    qtbot.keyClicks(asked.note.text, "Called, all is well")
    asked.note.save()
    qtbot.waitUntil(lambda: names(pane) == ["Bo", "Cy"])
    settled(qtbot, desk)
    row = pane.current()
    assert row is not None and row.name == "Bo"
    timeline = customers.timeline(desk.workspace, first)
    assert timeline[0].text == "Called, all is well"
    desk.done(history.undo(desk.workspace, desk.changes[-1].operation_id))
    qtbot.waitUntil(lambda: names(pane) == ["Ada", "Bo", "Cy"])


def test_that_f_plans_a_follow_up_and_enter_opens_the_file(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made = met(desk, "Ada", 90)
    pane = opened(qtbot, desk)
    qtbot.keyClick(pane.view, KEY.Key_Return)
    assert desk.asked == [("open_customer", made)]
    qtbot.keyClick(pane.view, KEY.Key_F)
    settled(qtbot, desk)
    form = next(iter(pane.findChildren(FollowUpForm)))
    assert form.date.date() == TODAY + 14 * DAY
    form.confirm()
    qtbot.waitUntil(lambda: names(pane) == [])
    assert [one.follow_up.customer_id for one in followups.open_rows(desk.workspace)] == [made]


def test_that_follow_ups_of_several_are_spread_over_the_open_days(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    ids = [met(desk, f"C{number}", 90 - number) for number in range(5)]
    pane = opened(qtbot, desk)
    pane.view.selectAll()
    assert pane.panel._name.text() == "5 customers chosen"
    qtbot.keyClick(pane.view, KEY.Key_F)
    settled(qtbot, desk)
    asked = dialog(pane, PlanDialog)
    assert isinstance(asked, PlanDialog)
    asked.per_day.setValue(2)
    # The 22nd is a Sunday, on which the shop is closed.
    assert asked.told.text() == "On 3 open days, from Mon 23 Nov to Wed 25 Nov."
    asked.what.setText("Ask how it goes")
    asked.plan()
    qtbot.waitUntil(lambda: names(pane) == [])
    rows = followups.open_rows(desk.workspace)
    assert [(row.follow_up.customer_id, row.follow_up.due.day) for row in rows] == [
        *((ids[0], 23), (ids[1], 23), (ids[2], 24), (ids[3], 24), (ids[4], 25)),
    ]
    assert {row.follow_up.what for row in rows} == {"Ask how it goes"}
    assert len(desk.changes) == 1


def test_that_v_goes_to_the_visits_with_the_chosen_customers(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    ids = [met(desk, "Ada", 90), met(desk, "Bo", 80)]
    pane = opened(qtbot, desk)
    pane.view.selectAll()
    qtbot.keyClick(pane.view, KEY.Key_V)
    assert desk.asked == [("plan_visit", *ids)]


def test_that_an_own_interval_says_who_is_not_silent(qtbot: QtBot, desk: RememberingDesk) -> None:
    made = met(desk, "Ada", 90)
    pane = opened(qtbot, desk)
    qtbot.keyClick(pane.view, KEY.Key_I)
    asked = dialog(pane, OwnIntervalDialog)
    assert isinstance(asked, OwnIntervalDialog)
    asked.days.setText("now and then")
    asked.save()
    assert any("no number of days" in one.text() for one in asked.findChildren(QLabel))
    qtbot.mouseClick(asked.offers[180], Qt.MouseButton.LeftButton)
    asked.save()
    qtbot.waitUntil(lambda: names(pane) == [])
    assert customers.get(desk.workspace, made).stay_days == 180
    assert desk.changes[-1].message == "Stay in touch with Ada every 180 days."
    desk.done(history.undo(desk.workspace))
    qtbot.waitUntil(lambda: names(pane) == ["Ada"])


def test_that_those_never_contacted_are_the_second_list(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    met(desk, "Ada", 90)
    desk.add_customer("New", grade="A")
    pane = opened(qtbot, desk)
    qtbot.mouseClick(pane.never_button, Qt.MouseButton.LeftButton)
    settled(qtbot, desk)
    assert names(pane) == ["New"]
    assert texts(pane, 0)["why"] == "Never contacted"
    assert pane.view.hasFocus()
    assert {"days", "last_contact"} & set(texts(pane, 0)) == set()
    qtbot.mouseClick(pane.silent_button, Qt.MouseButton.LeftButton)
    settled(qtbot, desk)
    assert {"days", "last_contact"} <= set(texts(pane, 0))


def test_that_a_long_name_gets_the_room_that_empty_columns_would_take(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    met(desk, "Beijing Hongyun Catering Management", 90)
    pane = opened(qtbot, desk)
    header = pane.view.horizontalHeader()
    shown = [column.key for column in pane.model.columns]
    assert "company" not in shown and "staff" not in shown
    metrics = pane.view.fontMetrics()
    assert header.sectionSize(0) > metrics.horizontalAdvance("Beijing Hongyun Catering Management")
    customers.set_field(desk.workspace, [met(desk, "Bo", 91)], "staff", "Li")
    pane.refresh()
    settled(qtbot, desk)
    assert "staff" in [column.key for column in pane.model.columns]
    current = pane.current()
    assert current is not None and current.name.startswith("Beijing")


def test_that_new_settings_change_the_list(qtbot: QtBot, desk: RememberingDesk) -> None:
    met(desk, "Ada", 10)
    pane = opened(qtbot, desk)
    assert names(pane) == []
    assert pane.panel.isHidden()
    desk.done(staying.save(desk.workspace, {"A": 7}))
    qtbot.waitUntil(lambda: names(pane) == ["Ada"])
    assert not pane.panel.isHidden()


@pytest.mark.parametrize("count", [250])
def test_that_a_long_list_is_complete_and_read_page_by_page(
    qtbot: QtBot, desk: RememberingDesk, count: int
) -> None:
    for number in range(count):
        met(desk, f"C{number:03}", 400 - number)
    pane = opened(qtbot, desk)
    assert pane.model.rowCount() == count
    pane.view.selectAll()
    assert pane.chosen() == [row.customer_id for row in silent.silent(desk.workspace)]
    pane.view.scrollToBottom()
    last = pane.model.index(count - 1, 0)
    qtbot.waitUntil(lambda: last.data() == "C249")


def test_that_markup_in_a_name_stays_text(qtbot: QtBot, desk: RememberingDesk) -> None:
    met(desk, "<b>Ada</b>", 90)
    pane = opened(qtbot, desk)
    assert names(pane) == ["<b>Ada</b>"]
    labels = [one for one in pane.panel.findChildren(QLabel) if "<b>" in one.text()]
    assert [one.textFormat() for one in labels] == [Qt.TextFormat.PlainText]


def test_that_a_long_reason_never_makes_the_page_wider_than_a_small_window(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    met(desk, "Ada", 61, 89, 117, 145, grade="B")
    pane = opened(qtbot, desk)
    window = pane.window()
    window.resize(627, 260)
    qtbot.waitUntil(lambda: pane.panel.why.text().endswith("…"))
    assert pane.minimumSizeHint().width() <= 587
    window.resize(1200, 640)
    qtbot.waitUntil(lambda: pane.panel.why.text().endswith("now 61"))
