"""The top of a case: number, how it stands, when it is due, and whose it is."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import MINOR, SEVERITIES, STATES, ComplaintRow
from crmdesk.core.domain.complaint_words import OVERDUE, due_words, urgency
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import action_button, button
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.pill import Pill
from crmdesk.ui.parts.complaint_looks import SEVERITY_TONES, STATE_TONES, due_tone

LONGEST_NAME = 60


class CaseHead(QWidget):
    """Shows how a complaint stands; a click on the name asks for the customer."""

    customer_asked = Signal()

    def __init__(self, back: QWidget) -> None:
        super().__init__()
        self.number = plain.label("", "title", select=True)
        self.state = Pill()
        self.severity = Pill()
        self.due = Pill()
        self.again = Pill(tone="danger")
        self._tools = QHBoxLayout()
        self._tools.setSpacing(6)
        self._tools.addWidget(back)
        pills = FlowLayout(spacing=6)
        for part in (self.number, self.state, self.severity, self.due, self.again):
            pills.addWidget(part)
        self._tools.addLayout(pills, 1)
        self.name = button("", self.customer_asked.emit, kind="inline")
        self.plain_name = plain.label("", "subheading", select=True)
        self.phone = plain.label("", select=True)
        self._who = FlowLayout(spacing=8)
        self._walk_in: list[QWidget] = [Pill(_("Not on file"), "info")]
        for one in (self.name, self.plain_name, self.phone):
            self._who.addWidget(one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(self._tools)
        layout.addLayout(self._who)

    def offer(self, tools: list[QAction], walk_in: list[QAction], copy: QAction) -> None:
        """Offer actions: for every complaint, for that of a walk-in, and behind the phone."""
        for action in tools:
            made = action_button(action, text=False)
            made.setAccessibleName(action.text())
            self._tools.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.copy = action_button(copy, text=False)
        self._walk_in += [action_button(one) for one in walk_in]
        for part in (self.copy, *self._walk_in):
            self._who.addWidget(part)

    def show_row(self, row: ComplaintRow, now: dt.datetime) -> None:
        """Show a complaint."""
        one = row.complaint
        self.number.setText(one.number)
        self.state.set_text(_(STATES[one.state]), STATE_TONES[one.state])
        self.severity.set_text(_(SEVERITIES[one.severity]), SEVERITY_TONES[one.severity])
        self.severity.setVisible(one.severity != MINOR)
        words = due_words(one, now)
        if words and one.due_at is not None and urgency(one, now) != OVERDUE:
            words = _("Due {when}").format(when=words)
        self.due.set_text(words, due_tone(one, now))
        self.due.setVisible(bool(words))
        times = ngettext("Reopened once", "Reopened {count} times", one.reopened)
        self.again.set_text(times.format(count=one.reopened))
        self.again.setVisible(bool(one.reopened))
        name = plain.short(plain.one_line(row.name), LONGEST_NAME)
        known = bool(one.customer_id)
        self.name.setText(plain.caption(name))
        self.name.setToolTip(plain.tip(_("Open the customer (Ctrl+O)")))
        self.name.setVisible(known)
        self.plain_name.setText(name)
        self.plain_name.setVisible(not known)
        # A walk-in without a name is called by the phone already.
        self.phone.setText(row.phone if row.phone != row.name else "")
        self.phone.setVisible(bool(self.phone.text()))
        self.copy.setVisible(bool(row.phone))
        for offer in self._walk_in:
            offer.setVisible(not known)
