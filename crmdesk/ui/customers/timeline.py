"""The timeline of a customer: what is planned on top, what happened below, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crmdesk.core.domain import activity, followup, visit
from crmdesk.core.domain.activity import TimelineItem
from crmdesk.core.domain.recurrence import show_rule_text
from crmdesk.core.domain.shown_dates import show_day, show_time
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import icons, plain, removal
from crmdesk.ui.kit.actions import button, tool_button
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.pill import Pill
from crmdesk.ui.parts.chain_words import chain_words

ACTIVITY: Final = "activity"
FOLLOW_UP: Final = "follow_up"
VISIT: Final = "visit"

LEAST_TITLE: Final = 100

# So many lines are made at once; the others when they are asked for.
FIRST_LINES: Final = 30

ICONS: Final = {
    "call": "phone",
    "visit": "visits",
    "wechat": "chat",
    "message": "mail",
    "shop": "company",
    "sale": "star",
    "complaint": "complaint",
    "note": "note",
    "task": "check",
}


def icon_of(item: TimelineItem) -> str:
    """Return the icon of a timeline line."""
    if item.noun == FOLLOW_UP and item.open:
        return "follow-up"
    return "visits" if item.noun == VISIT else ICONS.get(item.kind, "note")


def title_of(item: TimelineItem) -> str:
    """Return what kind of entry it is."""
    if item.noun == VISIT:
        return _("Visit")
    if item.noun == FOLLOW_UP:
        kind = _(followup.KINDS.get(item.kind, followup.KINDS["task"]))
        return _("Follow-up: {kind}").format(kind=kind)
    return _(activity.KINDS.get(item.kind, activity.KINDS["note"]))


def state_of(item: TimelineItem, today: dt.date) -> tuple[str, str]:
    """Return the word and the tone for the state of an entry; nothing for an activity."""
    if item.noun == ACTIVITY:
        return "", "muted"
    if item.open:
        if item.on < today:
            return _("Overdue"), "danger"
        return (_("Due today"), "warning") if item.on == today else (_("Planned"), "info")
    words = followup.STATUSES if item.noun == FOLLOW_UP else visit.STATUSES
    tone = "success" if item.status == "done" else "muted"
    return _(words.get(item.status, "")), tone


class TimelineLine(QFrame):
    """One entry with the buttons for what can be done with it."""

    asked = Signal(str, object)

    def __init__(self, item: TimelineItem, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        picture = QLabel()
        picture.setPixmap(icons.pixmap(icon_of(item), 16, "accent" if item.open else "muted"))
        picture.setContentsMargins(0, 3, 0, 0)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._head(today))
        for text, kind in ((item.text, ""), (item.detail, "muted")):
            if text.strip():
                words.addWidget(plain.label(text[:4000], kind, wrap=True, select=True))
        row.addLayout(words, 1)
        tools = QHBoxLayout()
        tools.setSpacing(0)
        for name, tip, verb in self._tools():
            tool = tool_button(name, tip, partial(self._ask, verb))
            tool.setFixedSize(28, 26)
            tools.addWidget(tool)
        row.addLayout(tools)
        row.setAlignment(tools, Qt.AlignmentFlag.AlignTop)

    def _head(self, today: dt.date) -> QWidget:
        item = self.item
        parts = [show_day(item.on, today), show_time(item.at), title_of(item), item.staff]
        parts += [show_rule_text(item.rule), chain_words(item.chain, today)]
        head = QWidget()
        flow = FlowLayout(spacing=8)
        head.setLayout(flow)
        text = " · ".join(plain.one_line(part) for part in parts if part)
        title = plain.label(text, "caption")
        title.setToolTip(plain.tip(text))
        # A narrow window cuts the end rather than everything to the right.
        title.setMinimumWidth(LEAST_TITLE)
        flow.addWidget(title)
        word, tone = state_of(item, today)
        if word:
            flow.addWidget(Pill(word, tone))
        return head

    def _tools(self) -> list[tuple[str, str, str]]:
        case = [("right", _("Open the complaint"), "case")] if self.item.complaint_id else []
        return case + self._own_tools()

    def _own_tools(self) -> list[tuple[str, str, str]]:
        item = self.item
        if item.open:
            last = ("close", _("Cancel the follow-up"), "cancel")
            if item.noun == VISIT:
                last = ("close", _("The visit did not take place"), "miss")
            return [
                ("check", _("Done: write what happened"), "done"),
                ("calendar", _("Move to another day"), "move"),
                last,
            ]
        if item.noun == FOLLOW_UP:
            return [("undo", _("Open it again"), "reopen")]
        return [("more", _("Change or remove"), "more")] if item.noun == ACTIVITY else []

    def _ask(self, verb: str) -> None:
        self.asked.emit(verb, self.item)


class Timeline(QWidget):
    """All entries of a customer; `asked` tells the verb and the entry of a pressed button.

    `made_again` tells that its buttons are others, though nobody asked for other entries.
    """

    asked = Signal(str, object)
    made_again = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: tuple[TimelineItem, ...] = ()
        self._today = dt.date.min
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None

    def show_items(self, items: Sequence[TimelineItem], today: dt.date) -> None:
        """Show these entries instead of the ones before."""
        self._items, self._today = tuple(items), today
        self._fill(FIRST_LINES)

    def lines(self) -> list[TimelineLine]:
        """Return the lines that are shown, from top to bottom."""
        return self._inner.findChildren(TimelineLine) if self._inner is not None else []

    def _fill(self, most: int) -> None:
        if self._inner is not None:
            removal.remove(self._inner, layout=self._layout)
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for item in self._items[:most]:
            line = TimelineLine(item, self._today)
            line.asked.connect(self.asked, Qt.ConnectionType.QueuedConnection)
            column.addWidget(line)
        rest = len(self._items) - most
        if rest > 0:
            text = ngettext("Show {count} more", "Show {count} more", rest).format(count=rest)
            more = button(text, kind="link")
            more.clicked.connect(self._show_all, Qt.ConnectionType.QueuedConnection)
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if not self._items:
            column.addWidget(plain.label(_("Nothing yet. Write the first note below."), "muted"))
        self._layout.addWidget(self._inner)

    def _show_all(self) -> None:
        self._fill(len(self._items))
        self.made_again.emit()
