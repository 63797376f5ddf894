"""What can be done to an item of the calendar, with its questions and its menu."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.domain.calendar import BIRTHDAY, FOLLOW_UP, VISIT, CalendarItem
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.followup import FollowUp
from crmdesk.core.domain.visit import Visit
from crmdesk.core.i18n import N_, _
from crmdesk.core.services import calendar_moves, followups, visits
from crmdesk.ui.calendar.board import Spot
from crmdesk.ui.kit import icons
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.screen import Desk

# key, words, keys, icon; in the order of the menu.
WORDS: Final = {
    "customer": (N_("Open the customer"), "O", "person"),
    "done": (N_("Done…"), "E", "check"),
    "move": (N_("Move…"), "V", "calendar"),
    "edit": (N_("Edit…"), "F2", "edit"),
    "greet": (N_("Greet…"), "Ctrl+G", "chat"),
    "plan": (N_("New follow-up…"), "N", "plus"),
    "cancel": (N_("Take off the calendar"), "Del", "bin"),
}


class Verbs(QObject):
    """Does things to items; `moved` tells the key under which one is found again, and its day."""

    moved = Signal(str, object)
    failed = Signal()

    def __init__(self, desk: Desk, owner: QWidget) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        # What is being moved is not moved again before it has arrived: a visit gets a new number.
        self.moving = False

    def of(self, item: CalendarItem) -> list[str]:
        """Return what can be done to an item."""
        found = ["customer"] if item.customer_id else []
        if item.movable:
            found += ["done", "move", "edit", "cancel"]
        elif item.noun == BIRTHDAY:
            found += ["greet", "plan"]
        return found

    def do(self, verb: str, item: CalendarItem) -> None:
        """Do one thing to an item."""
        {
            "customer": lambda: self._desk.open_customer(item.customer_id),
            "done": lambda: self._ask(item, self._ask_done, self._ask_visit_done),
            "move": lambda: self._ask(item, self._ask_move, self._ask_visit),
            "edit": lambda: self._ask(item, self._ask_edit, self._ask_visit),
            "greet": lambda: self.greet(item),
            "plan": lambda: self.plan_for(item),
            "cancel": lambda: self.cancel(item),
        }[verb]()

    def move(self, item: CalendarItem, day: dt.date, at: dt.time | None) -> None:
        """Move an item."""
        if self.moving:
            return
        self.moving = True
        workspace = self._desk.workspace

        def done(changes: Changes) -> None:
            self.moving = False
            new = item.noun == VISIT and bool(changes.new_id)
            self.moved.emit(f"{VISIT}-{changes.new_id}" if new else item.key, day)
            self._desk.done(changes)

        self._desk.tasks.write(
            lambda: calendar_moves.move(workspace, item, day, at),
            done,
            self._trouble,
            owner=self,
        )

    def cancel(self, item: CalendarItem) -> None:
        """Cancel an item; Undo brings it back."""
        if not item.movable:
            self.explain(item)
            return
        workspace = self._desk.workspace
        self._desk.tasks.write(
            lambda: calendar_moves.cancel(workspace, item), self._desk.done, self._trouble
        )

    def explain(self, item: CalendarItem) -> None:
        """Say why an item stays where it is."""
        self._desk.done(Changes(0, calendar_moves.why_fixed(item)))

    def create(self, spot: Spot, noun: str = FOLLOW_UP) -> Dialog:
        """Open the form for something new on a spot."""
        from crmdesk.ui.calendar.forms import NewItemForm, open_form

        form = NewItemForm(self._desk, spot.day, spot.at, noun)
        return open_form(self._owner, _("New in the calendar"), form)

    def greet(self, item: CalendarItem) -> None:
        """Open the greeting of a customer whose birthday it is."""
        from crmdesk.ui.parts.greeting_dialog import greet

        greet(self._desk, self._owner, item.customer_id, item.title)

    def plan_for(self, item: CalendarItem) -> None:
        """Plan a follow-up for a customer whose birthday it is."""
        from crmdesk.ui.parts.followup_plan import plan_follow_up

        plan_follow_up(
            self._desk,
            self._owner,
            item.customer_id,
            item.title,
            what=_("Wish a happy birthday"),
        )

    def menu(self, item: CalendarItem | None, spot: Spot, where: QPoint) -> QMenu:
        """Open the menu of an item, or of an empty spot, and return it."""
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if item is None:
            for text, noun, sign in (
                (_("New follow-up…"), FOLLOW_UP, "follow-up"),
                (_("New visit…"), VISIT, "visits"),
            ):
                menu.addAction(icons.icon(sign), text, partial(self.create, spot, noun))
        else:
            for verb in self.of(item):
                words, keys, sign = WORDS[verb]
                if verb == "cancel":
                    menu.addSeparator()
                action = menu.addAction(icons.icon(sign), _(words), partial(self.do, verb, item))
                action.setShortcut(QKeySequence(keys))
        menu.popup(where)
        return menu

    # Questions

    def _ask(
        self,
        item: CalendarItem,
        follow_up: Callable[[FollowUp, str], object],
        visit: Callable[[Visit, str], object],
    ) -> None:
        """Read what the item stands for as it is now, then ask about it."""
        workspace = self._desk.workspace
        if item.noun == VISIT:
            self._desk.tasks.read(
                lambda: visits.get(workspace, item.id),
                lambda found: visit(found, item.title),
                self._desk.trouble,
                owner=self,
            )
        else:
            self._desk.tasks.read(
                lambda: followups.get(workspace, item.which),
                lambda found: follow_up(found, item.title),
                self._desk.trouble,
                owner=self,
            )

    def _ask_done(self, follow_up: FollowUp, name: str) -> None:
        from crmdesk.ui.calendar.forms import open_form
        from crmdesk.ui.parts.followup_forms import DoneForm

        open_form(self._owner, _("Done"), DoneForm(self._desk, follow_up, name))

    def _ask_move(self, follow_up: FollowUp, name: str) -> None:
        from crmdesk.ui.calendar.forms import open_form
        from crmdesk.ui.parts.followup_forms import MoveForm

        open_form(self._owner, _("Move"), MoveForm(self._desk, follow_up, name))

    def _ask_edit(self, follow_up: FollowUp, name: str) -> None:
        from crmdesk.ui.parts.followup_plan import edit_follow_up

        edit_follow_up(self._desk, self._owner, follow_up, name)

    def _ask_visit(self, visit: Visit, name: str) -> None:
        from crmdesk.ui.calendar.forms import PlannedVisitForm, open_form

        open_form(self._owner, _("Change the visit"), PlannedVisitForm(self._desk, visit, name))

    def _ask_visit_done(self, visit: Visit, name: str) -> None:
        from crmdesk.ui.calendar.forms import VisitDoneForm, open_form

        open_form(self._owner, _("Visit done"), VisitDoneForm(self._desk, visit, name))

    def _trouble(self, error: Exception) -> None:
        self.moving = False
        self._desk.trouble(error)
        self.failed.emit()
