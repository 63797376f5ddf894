"""Tells above the columns that a list may be of something else, and which columns are left out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.i18n import _, listed, ngettext
from crmdesk.core.importing.left_over import FIELDS, NOTES
from crmdesk.core.importing.setup import ACTIVITIES, COMPLAINTS, CUSTOMERS
from crmdesk.ui.importing.step_pieces import Sentence
from crmdesk.ui.kit import plain

_SHOWN = 6  # headers; the table below has them all


class TargetNotice(Sentence):
    """One line with a button, shown where a list of customers looks like something else."""

    target_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = ACTIVITIES
        words = _("Import as past contacts")
        self.switch_button = self.offer(words, lambda: self.target_wanted.emit(self._target))

    def show_guess(self, target: str) -> None:
        """Tell what the list looks like, or nothing."""
        self._target = target or ACTIVITIES
        complaints = target == COMPLAINTS
        self.switch_button.setText(
            _("Import as complaints") if complaints else _("Import as past contacts")
        )
        words = (
            _("This looks like complaints.")
            if complaints
            else _("This looks like past contacts and follow-ups.")
        )
        self.tell(words if target else "", tone="warning")


class LeftOverNotice(Sentence):
    """One line that names the columns nothing is known of, with two ways to keep them."""

    rest_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields_button = self.offer(
            _("Keep as own fields"), lambda: self.rest_wanted.emit(FIELDS)
        )
        self.notes_button = self.offer(
            _("Put into the notes"), lambda: self.rest_wanted.emit(NOTES)
        )

    def show_headers(self, headers: Sequence[str], target: str) -> None:
        """Name the columns, or nothing; only customers have fields of the owner's own."""
        self.fields_button.setVisible(target == CUSTOMERS)
        if not headers:
            self.tell("")
            return
        names = listed([plain.one_line(one) for one in headers[:_SHOWN]])
        if len(headers) > _SHOWN:
            names = _("{names} and others").format(names=names)
        words = ngettext(
            "{count} column is left out: {names}.",
            "{count} columns are left out: {names}.",
            len(headers),
        )
        self.tell(words.format(count=len(headers), names=names), tone="info")
