"""What the user says of how a list is understood, taken to the flow."""

from __future__ import annotations

from dataclasses import replace

from crmdesk.core.importing import setup_changes, value_guess
from crmdesk.core.importing.plan import MODES
from crmdesk.core.importing.setup import TARGETS
from crmdesk.ui.importing.flow import ImportFlow
from crmdesk.ui.importing.understanding import Wish


class ColumnVerbs:
    """One verb for each thing that can be changed; each does nothing while no list is open."""

    def __init__(self, flow: ImportFlow) -> None:
        self._flow = flow

    # Looked at again, in the background

    def target(self, target: str) -> None:
        """Make customers of the list, or past contacts and follow-ups."""
        if (wish := self._wish()) is not None and target in TARGETS and target != wish.target:
            self._flow.understand(replace(wish, target=target))

    def sheet(self, name: str) -> None:
        """Take another sheet, whose headers are looked for."""
        if (wish := self._wish()) is not None and name and name != wish.sheet:
            self._flow.understand(replace(wish, sheet=name, guess_header=True))

    def headers(self, wanted: bool) -> None:
        """Look for the headers, or number the columns of a list that has none."""
        if (wish := self._wish()) is not None:
            self._flow.understand(replace(wish, header_index=None, guess_header=wanted))

    def header(self, index: int) -> None:
        """Take another row as the headers."""
        if (wish := self._wish()) is not None and index != wish.header_index:
            self._flow.understand(replace(wish, header_index=index))

    def guess_anew(self) -> None:
        """Forget how such a list was understood the last time."""
        if (wish := self._wish()) is not None:
            self._flow.understand(replace(wish, guess_header=True, recall=False))

    def rest(self, wanted: str) -> None:
        """Keep the columns nothing is known of: as fields of the owner's own, or in the notes."""
        self._flow.keep_left_over(wanted)

    def _wish(self) -> Wish | None:
        setup = self._flow.setup
        if setup is None:
            return None
        return Wish(setup.sheet.name, setup.header_index, guess_header=False, target=setup.target)

    # Changed at once

    def hidden(self, wanted: bool) -> None:
        """Read the hidden rows too, or leave them out."""
        if self._flow.setup is not None:
            self._flow.set_setup(replace(self._flow.setup, take_hidden=wanted))

    def mode(self, mode: str) -> None:
        """Choose what happens to customers who are there already."""
        setup = self._flow.setup
        if setup is not None and mode in MODES and mode != setup.mode:
            self._flow.set_setup(replace(setup, mode=mode))

    def field(self, column: int, key: str | None) -> str | None:
        """Let a column go to a field or nowhere; return the header of the one that gave way."""
        if self._flow.setup is None:
            return None
        changed, gave_way = setup_changes.with_field(self._flow.setup, column, key)
        self._flow.set_setup(changed)
        return gave_way

    def new_field(self, column: int, label: str, kind: str) -> None:
        """Let a column go to a field that the import makes. Raises CrmError for a bad label."""
        if self._flow.setup is not None:
            self._flow.set_setup(
                setup_changes.with_new_field(self._flow.setup, column, label, kind)
            )

    def date(self, column: int, order: str) -> None:
        """Say whether day or month comes first in a column."""
        if self._flow.setup is not None:
            self._flow.set_setup(setup_changes.with_date_order(self._flow.setup, column, order))

    def value(self, key: str, text: str, code: str) -> None:
        """Say what a value of the list becomes."""
        if self._flow.setup is not None:
            self._flow.set_setup(setup_changes.with_value(self._flow.setup, key, text, code))

    def companies(self, wanted: bool) -> None:
        """Make each company one customer with its contact persons, or a customer of each row."""
        if self._flow.setup is not None:
            self._flow.set_setup(setup_changes.with_companies(self._flow.setup, wanted))

    def header_and_type(self, column: int) -> tuple[str, str]:
        """Return what a new field of a column would be called, and its type by the values."""
        setup = self._flow.setup
        if setup is None:
            return "", ""
        header = next((one.header for one in setup.mappings if one.index == column), "")
        first = setup.first_data
        below = setup.sheet.rows[first : first + value_guess.LOOKED_AT]
        values = value_guess.filled_values(below, column)
        return header, value_guess.field_type_for_values(values)
