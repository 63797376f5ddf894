"""Quiet words inside the window: a notice, a status line with Undo, progress with numbers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from crmdesk.core.i18n import _
from crmdesk.ui.kit import icons, painting, plain, removal, theme
from crmdesk.ui.kit.actions import button, tool_button

_ICONS = {"info": "info", "success": "check", "warning": "warning", "danger": "warning"}

Action = tuple[str, Callable[[], object]]


class NoticeBar(QFrame):
    """One quiet notice at the top of a window; hidden while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self._tone = "info"
        self._picture = QLabel()
        self.message = plain.label("", "subheading", wrap=True, select=True)
        self.advice = plain.label("", "", wrap=True, select=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.message)
        words.addWidget(self.advice)
        self._actions = QHBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self._picture, 0, top)
        row.addLayout(words, 1)
        row.addLayout(self._actions)
        row.addWidget(tool_button("close", _("Close"), self.clear), 0, top)
        self.setAccessibleName(_("Notice"))
        theme.watcher().changed.connect(self._draw)
        self.hide()

    def show_notice(
        self, text: str, advice: str = "", tone: str = "info", action: Action | None = None
    ) -> None:
        """Say something; a new notice takes the place of the old one."""
        self._tone = tone if tone in _ICONS else "info"
        self.message.setText(text)
        plain.say(self.advice, advice)
        removal.clear(self._actions)
        if action is not None:
            self._actions.addWidget(button(action[0], action[1]))
        self._draw()
        self.show()

    def clear(self) -> None:
        """Take the notice away."""
        self.hide()

    def _draw(self) -> None:
        theme.mark(self, "tone", self._tone)
        self._picture.setPixmap(icons.pixmap(_ICONS[self._tone], 20, self._tone))


def bar_of(widget: QWidget | None) -> NoticeBar | None:
    """Return the notice bar nearest to a widget: in its own window, else in the window behind."""
    place = widget
    while place is not None:
        window = place.window()
        found = window.findChild(NoticeBar)
        if isinstance(found, NoticeBar):
            return found
        place = window.parentWidget()
    return None


def show_notice(
    widget: QWidget, text: str, advice: str = "", tone: str = "info", action: Action | None = None
) -> bool:
    """Say something in the widget's window, and return whether there was a bar to say it in."""
    bar = bar_of(widget)
    if bar is not None:
        bar.show_notice(text, advice, tone, action)
    return bar is not None


class MiddleLabel(QLabel):
    """One line that leaves out its middle where there is no room: a long name, not the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)

    def say(self, text: str) -> None:
        """Show a text; all of it is in the tooltip where a part is left out."""
        self.setText(plain.one_line(text))
        self._tell_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out more or less."""
        super().resizeEvent(event)
        self._tell_all()

    def _tell_all(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(plain.tip(self.text()) if cut else "")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the beginning and the end of the text."""
        painting.draw_shortened(self, Qt.TextElideMode.ElideMiddle)


class StatusLine(QFrame):
    """The last line of the window: what was done, with Undo, and lasting facts on the right.

    A file that was written has a button that opens it.
    """

    UNDO_SECONDS = 20

    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "status")
        self._undo: Callable[[], object] | None = None
        self._tick = QLabel()
        self._tick.hide()
        self.message = MiddleLabel()
        self.message.setMinimumWidth(40)
        self.undo_button = button(_("Undo"), self.undo, kind="link")
        self.undo_button.hide()
        self._file: Path | None = None
        self.open_button = button(_("Open the file"), self.open_file, kind="link")
        self.open_button.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 2, 14, 2)
        self._row.setSpacing(8)
        self._row.addWidget(self._tick)
        self._row.addWidget(self.message)
        self._row.addWidget(self.undo_button)
        self._row.addWidget(self.open_button)
        self._row.addStretch(1)
        self.setMinimumHeight(34)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.clear)

    def show_done(
        self,
        text: str,
        undo: Callable[[], object] | None = None,
        undo_words: str = "",
        file: Path | None = None,
    ) -> None:
        """Say what was done; with `undo` a button takes it back, with a `file` one opens it."""
        self._undo = undo
        self._file = file
        self.open_button.setText(_("Open the file"))
        self.open_button.setVisible(file is not None)
        self._tick.setPixmap(icons.pixmap("check", 16, "success"))
        self._tick.show()
        self.message.say(text)
        self.undo_button.setText(plain.caption(undo_words) or _("Undo"))
        self.undo_button.setVisible(undo is not None)
        self._timer.start(self.UNDO_SECONDS * 1000)

    def show_text(self, text: str) -> None:
        """Say something without Undo, until something else is said."""
        self.clear()
        self.message.say(text)

    def show_hint(self, text: str) -> None:
        """Say something without Undo, for a while."""
        self.show_text(text)
        self._timer.start(self.UNDO_SECONDS * 1000)

    def clear(self) -> None:
        """Say nothing."""
        self._timer.stop()
        self._undo = None
        self._file = None
        self._tick.hide()
        self.message.say("")
        self.undo_button.hide()
        self.open_button.hide()

    def open_file(self) -> None:
        """Open what was written in the program the system has for it."""
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))

    def undo(self) -> None:
        """Take the last thing back, once."""
        undo, self._undo = self._undo, None
        self.clear()
        if undo is not None:
            undo()
            self.undone.emit()


class ProgressPanel(QFrame):
    """Shows how far long work is, in numbers, with a button to stop it."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._on_cancel: Callable[[], object] | None = None
        self.title = plain.label("", "subheading", wrap=True)
        self.numbers = plain.label("", "muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel_button = button(_("Stop"), self.cancel)
        line = QHBoxLayout()
        line.addWidget(self.title, 1)
        line.addWidget(self.cancel_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 14)
        layout.setSpacing(8)
        layout.addLayout(line)
        layout.addWidget(self.bar)
        layout.addWidget(self.numbers)
        self.hide()

    def start(self, text: str, on_cancel: Callable[[], object] | None = None) -> None:
        """Show that work has begun; `on_cancel` is called when Stop is pressed."""
        self._on_cancel = on_cancel
        self.title.setText(text)
        self.numbers.clear()
        self.bar.setRange(0, 0)
        self.cancel_button.setText(_("Stop"))
        self.cancel_button.setEnabled(True)
        self.cancel_button.setVisible(on_cancel is not None)
        self.show()

    def report(self, done: int, total: int, what: str = "") -> None:
        """Show how far the work is; a total of 0 means that nobody knows."""
        self.bar.setRange(0, min(total, 2_000_000_000))
        self.bar.setValue(min(done, total))
        if total:
            share = min(done * 100 // total, 100)
            numbers = _("{done:,} of {total:,} ({share} %)").format(
                done=done, total=total, share=share
            )
        else:
            numbers = f"{done:,}" if done else ""
        self.numbers.setText("   ".join(part for part in (what, numbers) if part))

    def cancel(self) -> None:
        """Ask the work to stop."""
        self.cancel_button.setEnabled(False)
        self.cancel_button.setText(_("Stopping"))
        if self._on_cancel is not None:
            self._on_cancel()
        self.cancelled.emit()

    def finish(self) -> None:
        """Take the panel away."""
        self._on_cancel = None
        self.hide()
