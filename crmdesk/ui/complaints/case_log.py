"""The log of a complaint as a timeline: when, who, and what was done, the newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crmdesk.core.domain import complaint_states as events
from crmdesk.core.domain.complaint import LogEntry
from crmdesk.core.domain.complaint_words import Labels, log_details, log_title, moment
from crmdesk.core.i18n import ngettext
from crmdesk.ui.kit import icons, plain, removal
from crmdesk.ui.kit.actions import button
from crmdesk.ui.parts.complaint_looks import STATE_TONES

ICONS: Final = {
    events.RECEIVE: "complaint",
    events.EDIT: "edit",
    events.ATTACH: "link",
    events.DETACH: "bin",
    events.GIVE: "person",
    events.ACKNOWLEDGE: "check",
    events.WAIT_CUSTOMER: "clock",
    events.WAIT_THIRD: "clock",
    events.RESUME: "right",
    events.ANSWER: "chat",
    events.TRY_CALL: "phone",
    events.CLOSE: "check",
    events.REOPEN: "refresh",
    events.REJECT: "close",
    events.IS_DUPLICATE: "copy",
    events.REMARK: "note",
}
FIRST_LINES: Final = 12
MOST_TEXT: Final = 2000


class CaseLog(QWidget):
    """Shows the steps of a complaint; a long log is opened whole when it is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None
        self._shown: tuple[Sequence[LogEntry], Labels, dt.datetime] = (
            (),
            {},
            dt.datetime.min.replace(tzinfo=dt.UTC),
        )

    def show_log(self, entries: Sequence[LogEntry], labels: Labels, now: dt.datetime) -> None:
        """Show a log whose oldest step comes first."""
        self._shown = (entries, labels, now)
        self._fill(FIRST_LINES)

    def texts(self) -> list[str]:
        """Return the words of the lines, from top to bottom."""
        labels = self._inner.findChildren(QLabel) if self._inner is not None else []
        return [one.text() for one in labels if one.text()]

    def _fill(self, most: int) -> None:
        if self._inner is not None:
            removal.remove(self._inner, layout=self._layout)
        entries, labels, now = self._shown
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for entry in list(reversed(entries))[:most]:
            column.addLayout(_line(entry, labels, now))
        rest = len(entries) - most
        if rest > 0:
            words = ngettext("Show {count} more", "Show {count} more", rest).format(count=rest)
            more = button(words, kind="link")
            more.clicked.connect(
                lambda _checked=False: self._fill(len(entries)), Qt.ConnectionType.QueuedConnection
            )
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._inner)


def _line(entry: LogEntry, labels: Labels, now: dt.datetime) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    picture = QLabel()
    tone = "muted" if entry.event in events.BESIDE else STATE_TONES.get(entry.state, "muted")
    picture.setPixmap(icons.pixmap(ICONS.get(entry.event, "note"), 16, tone))
    picture.setContentsMargins(0, 2, 0, 0)
    row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(1)
    parts = [moment(entry.at, now), plain.one_line(entry.who)]
    words.addWidget(plain.label(log_title(entry)))
    for text in (entry.note, *log_details(entry, labels)):
        if text.strip():
            shown = plain.wrapped(text, MOST_TEXT)
            words.addWidget(plain.label(shown, wrap=True, select=True))
    words.addWidget(plain.label(" · ".join(part for part in parts if part), "hint"))
    row.addLayout(words, 1)
    return row
