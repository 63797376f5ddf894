"""The panel under the follow-ups: everything about the chosen one, its buttons, and the forms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain import followup
from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.domain.shown_dates import show_day, show_time
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, removal
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.chain_words import chain_words
from crmdesk.ui.parts.copying import copy_number
from crmdesk.ui.today.lines import what_words
from crmdesk.ui.today.wording import how_late, rule_words

if TYPE_CHECKING:
    from crmdesk.ui.parts.followup_forms import AnswerForm

BUTTONS = 5


class FollowUpPanel(QFrame):
    """Shows one follow-up with its buttons; a form takes their place while it is open."""

    form_changed = Signal()

    def __init__(
        self, desk: Desk, actions: Sequence[QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._name = plain.label("", "subheading")
        self._phone = plain.label("", select=True)
        self._mobile = ""
        self._copy = tool_button(
            "copy", _("Copy the phone number"), lambda: copy_number(desk, self._mobile)
        )
        self._when = plain.label("", "muted")
        self._what = plain.label("", wrap=True, select=True)
        self._last = plain.label("", "muted", wrap=True)
        self._details = QWidget()
        self._form: AnswerForm | None = None
        self._row: FollowUpRow | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(14, 10, 14, 10)
        self._layout.addWidget(self._details)
        self._lay_out(actions)

    def _lay_out(self, actions: Sequence[QAction]) -> None:
        layout = QVBoxLayout(self._details)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        for part in (self._name, self._phone, self._copy):
            head.addWidget(part)
        head.addStretch()
        head.addWidget(self._when)
        layout.addLayout(head)
        layout.addWidget(self._what)
        layout.addWidget(self._last)
        layout.addSpacing(4)
        row = FlowLayout(spacing=8)
        for place, action in enumerate(actions[:BUTTONS]):
            row.addWidget(_action_button(action, "" if place else "primary"))
        layout.addLayout(row)

    def show_row(self, row: FollowUpRow | None, today: dt.date) -> None:
        """Show a follow-up, or hide when there is none and nothing is being written."""
        self._row = row
        self.setVisible(row is not None or self._form is not None)
        if row is None:
            return
        made = row.follow_up
        self._mobile = row.mobile
        self._name.setText(_short(row.customer, 40))
        self._phone.setText(row.mobile)
        self._copy.setVisible(bool(row.mobile))
        self._when.setText(_when(row, today))
        kind = _(followup.KINDS.get(made.kind, made.kind)) if made.what else ""
        priority = "" if made.priority == followup.NORMAL else priority_words(made.priority)
        again = _("comes again {rule}").format(rule=rule_words(row.rule)) if row.rule else ""
        chain = chain_words(made.chain, today)
        details = [what_words(row), kind, priority, made.staff, again, chain]
        self._what.setText(_short(" · ".join(part for part in details if part), 300))
        self._last.setText(_("Last: {note}").format(note=_short(row.last_note, 200)))
        self._last.setVisible(bool(row.last_note))

    def open_form(self, form: AnswerForm) -> None:
        """Put a form in the place of the buttons."""
        self.close_form()
        self._form = form
        self._details.hide()
        self._layout.addWidget(form)
        self.show()
        self.form_changed.emit()

    def close_form(self) -> None:
        """Take the form away again."""
        if self._form is not None:
            removal.remove(self._form)
            self._form = None
        self._details.show()
        self.setVisible(self._row is not None)
        self.form_changed.emit()

    def form(self) -> AnswerForm | None:
        """Return the form that is open."""
        return self._form


def priority_words(priority: int) -> str:
    """Return a priority as the user reads it."""
    known = followup.PRIORITIES.get(priority, followup.PRIORITIES[followup.NORMAL])
    return _("{priority} priority").format(priority=_(known))


def _action_button(action: QAction, kind: str) -> QWidget:
    made = button(action.text(), action.trigger, kind=kind)
    made.setToolTip(action.toolTip())
    action.changed.connect(lambda: made.setEnabled(action.isEnabled()))
    return made


def _when(row: FollowUpRow, today: dt.date) -> str:
    made = row.follow_up
    words = [show_day(made.due, today), show_time(made.at)]
    if made.due < today:
        words.append(how_late(made.due, today))
    return " · ".join(dict.fromkeys(word for word in words if word))


def _short(text: str, length: int) -> str:
    line = plain.one_line(text)
    return line if len(line) <= length else line[: length - 1] + "…"
