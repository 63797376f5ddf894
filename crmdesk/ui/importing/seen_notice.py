"""Tells that a file came in before, with the way to that import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.importing.step_pieces import Sentence
from crmdesk.ui.kit.screen import Desk

if TYPE_CHECKING:
    from crmdesk.core.services.import_memory import SeenBefore


class SeenNotice(Sentence):
    """One line with two buttons; hidden for a file that is new."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_button = self.offer(
            _("Show that import"), lambda: desk.show_history(imports=True)
        )
        self.go_on_button = self.offer(_("Go on"), lambda: self.tell(""))

    def show_seen(self, seen: SeenBefore | None) -> None:
        """Tell when the file was imported and how many rows it had."""
        if seen is None:
            self.tell("")
            return
        words = ngettext(
            "This file was imported on {date}, {rows:,} row.",
            "This file was imported on {date}, {rows:,} rows.",
            seen.rows,
        )
        date = show_date(seen.at.astimezone().date())
        self.tell(words.format(date=date, rows=seen.rows), tone="info")
