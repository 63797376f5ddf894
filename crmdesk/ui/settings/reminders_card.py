"""How the shop is reminded, and how this computer does it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon, QWidget

from crmdesk.core import settings
from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.reminders import ReminderSettings
from crmdesk.core.i18n import _
from crmdesk.core.services import reminders
from crmdesk.ui.kit import own_start, plain
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.time_edit import NumberBox
from crmdesk.ui.parts.due_fields import TimeEdit
from crmdesk.ui.settings.card import SettingsCard
from crmdesk.ui.settings.opening_days import is_typed


class PresentDesk(Protocol):
    """The part of the desk that stands beside the clock."""

    def use_presence(self) -> None:
        """Do as this PC's settings say."""


class RemindersCard(SettingsCard):
    """Quiet hours and lead for the whole shop; tray, notifications and start for this computer.

    Everything takes effect at once.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Reminders"), parent)
        self._kept = ReminderSettings()
        self._start = own_start.here()
        self.quiet_from, self.quiet_to = TimeEdit(), TimeEdit()
        self.minutes = NumberBox(0, reminders.LONGEST_LEAD)
        self.minutes.setSuffix(" " + _("min"))
        self.minutes.setSingleStep(5)
        self.closed_days = QCheckBox(plain.caption(_("Remind on closed days as well")))
        self._shop_form()
        self.body.addSpacing(4)
        self.body.addWidget(plain.label(_("On this computer"), "label"))
        self.notify = self._box(_("Show notifications in the corner of the screen"), "notify")
        self.tray = self._box(_("Show how much waits beside the clock"), "tray")
        self.stay = self._box(
            _("Closing the window keeps crmdesk beside the clock"), "close_to_tray"
        )
        self.start = QCheckBox(plain.caption(_("Start with the computer, without the window")))
        self.body.addWidget(self.start)
        self.hint = plain.label(_("This desktop has no place beside the clock."), "hint", wrap=True)
        self.body.addWidget(self.hint)
        self.hint.setVisible(not QSystemTrayIcon.isSystemTrayAvailable())
        self.start.setChecked(self._start.is_on())
        self.start.toggled.connect(self._switch_start)
        self._enable()
        self.refresh()

    def _shop_form(self) -> None:
        form = Form(columns=2)
        hint = _("Without both times there is no quiet.")
        self._from_row = form.add(_("Quiet from"), self.quiet_from, hint=hint)
        self._to_row = form.add(_("Quiet until"), self.quiet_to)
        form.add(_("Before a visit with a time"), self.minutes)
        self.body.addWidget(form)
        self.body.addWidget(self.closed_days)
        for edit in (self.quiet_from, self.quiet_to):
            edit.setPlaceholderText(_("never"))
            edit.editingFinished.connect(self.save)
        self.minutes.editingFinished.connect(self.save)
        self.closed_days.clicked.connect(lambda _checked: self.save())

    def _box(self, words: str, name: str) -> QCheckBox:
        made = QCheckBox(plain.caption(words))
        made.setChecked(getattr(self._desk.settings, name))
        made.toggled.connect(lambda on: self._keep(name, on))
        self.body.addWidget(made)
        return made

    def refresh(self) -> None:
        """Read again how the shop is reminded."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: reminders.settings(workspace), self._show, key=(self, "reminders")
        )

    def written(self) -> ReminderSettings:
        """Return what the fields say."""
        start, end = self.quiet_from.time(), self.quiet_to.time()
        return ReminderSettings(
            quiet=(start, end) if start and end else None,
            visit_minutes=self.minutes.value(),
            on_closed_days=self.closed_days.isChecked(),
        )

    def save(self) -> None:
        """Keep what the fields say about the shop, when it differs."""
        for row, edit in ((self._from_row, self.quiet_from), (self._to_row, self.quiet_to)):
            row.set_error(edit.problem())
        if not (self.quiet_from.is_valid() and self.quiet_to.is_valid()):
            return
        if bool(self.quiet_from.time()) != bool(self.quiet_to.time()):
            # The other one is still to be typed.
            return
        wanted, workspace = self.written(), self._desk.workspace
        if wanted != self._kept:
            self._kept = wanted
            self._write(lambda: reminders.save(workspace, wanted))

    def _show(self, found: ReminderSettings) -> None:
        self._kept = found
        quiet: tuple[dt.time | None, dt.time | None] = found.quiet or (None, None)
        for edit, time in zip((self.quiet_from, self.quiet_to), quiet, strict=True):
            if not is_typed(edit):
                edit.set_time(time)
        if not is_typed(self.minutes.lineEdit()):
            self.minutes.setValue(found.visit_minutes)
        self.closed_days.setChecked(found.on_closed_days)

    def _keep(self, name: str, on: bool) -> None:
        setattr(self._desk.settings, name, on)
        self._enable()
        copied = dataclasses.replace(self._desk.settings)
        self._write_here(lambda: settings.save(copied))
        cast(PresentDesk, self._desk).use_presence()

    def _enable(self) -> None:
        self.stay.setEnabled(self.tray.isChecked())

    def _switch_start(self, on: bool) -> None:
        start = self._start

        def work() -> None:
            try:
                start.switch(on)
            except OSError as error:
                raise CrmError(
                    _("The start with the computer could not be changed."), str(error)
                ) from error

        self._write_here(work)

    def _write_here(self, work: Callable[[], None]) -> None:
        self._desk.tasks.write(work, None, self._desk.trouble)
