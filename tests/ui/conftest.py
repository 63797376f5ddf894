"""A dressed application and background tasks for the tests of the screens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from crmdesk.ui.kit import theme
from crmdesk.ui.kit.tasks import Tasks


@pytest.fixture(scope="session")
def qapp(qapp_args: list[str]) -> QApplication:
    """Return the one application, with its style, fonts and colours."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(qapp_args)
    app.setQuitOnLastWindowClosed(False)
    theme.install(app, "light", "en")
    return app


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """Return background tasks that are closed after the test; an unasked error fails it."""
    errors: list[Exception] = []
    made = Tasks(on_error=errors.append)
    yield made
    made.close()
    made.deleteLater()
    assert errors == []
