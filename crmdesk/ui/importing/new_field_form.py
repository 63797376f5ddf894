"""A small form in which a column becomes a field of the shop's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from crmdesk.core.domain.custom_fields import TYPES
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.forms import FieldRow
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import Card


class NewFieldForm(Card):
    """Label and type of a new field; Enter makes it, Esc leaves the column as it was."""

    wanted = Signal(int, str, str)
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("New field"), parent)
        self.column = -1
        self.line = QLineEdit()
        self.line.setMaxLength(60)
        self.kind = ChoiceBox([(key, _(words)) for key, words in TYPES.items()])
        self._label = FieldRow(_("Name of the field"), self.line)
        self._from = plain.label("", "hint", wrap=True)
        self.add_button = button(_("Make the field"), self._add, kind="primary")
        self.cancel_button = button(_("Cancel"), self.cancel, tip=_("Cancel (Esc)"))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.add_button)
        buttons.addWidget(self.cancel_button)
        buttons.addStretch(1)
        self.body.addWidget(self._from)
        self.body.addWidget(self._label)
        self.body.addWidget(FieldRow(_("Type"), self.kind))
        self.body.addLayout(buttons)
        self.line.returnPressed.connect(self._add)
        self.line.textChanged.connect(lambda _text: self._label.set_error(""))
        self.hide()

    def ask(self, column: int, header: str, kind: str) -> None:
        """Ask for the field a column becomes, with its header and a guessed type filled in."""
        self.column = column
        header = plain.one_line(header)
        self._from.setText(_("For the column “{header}”").format(header=header))
        self.line.setText(header)
        self.line.selectAll()
        self.kind.set_key(kind)
        self._label.set_error("")
        self.show()
        self.line.setFocus()

    def tell(self, trouble: str) -> None:
        """Say why the field cannot be made."""
        self._label.set_error(trouble)
        self.line.setFocus()

    def cancel(self) -> None:
        """Leave the column as it was."""
        self.column = -1
        self.hide()
        self.cancelled.emit()

    def _add(self) -> None:
        label = self.line.text().strip()
        if not label:
            self.tell(_("Type a name for the field."))
            return
        self.wanted.emit(self.column, label, self.kind.key() or "")
