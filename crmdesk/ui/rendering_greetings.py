"""The scenes of birthdays, festivals and the greetings for them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from crmdesk.core import i18n
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.occasions import LEAD_DAYS, Care, OccasionSettings
from crmdesk.core.i18n import _
from crmdesk.core.services import complaints, occasion_settings, occasions
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.care.screen import CareScreen
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.parts.greeting_dialog import GreetingDialog
from crmdesk.ui.rendering_scenes import Scene, go
from crmdesk.ui.settings.card import SettingsCard
from crmdesk.ui.settings.greetings_card import GreetingsCard
from crmdesk.ui.settings.occasions_card import OccasionsCard
from crmdesk.ui.settings.screen import SettingsScreen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from crmdesk.ui.main_window import MainWindow


def greetings() -> list[Scene]:
    """Return the scenes; the first chooses a festival that is near, and lets somebody complain."""
    return [
        Scene("greetings", (_prepare, go("care"), _show_tab)),
        Scene("greetings-complaint", (_choose_last,)),
        Scene("greeting-file", (_open_file, _greet), _shown_dialog),
        Scene(
            "settings-festivals", (_close_dialog, go("settings"), lambda w: _card(w, OccasionsCard))
        ),
        Scene("settings-greetings", (lambda w: _card(w, GreetingsCard),)),
    ]


def _prepare(window: MainWindow) -> None:
    workspace = window.desk.workspace
    window.desk.tasks.write(lambda: _fill(workspace), window.desk.done, window.desk.trouble)


def _fill(workspace: Workspace) -> Changes:
    due = occasions.greetings_due(workspace).due
    complained = Complaint(
        customer_id=due[-1].customer_id,
        received_at=workspace.clock.now() - dt.timedelta(days=3),
        what=_("Complaint"),
    )
    complaints.receive(workspace, complained)
    chinese = i18n.language().startswith("zh")
    care = Care("winter_solstice", ("A",), 40) if chinese else Care("thanksgiving", ("A", "B"), 9)
    regions = ("cn",) if chinese else ("west",)
    return occasion_settings.save(workspace, OccasionSettings(regions, LEAD_DAYS, (care,)))


def _care(window: MainWindow) -> CareScreen:
    screen = window.body.place("care")
    assert isinstance(screen, CareScreen)
    return screen


def _show_tab(window: MainWindow) -> None:
    _care(window).show_tab("greetings")


def _choose_last(window: MainWindow) -> None:
    from crmdesk.ui.care.greetings_pane import GreetingsPane

    pane = _care(window).panes["greetings"]
    assert isinstance(pane, GreetingsPane)
    dim = next(card for card in pane.list.items() if card.dim)
    pane.list.select_id(dim.id)


def _open_file(window: MainWindow) -> None:
    workspace = window.desk.workspace
    rows = occasions.greetings_due(workspace).due
    window.desk.open_customer(next(row for row in rows if row.complaint is None).customer_id)


def _greet(window: MainWindow) -> None:
    screen = window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    screen.detail.greet.trigger()


def _close_dialog(window: MainWindow) -> None:
    for dialog in window.findChildren(GreetingDialog):
        dialog.reject()


def _shown_dialog(window: MainWindow) -> QWidget:
    return window.findChildren(GreetingDialog)[-1]


def _card(window: MainWindow, kind: type[SettingsCard]) -> None:
    screen = window.body.place("settings")
    assert isinstance(screen, SettingsScreen)
    screen.card(kind)
