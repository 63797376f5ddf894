"""The reminders inside the window, with what can be done about them at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from crmdesk.core.domain.reminders import (
    COMPLAINT,
    FOLLOW_UP,
    VISIT,
    Reminder,
    in_order,
    snooze_choices,
)
from crmdesk.core.i18n import _
from crmdesk.core.services import reminders
from crmdesk.ui.desktop import wording
from crmdesk.ui.kit import icons, plain, theme
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.screen import Desk

# Narrower than this, in screen points, the buttons stand under the words.
WIDE: Final = 700
# In a lower window there is room for one line and the buttons beside it.
LOW: Final = 480


class ReminderBar(QFrame):
    """One line for one reminder, or for several together; hidden while there is none.

    `snoozed` tells what was put off, by key, and until when; the next look may be sooner.
    """

    snoozed = Signal(object, object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.reminders: tuple[Reminder, ...] = ()
        self._heading = self._details = ""
        self.setProperty("kind", "notice")
        theme.mark(self, "tone", "info")
        self.setAccessibleName(_("Reminder"))
        self._picture = QLabel()
        self.message = plain.label("", "subheading", wrap=True)
        self.details = plain.label("", wrap=True)
        self.done_button = button(_("Done"), self.done, icon="check", shortcut="Alt+D")
        self.open_button = button(
            _("Open the customer"), self.open, icon="person", kind="primary", shortcut="Alt+O"
        )
        self.visits_button = button(
            _("Go to the visits"), lambda: desk.go("visits"), icon="visits", shortcut="Alt+V"
        )
        self.today_button = button(
            _("Go to Today"), self._go_today, icon="today", kind="primary", shortcut="Alt+O"
        )
        self.snooze_button = button(_("Remind later"), icon="clock", shortcut="Alt+S")
        self.menu = QMenu(self.snooze_button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.snooze_button.setMenu(self.menu)
        self.close_button = tool_button("close", _("Close"), self.clear, shortcut="Alt+W")
        self._lay_out()
        theme.watcher().changed.connect(self._draw)
        self.hide()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.message)
        words.addWidget(self.details)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addStretch(1)
        for one in (
            self.open_button,
            self.today_button,
            self.done_button,
            self.visits_button,
            self.snooze_button,
        ):
            tools.addWidget(one)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.addLayout(words, 1)
        self._middle.addLayout(tools)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._picture, 0, top)
        row.addLayout(self._middle, 1)
        row.addWidget(self.close_button, 0, top)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the words where the window is narrow."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Look at what it stands in, for how much room there is."""
        super().changeEvent(event)
        around = self.parentWidget()
        if event.type() == QEvent.Type.ParentChange and around is not None:
            around.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the window."""
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _fit(self) -> None:
        around = self.parentWidget()
        low = around is not None and around.height() < LOW
        beside = low or self.width() >= WIDE
        direction = QBoxLayout.Direction
        self._middle.setDirection(direction.LeftToRight if beside else direction.TopToBottom)
        self.details.setHidden(low)
        # Of several the numbers are enough: the rest is on Today.
        parts = [self._heading, self._details if low and len(self.reminders) == 1 else ""]
        self.message.setText(" · ".join(part for part in parts if part))
        self.message.setToolTip(plain.tip(self._details) if low else "")

    def add(self, more: Iterable[Reminder]) -> None:
        """Show these as well as those nobody has acted on."""
        known = {one.key: one for one in (*self.reminders, *more)}
        self._show(in_order(known.values()))

    def clear(self) -> None:
        """Take the reminders away; what is due stays on Today."""
        self._show(())

    def refresh(self) -> None:
        """Leave out what was done, moved or cancelled meanwhile."""
        if not self.reminders:
            return
        workspace, keys = self._desk.workspace, [one.key for one in self.reminders]
        self._desk.tasks.read(
            lambda: reminders.standing(workspace, keys), self._keep, key=(self, "standing")
        )

    def done(self) -> None:
        """Mark the follow-up as done; Undo brings it back."""
        from crmdesk.core.services import followups

        if len(self.reminders) == 1 and self.reminders[0].noun == FOLLOW_UP:
            workspace, number = self._desk.workspace, self.reminders[0].id
            self.clear()
            self._desk.tasks.write(
                lambda: followups.done(workspace, number),
                self._desk.done,
                self._desk.trouble,
                owner=self,
            )

    def open(self) -> None:
        """Show the customer's file, or the complaint."""
        if len(self.reminders) == 1:
            one = self.reminders[0]
            self.clear()
            if one.noun == COMPLAINT:
                self._desk.open_complaint(one.id)
            else:
                self._desk.open_customer(one.customer_id)

    def snooze(self, choice: str) -> None:
        """Put off everything that is shown."""
        workspace, keys = self._desk.workspace, [one.key for one in self.reminders]
        self.clear()
        self._desk.tasks.write(
            lambda: reminders.snooze(workspace, keys, choice),
            lambda until: self.snoozed.emit(keys, until),
            self._desk.trouble,
            owner=self,
        )

    def _go_today(self) -> None:
        self.clear()
        self._desk.go("today", "due")

    def _keep(self, standing: frozenset[str]) -> None:
        self._show(tuple(one for one in self.reminders if one.key in standing))

    def _show(self, shown: tuple[Reminder, ...]) -> None:
        self.reminders = shown
        self.setVisible(bool(shown))
        if not shown:
            return
        one = shown[0] if len(shown) == 1 else None
        today = self._desk.workspace.clock.today()
        if one is not None:
            self._heading = wording.heading(one)
            self._details = wording.details(one, today)
        else:
            self._heading = wording.counts_of(shown)
            # One calm line: the list is on Today.
            self._details = wording.whose(shown, today).replace("\n", " · ")
        self.details.setText(plain.wrapped(self._details, 200))
        complains = one is not None and one.noun == COMPLAINT
        words = _("Open the complaint") if complains else _("Open the customer")
        self.open_button.setText(plain.caption(words))
        self.open_button.setToolTip(plain.tip(f"{words} (Alt+O)"))
        icons.set_icon(self.open_button, "complaint" if complains else "person", "on_accent")
        # A new text takes the keys away.
        self.open_button.setShortcut("Alt+O")
        self.open_button.setVisible(one is not None)
        self.today_button.setVisible(one is None)
        self.done_button.setVisible(one is not None and one.noun == FOLLOW_UP)
        self.visits_button.setVisible(one is not None and one.noun == VISIT)
        self.snooze_button.setText(_("Remind later") if one is not None else _("All later"))
        self._fit()
        self._draw()

    def _fill_menu(self) -> None:
        self.menu.clear()
        words = wording.snooze_words()
        for choice in snooze_choices(self._desk.workspace.clock.wall()):
            action = self.menu.addAction(words[choice])
            action.triggered.connect(lambda _checked=False, choice=choice: self.snooze(choice))

    def _draw(self) -> None:
        late = any(one.noun == COMPLAINT for one in self.reminders)
        theme.mark(self, "tone", "danger" if late else "info")
        icon, tone = ("complaint", "danger") if late else ("clock", "info")
        self._picture.setPixmap(icons.pixmap(icon, 20, tone))
