"""Adding somebody to the staff from where a name is missed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.choices import STAFF
from crmdesk.core.i18n import _
from crmdesk.core.services import choices
from crmdesk.ui.kit import dialogs
from crmdesk.ui.kit.screen import Desk


def add_staff(desk: Desk, parent: QWidget, detail: str = "") -> dialogs.Dialog:
    """Ask for a name and add it to the staff."""
    workspace = desk.workspace

    def add(name: str) -> None:
        desk.tasks.write(lambda: choices.add(workspace, STAFF, name), desk.done, desk.trouble)

    return dialogs.ask_text(
        parent,
        _("Who works in the shop?"),
        add,
        detail=detail,
        ok=_("Add"),
    )
