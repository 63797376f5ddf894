"""How pieces of a window are taken away: out of sight at once, freed when nothing needs them."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QWidget


def remove(*widgets: QWidget, layout: QLayout | None = None) -> None:
    """Take widgets out of their layout and let them go."""
    for widget in widgets:
        if layout is not None:
            layout.removeWidget(widget)
        widget.hide()
        widget.deleteLater()


def clear(layout: QLayout) -> None:
    """Empty a layout and let its widgets go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            remove(widget)
