"""Asking what goes into an .ics file, and writing it in the background."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QCheckBox, QWidget

from crmdesk.core.domain.calendar import KINDS
from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.progress import Progress
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import calendar_export
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.dialogs import Dialog
from crmdesk.ui.kit.file_dialogs import ask_save
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.due_fields import due_edit, due_problem
from crmdesk.ui.parts.long_write import LongWriteDialog

MONTHS_BACK: Final = 31
YEAR: Final = 365


class ExportDialog(Dialog):
    """Which days, which kinds, whose, and whether the phone is to ring."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        kinds: Sequence[str],
        staff: str,
        names: Sequence[str],
    ) -> None:
        super().__init__(parent, _("Export the calendar"), _("For the calendar of a phone"))
        self._desk = desk
        self._behind = parent
        clock = desk.workspace.clock
        self.add_text(
            _(
                "The file can be sent to a phone or opened in Outlook. Export again after"
                " changes: what is there already is brought up to date."
            )
        )
        today = clock.today()
        self.first = due_edit(clock, today - dt.timedelta(days=MONTHS_BACK))
        self.last = due_edit(clock, today + dt.timedelta(days=YEAR))
        self.staff = ChoiceBox([("", _("All staff")), *((name, name) for name in names)])
        self.staff.set_key(staff if staff in names else "")
        self.alarm = ChoiceBox(
            [(key, _(words)) for key, (words, _at, _day) in calendar_export.ALARMS.items()]
        )
        self.alarm.set_key(self._kept())
        self.kinds = {kind: QCheckBox(plain.caption(_(words))) for kind, words in KINDS.items()}
        for kind, box in self.kinds.items():
            box.setChecked(kind in kinds)
            box.toggled.connect(lambda _on: self._suit())
        self._lay_out()

    def _lay_out(self) -> None:
        boxes = QWidget()
        flow = FlowLayout(boxes, 10)
        for box in self.kinds.values():
            flow.addWidget(box)
        form = Form(columns=2)
        self._first_row = form.add(_("From"), self.first, required=True)
        self._last_row = form.add(_("To"), self.last, required=True)
        form.add(_("Staff"), self.staff)
        form.add(_("Alarm"), self.alarm)
        form.add(_("What to export"), boxes, wide=True)
        self.form = form
        self.body.addWidget(form)
        self.add_button(_("Cancel"))
        self.go_on = self.add_button(_("Save as…"), self.confirm, "primary")
        self._suit()

    def confirm(self) -> None:
        """Ask for the file when the days can be read."""
        self.form.clear_errors()
        first, last = self.first.date(), self.last.date()
        self._first_row.set_error(due_problem(self.first))
        self._last_row.set_error(due_problem(self.last))
        if first is None or last is None:
            self.form.focus_first_error()
            return
        if last < first:
            self._last_row.set_error(_("The last day comes before the first."))
            return
        kinds = tuple(kind for kind, box in self.kinds.items() if box.isChecked())
        staff, alarm = self.staff.key() or "", self.alarm.key() or calendar_export.NO_ALARM
        self._desk.settings.views.setdefault("calendar", {})["alarm"] = alarm
        desk, behind = self._desk, self._behind
        self.accept()
        ask_save(
            behind,
            _("Export the calendar"),
            _("Calendar file (*.ics)"),
            lambda path: write(desk, behind, path, first, last, kinds, staff, alarm),
            name=_("Calendar {date}.ics").format(date=desk.workspace.clock.today().isoformat()),
            suffix="ics",
        )

    def _kept(self) -> str:
        kept = self._desk.settings.views.get("calendar", {}).get("alarm")
        return kept if kept in calendar_export.ALARMS else calendar_export.NO_ALARM

    def _suit(self) -> None:
        self.go_on.setEnabled(any(box.isChecked() for box in self.kinds.values()))


def write(
    desk: Desk,
    owner: QWidget,
    path: Path,
    first: dt.date,
    last: dt.date,
    kinds: Sequence[str],
    staff: str,
    alarm: str,
) -> None:
    """Write the file in the background, and say how much it holds; it can be stopped."""
    workspace = desk.workspace

    def work(progress: Progress) -> Changes:
        made = calendar_export.export(
            workspace, path, first, last, kinds=kinds, staff=staff, alarm=alarm, progress=progress
        )
        text = ngettext(
            "{count} entry exported to {file}.", "{count} entries exported to {file}.", made.count
        )
        return Changes(0, text.format(count=made.count, file=made.path.name), file=made.path)

    title = _("Export the calendar")
    LongWriteDialog(desk, owner, title).begin(work, _("Writing the calendar"), writes=False)
