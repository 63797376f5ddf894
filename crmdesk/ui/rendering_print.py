"""Pictures of the window for printing: a list with its columns, a week, a sheet of labels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crmdesk.ui.parts.print_window import PrintWindow
from crmdesk.ui.rendering_scenes import Scene, Step, go

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


def printing() -> list[Scene]:
    """Return the scenes; the window that is drawn is as large as the program's."""
    return [
        Scene("print-list", (go("customers"), _opening("customer_list")), _shown),
        Scene("print-labels", (_choosing("labels"),), _shown),
        Scene("print-emergency", (_choosing("emergency"),), _shown),
    ]


def _opening(style: str) -> Step:
    def step(window: MainWindow) -> None:
        window.desk.print_style(style)
        for made in window.findChildren(PrintWindow):
            made.resize(window.size())

    return step


def _choosing(style: str) -> Step:
    def step(window: MainWindow) -> None:
        for made in window.findChildren(PrintWindow):
            made.choose_style(style)

    return step


def _shown(window: MainWindow) -> QWidget:
    return next(iter(window.findChildren(PrintWindow)), window)
