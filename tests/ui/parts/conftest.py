"""The desk the parts stand on in tests, and the window for printing on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import shiboken6
from pytestqt.qtbot import QtBot

from tests.ui.desks import RememberingDesk, desk
from tests.ui.parts.print_office import Shop

__all__ = ["desk"]


@pytest.fixture
def office(qtbot: QtBot, desk: RememberingDesk) -> Iterator[Shop]:
    made = Shop(qtbot, desk)
    yield made
    if made.window is not None and shiboken6.isValid(made.window):
        made.window.close()
