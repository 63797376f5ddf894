"""A tray on a desktop that has one: it remembers what it was asked to say."""

from __future__ import annotations

from collections.abc import Callable

from crmdesk.ui.desktop.tray import Tray


class PretendedTray(Tray):
    """The place beside the clock that no test machine has."""

    there = True

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []
        super().__init__()

    def available(self) -> bool:
        return self.there

    def can_notify(self) -> bool:
        return self.is_shown()

    def notify(self, title: str, text: str, clicked: Callable[[], object]) -> None:
        self._clicked = clicked
        self.said.append((title, text))
