"""What can be done with several chosen customers at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.choices import GRADE, SOURCE, STAFF, STAGE
from crmdesk.core.domain.fields import BY_KEY, Field
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.progress import QUIET, Progress
from crmdesk.core.domain.staying import Intervals
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import customers, followups
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.customers.lists import Lists
from crmdesk.ui.kit import dialogs, plain
from crmdesk.ui.kit.actions import button, make_action, menu_button
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.due_fields import due_edit, due_problem
from crmdesk.ui.parts.long_write import LongWriteDialog

Ids = list[int]
Verb = Callable[[Workspace, Ids, Progress], Changes]
# More than these take long enough to be told how far it is.
MANY: Final = 500
# More than these cannot be looked at side by side.
MOST_MERGED: Final = 20


# Qt keeps weak references to the receivers of its signals.
@dataclass(frozen=True, slots=True, weakref_slot=True)
class Bulk:
    """Builds the menus that change the chosen customers; `ids` is asked when one is used."""

    desk: Desk
    owner: QWidget
    ids: Callable[[], Ids]
    lists: Callable[[], Lists]

    def fill(self, menu: QMenu) -> None:
        """Put everything that can be done into a menu."""
        menu.addAction(_("Plan visit"), self.plan_visit)
        menu.addAction(_("Plan follow-up…"), self.plan_follow_up)
        menu.addSeparator()
        for list_name in (GRADE, STAGE, SOURCE, STAFF):
            sub = menu.addMenu(BY_KEY[list_name].show())
            sub.aboutToShow.connect(partial(self.fill_values, sub, list_name))
        sub = menu.addMenu(_("Tags"))
        sub.aboutToShow.connect(partial(self.fill_tags, sub))
        own = menu.addMenu(_("Own fields"))
        own.aboutToShow.connect(partial(self.fill_own, own))
        menu.aboutToShow.connect(lambda: own.menuAction().setVisible(bool(self.own_fields())))
        menu.addSeparator()
        menu.addAction(_("Print…"), self.print_chosen)
        merge = menu.addAction(_("Merge…"), self.merge)
        menu.aboutToShow.connect(lambda: merge.setEnabled(1 < len(self.ids()) <= MOST_MERGED))
        menu.addAction(_("Move to the bin"), self.to_bin)

    def own_fields(self) -> list[Field]:
        """Return those of the owner's own fields that have values to choose from."""
        return [one for one in self.lists().catalogue.fields if one.own and one.filter]

    def fill_own(self, menu: QMenu) -> None:
        """List the own fields, each with its values."""
        for action in menu.actions():
            made = action.menu()
            if isinstance(made, QMenu):
                made.deleteLater()
        menu.clear()
        for one in self.own_fields():
            sub = menu.addMenu(plain.caption(one.show()))
            for code, label in self.lists().answers(one):
                sub.addAction(plain.caption(label), partial(self.set_field, one.key, code))
            sub.addSeparator()
            sub.addAction(_("None"), partial(self.set_field, one.key, ""))

    def fill_values(self, menu: QMenu, list_name: str) -> None:
        """List the values of a field; choosing one sets it for all."""
        menu.clear()
        for code, label in self.lists().of(list_name):
            menu.addAction(plain.caption(label), partial(self.set_field, list_name, code))
        if menu.actions():
            menu.addSeparator()
        if list_name == STAFF:
            menu.addAction(_("Somebody else…"), self._ask_staff)
        menu.addAction(_("None"), partial(self.set_field, list_name, ""))

    def fill_tags(self, menu: QMenu) -> None:
        """List the tags that can be added or taken off."""
        menu.clear()
        for tag, label in self.lists().tags[:30]:
            menu.addAction(plain.caption(label), partial(self.add_tag, tag))
        menu.addAction(_("New tag…"), self._ask_tag)
        take_off = menu.addMenu(_("Take off"))
        for tag, label in self.lists().tags[:30]:
            take_off.addAction(plain.caption(label), partial(self.remove_tag, tag))
        take_off.setEnabled(bool(self.lists().tags))

    def set_field(self, list_name: str, code: str) -> None:
        """Give all chosen customers one value."""
        self._write(
            lambda ws, ids, progress: customers.set_field(ws, ids, list_name, code, progress)
        )

    def add_tag(self, tag: str) -> None:
        """Give all chosen customers a tag."""
        self._write(lambda ws, ids, progress: customers.add_tag(ws, ids, tag, progress))

    def remove_tag(self, tag: str) -> None:
        """Take a tag off all chosen customers."""
        self._write(lambda ws, ids, progress: customers.remove_tag(ws, ids, tag, progress))

    def to_bin(self) -> None:
        """Move the chosen customers to the bin; Undo brings them back."""
        self._write(customers.to_bin)

    def restore(self) -> None:
        """Take the chosen customers out of the bin."""
        self._write(customers.restore)

    def print_chosen(self) -> None:
        """Open the window for printing with the chosen customers."""
        ids = tuple(self.ids())
        self.desk.print_style("customer_file" if len(ids) == 1 else "customer_list", ids=ids)

    def plan_visit(self) -> None:
        """Go to the visits with the chosen customers."""
        ids = self.ids()
        if ids:
            self.desk.plan_visit(ids)

    def merge(self) -> None:
        """Compare the chosen customers, to make one of them."""
        ids = self.ids()
        if 1 < len(ids) <= MOST_MERGED:
            self.desk.merge_customers(ids)

    def plan_follow_up(self) -> None:
        """Ask for a date and plan a follow-up for every chosen customer."""
        ids = self.ids()
        if ids:
            FollowUpDialog(self.desk, self.owner, ids).open()

    def _ask_staff(self) -> None:
        dialogs.ask_text(
            self.owner, _("Who looks after these customers?"), partial(self.set_field, STAFF)
        )

    def _ask_tag(self) -> None:
        dialogs.ask_text(self.owner, _("Which tag should they get?"), self.add_tag)

    def _write(self, verb: Verb) -> None:
        ids, workspace = self.ids(), self.desk.workspace
        if len(ids) > MANY:
            text = ngettext("Changing {count:,} customer", "Changing {count:,} customers", len(ids))
            LongWriteDialog(self.desk, self.owner, _("Change customers")).begin(
                lambda progress: verb(workspace, ids, progress), text.format(count=len(ids))
            )
        elif ids:
            self.desk.tasks.write(
                lambda: verb(workspace, ids, QUIET),
                self.desk.done,
                self.desk.trouble,
                owner=self.owner,
            )


