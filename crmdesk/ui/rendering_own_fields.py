"""The scenes of a shop that made fields of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.custom_fields import CHOICE, DATE, NUMBER, TEXT, YES_NO
from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.i18n import _
from crmdesk.core.services import custom_fields, customers, listing
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.customers.screen import CustomersScreen
from crmdesk.ui.rendering_scenes import Scene, go
from crmdesk.ui.settings.own_fields import OwnFieldsCard
from crmdesk.ui.settings.screen import SettingsScreen

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


def own_fields() -> list[Scene]:
    """Return the scenes; the first makes the fields."""
    return [
        Scene("own-fields", (_make, go("settings"), _show_card)),
        Scene("own-fields-list", (go("customers"), _show_list)),
        Scene("own-fields-form", (_edit, _scroll_form)),
    ]


def _make(window: MainWindow) -> None:
    workspace = window.desk.workspace
    window.desk.tasks.write(lambda: _fill(workspace), window.desk.done, window.desk.trouble)


def _fill(workspace: Workspace) -> Changes:
    fields = (
        (_("Favourite tea"), CHOICE, (_("Oolong"), _("Green tea"), _("White tea"))),
        (_("Spent this year"), NUMBER, ("1280", "96.5", "12800")),
        (_("Card valid until"), DATE, ("2027-03-31", "2026-12-31")),
        (_("Likes parcels"), YES_NO, ("yes", "no")),
        (_("How it should be wrapped"), TEXT, (_("In the blue box, without a price"), "")),
    )
    made = [
        (f"c{custom_fields.add(workspace, label, kind).new_id}", values)
        for label, kind, values in fields
    ]
    ids = listing.ids(workspace, CustomerQuery(), 40)
    for key, values in made:
        for place, value in enumerate(values):
            customers.set_field(workspace, list(ids[place :: len(values)]), key, value)
    # The answer of the last step is told to the screens, whatever it was.
    return custom_fields.move(workspace, int(made[-1][0][1:]), 0)


def _customers(window: MainWindow) -> CustomersScreen:
    screen = window.body.place("customers")
    assert isinstance(screen, CustomersScreen)
    return screen


def _show_card(window: MainWindow) -> None:
    screen = window.body.place("settings")
    assert isinstance(screen, SettingsScreen)
    screen.card(OwnFieldsCard)


def _show_list(window: MainWindow) -> None:
    screen = _customers(window)
    screen.split.setSizes([700, 440])
    shown = {"name", "grade", "c1", "c2", "c3", "c4"}
    for column, action in zip(
        screen.list.model.columns, screen.list.view.column_menu().actions(), strict=False
    ):
        action.setChecked(column.key in shown)
    window.desk.show_customers(CustomerQuery(custom=(("c4", ("yes",)),)), "")


def _edit(window: MainWindow) -> None:
    _customers(window).detail.edit.trigger()


def _scroll_form(window: MainWindow) -> None:
    form = _customers(window).form
    form.area.ensureWidgetVisible(form.editors["custom"].widget)
