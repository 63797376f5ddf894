"""While a complaint is recorded it is told how others like it were solved, without a word lost."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint_states import ANSWER, CLOSE
from crmdesk.core.services import complaints
from crmdesk.ui.complaints.earlier_cases import EarlierCaseDialog, EarlierCases
from crmdesk.ui.complaints.screen import ComplaintsScreen
from crmdesk.ui.complaints.step_forms import AnswerStep
from tests.ui.complaints.hands import (
    CTRL,
    KEY,
    current,
    opened,
    press,
    received,
    settled,
    stepped,
    typed,
)
from tests.ui.desks import RememberingDesk

ALT = Qt.KeyboardModifier.AltModifier


def solved(desk: RememberingDesk, what: str, action: str, score: int = 5, **more: object) -> int:
    one = received(desk, what=what, **more)
    stepped(desk, one, ANSWER, action=action)
    stepped(desk, one, CLOSE, satisfaction=score)
    return one


def recording(qtbot: QtBot, desk: RememberingDesk) -> tuple[ComplaintsScreen, EarlierCases]:
    screen = opened(qtbot, desk)
    screen.new_complaint(name="王先生", phone="13800138000")
    settled(qtbot, desk)
    screen.form.fields.what.setFocus()
    return screen, screen.form.earlier


def told(earlier: EarlierCases) -> list[str]:
    return [made.accessibleName() for made in earlier.rows.buttons if made.isVisible()]


def read(qtbot: QtBot, earlier: EarlierCases) -> EarlierCaseDialog:
    qtbot.waitUntil(lambda: earlier.dialog is not None and earlier.dialog.isVisible())
    assert earlier.dialog is not None
    return earlier.dialog


def test_that_it_is_told_below_the_words_how_it_was_solved_before_and_typing_goes_on(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    solved(desk, "The curtain fades in the sun", "A new curtain", category="quality")
    solved(desk, "A leg of the sofa broke", "Mended the leg")
    screen, earlier = recording(qtbot, desk)
    assert not earlier.isVisible()
    typed(qtbot, desk, "curtain fades")
    qtbot.waitUntil(lambda: told(earlier) == ["A new curtain"])
    fields = screen.form.fields
    assert QApplication.focusWidget() is fields.what
    place = earlier.mapTo(screen.form, earlier.rect().topLeft()).y()
    assert place > fields.what.mapTo(screen.form, fields.what.rect().bottomLeft()).y()
    # The Tab key goes past it, to the wish.
    press(qtbot, desk, KEY.Key_Tab)
    assert fields.choices["wish"].hasFocus()
    fields.what.set_text("Nobody came")
    qtbot.waitUntil(lambda: not earlier.isVisible())


def test_that_a_product_alone_is_enough_and_a_changed_complaint_is_told_nothing(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    one = solved(desk, "A leg of the sofa broke", "Mended the leg", product="Sofa A3")
    screen, earlier = recording(qtbot, desk)
    screen.form.fields.lines["product"].setText("sofa a3")
    qtbot.waitUntil(lambda: told(earlier) == ["Mended the leg"])
    screen.form.edit(complaints.row(desk.workspace, one))
    settled(qtbot, desk)
    assert not earlier.isVisible() and screen.form.complaint_id() == one


def test_that_a_case_is_read_by_its_key_and_its_answer_is_proposed_first_later(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    solved(desk, "The curtain fades", "A new curtain")
    solved(desk, "The curtain fades badly", "Half of the price back")
    screen, earlier = recording(qtbot, desk)
    typed(qtbot, desk, "curtain fades")
    qtbot.waitUntil(lambda: len(told(earlier)) == 2)
    place = told(earlier).index("A new curtain")
    press(qtbot, desk, (KEY.Key_1, KEY.Key_2)[place], ALT)
    dialog = read(qtbot, earlier)
    assert dialog.case.what.text() == "The curtain fades"
    assert dialog.case.action.text() == "A new curtain"
    assert not dialog.case.keep_button.isVisible()
    dialog.take_button.click()
    qtbot.waitUntil(lambda: earlier.dialog is None)
    assert earlier.number() == "TS-2026-0001" and told(earlier) == []
    assert "TS-2026-0001" in earlier.told.text()
    # What was typed is still there.
    assert screen.form.fields.what.text() == "curtain fades"
    qtbot.keyClick(screen.form.fields.what, KEY.Key_Return, CTRL)
    settled(qtbot, desk)

    one = current(screen)
    assert one.number == "TS-2026-0003" and one.action == ""
    notes = [line.note for line in complaints.log(desk.workspace, one.id) if line.note]
    assert notes == ["To be answered as in TS-2026-0001: A new curtain"]
    screen.browse.case.steps.actions[ANSWER].trigger()
    settled(qtbot, desk)
    form = screen.browse.case.step_form
    assert isinstance(form, AnswerStep)
    assert form.proposals.rows.buttons[0].accessibleName() == "A new curtain"
    assert len(form.proposals.rows.buttons) == 2


def test_that_what_was_taken_over_is_taken_out_again_and_leaves_no_note(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    solved(desk, "The curtain fades", "A new curtain")
    screen, earlier = recording(qtbot, desk)
    typed(qtbot, desk, "curtain fades")
    qtbot.waitUntil(lambda: told(earlier) == ["A new curtain"])
    earlier.rows.buttons[0].click()
    read(qtbot, earlier).take_button.click()
    qtbot.waitUntil(lambda: earlier.number() != "")
    earlier.give_up_button.click()
    assert earlier.number() == "" and told(earlier) == ["A new curtain"]
    screen.form.save()
    settled(qtbot, desk)
    assert not any(line.note for line in complaints.log(desk.workspace, current(screen).id))
