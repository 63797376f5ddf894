"""Good answers are proposed while one is typed, and kept for others."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint_states import ANSWER, CLOSE
from crmdesk.core.domain.solution import KEPT
from crmdesk.core.services import complaint_solutions, complaints, history
from crmdesk.ui.complaints.answer_proposals import AnswerProposals
from crmdesk.ui.complaints.screen import ComplaintsScreen
from crmdesk.ui.complaints.step_forms import AnswerStep
from tests.ui.complaints.hands import CTRL, KEY, opened, press, received, settled, stepped, typed
from tests.ui.desks import RememberingDesk

ALT = Qt.KeyboardModifier.AltModifier


def solved(desk: RememberingDesk, what: str, action: str, score: int) -> None:
    one = received(desk, what=what, category="quality")
    stepped(desk, one, ANSWER, action=action)
    stepped(desk, one, CLOSE, satisfaction=score)


def answering(
    qtbot: QtBot, desk: RememberingDesk, what: str = "The curtain fades"
) -> tuple[ComplaintsScreen, AnswerStep]:
    made = received(desk, what=what, category="quality")
    screen = opened(qtbot, desk)
    screen.open_complaint(made)
    settled(qtbot, desk)
    screen.browse.case.steps.actions[ANSWER].trigger()
    settled(qtbot, desk)
    form = screen.browse.case.step_form
    assert isinstance(form, AnswerStep)
    return screen, form


def offered(proposals: AnswerProposals) -> list[str]:
    return [made.accessibleName() for made in proposals.rows.buttons if made.isVisible()]


def test_that_kept_answers_come_first_then_earlier_ones_with_their_satisfaction(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    solved(desk, "The curtain fades in the sun", "A new curtain", 5)
    solved(desk, "A leg of the sofa broke", "Mended the leg", 4)
    complaint_solutions.keep(desk.workspace, "Say sorry and offer a new one", "quality")
    _screen, form = answering(qtbot, desk)
    proposals = form.proposals
    assert offered(proposals) == ["Say sorry and offer a new one", "A new curtain"]
    assert [one.source for one in proposals.proposals] == [KEPT, "earlier"]
    words = [label.text() for label in proposals.findChildren(type(proposals.title))]
    assert "kept answer" in words and "TS-2026-0001, satisfied 5 of 5" in words
    # Typing about something else brings up what was done then.
    typed(qtbot, desk, "sofa leg")
    qtbot.waitUntil(lambda: "Mended the leg" in offered(proposals))


def test_that_nothing_is_shown_where_nothing_is_known(qtbot: QtBot, desk: RememberingDesk) -> None:
    _screen, form = answering(qtbot, desk)
    assert not form.proposals.isVisible()


def test_that_a_click_puts_the_text_in_and_undo_gives_back_what_was_typed(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    solved(desk, "The curtain fades in the sun", "A new curtain", 5)
    _screen, form = answering(qtbot, desk)
    form.proposals.rows.buttons[0].click()
    settled(qtbot, desk)
    assert form.action.text() == "A new curtain" and form.action.hasFocus()
    assert not form.proposals.replaced.isVisible()
    form.action.selectAll()
    typed(qtbot, desk, "My words")
    qtbot.waitUntil(lambda: offered(form.proposals) == ["A new curtain"])
    form.proposals.rows.buttons[0].click()
    settled(qtbot, desk)
    assert form.action.text() == "A new curtain" and form.proposals.replaced.isVisible()
    form.proposals.undo_button.click()
    assert form.action.text() == "My words" and not form.proposals.replaced.isVisible()


def test_that_alt_and_its_number_put_a_text_in_although_tabs_have_that_key(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    solved(desk, "The curtain fades in the sun", "A new curtain", 5)
    complaint_solutions.keep(desk.workspace, "Say sorry", "quality")
    screen, form = answering(qtbot, desk)
    press(qtbot, desk, KEY.Key_2, ALT)
    assert form.action.text() == "A new curtain"
    assert screen.browse.list.tools.saved == "open"
    press(qtbot, desk, KEY.Key_Z, CTRL)
    assert form.action.text() == ""


def test_that_an_answer_is_kept_under_its_category_by_its_button_or_key(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    screen, form = answering(qtbot, desk)
    case = screen.browse.case
    assert not case.body.keep_button.isVisible()
    typed(qtbot, desk, "A new one, and the old one as a present")
    press(qtbot, desk, KEY.Key_Return, CTRL)
    assert complaints.get(desk.workspace, case.complaint_id()).action
    case.body.keep_button.click()
    settled(qtbot, desk)
    (kept,) = complaint_solutions.kept(desk.workspace)
    assert (kept.text, kept.category) == ("A new one, and the old one as a present", "quality")
    assert not case.body.keep_button.isVisible() and not case.verbs.keep_answer.isEnabled()
    assert case.body.kept.text() == "This answer is kept under “Quality”."
    case.area.setFocus()
    press(qtbot, desk, KEY.Key_K)
    assert len(complaint_solutions.kept(desk.workspace)) == 1
    desk.done(history.undo(desk.workspace))
    settled(qtbot, desk)
    assert complaint_solutions.kept(desk.workspace) == []
    assert form is not case.step_form
    assert case.body.keep_button.isVisible() and not case.body.kept.isVisible()
    press(qtbot, desk, KEY.Key_K)
    assert len(complaint_solutions.kept(desk.workspace)) == 1


def test_that_an_answer_kept_for_all_categories_is_not_offered_to_be_kept_again(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    complaint_solutions.keep(desk.workspace, "A new curtain")
    made = received(desk, what="The curtain fades", category="quality")
    stepped(desk, made, ANSWER, action="A new curtain")
    screen = opened(qtbot, desk)
    body = screen.browse.case.body
    assert not body.keep_button.isVisible()
    assert body.kept.text() == "This answer is kept for all categories."
