"""What belongs to this computer: language, look, and who works here."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Protocol, cast

from PySide6.QtWidgets import QWidget

from crmdesk.core import i18n, settings
from crmdesk.core.domain.weeks import MONDAY, SUNDAY
from crmdesk.core.i18n import _
from crmdesk.core.services import choices
from crmdesk.ui.kit import theme
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.settings.card import SettingsCard


class SpeakingDesk(Protocol):
    """The part of the desk that can switch the language."""

    def use_language(self, code: str) -> None:
        """Build the window again in a language; an empty code follows the system."""


class ThisPcCard(SettingsCard):
    """Language, look and name; each takes effect at once and is kept for this computer."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("This computer"), parent)
        kept = desk.settings
        self.language = ChoiceBox(
            [("", _("As the system")), *((code, name) for code, name in i18n.LANGUAGES.items())]
        )
        self.language.set_key(kept.language)
        self.theme = ChoiceBox(
            [("", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
        )
        self.theme.set_key(kept.theme)
        self.week = ChoiceBox(
            [("", _("As the system")), (MONDAY, _("Monday")), (SUNDAY, _("Sunday"))]
        )
        self.week.set_key(kept.week_begins)
        self.staff = ChoiceBox([], free_text=True)
        self._show_staff([])
        form = Form(columns=2)
        form.add(_("Language"), self.language)
        form.add(_("Look"), self.theme)
        form.add(
            _("Your name"), self.staff, hint=_("It is written beside what you do, and greets you.")
        )
        form.add(_("Weeks begin on"), self.week)
        self.body.addWidget(form)
        self.week.changed.connect(self._use_week)
        self.language.changed.connect(self._use_language)
        self.theme.changed.connect(self._use_theme)
        self.staff.changed.connect(self._use_name)
        self.refresh()

    def refresh(self) -> None:
        """Read the names of the staff again."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: choices.staff_names(workspace), self._show_staff, key=(self, "staff")
        )

    def _show_staff(self, names: Sequence[str]) -> None:
        mine = self._desk.settings.staff
        known = dict.fromkeys(name for name in (*names, mine) if name)
        self.staff.set_choices([(name, name) for name in known])
        if not self.staff.hasFocus():
            self.staff.blockSignals(True)
            self.staff.set_key(mine or None)
            self.staff.blockSignals(False)

    def _use_language(self) -> None:
        code = self.language.key()
        if code is not None and code != self._desk.settings.language:
            self._desk.settings.language = code
            self._keep()
            cast(SpeakingDesk, self._desk).use_language(code)

    def _use_week(self) -> None:
        begins = self.week.key()
        if begins is not None and begins != self._desk.settings.week_begins:
            self._desk.settings.week_begins = begins
            self._keep()
            # Every screen with days side by side is built again.
            cast(SpeakingDesk, self._desk).use_language(self._desk.settings.language)

    def _use_theme(self) -> None:
        choice = self.theme.key()
        if choice is None or choice == self._desk.settings.theme:
            return
        self._desk.settings.theme = choice
        self._keep()
        if choice == "light":
            theme.choose("light")
        elif choice == "dark":
            theme.choose("dark")
        else:
            theme.choose("system")

    def _use_name(self) -> None:
        name = self.staff.text()
        if name != self._desk.settings.staff:
            self._desk.settings.staff = name
            self._keep()

    def _keep(self) -> None:
        # A copy: the window goes on changing its own while this is written.
        copied = dataclasses.replace(self._desk.settings)
        self._desk.tasks.write(lambda: settings.save(copied), None, self._desk.trouble)
