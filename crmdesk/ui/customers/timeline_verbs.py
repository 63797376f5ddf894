"""What can be done with an entry of the timeline."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu, QWidget

from crmdesk.core.domain.activity import TimelineItem
from crmdesk.core.domain.chains import Chain
from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import activities, chains, followups, visits
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.customers.timeline import ACTIVITY, FOLLOW_UP, VISIT
from crmdesk.ui.kit import dialogs, plain
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import PlainTextEdit
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.due_fields import due_edit, due_problem
from crmdesk.ui.parts.note_form import NoteForm

MOVES: Final = (0, 1, 3, 7, 30)


class TimelineVerbs(QObject):
    """Does what the buttons of the timeline ask for."""

    def __init__(self, desk: Desk, owner: QWidget, note: NoteForm) -> None:
        super().__init__(owner)
        self._desk = desk
        self._owner = owner
        self._note = note

    def do(self, verb: str, item: TimelineItem) -> None:
        """Do one thing with one entry."""
        {
            "done": self.finish,
            "move": self.ask_day,
            "cancel": self.cancel,
            "miss": self.miss,
            "reopen": self.reopen,
            "more": self.more,
            "case": lambda one: self._desk.open_complaint(one.complaint_id),
        }[verb](item)

    def choose_chain(self, customer_id: int) -> None:
        """Offer the chains that can be begun for a customer."""
        workspace = self._desk.workspace

        def offer(found: list[Chain]) -> None:
            menu = self._menu()
            menu.setObjectName("chains")
            for chain in found:
                menu.addAction(plain.caption(chain.name)).triggered.connect(
                    partial(self._begin_chain, customer_id, chain.key)
                )
            if found:
                menu.popup(QCursor.pos())

        if customer_id:
            self._desk.tasks.read(lambda: chains.templates(workspace), offer, owner=self._owner)

    def _begin_chain(self, customer_id: int, key: str, _checked: bool = False) -> None:
        self._write(lambda workspace: chains.begin(workspace, customer_id, key))

    def finish(self, item: TimelineItem) -> None:
        """Turn the note form to the entry, so that what happened is written with it."""
        self._note.finish(item.noun, item.id, item.text)

    def cancel(self, item: TimelineItem) -> None:
        """Cancel an open follow-up."""
        self._write(lambda workspace: followups.cancel(workspace, item.id))

    def miss(self, item: TimelineItem) -> None:
        """Say that a visit did not take place."""
        self._write(lambda workspace: visits.miss(workspace, item.id))

    def reopen(self, item: TimelineItem) -> None:
        """Open a follow-up again."""
        self._write(lambda workspace: followups.reopen(workspace, item.id))

    def remove(self, item: TimelineItem) -> None:
        """Take an activity off the timeline."""
        self._write(lambda workspace: activities.remove_activity(workspace, item.id))

    def move(self, item: TimelineItem, day: dt.date) -> None:
        """Move an open follow-up or visit to another day."""
        if item.noun == FOLLOW_UP:
            self._write(lambda workspace: followups.move(workspace, item.id, day, item.at))
        elif item.noun == VISIT:
            self._write(lambda workspace: visits.move(workspace, item.id, day, item.at))

    def rewrite(self, item: TimelineItem, text: str) -> None:
        """Change the words of an activity."""

        def verb(workspace: Workspace) -> Changes:
            found = activities.get_activity(workspace, item.id)
            return activities.save_activity(workspace, replace(found, text=text))

        if item.noun == ACTIVITY:
            self._write(verb)

    def ask_day(self, item: TimelineItem) -> QMenu:
        """Offer near days, or any other, and return the menu."""
        today = self._desk.workspace.clock.today()
        menu = self._menu()
        for days in MOVES:
            day = today + dt.timedelta(days=days)
            if day != item.on:
                action = menu.addAction(_day_text(days))
                action.triggered.connect(partial(self._moved, item, day))
        menu.addSeparator()
        menu.addAction(_("Another day…")).triggered.connect(
            lambda _checked=False: MoveDialog(self._desk, self._owner, partial(self.move, item))
        )
        menu.popup(QCursor.pos())
        return menu

    def more(self, item: TimelineItem) -> QMenu:
        """Offer to change or remove an activity, and return the menu."""
        menu = self._menu()
        menu.addAction(_("Change the text…")).triggered.connect(
            lambda _checked=False: TextDialog(self._owner, item.text, partial(self.rewrite, item))
        )
        menu.addAction(_("Remove")).triggered.connect(lambda _checked=False: self.remove(item))
        menu.popup(QCursor.pos())
        return menu

    def _moved(self, item: TimelineItem, day: dt.date, _checked: bool = False) -> None:
        self.move(item, day)

    def _menu(self) -> QMenu:
        menu = QMenu(self._owner)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _write(self, verb: Callable[[Workspace], Changes]) -> None:
        workspace = self._desk.workspace
        self._desk.tasks.write(
            lambda: verb(workspace), self._desk.done, self._desk.trouble, owner=self
        )


def _day_text(days: int) -> str:
    if days < 2:
        return _("Tomorrow") if days else _("Today")
    return ngettext("In {count} day", "In {count} days", days).format(count=days)


class MoveDialog(dialogs.Dialog):
    """Asks for a day; opens itself."""

    def __init__(self, desk: Desk, parent: QWidget, on_day: Callable[[dt.date], object]) -> None:
        super().__init__(parent, _("Move"), _("Move to which day?"))
        clock = desk.workspace.clock
        self._on_day = on_day
        self.day = due_edit(clock)
        form = Form(columns=1)
        self._row = form.add(_("Date"), self.day)
        self.body.addWidget(form)
        self.add_button(_("Cancel"))
        self.add_button(_("Move"), self.take, "primary")
        self.day.setFocus()
        self.open()

    def take(self) -> None:
        """Hand over the day."""
        day = self.day.date()
        if day is None:
            self._row.set_error(due_problem(self.day))
            return
        self.accept()
        self._on_day(day)


class TextDialog(dialogs.Dialog):
    """Asks for other words; opens itself."""

    def __init__(self, parent: QWidget, text: str, on_text: Callable[[str], object]) -> None:
        super().__init__(parent, _("Change the text"), _("What happened?"))
        self._on_text = on_text
        self.text = PlainTextEdit(lines=4)
        self.text.set_text(text)
        self.text.submitted.connect(self.take)
        self.body.addWidget(self.text)
        self.add_button(_("Cancel"))
        self.add_button(_("Save"), self.take, "primary")
        self.text.setFocus()
        self.open()

    def take(self) -> None:
        """Hand over the words, unless there are none."""
        text = self.text.text().strip()
        if text:
            self.accept()
            self._on_text(text)
