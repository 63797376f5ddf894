"""The scenes of what is set for complaints: kept answers, and the lists of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crmdesk.ui.kit.scrolling import reveal
from crmdesk.ui.rendering_scenes import Scene, Step
from crmdesk.ui.settings.merge_values import MergeDialog
from crmdesk.ui.settings.screen import SettingsScreen
from crmdesk.ui.settings.solutions_card import SolutionDialog, SolutionsCard
from crmdesk.ui.settings.value_lists import ComplaintListsCard

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


def complaint_settings(leave: Step) -> list[Scene]:
    """Return the scenes after a page is left; the last one leaves a small window open."""
    return [
        Scene("complaint-kept-answers", (leave, _settings)),
        Scene("complaint-kept-answer", (_change_answer,), _answer_dialog),
        Scene("complaint-lists", (_close_answer, _lists_of_complaints)),
        Scene("complaint-lists-merge", (_merge,), _merge_dialog),
    ]


def _lists_card(window: MainWindow) -> ComplaintListsCard:
    screen = window.body.place("settings")
    assert isinstance(screen, SettingsScreen)
    return screen.card(ComplaintListsCard)


def _close_answer(window: MainWindow) -> None:
    for dialog in _solutions(window).findChildren(SolutionDialog):
        dialog.reject()


def _lists_of_complaints(window: MainWindow) -> None:
    card = _lists_card(window)
    reveal(card)
    card.list.select_id("price")
    card.list.setFocus()


def _merge(window: MainWindow) -> None:
    _lists_card(window).merge()


def _merge_dialog(window: MainWindow) -> QWidget:
    return _lists_card(window).findChild(MergeDialog) or window


def close_merge(window: MainWindow) -> None:
    """Close the small window over the lists."""
    if (dialog := _lists_card(window).findChild(MergeDialog)) is not None:
        dialog.reject()


def _settings(window: MainWindow) -> None:
    window.desk.go("settings", "complaints")
    card = _solutions(window)
    reveal(card)
    card.list.setFocus()


def _solutions(window: MainWindow) -> SolutionsCard:
    screen = window.body.place("settings")
    assert isinstance(screen, SettingsScreen)
    card = screen.card(SolutionsCard)
    card.list.select_id(card.list.items()[0].id if card.list.items() else None)
    return card


def _change_answer(window: MainWindow) -> None:
    _solutions(window).change()


def _answer_dialog(window: MainWindow) -> QWidget:
    return next(iter(_solutions(window).findChildren(SolutionDialog)), window)
