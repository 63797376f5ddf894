"""A dressed application and background tasks for the tests of the screens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from crmdesk.ui.kit import theme
from crmdesk.ui.kit.tasks import Tasks

PATIENCE_MS: Final = 30_000


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str]) -> QApplication:
    """Return the one application, with its style, fonts and colours."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(qapp_args)
    app.setQuitOnLastWindowClosed(False)
    theme.install(app, "light", "en")
    return app


class PatientQtBot(QtBot):  # type: ignore[misc]
    """Waits long enough for a machine that does much else; what comes soon is not slower."""

    def waitUntil(self, condition: Callable[[], object], *, timeout: int = PATIENCE_MS) -> None:
        """Wait until a condition holds."""
        super().waitUntil(condition, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **more: Any) -> Any:
        """Wait for a signal."""
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        """Wait until a window has the keyboard."""
        return super().waitActive(widget, timeout=timeout)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> Any:
        """Wait until a window is seen."""
        return super().waitExposed(widget, timeout=timeout)


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
