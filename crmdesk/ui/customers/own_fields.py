"""The owner's own fields in the form of a customer."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crmdesk.core.domain.custom_fields import CHOICE, CustomField
from crmdesk.core.i18n import _
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.kit import removal
from crmdesk.ui.kit.forms import FieldRow, Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.parts.value_boxes import Today, ValueBox, value_box


class OwnFields(QWidget):
    """One box for each of the owner's own fields; built again when the fields were changed."""

    def __init__(self, today: Today, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._fields: tuple[CustomField, ...] = ()
        self._form: Form | None = None
        self.boxes: dict[str, ValueBox] = {}
        self.rows: dict[str, FieldRow] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def set_lists(self, lists: Lists) -> bool:
        """Offer the fields and choices of the shop; return whether there are other fields now."""
        other = lists.catalogue.custom != self._fields
        if other:
            values = self.values()
            self._fields = lists.catalogue.custom
            self._build()
            self.set_values(values)
        for one in self._fields:
            box = self.boxes[one.key].widget
            if one.type == CHOICE and isinstance(box, ChoiceBox):
                box.set_choices(lists.of(one.key))
        return other

    def set_values(self, values: Iterable[tuple[str, str]]) -> None:
        """Show the values of a customer by the keys of the fields."""
        known = dict(values)
        for key, box in self.boxes.items():
            box.show(known.get(key, ""))
            self.rows[key].set_error("")

    def values(self) -> tuple[tuple[str, str], ...]:
        """Return the values that are not empty, in the order of the fields."""
        read = ((key, box.read()) for key, box in self.boxes.items())
        return tuple((key, value) for key, value in read if value)

    def wrong(self) -> str:
        """Return what is not understood, or nothing."""
        return next(filter(None, (box.wrong() for box in self.boxes.values())), "")

    def check(self) -> QWidget | None:
        """Say what is wrong at each field; return the first widget with an error."""
        first: QWidget | None = None
        for key, box in self.boxes.items():
            wrong = box.wrong()
            self.rows[key].set_error(wrong)
            if wrong and first is None:
                first = box.widget
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        return first

    def _build(self) -> None:
        layout = self.layout()
        assert layout is not None
        if self._form is not None:
            removal.remove(self._form, layout=layout)
        self._form = Form(columns=2)
        self._form.add_heading(_("Own fields"))
        self.boxes = {one.key: value_box(one.type, self._today) for one in self._fields}
        self.rows = {
            one.key: self._form.add(one.label, self.boxes[one.key].widget) for one in self._fields
        }
        for row in self.rows.values():
            # An owner's name for a field may be a whole sentence.
            row.label.setWordWrap(True)
        layout.addWidget(self._form)
        self.setVisible(bool(self._fields))
