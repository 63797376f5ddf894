"""The forms for visits are made and changed in the settings, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.visit_forms import Question, VisitForm
from crmdesk.core.services import history, visit_forms
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.screen import Screen
from crmdesk.ui.settings.visit_form_dialog import VisitFormDialog
from crmdesk.ui.settings.visit_forms_card import VisitFormsCard
from tests.ui.desks import RememberingDesk, shown

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Page(Screen):
    """A screen with the card alone."""

    def __init__(self, desk: RememberingDesk) -> None:
        super().__init__(desk)
        self.card = VisitFormsCard(desk)
        QVBoxLayout(self).addWidget(self.card)

    def refresh(self, changes: Changes | None = None) -> None:
        self.card.refresh()


@pytest.fixture
def card(desk: RememberingDesk, qtbot: QtBot) -> Iterator[VisitFormsCard]:
    page = Page(desk)
    shown(qtbot, desk, page)
    yield page.card
    desk.screens.clear()


def dialog_of(card: QWidget, qtbot: QtBot) -> VisitFormDialog:
    """Return the open editor once it has the keyboard."""
    (found,) = (one for one in card.findChildren(VisitFormDialog) if one.isVisible())
    found.activateWindow()
    qtbot.waitUntil(found.isActiveWindow)
    return found


def names(card: VisitFormsCard) -> list[str]:
    return [item.title for item in card.list.items()]


def test_that_two_ready_made_forms_are_taken_and_put_in_order(
    card: VisitFormsCard, desk: RememberingDesk, qtbot: QtBot
) -> None:
    assert "No visit forms yet" in card.list._empty.text()
    card.take_ready()
    qtbot.waitUntil(lambda: names(card) == ["Measuring", "Return visit"])
    card.list.setFocus()
    qtbot.keyClick(card.list, Key.Key_Down, ALT)
    qtbot.waitUntil(lambda: names(card) == ["Return visit", "Measuring"])
    qtbot.keyClick(card.list, Key.Key_Delete)
    qtbot.waitUntil(lambda: len(names(card)) == 1)
    history.undo(desk.workspace)
    card.refresh()
    qtbot.waitUntil(lambda: len(names(card)) == 2)


def test_that_a_form_is_written_by_keyboard(
    card: VisitFormsCard, desk: RememberingDesk, qtbot: QtBot
) -> None:
    card.list.setFocus()
    qtbot.keyClick(card.list, Key.Key_Insert)
    dialog = dialog_of(card, qtbot)
    dialog.name.setText("量尺")
    dialog.purposes.setText("量尺，测量、 量尺")
    dialog.text.setFocus()
    qtbot.keyClicks(dialog.text, "Width")
    dialog.kind.set_key("number")
    qtbot.keyClick(dialog.text, Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "Material")
    dialog.kind.set_key("choice")
    dialog.choices.setText("Cotton, Velvet")
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Key.Key_Up, ALT)
    qtbot.keyClick(dialog.list, Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: names(card) == ["量尺"])
    (form,) = visit_forms.forms(desk.workspace)
    assert form.purposes == ("量尺", "测量")
    assert form.questions == (
        Question("Material", "choice", ("Cotton", "Velvet")),
        Question("Width", "number"),
    )
    assert card.findChildren(VisitFormDialog) == []


def test_that_what_is_missing_is_said_and_nothing_is_lost(
    card: VisitFormsCard, desk: RememberingDesk, qtbot: QtBot
) -> None:
    card.add()
    dialog = dialog_of(card, qtbot)
    dialog.text.setText("Which one?")
    dialog.kind.set_key("choice")
    dialog.name.setText("Kitchen")
    dialog.save()
    qtbot.waitUntil(dialog.error.isVisible)
    assert "nothing to choose from" in dialog.error.text()
    dialog.reject()
    (question,) = (one for one in dialog.findChildren(Dialog) if one.isVisible())
    assert dialog.isVisible() and "Close without saving?" in question.heading.text()
    question.accept()
    assert not dialog.isVisible()
    assert visit_forms.forms(desk.workspace) == []


def test_that_a_form_is_changed_and_a_question_removed(
    card: VisitFormsCard, desk: RememberingDesk, qtbot: QtBot
) -> None:
    asked = (Question("宽"), Question("高"))
    visit_forms.save(desk.workspace, VisitForm(name="量尺", questions=asked))
    card.refresh()
    qtbot.waitUntil(lambda: names(card) == ["量尺"])
    qtbot.keyClick(card.list, Key.Key_F2)
    dialog = dialog_of(card, qtbot)
    assert dialog.text.text() == "宽"
    dialog.list.setFocus()
    qtbot.keyClick(dialog.list, Key.Key_Down)
    assert dialog.text.text() == "高"
    qtbot.keyClick(dialog.list, Key.Key_Delete)
    dialog.name.setText("上门量尺")
    dialog.save()
    qtbot.waitUntil(lambda: names(card) == ["上门量尺"])
    assert visit_forms.forms(desk.workspace)[0].questions == (Question("宽"),)


def test_that_an_unchanged_form_closes_without_a_question(
    card: VisitFormsCard, desk: RememberingDesk, qtbot: QtBot
) -> None:
    visit_forms.save(desk.workspace, VisitForm(name="量尺", questions=(Question("宽"),)))
    card.refresh()
    qtbot.waitUntil(lambda: names(card) == ["量尺"])
    card.edit()
    dialog = dialog_of(card, qtbot)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
