"""What a user does on the screen of complaints."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.complaint_states import Given
from crmdesk.core.services import complaint_steps, complaints
from crmdesk.ui.complaints.case_pane import CasePane
from crmdesk.ui.complaints.screen import ComplaintsScreen
from crmdesk.ui.complaints.step_form import StepForm
from crmdesk.ui.complaints.walk_in_form import WalkInForm
from tests.ui.desks import RememberingDesk, shown

KEY = Qt.Key
PLAIN, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Form = TypeVar("Form", bound=StepForm | WalkInForm)


def received(desk: RememberingDesk, customer_id: int = 0, **more: object) -> int:
    """Write a complaint down as it came, and return its id."""
    values: dict[str, object] = {
        "customer_id": customer_id,
        "walk_in_name": "" if customer_id else "高先生",
        "received_at": desk.workspace.clock.now(),
        "what": "窗帘掉色",
        **more,
    }
    return complaints.receive(desk.workspace, Complaint(**values)).new_id  # type: ignore[arg-type]


def stepped(desk: RememberingDesk, complaint_id: int, event: str, **given: object) -> None:
    """Take a step elsewhere than on the screen."""
    complaint_steps.step(desk.workspace, complaint_id, event, Given(**given))  # type: ignore[arg-type]


def earlier(desk: RememberingDesk, days: int) -> dt.datetime:
    """Return the instant so many days ago."""
    return desk.workspace.clock.now() - dt.timedelta(days=days)


def opened(qtbot: QtBot, desk: RememberingDesk, width: int = 1100) -> ComplaintsScreen:
    """Show the screen, and wait until it has read everything."""
    screen = ComplaintsScreen(desk)
    shown(qtbot, desk, screen)
    screen.resize(width, 640)
    settled(qtbot, desk)
    return screen


def settled(qtbot: QtBot, desk: RememberingDesk) -> None:
    """Wait until every answer has arrived."""
    qtbot.waitUntil(desk.tasks.idle)


def press(
    qtbot: QtBot,
    desk: RememberingDesk,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = PLAIN,
) -> None:
    """Press a key where the keyboard is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)
    settled(qtbot, desk)


def typed(qtbot: QtBot, desk: RememberingDesk, text: str) -> None:
    """Type where the keyboard is; Chinese comes from the input method."""
    focus = QApplication.focusWidget()
    assert focus is not None
    if text.isascii():
        qtbot.keyClicks(focus, text)
    else:
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(focus, event)
    settled(qtbot, desk)


def current(screen: ComplaintsScreen) -> Complaint:
    """Return the complaint whose case is shown."""
    found = screen.browse.case.complaint()
    assert found is not None
    return found


def form(screen: ComplaintsScreen, kind: type[Form]) -> Form:
    """Return the open form of a step."""
    found = screen.browse.case.step_form
    assert isinstance(found, kind)
    return found


def words(case: CasePane) -> list[str]:
    """Return what the buttons of the steps say."""
    found = [case._flow.itemAt(place) for place in range(case._flow.count())]
    made = [item.widget() for item in found if item is not None]
    return [one.text() for one in made if isinstance(one, QPushButton) and not one.isHidden()]
