"""What every card of the settings is: it reads itself again, and saves what waits to be saved."""

from __future__ import annotations

from typing import ClassVar

from crmdesk.core.domain.changes import SETTINGS
from crmdesk.ui.kit.layout import Card


class SettingsCard(Card):
    """A card of the settings; `concerned` names what it has to be read again for."""

    concerned: ClassVar[frozenset[str]] = frozenset({SETTINGS})

    def refresh(self) -> None:
        """Read again what is kept; what is typed and not saved stays."""

    def save(self) -> None:
        """Keep what is typed; a card that keeps each change at once has nothing left to do."""
