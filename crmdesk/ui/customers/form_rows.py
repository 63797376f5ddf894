"""Fields of which a customer has any number: contact methods, addresses, contact persons."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain.customer import METHOD_KINDS, Address, ContactMethod, ContactPerson
from crmdesk.core.i18n import _
from crmdesk.ui.kit import removal
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.inputs import ChoiceBox


def line_edit(placeholder: str, text: str = "") -> QLineEdit:
    """Return a line with its meaning written inside while it is empty."""
    made = QLineEdit(text)
    made.setPlaceholderText(placeholder)
    made.setAccessibleName(placeholder)
    made.setCursorPosition(0)
    return made


class RowsEdit(QWidget):
    """A column of rows that can be added, taken out, and put first."""

    changed = Signal()

    def __init__(self, add_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[QWidget] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.add_button = button(add_text, self.add_by_hand, icon="plus", kind="link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._column)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def rows(self) -> list[QWidget]:
        """Return the editing widget of every row, from top to bottom."""
        return list(self._rows)

    def add_by_hand(self) -> None:
        """Add an empty row and take the keyboard there."""
        self.add_empty()
        self._rows[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def add_empty(self) -> None:
        """Add an empty row; each kind of rows makes its own."""

    def append(self, fields: QWidget) -> None:
        """Add a row around its fields."""
        frame = QWidget()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(fields, 1)
        first = tool_button("up", _("Put first"), partial(self._put_first, fields))
        away = tool_button("close", _("Take out"), partial(self.remove, fields))
        for tool in (first, away):
            row.addWidget(tool, 0, Qt.AlignmentFlag.AlignTop)
        self._rows.append(fields)
        self._column.addWidget(frame)
        self._show_tools()

    def remove(self, fields: QWidget) -> None:
        """Take a row out."""
        frame = fields.parentWidget()
        self._rows.remove(fields)
        if frame is not None:
            removal.remove(frame, layout=self._column)
        self._show_tools()
        self.changed.emit()

    def clear(self) -> None:
        """Take all rows out."""
        for fields in self.rows():
            self.remove(fields)

    def _put_first(self, fields: QWidget) -> None:
        frame = fields.parentWidget()
        self._rows.remove(fields)
        self._rows.insert(0, fields)
        if frame is not None:
            self._column.removeWidget(frame)
            self._column.insertWidget(0, frame)
        self._show_tools()
        self.changed.emit()

    def _show_tools(self) -> None:
        for place, fields in enumerate(self._rows):
            frame = fields.parentWidget()
            row = frame.layout() if frame is not None else None
            item = row.itemAt(1) if row is not None else None
            tool = item.widget() if item is not None else None
            if tool is not None:
                tool.setEnabled(place > 0)


class MethodFields(QWidget):
    """One contact method: its kind and its value."""

    def __init__(self, method: ContactMethod, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = ChoiceBox([(code, _(text)) for code, text in METHOD_KINDS.items()])
        self.kind.setAccessibleName(_("Kind of contact method"))
        self.kind.set_key(method.kind)
        self.kind.setMaximumWidth(150)
        self.value = line_edit(_("Number or name"), method.value)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.kind)
        row.addWidget(self.value, 1)
        self.setFocusProxy(self.value)


class MethodsEdit(RowsEdit):
    """Any number of contact methods; the first of each kind is the primary one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Add a contact method"), parent)

    def set_methods(self, methods: Iterable[ContactMethod]) -> None:
        """Show these methods, or an empty mobile and WeChat when there are none."""
        self.clear()
        for method in tuple(methods) or (ContactMethod("mobile", ""), ContactMethod("wechat", "")):
            self._add(method)

    def methods(self) -> tuple[ContactMethod, ...]:
        """Return the methods that have a value."""
        return tuple(
            ContactMethod(row.kind.key() or "other", row.value.text().strip())
            for row in self.rows()
            if isinstance(row, MethodFields) and row.value.text().strip()
        )

    def add_empty(self) -> None:
        """Add an empty row of the kind that is missing first."""
        used = {row.kind.key() for row in self.rows() if isinstance(row, MethodFields)}
        self._add(ContactMethod(next((k for k in METHOD_KINDS if k not in used), "mobile"), ""))

    def _add(self, method: ContactMethod) -> None:
        fields = MethodFields(method)
        fields.kind.changed.connect(self.changed)
        fields.value.textEdited.connect(lambda _text: self.changed.emit())
        self.append(fields)


class AddressFields(QWidget):
    """One address: text, district, postcode."""

    def __init__(self, address: Address, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = line_edit(_("Address"), address.text)
        self.district = line_edit(_("District"), address.district)
        self.postcode = line_edit(_("Postcode"), address.postcode)
        self.postcode.setMaximumWidth(110)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        grid.addWidget(self.text, 0, 0, 1, 2)
        grid.addWidget(self.district, 1, 0)
        grid.addWidget(self.postcode, 1, 1)
        self.setFocusProxy(self.text)


class AddressesEdit(RowsEdit):
    """Any number of addresses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Add an address"), parent)

    def set_addresses(self, addresses: Iterable[Address]) -> None:
        """Show these addresses, or one empty row."""
        self.clear()
        for address in tuple(addresses) or (Address(""),):
            self._add(address)

    def addresses(self) -> tuple[Address, ...]:
        """Return the addresses that are not empty."""
        found = (
            Address(*(box.text().strip() for box in (row.text, row.district, row.postcode)))
            for row in self.rows()
            if isinstance(row, AddressFields)
        )
        return tuple(one for one in found if one.text or one.district or one.postcode)

    def add_empty(self) -> None:
        """Add an empty address."""
        self._add(Address(""))

    def _add(self, address: Address) -> None:
        fields = AddressFields(address)
        for box in (fields.text, fields.district, fields.postcode):
            box.textEdited.connect(lambda _text: self.changed.emit())
        self.append(fields)


class PersonFields(QWidget):
    """One contact person: name, role, phone, notes."""

    def __init__(self, person: ContactPerson, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = line_edit(_("Name"), person.name)
        self.role = line_edit(_("Role"), person.role)
        self.phone = line_edit(_("Phone"), person.phone)
        self.notes = line_edit(_("Notes"), person.notes)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        for place, box in enumerate(self.boxes()):
            grid.addWidget(box, place // 2, place % 2)
        self.setFocusProxy(self.name)

    def boxes(self) -> tuple[QLineEdit, ...]:
        """Return the lines in the order of ContactPerson."""
        return (self.name, self.role, self.phone, self.notes)


class PersonsEdit(RowsEdit):
    """Any number of contact persons."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Add a contact person"), parent)

    def set_persons(self, persons: Iterable[ContactPerson]) -> None:
        """Show these persons."""
        self.clear()
        for person in persons:
            self._add(person)

    def persons(self) -> tuple[ContactPerson, ...]:
        """Return the persons that are not empty."""
        found = (
            ContactPerson(*(box.text().strip() for box in row.boxes()))
            for row in self.rows()
            if isinstance(row, PersonFields)
        )
        return tuple(one for one in found if one.name or one.phone)

    def add_empty(self) -> None:
        """Add an empty person."""
        self._add(ContactPerson(""))

    def _add(self, person: ContactPerson) -> None:
        fields = PersonFields(person)
        for box in fields.boxes():
            box.textEdited.connect(lambda _text: self.changed.emit())
        self.append(fields)
