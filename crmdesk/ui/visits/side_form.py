"""What the forms beside the plan share: Enter saves, and typed words are not lost unasked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.i18n import _
from crmdesk.ui.kit import dialogs, plain
from crmdesk.ui.kit.actions import Slot, button, connect_keys
from crmdesk.ui.kit.date_edit import DateEdit
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import line
from crmdesk.ui.kit.scrolling import Page, ScrollArea

# With so much above it the name of a field is seen as well.
_AROUND_FIELD: Final = 28


class SideForm(QWidget):
    """A form beside the list: title, for whom, fields, and Save and Cancel."""

    saved = Signal(object)
    cancelled = Signal()

    def __init__(
        self, title: str, save: str, save_slot: Slot, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = plain.label(title, "heading", wrap=True)
        self._who = plain.label("", "subheading", wrap=True)
        self._more = plain.label("", "hint", wrap=True)
        self.form = Form(columns=2)
        self.error = plain.label("", "error", wrap=True)
        self.error.hide()
        tip = _("{action} (Ctrl+Enter)").format(action=save)
        self.save_button = button(save, save_slot, kind="primary", icon="check", tip=tip)
        page = Page()
        self.body = QVBoxLayout(page)
        self.body.setContentsMargins(16, 14, 16, 8)
        self.body.setSpacing(8)
        for part in (self._title, self._who, self._more):
            self.body.addWidget(part)
        self.body.addSpacing(4)
        self.body.addWidget(self.form)
        # What room is left stays below: words about one visit stand together.
        self.body.addStretch()
        self._save_slot = save_slot
        self._as_opened: tuple[str, ...] = ()
        foot = QVBoxLayout()
        foot.setContentsMargins(16, 10, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self.error)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(button(_("Cancel"), self.cancel, tip=_("Cancel (Esc)")))
        buttons.addWidget(self.save_button)
        foot.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        # The fields scroll where they must; the buttons are always in sight.
        self._area = ScrollArea(page)
        layout.addWidget(self._area, 1)
        layout.addWidget(line())
        layout.addLayout(foot)
        connect_keys(self, "Esc", self.cancel)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            connect_keys(self, keys, save_slot)

    def cancel(self) -> None:
        """Give the form up; ask first when something was typed."""
        self.leave(self.cancelled.emit)

    def leave(self, then: Callable[[], object]) -> None:
        """Do something that closes the form; ask first when something was typed."""
        dialogs.ask_to_leave(self, self.is_dirty(), then)

    def is_dirty(self) -> bool:
        """Return whether the fields say something else than when the form was opened."""
        return self._content() != self._as_opened

    def save_on_enter(self, *fields: QLineEdit | DateEdit | ChoiceBox) -> None:
        """Let Enter in these fields save, as in other forms of few fields."""
        for field in fields:
            line = field if isinstance(field, QLineEdit) else field.line
            finder = field.completer() if isinstance(field, ChoiceBox) else None
            if line is not None:
                line.returnPressed.connect(partial(self._entered, finder))

    def _entered(self, finder: QCompleter | None) -> None:
        offered = finder.popup() if finder is not None else None
        # While names are offered, Enter takes one of them.
        if offered is None or not offered.isVisible():
            self._save_slot()

    def _content(self) -> tuple[str, ...]:
        """Return what stands in the fields."""
        found = [one.text() for one in self.form.findChildren(QLineEdit)]
        found += [one.toPlainText() for one in self.form.findChildren(QPlainTextEdit)]
        return (*found, *(one.currentText() for one in self.form.findChildren(QComboBox)))

    def _mark_opened(self) -> None:
        """Remember the fields as they are: only what is changed from now on can be lost."""
        self._as_opened = self._content()

    def show_field(self) -> None:
        """Scroll to the field that has the keyboard, where the window is low."""
        field = self.focusWidget()
        if field is not None:
            self._area.ensureWidgetVisible(field, 0, _AROUND_FIELD)

    def show_error(self, text: str) -> None:
        """Show one sentence over the buttons, or nothing."""
        plain.say(self.error, text)

    def _show_who(self, who: str, more: str = "") -> None:
        self._who.setText(plain.one_line(who))
        self._more.setText(plain.one_line(more))
        self._more.setVisible(bool(more))
        self.form.clear_errors()
        self.show_error("")