class FollowUpDialog(dialogs.Dialog):
    """Asks for the date and the purpose of a follow-up for several customers."""

    def __init__(self, desk: Desk, parent: QWidget, ids: Sequence[int]) -> None:
        count = len(ids)
        heading = ngettext(
            "Plan a follow-up for {count} customer", "Plan a follow-up for {count} customers", count
        ).format(count=count)
        super().__init__(parent, _("Plan follow-up"), heading)
        self._desk = desk
        self._ids = list(ids)
        clock = desk.workspace.clock
        self.due = due_edit(clock)
        self.due.set_date(Intervals().next_date(clock.today()))
        self.what = QLineEdit()
        form = Form(columns=1)
        self._due_row = form.add(_("Due"), self.due, required=True)
        form.add(_("What to do"), self.what)
        self.body.addWidget(form)
        self.add_button(_("Cancel"))
        self.add_button(_("Plan follow-up"), self.plan, "primary")
        self.what.setFocus()

    def plan(self) -> None:
        """Write the follow-ups."""
        due = self.due.date()
        if due is None:
            self._due_row.set_error(due_problem(self.due))
            self.due.setFocus()
            return
        staff, what = self._desk.settings.staff, self.what.text().strip()
        planned = [FollowUp(customer_id=one, due=due, what=what, staff=staff) for one in self._ids]
        workspace = self._desk.workspace
        self._desk.tasks.write(
            lambda: followups.plan_many(workspace, planned), self._desk.done, self._desk.trouble
        )
        self.accept()


class SelectionBar(QWidget):
    """Stands in for the count while several customers are chosen."""

    def __init__(self, bulk: Bulk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bulk = bulk
        self.count = plain.label("", "subheading")
        self.restore = button(_("Restore"), bulk.restore, icon="restore", kind="primary")
        self.more = menu_button(_("Change"), [], icon="edit")
        bulk.fill(self.more.menu())
        self.visit = button(_("Plan visit"), bulk.plan_visit, icon="visits")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.restore)
        row.addWidget(self.visit)
        row.addWidget(self.more)

    def show_count(self, count: int, *, in_bin: bool) -> None:
        """Say how many are chosen, and offer what can be done with them."""
        text = ngettext("{count:,} chosen", "{count:,} chosen", count).format(count=count)
        self.count.setText(text)
        self.restore.setVisible(in_bin)
        self.visit.setVisible(not in_bin)
        self.more.setVisible(not in_bin)


def bin_action(owner: QWidget, bulk: Bulk) -> QAction:
    """Return the action that moves the chosen customers to the bin with Delete."""
    return make_action(
        owner,
        _("Move to the bin"),
        bulk.to_bin,
        shortcut="Delete",
        icon="bin",
        context=Qt.ShortcutContext.WidgetShortcut,
    )
