"""The program while its window is closed, and what ties it to the desktop around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from crmdesk.core.domain.changes import (
    COMPLAINTS,
    CUSTOMERS,
    FOLLOW_UPS,
    GREETINGS,
    VISITS,
    Changes,
)
from crmdesk.core.domain.reminders import AWAY_DAYS, COMPLAINT, as_digest, is_ahead
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import reminders
from crmdesk.core.services.reminders import Brought
from crmdesk.ui.desktop import wording
from crmdesk.ui.desktop.backing_up import BackingUp
from crmdesk.ui.desktop.one_window import OneWindow
from crmdesk.ui.desktop.reminder_bar import ReminderBar
from crmdesk.ui.desktop.reminding import PAUSE, START, Reminding
from crmdesk.ui.desktop.rounds_ahead import RoundsAhead
from crmdesk.ui.desktop.tray import Tray
from crmdesk.ui.parts.due_counts import until_words

if TYPE_CHECKING:
    from crmdesk.ui.main_window import MainWindow


REMINDED: Final = frozenset({COMPLAINTS, CUSTOMERS, FOLLOW_UPS, GREETINGS, VISITS})
# After log-in the place beside the clock may come later than the program.
WAIT_FOR_TRAY_MS: Final = 30_000


class Presence(QObject):
    """Tray, reminding and the way a closed window goes on; made after the first picture."""

    def __init__(self, window: MainWindow, tray: Tray | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self.tray = tray or Tray(self)
        self.one_window = OneWindow(self)
        self.reminding = Reminding(self._desk, lambda: window.body.is_busy(), self)
        self.rounds = RoundsAhead(self._desk, lambda: window.body.is_busy(), self)
        self.backups = BackingUp(self._desk, lambda: window.body.is_busy(), self)
        self.bar: ReminderBar | None = None
        self._path = self._desk.workspace.path
        tray = self.tray
        tray.open_wanted.connect(self.open_window)
        tray.today_wanted.connect(lambda: self._go("today", "due"))
        tray.find_wanted.connect(self._find)
        tray.new_wanted.connect(self._new)
        tray.quit_wanted.connect(self._quit)
        tray.pause_wanted.connect(self.reminding.pause)
        tray.menu.aboutToShow.connect(lambda: tray.set_paused(self.reminding.paused()))
        self.one_window.shown.connect(self.open_window)
        self.reminding.brought.connect(self._bring)
        self.reminding.changed.connect(window.tell)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.timeout.connect(self._show_without_tray)
        self.join()

    # Belonging to the window

    def join(self) -> None:
        """Stand in the window's present body and work on its present database."""
        body, path = self._window.body, self._desk.workspace.path
        # In another language the same reminders, in another database none of them.
        kept = self.bar.reminders if self.bar is not None and path == self._path else ()
        self._path = path
        self.bar = ReminderBar(self._desk)
        self.bar.add(kept)
        self.bar.snoozed.connect(self._snoozed)
        body.add_bar(self.bar)
        body.waiting.connect(self.tray.set_count)
        self.tray.rebuild()
        self.tray.set_count(body.waiting_count)
        self.tray.set_paused(self.reminding.paused())
        self.apply()
        self.reminding.start()
        self.rounds.start()
        self.backups.start()
        self._window.desk.keep_home()

    def apply(self) -> None:
        """Do as this PC's settings say."""
        wanted = self._desk.settings.tray
        self.tray.show(wanted)
        QApplication.setQuitOnLastWindowClosed(not wanted)
        if wanted:
            self.one_window.listen(self._desk.workspace.path)
        else:
            self.one_window.stop()

    def tell(self, changes: Changes) -> None:
        """Look again when something was changed that one is reminded of."""
        if self.bar is not None and changes.nouns & REMINDED:
            self.bar.refresh()

    def stop(self) -> None:
        """Let go of the desktop: the program ends."""
        self.reminding.stop()
        self.rounds.stop()
        self.backups.stop()
        self.one_window.stop()
        self._reveal.stop()

    def leave(self) -> None:
        """Take the picture away; nothing of the program is left."""
        self.stop()
        self.tray.show(False)

    # The window comes and goes

    def stays(self) -> bool:
        """Tell whether closing the window leaves the program beside the clock."""
        return self._desk.settings.close_to_tray and self.tray.is_shown()

    def hide_window(self) -> None:
        """Close the window only; said once, with where to find it again."""
        told, self._desk.settings.told_of_tray = self._desk.settings.told_of_tray, True
        try:
            self._window.keep_place()
        except OSError as error:
            self._desk.trouble(error)
        self._window.hide()
        self.backups.window_closed()
        if not told:
            self.tray.notify(
                _("crmdesk goes on beside the clock"),
                _("A click on its picture opens it again. To end it, choose Quit there."),
                self.open_window,
            )

    def open_window(self) -> None:
        """Show the window, wherever it was left."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def begin_hidden(self) -> None:
        """Start without a window; where there is no tray in the end, show it after all."""
        self._reveal.start(0 if not self._desk.settings.tray else WAIT_FOR_TRAY_MS)

    def _show_without_tray(self) -> None:
        if not self._window.isVisible() and not self.tray.is_shown():
            self._window.showMinimized()

    def _go(self, place: str, part: str = "") -> None:
        self.open_window()
        self._desk.go(place, part)

    def _find(self) -> None:
        self.open_window()
        self._window.body.finder.start()

    def _new(self) -> None:
        self.open_window()
        self._desk.new_customer()

    def _quit(self) -> None:
        if self._window.body.has_unsaved():
            self.open_window()
        self._window.quit()

    # Reminders

    def _snoozed(self, keys: Sequence[str], until: dt.datetime) -> None:
        """Say until when, with a way back; Today marks what waits."""
        workspace, today = self._desk.workspace, self._desk.workspace.clock.today()

        def back() -> None:
            self._desk.tasks.write(
                lambda: reminders.bring_back(workspace, keys), looked_again, self._desk.trouble
            )

        def looked_again(_none: object = None) -> None:
            self.reminding.look()
            self._window.tell(Changes(0, "", frozenset({FOLLOW_UPS})))

        words = ngettext(
            "{count} reminder is put off until {time}.",
            "{count} reminders are put off until {time}.",
            len(keys),
        ).format(count=len(keys), time=until_words(until, today))
        self._window.body.status.show_done(words, back, _("Bring back now"))
        looked_again()

    def _bring(self, told: Brought, how: str) -> None:
        window, now = self._window, self._desk.workspace.clock.wall()
        seen = window.isVisible() and not window.isMinimized()
        if how in (START, PAUSE) and told.away >= AWAY_DAYS:
            window.body.show_away(told)
        shown = told.reminders
        if how == START and seen:
            # The page says what waits; only what is still ahead needs a word of its own.
            shown = tuple(one for one in shown if is_ahead(one, now))
        if self.bar is not None:
            self.bar.add(shown)
        if (shown or (told.birthdays and not seen)) and not window.isActiveWindow():
            self._notify(told)

    def _notify(self, told: Brought) -> None:
        if not self._desk.settings.notify or not self.tray.can_notify():
            QApplication.alert(self._window)
            return
        today = self._desk.workspace.clock.today()
        if as_digest(told.reminders, told.missed):
            title, whose = wording.digest(told), wording.whose(told.reminders, today)
            self.tray.notify(title, whose, lambda: self._go("today", "due"))
            return
        one = told.reminders[0]

        def open_it() -> None:
            self.open_window()
            if one.noun == COMPLAINT:
                self._desk.open_complaint(one.id)
            else:
                self._desk.open_customer(one.customer_id)

        self.tray.notify(wording.heading(one), wording.details(one, today), open_it)
