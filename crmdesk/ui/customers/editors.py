"""The fields of the customer form, made from the field catalogue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtWidgets import QLineEdit, QWidget

from crmdesk.core.domain.customer import GENDERS, KINDS, PERSON, Customer
from crmdesk.core.domain.dates import parse_date
from crmdesk.core.domain.fields import FIELDS, Field
from crmdesk.core.domain.staying import parse_days
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import N_, _
from crmdesk.ui.customers.birthday_edit import BirthdayEdit
from crmdesk.ui.customers.form_rows import AddressesEdit, MethodsEdit, PersonsEdit
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.customers.own_fields import OwnFields
from crmdesk.ui.kit.date_edit import DateEdit
from crmdesk.ui.kit.forms import FieldRow, Form
from crmdesk.ui.kit.inputs import ChoiceBox, PlainTextEdit
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.tag_edit import TagEdit
from crmdesk.ui.parts.customer_picker import CustomerPicker

SECTIONS: Final = {
    "who": N_("Who"),
    "contact": N_("How to reach"),
    "value": N_("Value and care"),
    "custom": N_("Own fields"),
    "address": N_("Addresses"),
    "persons": N_("Contact persons"),
    "notes": N_("Notes"),
}
Values = dict[str, Any]
Tell = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Editor:
    """One editing widget: how it shows a customer and what it gives back.

    `read` returns values by the attribute names of Customer; `wrong` says what is not understood.
    """

    key: str
    widget: QWidget
    show: Callable[[Customer], object]
    read: Callable[[], Values]
    wrong: Callable[[], str] = lambda: ""
    set_lists: Callable[[Lists], object] = lambda lists: None
    wide: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Bench:
    """What the makers of editors may use."""

    desk: Desk
    changed: Tell
    rows: dict[str, FieldRow] = field(default_factory=dict)

    def today(self) -> dt.date:
        """Return the date of the shop."""
        return self.desk.workspace.clock.today()


def _line(bench: Bench, one: Field) -> Editor:
    box = QLineEdit()
    box.textEdited.connect(lambda _text: bench.changed())

    def show(customer: Customer) -> None:
        box.setText(str(getattr(customer, one.key)))
        box.setCursorPosition(0)

    return Editor(one.key, box, show, lambda: {one.key: box.text().strip()})


def _fixed(bench: Bench, one: Field) -> Editor:
    words, fallback = (KINDS, PERSON) if one.key == "kind" else (GENDERS, "")
    # What need not be known can be left open again.
    nothing = [] if fallback else [("", "")]
    box = ChoiceBox(nothing + [(code, _(text)) for code, text in words.items()])
    box.changed.connect(lambda: bench.changed())
    return Editor(
        one.key,
        box,
        lambda customer: box.set_key(getattr(customer, one.key) or None),
        lambda: {one.key: box.key() or fallback},
    )


def _choice(bench: Bench, one: Field) -> Editor:
    # A value that is typed for the first time joins its list.
    box = ChoiceBox(free_text=True)
    box.changed.connect(lambda: bench.changed())
    return Editor(
        one.key,
        box,
        lambda customer: box.set_key(getattr(customer, one.key) or None),
        lambda: {one.key: box.key() or ""},
        set_lists=lambda lists: box.set_choices(lists.of(one.list)),
    )


def _tags(bench: Bench, one: Field) -> Editor:
    box = TagEdit()
    box.changed.connect(lambda: bench.changed())
    return Editor(
        one.key,
        box,
        lambda customer: box.set_tags(customer.tags),
        lambda: {one.key: tuple(box.tags())},
        set_lists=lambda lists: box.set_known([label for _code, label in lists.tags]),
        wide=True,
    )


def _birthday(bench: Bench, one: Field) -> Editor:
    box = BirthdayEdit(bench.today)
    box.changed.connect(lambda: bench.changed())
    return Editor(
        one.key,
        box,
        lambda customer: box.set_birthday(customer.birthday),
        lambda: {one.key: box.birthday()},
        wrong=box.error,
    )


def _date(bench: Bench, one: Field) -> Editor:
    box = DateEdit(lambda text: parse_date(text), bench.today, quick=False)
    box.date_changed.connect(lambda _date: bench.changed())

    def wrong() -> str:
        return box.problem()

    return Editor(
        one.key,
        box,
        lambda customer: box.set_date(getattr(customer, one.key)),
        lambda: {one.key: box.date()},
        wrong=wrong,
    )


def _days(bench: Bench, one: Field) -> Editor:
    box = QLineEdit()
    box.setPlaceholderText(_("as the grade says"))
    box.textEdited.connect(lambda _text: bench.changed())

    def read() -> Values:
        # What is wrong is said before it is saved.
        return {one.key: 0 if wrong() else parse_days(box.text())}

    def wrong() -> str:
        try:
            parse_days(box.text())
        except BadValue as bad:
            return str(bad)
        return ""

    return Editor(
        one.key,
        box,
        lambda customer: box.setText(str(customer.stay_days or "")),
        read,
        wrong=wrong,
    )


def _notes(bench: Bench, one: Field) -> Editor:
    box = PlainTextEdit(lines=4, max_lines=20)
    box.textChanged.connect(lambda: bench.changed())
    return Editor(
        one.key,
        box,
        lambda customer: box.set_text(customer.notes),
        lambda: {one.key: box.text()},
        wide=True,
    )


def _referrer(bench: Bench, one: Field) -> Editor:
    box = CustomerPicker(bench.desk, placeholder=_("A customer, or any name"))
    box.changed.connect(lambda: bench.changed())
    return Editor(
        one.key,
        box,
        lambda customer: box.set_one(customer.referrer_id, customer.referrer),
        lambda: {"referrer": box.text().strip(), "referrer_id": box.current()},
    )


def _methods(bench: Bench) -> Editor:
    box = MethodsEdit()
    return _several(
        bench, "contact", "methods", box, lambda one: box.set_methods(one.methods), box.methods
    )


def _addresses(bench: Bench) -> Editor:
    box = AddressesEdit()
    return _several(
        bench,
        "address",
        "addresses",
        box,
        lambda one: box.set_addresses(one.addresses),
        box.addresses,
    )


def _persons(bench: Bench) -> Editor:
    box = PersonsEdit()
    return _several(
        bench, "persons", "persons", box, lambda one: box.set_persons(one.persons), box.persons
    )


def _several(
    bench: Bench,
    key: str,
    attribute: str,
    box: MethodsEdit | AddressesEdit | PersonsEdit,
    show: Callable[[Customer], object],
    read: Callable[[], object],
) -> Editor:
    """Return the editor of what a customer has any number of, one below the other."""
    box.changed.connect(lambda: bench.changed())
    return Editor(key, box, show, lambda: {attribute: read()}, wide=True)


def _own(form: Form, bench: Bench) -> Editor:
    # A child from the start: while it is hidden the form does not take it in.
    box = OwnFields(bench.today, form)

    def set_lists(lists: Lists) -> None:
        if box.set_lists(lists):
            form.arrange()

    form.add_wide(box)
    return Editor(
        "custom",
        box,
        lambda customer: box.set_values(customer.custom),
        lambda: {"custom": box.values()},
        wrong=box.wrong,
        set_lists=set_lists,
        wide=True,
    )


_BY_TYPE: Final[dict[str, Callable[[Bench, Field], Editor]]] = {
    "name": _line,
    "text": _line,
    "kind": _fixed,
    "gender": _fixed,
    "choice": _choice,
    "tags": _tags,
    "birthday": _birthday,
    "date": _date,
    "days": _days,
    "notes": _notes,
}
_BY_KEY: Final = {"referrer": _referrer}
# Sections whose fields are edited together, in rows.
_WHOLE: Final[dict[str, Callable[[Bench], Editor]]] = {
    "contact": _methods,
    "address": _addresses,
    "persons": _persons,
}


def build(form: Form, bench: Bench) -> list[Editor]:
    """Fill a form with all sections of the catalogue and return its editors in order."""
    editors: list[Editor] = []
    for section, title in SECTIONS.items():
        if section == "custom":
            editors.append(_own(form, bench))
            continue
        form.add_heading(_(title))
        if section in _WHOLE:
            editor = _WHOLE[section](bench)
            form.add_wide(editor.widget)
            editors.append(editor)
            continue
        for one in FIELDS:
            if one.form == section:
                editor = _BY_KEY.get(one.key, _BY_TYPE[one.type])(bench, one)
                bench.rows[one.key] = form.add(
                    one.show(), editor.widget, required=one.key == "name", wide=editor.wide
                )
                editors.append(editor)
    return editors
