"""What is worth knowing as soon as a database is open: it is read only, the clock is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crmdesk.core.i18n import _

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


def tell(window: MainWindow) -> None:
    """Say it in the window's notice; the clock is looked at in the background."""
    from crmdesk.core.services import clock_behind

    workspace = window.desk.workspace
    if words := workspace.only_read():
        copy = _("Make a copy"), window.files.back_up
        window.body.notice.show_notice(*words, tone="warning", action=copy)
        return

    def shown(found: tuple[str, str] | None) -> None:
        if found is not None and window.desk.workspace is workspace:
            window.body.notice.show_notice(*found, tone="warning")

    window.desk.tasks.read(
        lambda: clock_behind.told(workspace), shown, key=(window, "clock"), owner=window
    )
