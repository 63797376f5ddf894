"""A small window that asks for the name and the type of a new field."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.domain.custom_fields import CHOICE, DATE, NUMBER, TEXT, TYPES, YES_NO
from crmdesk.core.i18n import _
from crmdesk.core.services import custom_fields
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.writing_dialog import WritingDialog


class NewFieldDialog(WritingDialog):
    """Makes the field; what is wrong with its name is said beside it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        heading = _("What do you want to know of each customer?")
        super().__init__(desk, parent, _("New field"), heading)
        self.name = QLineEdit()
        self.name.setMaxLength(custom_fields.LONGEST_LABEL)
        self.kind = ChoiceBox([(key, _(words)) for key, words in TYPES.items()])
        self.kind.set_key(TEXT)
        form = Form(columns=1)
        self.row = form.add(_("Name of the field"), self.name, required=True)
        form.add(_("Type"), self.kind)
        self.body.addWidget(form)
        self.example = plain.label("", "hint", wrap=True)
        self.body.addWidget(self.example)
        self.add_buttons(_("Add"), self.make)
        self.kind.changed.connect(self._show_example)
        self.name.textChanged.connect(lambda _text: self.row.set_error(""))
        self._show_example()
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def make(self) -> None:
        """Make the field."""
        workspace = self._desk.workspace
        name, kind = self.name.text(), self.kind.key() or TEXT
        self.write(lambda: custom_fields.add(workspace, name, kind))

    def show_problem(self, text: str) -> None:
        """Say beside the name what is wrong with it."""
        self.row.set_error(text)
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_example(self) -> None:
        self.example.setText(_examples().get(self.kind.key() or TEXT, ""))


def _examples() -> dict[str, str]:
    return {
        TEXT: _("Any words, such as a favourite tea."),
        NUMBER: _("Digits only; lists are sorted by size."),
        DATE: _("A day, such as the end of a guarantee."),
        CHOICE: _("One of a few words; a new one joins the list when it is typed."),
        YES_NO: _("Yes, no, or not known."),
    }
