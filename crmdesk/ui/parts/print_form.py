"""The narrow panel beside a preview: which style, of what, and how it is printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.core.services.printing import STYLES, PrintOptions, style_of
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.forms import FieldRow, Form, align
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import line
from crmdesk.ui.kit.scrolling import Page
from crmdesk.ui.parts.print_choices import paper_controls, what_controls
from crmdesk.ui.parts.print_controls import Control
from crmdesk.ui.parts.print_data import PrintData


class PrintForm(Page):
    """Shows the options a style knows; `changed` tells of a choice, `style_chosen` of a style."""

    changed = Signal()
    style_chosen = Signal(str)
    reset_asked = Signal()
    logo_asked = Signal()
    logo_away = Signal()

    def __init__(
        self, given: PrintOptions, today: Callable[[], dt.date], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._style = ""
        self._options = given
        self._data: PrintData | None = None
        self._filling = False
        self.style_box = ChoiceBox([(key, _(style.label)) for key, style in STYLES.items()])
        self.about = plain.label("", "hint", wrap=True)
        self.controls: list[tuple[Control, QWidget]] = []
        self._forms: list[Form] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 10, 8)
        layout.setSpacing(10)
        layout.addWidget(FieldRow(_("Print style"), self.style_box))
        layout.addWidget(self.about)
        layout.addWidget(self._form_of(what_controls(given, today)))
        layout.addWidget(line())
        layout.addWidget(self._form_of(paper_controls()))
        layout.addWidget(self._logo_row())
        layout.addWidget(line())
        self.reset = button(
            _("Back to the usual"), self.reset_asked.emit, icon="undo", kind="quiet"
        )
        layout.addWidget(self.reset)
        layout.addStretch(1)
        self.style_box.changed.connect(self._chosen)

    def _form_of(self, controls: list[Control]) -> Form:
        form = Form(columns=1, labels="left")
        for control in controls:
            row: QWidget
            if control.wide and not control.label:
                row = control.widget
                form.add_wide(row)
            else:
                row = form.add(_(control.label), control.widget, wide=control.wide)
            control.on_change(self._told)
            self.controls.append((control, row))
        self._forms.append(form)
        return form

    def _logo_row(self) -> QWidget:
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        self.choose_logo = button(_("Choose a logo…"), self.logo_asked.emit, kind="link")
        self.forget_logo = button(_("Take it away"), self.logo_away.emit, kind="link")
        layout.addWidget(self.choose_logo)
        layout.addWidget(self.forget_logo)
        layout.addStretch(1)
        self._logo = row
        return row

    def set_data(self, data: PrintData) -> None:
        """Offer the shop's fields, grades and staff."""
        self._data = data
        self.forget_logo.setVisible(bool(data.logo))
        self._fill()

    def show_options(self, style: str, options: PrintOptions) -> None:
        """Show a style with its options."""
        self._style, self._options = style, options
        self._fill()

    def options(self) -> PrintOptions:
        """Return what is chosen."""
        made, found = style_of(self._style), self._options
        if self._data is None:
            return found
        for control, _row in self.controls:
            if control.offered(made, found):
                found = control.take(made, found)
        return found

    def control(self, name: str) -> QWidget:
        """Return the box of an option, by the option's name or the class of its choice."""
        for control, _row in self.controls:
            if name in (getattr(control, "_name", ""), type(control).__name__):
                return control.widget
        raise KeyError(name)

    def _fill(self) -> None:
        made = style_of(self._style)
        self._filling = True
        self.style_box.set_key(self._style)
        self.about.setText(_(made.about))
        for control, row in self.controls:
            offered = control.offered(made, self._options) and self._data is not None
            if offered and self._data is not None:
                control.show(made, self._options, self._data)
            row.setVisible(offered)
        rows = [row for _control, row in self.controls if isinstance(row, FieldRow)]
        align([row for row in rows if not row.isHidden()])
        self._logo.setVisible(not made.placed)
        for form in self._forms:
            form.arrange()
        self._filling = False

    def _told(self) -> None:
        if not self._filling:
            self._options = self.options()
            self.changed.emit()

    def _chosen(self) -> None:
        if not self._filling:
            self.style_chosen.emit(self.style_box.key() or self._style)
