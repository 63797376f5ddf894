"""The scenes of the silent customers: the list, why somebody is on it, and what is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crmdesk.core.services import silent
from crmdesk.ui.care.screen import CareScreen
from crmdesk.ui.care.silent_pane import SilentPane
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.rendering_scenes import Scene, go

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


def care() -> list[Scene]:
    """Return the scenes."""
    return [
        Scene("silent", (go("care"), _usual)),
        Scene("silent-why", (lambda w: _pane(w).verbs.explain(),), _dialog),
        Scene("silent-interval", (_close, lambda w: _pane(w).verbs.set_interval()), _dialog),
        Scene("silent-several", (_close, lambda w: _pane(w).view.selectAll())),
        Scene("silent-spread", (lambda w: _pane(w).verbs.plan_follow_ups(),), _dialog),
        Scene("never-contacted", (_close, lambda w: _pane(w).show_list(never=True))),
    ]


def _pane(window: MainWindow) -> SilentPane:
    screen = window.body.place("care")
    assert isinstance(screen, CareScreen)
    pane = screen.show_tab("silent")
    assert isinstance(pane, SilentPane)
    return pane


def _usual(window: MainWindow) -> None:
    """Choose somebody who has a rhythm: there is more to tell."""
    pane = _pane(window)
    pane.show_list(never=False)
    rows = silent.silent(window.desk.workspace)
    chosen = next((row for row in rows if row.usual_days), None)
    pane.view.select_id(chosen.customer_id if chosen else None)


def _dialog(window: MainWindow) -> QWidget:
    return next((one for one in window.findChildren(Dialog) if one.isVisible()), window)


def _close(window: MainWindow) -> None:
    for dialog in window.findChildren(Dialog):
        dialog.close()
