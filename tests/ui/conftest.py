"""A dressed application and background tasks for the tests of the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit import theme
from crmdesk.ui.kit.tasks import Tasks

PATIENCE_MS: Final = 30_000
# Looks in a row between which all events are handled: an answer's work may ask the next question.
QUIET_LOOKS: Final = 3
# Painting, which asks for the rows it shows, comes 5 ms after it was wished for.
LOOK_MS: Final = 4
# What a screen puts off until a typist pauses is at most so long away; notices stay far longer.
LONGEST_PAUSE_MS: Final = 600


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str]) -> QApplication:
    """Return the one application, with its style, fonts and colours."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(qapp_args)
    app.setQuitOnLastWindowClosed(False)
    theme.install(app, "light", "en")
    return app


def pausing() -> bool:
    """Return whether a screen waits for a pause before it goes on."""
    timers = (timer for top in QApplication.topLevelWidgets() for timer in top.findChildren(QTimer))
    return any(
        timer.isActive() and timer.isSingleShot() and timer.interval() <= LONGEST_PAUSE_MS
        for timer in timers
    )


class PatientQtBot(QtBot):  # type: ignore[misc]
    """Waits long enough for a machine that does much else; what comes soon is not slower."""

    def waitUntil(self, condition: Callable[[], object], *, timeout: int = PATIENCE_MS) -> None:
        """Wait until a condition holds; for `Tasks.idle`, until nothing follows any more."""
        patience = max(timeout, PATIENCE_MS)
        if getattr(condition, "__func__", None) is not Tasks.idle:
            super().waitUntil(condition, timeout=patience)
            return
        looks = 0

        def still() -> bool:
            nonlocal looks
            looks = looks + 1 if condition() and not pausing() else 0
            if 0 < looks < QUIET_LOOKS:
                self.wait(LOOK_MS)
                return still()
            return looks >= QUIET_LOOKS

        super().waitUntil(still, timeout=patience)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:
        """Wait for a signal."""
        return super().waitSignal(signal, timeout=max(timeout, PATIENCE_MS), **more)

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        """Wait until a window has the keyboard."""
        return super().waitActive(widget, timeout=max(timeout, PATIENCE_MS))

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        """Wait until a window is seen."""
        return super().waitExposed(widget, timeout=max(timeout, PATIENCE_MS))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Return the hand and eye of a user who has patience."""
    return PatientQtBot(request)


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """Return background tasks that are closed after the test; an unasked error fails it."""
    errors: list[Exception] = []
    made = Tasks(on_error=errors.append)
    yield made
    made.close()
    made.deleteLater()
    assert errors == []
