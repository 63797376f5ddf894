"""The form of a complaint: a new one while the customer talks, or changed particulars."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.complaint import NEW, SEVERE, Complaint, ComplaintRow
from crmdesk.core.domain.complaint_clock import ShopTime, opened
from crmdesk.core.domain.complaint_words import moment
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_files, complaint_time, complaints
from crmdesk.ui.complaints.complaint_fields import ComplaintFields
from crmdesk.ui.complaints.earlier_cases import EarlierCases
from crmdesk.ui.complaints.lists import ComplaintLists, usual
from crmdesk.ui.complaints.new_files import NewFiles
from crmdesk.ui.kit import dialogs, plain, theme
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.layout import PageHeader
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.kit.screen import Desk, tell_here
from crmdesk.ui.kit.scrolling import Page, ScrollArea

WIDEST: Final = 880
MARGINS: Final = (20, 12, 20, 12)
LOW_MARGINS: Final = (20, 6, 20, 6)
CHANNEL: Final = "complaint_channel"


class ComplaintForm(QWidget):
    """Writes a complaint; `saved` tells its id, `left` that nothing was kept."""

    saved = Signal(int)
    left = Signal()
    other_asked = Signal(int)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._time: ShopTime | None = None
        self._channels = [code for code, _label in usual().channels]
        self._before = self._blank()
        self._as_shown = self._before
        self._saving = False
        self._visit = 0
        self.header = PageHeader("")
        self.fields = ComplaintFields(desk)
        self.files = NewFiles(desk, self)
        self.earlier = EarlierCases(desk, self)
        self.fields.slot.addWidget(self.earlier)
        self.earlier.turned.connect(self.fields.show_slot)
        self.error = plain.label("", "error", wrap=True)
        self.error.hide()
        self.due: QLabel = plain.label("", wrap=True)
        self.save_button = button(_("Save"), self.save, kind="primary")
        self.save_button.setToolTip(plain.tip(_("Save (Ctrl+Enter)")))
        self.cancel_button = button(_("Cancel"), self.cancel, tip=_("Cancel (Esc)"))
        self._lay_out()
        self._place_files()
        # One look after a burst of changes is enough.
        self._soon = pause(self, 0, self._show_due)
        self.fields.changed.connect(self._soon.start)
        self.fields.submitted.connect(self.save)
        self.fields.who.other_asked.connect(self.other_asked)
        connect_keys(self, "Ctrl+Return", self.save)
        connect_keys(self, "Ctrl+Enter", self.save)
        connect_keys(self, "Escape", self.cancel)

    def _lay_out(self) -> None:
        page = Page()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(16, 12, 16, 12)
        inner.addWidget(self.fields)
        inner.addStretch(1)
        self.area = ScrollArea(page)
        card = QFrame()
        card.setProperty("kind", "card")
        card.setMaximumWidth(WIDEST)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.area, 1)
        self.foot = QFrame()
        self.foot.setProperty("kind", "foot")
        foot = QVBoxLayout(self.foot)
        foot.setContentsMargins(16, 8, 16, 8)
        foot.setSpacing(6)
        self.notice = QFrame()
        self.notice.setProperty("kind", "notice")
        notice = QHBoxLayout(self.notice)
        notice.setContentsMargins(10, 6, 10, 6)
        notice.addWidget(self.due, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.notice, 100)
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        foot.addWidget(self.error)
        foot.addLayout(row)
        inside.addWidget(self.foot)
        self._layout = layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        self.set_low(False)
        layout.addWidget(card, 1)

    def set_low(self, low: bool) -> None:
        """Leave the title out in a low window."""
        self.header.setVisible(not low)
        self._layout.setContentsMargins(*(LOW_MARGINS if low else MARGINS))

    def _place_files(self) -> None:
        """Put the files below the wish; the boxes leave dragged and pasted files to them."""
        self._files_row = self.fields.add_row(_("Files"), self.files)
        self.files.drops.watch_boxes(self.fields)
        stops = (self.fields.lines["wish_text"], self.files.view, *self.files.stops())
        for one, after in pairwise(stops):
            self.setTabOrder(one, after)

    def set_lists(self, lists: ComplaintLists) -> None:
        """Offer the words of the shop."""
        self._channels = [code for code, _label in lists.channels]
        self.fields.set_lists(lists)
        self.earlier.set_lists(lists)

    # What is edited

    def new(self, customer_id: int = 0, *, name: str = "", phone: str = "", text: str = "") -> None:
        """Begin a new complaint, with what is known already typed in."""
        one = dataclasses.replace(self._blank(), what=text)
        self.header.set_title(_("New complaint"))
        self._begin(one)
        self.fields.who.show_text(name, phone)
        self._as_shown = self._current()
        if customer_id:
            self.fields.who.show_customer(customer_id)
            self._as_shown = dataclasses.replace(self._as_shown, customer_id=customer_id)
        if text:
            # What was typed elsewhere would be lost with the form.
            self._as_shown = dataclasses.replace(self._as_shown, what="")
        first = self.fields.choices["channel"] if customer_id else self.fields.who
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit(self, row: ComplaintRow) -> None:
        """Begin to change what a complaint says."""
        one = row.complaint
        self.header.set_title(
            _("{number} of {name}").format(number=one.number, name=plain.one_line(row.name))
        )
        self._begin(one)
        self.fields.who.show_row(row)
        self._as_shown = self._current()
        self.fields.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def complaint_id(self) -> int:
        """Return the id of the complaint that is changed, 0 for a new one."""
        return self._before.id

    def is_dirty(self) -> bool:
        """Return whether something was typed that is not saved."""
        typed = _words(self._current()) != _words(self._as_shown)
        return typed or bool(self.files.files() or self.earlier.number())

    def _blank(self) -> Complaint:
        settings = self._desk.settings
        kept = settings.views.get("complaints", {}).get(CHANNEL)
        # One that was taken out of the list since is chosen no more.
        channel = next((code for code in (kept, "phone") if code in self._channels), "")
        return Complaint(
            received_at=self._desk.workspace.clock.now(), channel=channel, staff=settings.staff
        )

    def _begin(self, one: Complaint) -> None:
        self._visit += 1
        self._before = one
        self.error.hide()
        self.files.begin()
        self.earlier.begin()
        self._files_row.setVisible(not one.id)
        self.fields.who.picker.setEnabled(True)
        handled = bool(one.id) and (one.state != NEW or bool(one.action))
        self.fields.show_complaint(one, handled=handled)
        self.area.verticalScrollBar().setValue(0)
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: complaint_time.read(workspace), self._time_read, key=(self, "time")
        )

    def _current(self) -> Complaint:
        return self.fields.read(self._before, self._desk.workspace.clock.now())

    # When it is due

    def _time_read(self, time: ShopTime) -> None:
        self._time = time
        self._show_due()

    def _show_due(self) -> None:
        time, now = self._time, self._desk.workspace.clock.now()
        # Of one that is on its way the case itself tells when it is due.
        self.notice.setVisible(time is not None and not self._before.id)
        if time is None or self._before.id:
            return
        one = opened(self._current(), time)
        self.earlier.look(one)
        severe = one.severity == SEVERE
        theme.mark(self.notice, "tone", "danger" if severe else "info")
        self.due.setText(_due_words(one, time, now))

    # Saving and leaving

    def save(self) -> None:
        """Write the complaint; what is wrong is said at its field."""
        if self._saving or self.fields.say_wrong():
            return
        one, shown, visit = self._current(), self._as_shown, self._visit
        workspace, files = self._desk.workspace, self.files.files()
        as_in = self.earlier.number()

        def write() -> Changes:
            if one.id:
                return complaints.save(workspace, one, loaded=shown)
            return complaint_files.receive(workspace, one, files, as_in=as_in)

        self._saving = True
        self.save_button.setEnabled(False)
        self.error.hide()
        self._desk.tasks.write(write, partial(self._saved, one, visit), self._failed, owner=self)

    def cancel(self) -> None:
        """Leave the form; ask first when something was typed."""
        self.leave(self.left.emit)

    def leave(self, then: Callable[[], object]) -> None:
        """Do something that closes the form; ask first when something was typed."""
        dialogs.ask_to_leave(self, self.is_dirty(), then)

    def _saved(self, sent: Complaint, visit: int, changes: Changes) -> None:
        self._end_saving()
        if not sent.id:
            # The way the next one comes; one that is put right says nothing of that.
            self._desk.settings.views.setdefault("complaints", {})[CHANNEL] = sent.channel
        if visit == self._visit:  # otherwise another one is typed by now
            self._as_shown = self._current()
            self.files.begin()
            self.saved.emit(changes.new_id or sent.id)
        self._desk.done(changes)

    def _failed(self, error: Exception) -> None:
        self._end_saving()
        tell_here(self._desk, error, partial(plain.say, self.error))

    def _end_saving(self) -> None:
        self._saving = False
        self.save_button.setEnabled(True)


def _due_words(one: Complaint, time: ShopTime, now: dt.datetime) -> str:
    solve = moment(time.solve_due(one), now)
    if one.severity == SEVERE:
        return _("Needs immediate action: answer due {when}.").format(when=solve)
    accept = moment(one.due_at or now, now)
    if accept == solve:
        return _("Answer due {when}.").format(when=solve)
    return _("Accept by {accept}, answer by {answer}.").format(accept=accept, answer=solve)


def _words(one: Complaint) -> Complaint:
    """Return a complaint without the time that passes while it is typed."""
    nothing = dt.datetime.min.replace(tzinfo=dt.UTC)
    return one if one.id else dataclasses.replace(one, received_at=nothing)
