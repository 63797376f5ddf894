"""The kept answers in the settings: seen by category, written, changed and removed."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from crmdesk.core.services import complaint_solutions, history
from crmdesk.ui.settings.screen import SettingsScreen
from crmdesk.ui.settings.solutions_card import SolutionDialog, SolutionsCard
from tests.ui.desks import RememberingDesk, shown


def card_of(qtbot: QtBot, desk: RememberingDesk) -> SolutionsCard:
    screen = SettingsScreen(desk)
    shown(qtbot, desk, screen)
    screen.show_part("complaints")
    card = screen.card(SolutionsCard)
    qtbot.waitUntil(desk.tasks.idle)
    return card


def dialog_of(card: SolutionsCard) -> SolutionDialog:
    (found,) = [one for one in card.findChildren(SolutionDialog) if one.isVisible()]
    return found


def lines(card: SolutionsCard) -> list[tuple[str, str]]:
    return [(one.title, one.subtitle) for one in card.list.items()]


def test_that_answers_are_listed_by_category(qtbot: QtBot, desk: RememberingDesk) -> None:
    complaint_solutions.keep(desk.workspace, "换新\n并道歉", "quality")
    complaint_solutions.keep(desk.workspace, "退差价", "price")
    complaint_solutions.keep(desk.workspace, "稍后回电")
    card = card_of(qtbot, desk)
    assert lines(card) == [
        ("稍后回电", "All categories"),
        ("退差价", "Price"),
        ("换新 并道歉", "Quality"),
    ]
    card.which.set_key("price")
    assert lines(card) == [("退差价", "Price")]


def test_that_one_is_written_changed_and_removed_with_a_way_back(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    card = card_of(qtbot, desk)
    card.which.set_key("price")
    card.add()
    dialog = dialog_of(card)
    assert dialog.category.key() == "price"
    dialog.save()
    qtbot.waitUntil(desk.tasks.idle)
    assert dialog.row.error().startswith("There is no answer to keep yet.")
    dialog.text.set_text("退差价")
    dialog.save()
    qtbot.waitUntil(lambda: lines(card) == [("退差价", "Price")])

    card.list.select_id(card.list.items()[0].id)
    card.change()
    dialog = dialog_of(card)
    dialog.text.set_text("退差价，送券")
    dialog.category.set_key("")
    dialog.save()
    qtbot.waitUntil(desk.tasks.idle)
    # It is for all categories now, and the list shows those of one.
    assert lines(card) == []
    card.which.set_key("*")
    assert lines(card) == [("退差价，送券", "All categories")]

    card.list.select_id(card.list.items()[0].id)
    card.remove()
    qtbot.waitUntil(lambda: lines(card) == [])
    desk.done(history.undo(desk.workspace))
    qtbot.waitUntil(lambda: lines(card) == [("退差价，送券", "All categories")])
