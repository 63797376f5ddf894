"""The form for a new customer or a change, in the place of the file beside the list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.customer import ContactMethod, Customer
from crmdesk.core.i18n import _
from crmdesk.core.services import customers
from crmdesk.ui.customers.alike_notice import AlikeNotice
from crmdesk.ui.customers.editors import Bench, Editor, Values, build
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.customers.own_fields import OwnFields
from crmdesk.ui.kit import dialogs, plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.layout import PageHeader, line
from crmdesk.ui.kit.screen import Desk, tell_here
from crmdesk.ui.kit.scrolling import ScrollArea


class CustomerForm(QFrame):
    """Edits one customer; Ctrl+S or Ctrl+Enter saves.

    Esc leaves, and asks only when something was typed.
    """

    saved = Signal(int)
    left = Signal()
    open_asked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._desk = desk
        self._before = Customer()
        self._as_shown = Customer()
        self._filling = False
        self._saving = False
        self._visit = 0
        self.header = PageHeader("")
        self.save_button = button(_("Save"), self.save, kind="primary", tip=_("Save (Ctrl+S)"))
        self.cancel_button = button(_("Cancel"), self.cancel, tip=_("Leave the form (Esc)"))
        self.alike = AlikeNotice(desk)
        self.alike.open_asked.connect(lambda one: self.leave(partial(self.open_asked.emit, one)))
        self.meanwhile = MeanwhileNotice(partial(self.read_again, self._show))
        self.error = plain.label("", "error", wrap=True)
        self.form = Form(columns=2)
        self._bench = Bench(desk, self._changed)
        self.editors: dict[str, Editor] = {
            editor.key: editor for editor in build(self.form, self._bench)
        }
        self._lay_out()
        # Keys of a button would wait until it has been seen to go down.
        for keys in ("Ctrl+S", "Ctrl+Return", "Ctrl+Enter"):
            connect_keys(self, keys, self.save)
        connect_keys(self, "Esc", self.cancel)

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(16, 12, 16, 16)
        column.addWidget(self.form)
        column.addStretch(1)
        self.area = ScrollArea(inner)
        self.header.add(self.cancel_button)
        self.header.add(self.save_button)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 8)
        top.setSpacing(6)
        for part in (self.header, self.error, self.alike, self.meanwhile):
            top.addWidget(part)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addLayout(top)
        layout.addWidget(line())
        layout.addWidget(self.area, 1)

    def set_lists(self, lists: Lists) -> None:
        """Offer the values of the shop."""
        untouched = not self.is_dirty()
        self._filling = True
        for editor in self.editors.values():
            editor.set_lists(lists)
        self._filling = False
        if untouched:
            # A field that is gone from the form is not a change the user made.
            self._as_shown = self.current()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look for nobody once the form is left."""
        super().hideEvent(event)
        self.alike.rest()

    # What is edited

    def new(self, name: str = "", phone: str = "") -> None:
        """Start a new customer, with what is known already typed in."""
        self._show(Customer())
        if name or phone:
            methods = (ContactMethod("mobile", phone),) if phone else ()
            self._fill(Customer(name=name, methods=methods))
            self._changed()

    def edit(self, customer: Customer) -> None:
        """Start to change a customer."""
        self._show(customer)

    def customer_id(self) -> int:
        """Return the id of the customer that is changed, 0 for a new one."""
        return self._before.id

    def current(self) -> Customer:
        """Return the customer as it is typed now."""
        values: Values = {}
        for editor in self.editors.values():
            values.update(editor.read())
        return replace(self._before, **values)

    def is_dirty(self) -> bool:
        """Return whether something was typed that is not saved."""
        return self.current() != self._as_shown or any(e.wrong() for e in self.editors.values())

    def _show(self, customer: Customer) -> None:
        self._visit += 1
        self._before = customer
        self.header.set_title(_title(customer))
        self.form.clear_errors()
        self.error.hide()
        self.meanwhile.hide()
        self.alike.forget()
        self._fill(customer)
        self._as_shown = self.current()
        self.area.verticalScrollBar().setValue(0)
        self.editors["name"].widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, customer: Customer) -> None:
        self._filling = True
        for editor in self.editors.values():
            editor.show(customer)
        self._filling = False

    def _changed(self) -> None:
        if not self._filling:
            typed = self.current()
            if typed.name:
                self._bench.rows["name"].set_error("")
            self.alike.look(typed)

    # Saving and leaving

    def save(self) -> None:
        """Write the customer; what is wrong is said at its field."""
        if self._saving or not self._check():
            return
        customer, shown, visit = self.current(), self._as_shown, self._visit
        workspace = self._desk.workspace

        stored = [customer]

        def write() -> Changes:
            if customer.id:
                changes = customers.save(workspace, customer, loaded=shown)
            else:
                changes = customers.create(workspace, customer)
            stored[0] = customers.get(workspace, changes.new_id or customer.id)
            return changes

        self._saving = True
        self.save_button.setEnabled(False)
        self._desk.tasks.write(
            write,
            lambda changes: self._saved(customer, stored[0], visit, changes),
            self._failed,
            owner=self,
        )

    def cancel(self) -> None:
        """Leave the form; ask first when something was typed."""
        self.leave(self.left.emit)

    def leave(self, then: Callable[[], object], stay: Callable[[], object] | None = None) -> None:
        """Do something that closes the form; ask first when something was typed."""
        dialogs.ask_to_leave(self, self.is_dirty(), then, stay)

    def read_again(self, done: Callable[[Customer], object] | None = None) -> None:
        """Look whether the customer was changed meanwhile, and show that."""
        workspace, customer_id = self._desk.workspace, self._before.id
        if customer_id and not self._saving:
            self._desk.tasks.read(
                lambda: customers.get(workspace, customer_id),
                done or self._compare,
                key=(self, "again"),
                owner=self,
            )

    def _check(self) -> bool:
        self.form.clear_errors()
        for key, row in self._bench.rows.items():
            wrong = self.editors[key].wrong()
            # The birthday says what is wrong with it by itself.
            row.set_error("" if key == "birthday" else wrong)
            if wrong:
                self.editors[key].widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        own = self.editors["custom"].widget
        wrong_box = own.check() if isinstance(own, OwnFields) else None
        if wrong_box is not None:
            self.area.ensureWidgetVisible(wrong_box)
            return False
        if not self.current().name:
            self._bench.rows["name"].set_error(_("Type a name; everything else can wait."))
            self.form.focus_first_error()
            self.area.ensureWidgetVisible(self.editors["name"].widget)
            return False
        return True

    def _saved(self, sent: Customer, stored: Customer, visit: int, changes: Changes) -> None:
        self._end_saving()
        if visit == self._visit:  # otherwise somebody else is being edited by now
            # Words typed while it was saved are not lost: they are a change of what is stored now.
            keys = [key for editor in self.editors.values() for key in editor.read()]
            self._before = stored
            self._as_shown = replace(stored, **{key: getattr(sent, key) for key in keys})
            if self.is_dirty():
                self.header.set_title(_title(stored))
            else:
                self.saved.emit(stored.id)
        self._desk.done(changes)

    def _failed(self, error: Exception) -> None:
        self._end_saving()
        tell_here(self._desk, error, partial(plain.say, self.error))

    def _end_saving(self) -> None:
        self._saving = False
        self.save_button.setEnabled(True)

    def _compare(self, now: Customer) -> None:
        if now.id != self._before.id or _content(now) == _content(self._before):
            return
        if self.is_dirty():
            self.meanwhile.show()
        else:
            self._show(now)


class MeanwhileNotice(QFrame):
    """Says that the customer was changed while the form was open."""

    def __init__(self, load_again: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setProperty("tone", "info")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 8, 4)
        row.addWidget(plain.label(_("This customer was changed meanwhile."), wrap=True), 1)
        self.again = button(_("Load again"), load_again, kind="link")
        row.addWidget(self.again)
        self.hide()


def _content(customer: Customer) -> Customer:
    """Return what a form edits, without what is worked out from other records."""
    return replace(customer, last_contact=None, next_due=None, binned_at=None)


def _title(customer: Customer) -> str:
    if not customer.id:
        return _("New customer")
    return _("Edit {name}").format(name=plain.one_line(customer.name)[:60])
