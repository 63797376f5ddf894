"""What happens once after a pause: a burst of changes is one look at them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


def pause(owner: QObject, milliseconds: int, then: Callable[[], object]) -> QTimer:
    """Return a timer that calls once, so long after it was last started; 0: when Qt is idle."""
    timer = QTimer(owner)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(then)
    return timer
