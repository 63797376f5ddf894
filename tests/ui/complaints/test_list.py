"""The list of complaints: saved filters, narrowing, order, and what is said of nothing."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint_query import ComplaintQuery
from crmdesk.core.domain.complaint_states import ACKNOWLEDGE, ANSWER, REJECT, WAIT_CUSTOMER
from crmdesk.core.domain.shown_dates import show_date_time
from crmdesk.core.services import complaints
from crmdesk.ui.complaints import lists
from crmdesk.ui.complaints.columns import complaint_columns
from crmdesk.ui.complaints.list_pane import ComplaintList
from crmdesk.ui.complaints.screen import ComplaintsScreen
from crmdesk.ui.kit import tokens
from tests.ui.complaints.hands import (
    CTRL,
    KEY,
    current,
    earlier,
    opened,
    press,
    received,
    settled,
    stepped,
    typed,
)
from tests.ui.desks import RememberingDesk, shown

FOREGROUND = Qt.ItemDataRole.ForegroundRole
ALT = Qt.KeyboardModifier.AltModifier


def cells(screen: ComplaintsScreen, key: str) -> list[str]:
    model = screen.browse.list.model
    column = [one.key for one in model.columns].index(key)
    return [model.index(row, column).data() for row in range(model.rowCount())]


def tab_words(listed: ComplaintList) -> dict[str, str]:
    return {key: made.text() for key, made in listed.tools.tabs.buttons.items()}


def test_that_the_model_behaves_as_qt_expects(qtbot: QtBot, desk: RememberingDesk) -> None:
    for number in range(250):
        received(desk, walk_in_name=f"顾客{number}")
    screen = opened(qtbot, desk)
    model = screen.browse.list.model
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    assert model.rowCount() == 250
    screen.browse.list.choose("all")
    settled(qtbot, desk)
    model.sort(3)
    settled(qtbot, desk)
    screen.browse.list.tools.search.setText("顾客249")
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert tester.model() is model


def test_that_the_most_pressing_one_stands_first_with_its_due_time_in_words(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    zhang = desk.add_customer("张伟", "13800138000")
    received(desk, zhang, received_at=earlier(desk, 10))
    received(desk, severity="severe", walk_in_name="李女士")
    waiting = received(desk, walk_in_name="王先生")
    stepped(desk, waiting, WAIT_CUSTOMER)
    screen = opened(qtbot, desk)

    assert cells(screen, "name") == ["张伟", "李女士", "王先生"]
    words = cells(screen, "due")
    assert words[0].endswith("days over") and words[2] == "clock stopped"
    assert cells(screen, "phone")[0] == "13800138000"
    assert cells(screen, "severity")[1] == "Severe"
    inks = [screen.browse.list.model.index(row, 0).data(FOREGROUND) for row in range(3)]
    assert inks == [tokens.ink(tone) for tone in ("danger", "warning", "muted")]


def test_that_the_tabs_count_what_they_find_and_a_key_chooses_one(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.settings.staff = "Li"
    received(desk, staff="Li")
    received(desk, staff="Wang", received_at=earlier(desk, 40))
    answered = received(desk)
    stepped(desk, answered, ANSWER, action="换了新的")
    waiting = received(desk)
    stepped(desk, waiting, WAIT_CUSTOMER)
    screen = opened(qtbot, desk)
    listed = screen.browse.list

    assert tab_words(listed) == {
        "open": "Open (4)",
        "overdue": "Overdue (1)",
        "waiting": "Waiting (1)",
        "mine": "Mine (1)",
        "month": "This month (3)",
        "all": "All (4)",
    }
    press(qtbot, desk, KEY.Key_3, ALT)
    qtbot.waitUntil(lambda: cells(screen, "state") == ["Wait: customer"])
    assert listed.tools.saved == "waiting"
    listed.choose("mine")
    settled(qtbot, desk)
    assert cells(screen, "staff") == ["Li"]


def test_that_nobody_sees_mine_where_it_is_not_known_who_works_here(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    desk.workspace = dataclasses.replace(desk.workspace, who="")
    screen = opened(qtbot, desk)
    assert not screen.browse.list.tools.tabs.buttons["mine"].isVisible()
    assert screen.browse.list.tools.tabs.buttons["all"].isVisible()


def test_that_filters_narrow_the_list_and_are_cleared_at_once(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    received(desk, category="quality", channel="phone", walk_in_name="甲")
    received(desk, category="price", channel="shop", severity="serious", walk_in_name="乙")
    done = received(desk, category="price", channel="shop", walk_in_name="丙")
    stepped(desk, done, ACKNOWLEDGE)
    screen = opened(qtbot, desk)
    tools = screen.browse.list.tools

    tools.boxes["category"].set_key("price")
    settled(qtbot, desk)
    assert sorted(cells(screen, "name")) == ["丙", "乙"]
    tools.boxes["state"].set_key("in_progress")
    settled(qtbot, desk)
    assert cells(screen, "name") == ["丙"]
    assert tools.filter_button.text() == "Filters (2)"
    tools.clear_button.click()
    settled(qtbot, desk)
    assert len(cells(screen, "name")) == 3
    assert tools.filter_button.text() == "Filters" and not tools.clear_button.isVisible()


def test_that_a_click_on_a_header_sorts_and_another_filter_has_its_own_order(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    for number, name in enumerate(("丙", "甲", "乙")):
        received(desk, walk_in_name=name, received_at=earlier(desk, number))
    screen = opened(qtbot, desk)
    model = screen.browse.list.model
    keys = [one.key for one in model.columns]

    screen.browse.list.view.sortByColumn(keys.index("number"), Qt.SortOrder.DescendingOrder)
    settled(qtbot, desk)
    assert cells(screen, "number") == ["TS-2026-0003", "TS-2026-0002", "TS-2026-0001"]
    screen.browse.list.choose("all")
    settled(qtbot, desk)
    assert cells(screen, "name") == ["丙", "甲", "乙"]


def test_that_numbers_are_copied_and_a_query_from_elsewhere_has_a_name(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    received(desk, product="遮光帘")
    received(desk, product="纱帘")
    screen = opened(qtbot, desk)
    listed = screen.browse.list
    listed.view.selectAll()
    press(qtbot, desk, KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "TS-2026-0001\nTS-2026-0002"

    screen.show_query(ComplaintQuery(product="纱帘"), "Sheer curtain")
    settled(qtbot, desk)
    assert cells(screen, "product") == ["纱帘"]
    assert listed.tools.title_button.text() == "Sheer curtain"
    assert not any(made.isChecked() for made in listed.tools.tabs.buttons.values())
    assert current(screen).product == "纱帘"
    listed.tools.title_button.click()
    settled(qtbot, desk)
    assert len(cells(screen, "product")) == 2 and listed.tools.saved == "open"


def test_that_columns_show_what_the_figures_of_the_report_are_made_of(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    one = received(desk, channel="phone")
    stepped(desk, one, ANSWER, action="换新", cause="supplier", cost=12050)
    columns = complaint_columns(desk.workspace.clock.now, lists.read(desk.workspace))
    row = complaints.row(desk.workspace, one)
    texts = {column.key: column.value(row) for column in columns}
    assert (texts["cost"], texts["cause"], texts["channel"]) == ("120.50", "Supplier", "Phone call")
    assert texts["answered"] == show_date_time(row.complaint.answered_at)
    assert texts["ended"] == ""


def test_that_the_case_beside_a_narrowed_list_is_one_of_it(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    first, second = received(desk, what="色差"), received(desk, what="起球")
    screen = opened(qtbot, desk)
    assert current(screen).id == first
    tools = screen.browse.list.tools
    tools.search.setFocus()
    typed(qtbot, desk, "起球")
    assert current(screen).id == second and tools.search.hasFocus()
    tools.search.clear()
    qtbot.waitUntil(lambda: screen.browse.list.model.rowCount() == 2)
    settled(qtbot, desk)
    assert current(screen).id == second
    tools.search.setFocus()
    typed(qtbot, desk, "没有这样的词")
    qtbot.waitUntil(lambda: screen.browse.list.model.rowCount() == 0)
    assert not screen.browse.case.isVisible() and tools.search.hasFocus()


def test_that_an_empty_list_says_why_and_offers_what_helps(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen = opened(qtbot, desk)
    view = screen.browse.list.view
    assert view._empty.text() == "No open complaint"
    screen.browse.list.choose("all")
    settled(qtbot, desk)
    assert view._empty.text() == "No complaints yet"
    received(desk)
    screen.refresh()
    settled(qtbot, desk)
    assert not view._empty.isVisible()


def test_that_an_empty_filter_shows_a_sentence_and_an_advice_and_no_case_of_another_list(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    one = received(desk)
    screen = opened(qtbot, desk)
    browse = screen.browse
    assert browse.case.isVisible()
    browse.list.view.setFocus()
    browse.list.choose("overdue")
    settled(qtbot, desk)
    assert not browse.case.isVisible() and browse.case.complaint() is None
    assert browse.nothing.isVisible() and browse.nothing.text() == "No complaint is overdue."
    assert browse.list.view.hasFocus()
    browse.list.tools.boxes["category"].set_key("price")
    browse.list.choose("waiting")
    settled(qtbot, desk)
    assert browse.nothing.text() == "There is no such complaint."
    browse.list.tools.clear_all()
    browse.list.choose("open")
    settled(qtbot, desk)
    assert current(screen).id == one


def test_that_a_case_asked_for_stays_although_the_list_is_empty(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    over = received(desk)
    stepped(desk, over, REJECT, note="not ours")
    screen = ComplaintsScreen(desk)
    screen.open_complaint(over)
    shown(qtbot, desk, screen)
    settled(qtbot, desk)
    assert current(screen).id == over and screen.browse.case.isVisible()
    assert screen.browse.list.model.rowCount() == 0
    # Nor does it go when a step takes the last one out of its list.
    open_one = received(desk)
    screen.refresh()
    screen.open_complaint(open_one)
    settled(qtbot, desk)
    stepped(desk, open_one, REJECT, note="not ours")
    screen.refresh()
    settled(qtbot, desk)
    assert screen.browse.list.model.rowCount() == 0
    assert current(screen).id == open_one and screen.browse.case.isVisible()


def test_that_a_filter_chosen_after_a_case_was_asked_for_shows_its_own_first_line(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    over, still = received(desk), received(desk)
    stepped(desk, over, REJECT, note="not ours")
    screen = opened(qtbot, desk)
    screen.open_complaint(over)
    settled(qtbot, desk)
    screen.browse.list.choose("month")
    settled(qtbot, desk)
    assert current(screen).id == still
