"""What can be done with the chosen rows of a check."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.importing.plan import ADD, DUPLICATE, FILL, OVERWRITE, SKIP, SKIPPED, UPDATE
from crmdesk.core.importing.setup import CUSTOMERS
from crmdesk.ui.importing.repairs import DECISIONS
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout

_TIPS: Final[dict[str | None, str]] = {
    SKIP: N_("Do not import these rows (Del)"),
    OVERWRITE: N_("Where both sides say something, the list is right"),
    FILL: N_("What is stored stays; the list only fills what is empty"),
    ADD: N_("Make a new customer of it, although there is one like it"),
    None: N_("Take the decision on these rows back"),
}
# A decision between two sides needs two sides.
_KNOWN: Final = frozenset({UPDATE, DUPLICATE, SKIPPED})


class DecisionBar(QWidget):
    """Buttons for the chosen rows; `decided` tells the mode, None for that of the whole list."""

    decided = Signal(object)
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str | None, QPushButton] = {}
        self._customers, self._low = True, False
        self._count = plain.label("", "muted")
        self.undo_button = button(
            _("Take the last change back"), self.undo_wanted.emit, icon="undo", kind="quiet",
            tip=_("Take the last change back (Ctrl+Z in the rows)"),
        )  # fmt: skip
        self.undo_button.setText(_("Undo"))
        left = QWidget()
        places = FlowLayout(left, 6)
        places.addWidget(self._count)
        for decision, words in DECISIONS.items():
            made = button(_(words), tip=_(_TIPS[decision]))
            made.clicked.connect(lambda _on=False, one=decision: self.decided.emit(one))
            # The keyboard stays in the rows, so that the arrows go on from there.
            made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.buttons[decision] = made
            places.addWidget(made)
        self.undo_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(left, 1)
        row.addWidget(self.undo_button)
        self.show_rows(0, frozenset(), own=False)
        self.set_undo(False)

    def show_target(self, target: str) -> None:
        """Offer what there is for a target: only customers have two sides to be joined."""
        self._customers = customers = target == CUSTOMERS
        self._choose_shown()
        self.buttons[ADD].setText(_(DECISIONS[ADD]) if customers else _("Add all the same"))
        words = (
            _(_TIPS[ADD])
            if customers
            else _("Add it, although it is here already or its dates are doubtful")
        )
        self.buttons[ADD].setToolTip(plain.tip(words))

    def show_rows(
        self, count: int, states: AbstractSet[str], *, own: bool, asked: bool = False
    ) -> None:
        """Say how many rows are chosen, and offer what makes sense for their states.

        `asked`: there are some that are only taken where the user says so.
        """
        words = ngettext("{count:,} row chosen:", "{count:,} rows chosen:", count)
        self._count.setText(words.format(count=count) if count else _("No row is chosen:"))
        for decision, made in self.buttons.items():
            if decision is None:
                made.setEnabled(own)
            elif decision == SKIP:
                made.setEnabled(bool(count) and states != {SKIPPED})
            else:
                known = bool(states & _KNOWN) or (asked and decision == ADD)
                made.setEnabled(bool(count) and known)
        self._choose_shown()

    def set_low(self, low: bool) -> None:
        """Show only what can be done now, where a second line would take the room of the rows."""
        self._low = low
        self._choose_shown()

    def _choose_shown(self) -> None:
        for decision, made in self.buttons.items():
            fits = self._customers or decision not in (OVERWRITE, FILL)
            made.setVisible(fits and (made.isEnabled() or not self._low))
        self.undo_button.setVisible(self.undo_button.isEnabled() or not self._low)

    def set_undo(self, possible: bool) -> None:
        """Say whether something can be taken back."""
        self.undo_button.setEnabled(possible)
        self._choose_shown()
