"""What is to be known of a list, in small letters: some sentences, and the rest on request."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button

SHOWN: Final = 2


class FactsLine(QWidget):
    """A sentence that always stands there, then facts one after the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = ""
        self._facts: tuple[str, ...] = ()
        self._open = False
        self._text = plain.label("", "hint", wrap=True, select=True)
        self.more = button("", self._turn, kind="inline")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self._text, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def show_facts(self, first: str, facts: Sequence[str]) -> None:
        """Tell other facts; the same ones stay unfolded."""
        self._first = first
        if tuple(facts) != self._facts:
            self._facts, self._open = tuple(facts), False
        self._draw()

    def facts(self) -> tuple[str, ...]:
        """Return all that is told, folded or not."""
        return self._facts

    def _turn(self) -> None:
        self._open = not self._open
        self._draw()

    def _draw(self) -> None:
        hidden = len(self._facts) - SHOWN
        fold = hidden > 0 and not self._open
        shown = self._facts[:SHOWN] if fold else self._facts
        gap = "\n" if self._open else "  "
        self._text.setText(gap.join((self._first, *shown)))
        self.more.setVisible(hidden > 0)
        more = ngettext("{count} more", "{count} more", hidden).format(count=hidden)
        self.more.setText(more if fold else _("Show less"))
