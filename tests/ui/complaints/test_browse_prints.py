"""What is printed from the list of complaints: the form of the case that is shown."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from crmdesk.ui.complaints.screen import ComplaintsScreen
from tests import factories
from tests.ui.desks import RememberingDesk, shown


def test_that_the_form_of_the_shown_case_is_printed_else_the_sheet_of_the_month(
    qtbot: QtBot, desk: RememberingDesk
) -> None:
    made = factories.complain(desk.workspace, desk.add_customer("张伟"))
    screen = ComplaintsScreen(desk)
    shown(qtbot, desk, screen)
    qtbot.waitUntil(desk.tasks.idle)
    screen.open_complaint(made)
    qtbot.waitUntil(desk.tasks.idle)
    assert screen.prints() == ("complaint_form", {"ids": (made,)})
    screen.browse.case.verbs.print_form.trigger()
    assert desk.asked[-1] == ("print_style", "complaint_form", {"ids": (made,)})
    screen.browse.case.forget()
    assert screen.prints()[0] == "complaint_month"
