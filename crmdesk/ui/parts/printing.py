"""How a screen prints: the window is imported when something is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from crmdesk.ui.kit.screen import Desk

if TYPE_CHECKING:
    from crmdesk.ui.parts.print_window import PrintWindow


def open_print(desk: Desk, parent: QWidget, style: str, **what: Any) -> PrintWindow:
    """Open the window for printing with a style; `what` are fields of PrintOptions."""
    # Printing needs Qt's printer library, which the start of the program does without.
    from crmdesk.core.services.printing import PrintOptions
    from crmdesk.ui.parts.print_window import PrintWindow

    window = PrintWindow(desk, style, PrintOptions(**what), parent)
    window.show()
    return window
