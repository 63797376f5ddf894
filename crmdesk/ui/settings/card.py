"""What every card of the settings is: it reads itself again, and saves what waits to be saved."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.domain.changes import SETTINGS, Changes
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import Card
from crmdesk.ui.kit.screen import Desk


class SettingsCard(Card):
    """A card of the settings; `concerned` names what it has to be read again for."""

    concerned: ClassVar[frozenset[str]] = frozenset({SETTINGS})

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._desk = desk

    def refresh(self) -> None:
        """Read again what is kept; what is typed and not saved stays."""

    def save(self) -> None:
        """Keep what is typed; a card that keeps each change at once has nothing left to do."""

    def _write(self, work: Callable[[], Changes]) -> None:
        """Keep one change at once."""
        self._desk.tasks.write(work, self._desk.done, self._desk.trouble, owner=self)


class SavedCard(SettingsCard):
    """A card that is kept with its button Save, which is enabled while something differs."""

    def __init__(self, desk: Desk, title: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, title, parent)
        self.problem = plain.label("", "error", wrap=True)
        self.problem.hide()
        self.save_button = button(_("Save"), self.save, icon="check", kind="primary")
        self.save_button.setEnabled(False)

    def add_save(self, *beside: QWidget, tip: str = "") -> None:
        """Close the card with the button, and with others beside it."""
        if tip:
            self.save_button.setToolTip(plain.tip(tip))
        row = QHBoxLayout()
        row.setSpacing(8)
        for one in (self.save_button, *beside):
            row.addWidget(one)
        row.addStretch(1)
        self.body.addLayout(row)

    def keep(self, work: Callable[[], Changes], on_saved: Callable[[], None]) -> None:
        """Save, and tell beside the fields what kept it from being saved."""
        self.save_button.setEnabled(False)

        def saved(changes: Changes) -> None:
            on_saved()
            self._changed()
            self._desk.done(changes)

        def failed(error: Exception) -> None:
            self._changed()
            self._tell(str(error))

        self._desk.tasks.write(work, saved, failed, owner=self)

    def _changed(self) -> None:
        """Look whether something differs from what is kept."""

    def _tell(self, text: str) -> None:
        plain.say(self.problem, text)
