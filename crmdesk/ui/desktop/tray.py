"""The picture beside the clock, or its absence: not every desktop has a place for one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.desktop.count_icon import count_icon
from crmdesk.ui.kit import plain

SHOWN_MS: Final = 15_000


class Tray(QObject):
    """Shows the count, a menu and notifications; asks the program for what is chosen."""

    open_wanted = Signal()
    today_wanted = Signal()
    find_wanted = Signal()
    new_wanted = Signal()
    pause_wanted = Signal(bool)
    quit_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()
        self._count = 0
        self._clicked: Callable[[], object] | None = None
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._activated)
        self.icon.messageClicked.connect(self.click_message)
        self.rebuild()

    def available(self) -> bool:
        """Tell whether this desktop has a place for the picture now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def can_notify(self) -> bool:
        """Tell whether a notification would be seen."""
        return self.icon.isVisible() and self.available() and self.icon.supportsMessages()

    def is_shown(self) -> bool:
        """Tell whether the user finds the picture beside the clock."""
        return self.icon.isVisible() and self.available()

    def show(self, wanted: bool) -> None:
        """Show or hide the picture; where there is no place yet, it comes when there is one."""
        self.icon.setVisible(wanted)

    def set_count(self, count: int) -> None:
        """Show how much waits."""
        self._count = count
        self.icon.setIcon(count_icon(count))
        self.icon.setToolTip(self._waiting())
        self.today.setText(plain.caption(self._waiting()))

    def set_paused(self, paused: bool) -> None:
        """Show whether reminders are paused."""
        self.pause.setChecked(paused)

    def notify(self, title: str, text: str, clicked: Callable[[], object]) -> None:
        """Say something in the corner of the screen; a click on it calls `clicked`."""
        self._clicked = clicked
        self.icon.showMessage(bare(title), bare(text), self.icon.icon(), SHOWN_MS)

    def click_message(self) -> None:
        """Do what belongs to the newest notification, once."""
        clicked, self._clicked = self._clicked, None
        if clicked is not None:
            clicked()

    def rebuild(self) -> None:
        """Write the menu in the present language."""
        self.menu.clear()
        self.open = self._add(_("Open crmdesk"), self.open_wanted.emit)
        self.menu.setDefaultAction(self.open)
        self.today = self._add("", self.today_wanted.emit)
        self.menu.addSeparator()
        self.find = self._add(_("Find a customer"), self.find_wanted.emit)
        self.new = self._add(_("New customer"), self.new_wanted.emit)
        self.menu.addSeparator()
        self.pause = self._add(_("No reminders for an hour"), None)
        self.pause.setCheckable(True)
        self.pause.triggered.connect(lambda checked: self.pause_wanted.emit(checked))
        self.menu.addSeparator()
        self.quit = self._add(_("Quit"), self.quit_wanted.emit)
        self.set_count(self._count)

    def _add(self, text: str, slot: Callable[[], object] | None) -> QAction:
        action = self.menu.addAction(text)
        if slot is not None:
            action.triggered.connect(lambda _checked=False: slot())
        return action

    def _waiting(self) -> str:
        if not self._count:
            return _("No follow-up and no complaint waits.")
        return ngettext(
            "{count} thing waits for you.", "{count} things wait for you.", self._count
        ).format(count=self._count)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.open_wanted.emit()


def bare(text: str) -> str:
    """Return a text that no desktop takes for markup; some show it, some obey it."""
    return text.translate({ord("<"): "‹", ord(">"): "›"})
