"""A greeting ready to be sent: read, changed, copied for WeChat or a text message, and marked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.greeting_texts import CHINESE, ENGLISH
from crmdesk.core.domain.occasions import GreetingRow
from crmdesk.core.i18n import N_, _
from crmdesk.core.services import greetings
from crmdesk.core.services.greetings import Message
from crmdesk.ui.kit import notices, plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.inputs import ChoiceBox, PlainTextEdit
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.greeting_words import complaint_words, occasion_day, occasion_name

CHANNELS: Final = {"wechat": N_("WeChat"), "message": N_("Text message")}


class GreetingCard(QFrame):
    """One customer's greeting; `finished` tells that it was sent or left out.

    `keys`: what is pressed for each button, as the tooltips tell it.
    """

    finished = Signal()

    def __init__(
        self,
        desk: Desk,
        keys: tuple[str, str, str] = ("Ctrl+Enter", "", ""),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._row: GreetingRow | None = None
        self._message: Message | None = None
        self._busy = False
        self._spoken = ""
        # Whose text was copied and can hardly have been pasted yet.
        self._unpasted = ""
        self._name = plain.label("", "subheading", wrap=True)
        self._occasion = plain.label("", "muted", wrap=True)
        self._reason = plain.label("", "error", wrap=True)
        self._where = plain.label("", "muted", wrap=True, select=True)
        self.text = PlainTextEdit(6, 14)
        self.text.setAccessibleName(_("Greeting"))
        self.channel = ChoiceBox([(key, _(words)) for key, words in CHANNELS.items()])
        self.channel.setAccessibleName(_("Sent by"))
        self.language = button("", self._other_language, kind="link")
        self.send_button = _told(_("Copy and mark as sent"), self.send, "copy", "primary", keys[0])
        self.mark_button = _told(_("Mark without copying"), self.mark, "check", "", keys[1])
        self.leave_button = _told(_("Leave out this time"), self.leave_out, "", "quiet", keys[2])
        self._lay_out()
        self.text.submitted.connect(self.send)
        connect_keys(self, "Ctrl+Return", self.send)
        self.text.textChanged.connect(self._enable)
        self.show_row(None)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for label in (self._name, self._occasion, self._reason):
            layout.addWidget(label)
        layout.addSpacing(2)
        layout.addWidget(self.text)
        layout.addWidget(self._where)
        below = FlowLayout(spacing=8)
        self.channel.setFixedWidth(150)
        below.addWidget(self.channel)
        below.addWidget(self.language)
        layout.addLayout(below)
        layout.addSpacing(4)
        row = FlowLayout(spacing=8)
        for one in (self.send_button, self.mark_button, self.leave_button):
            row.addWidget(one)
        layout.addLayout(row)

    def row(self) -> GreetingRow | None:
        """Return whose greeting is shown."""
        return self._row

    def show_row(self, row: GreetingRow | None) -> None:
        """Show the greeting of a customer; what was changed in the same one stays."""
        same = row is not None and self._row is not None and _key(row) == _key(self._row)
        edited = self.is_edited()
        self._row, self._busy = row, False
        self.setVisible(row is not None)
        if row is None:
            self._message = None
            return
        today = self._desk.workspace.clock.today()
        self._name.setText(plain.short(plain.one_line(row.name), 80))
        self._occasion.setText(f"{occasion_name(row)} · {occasion_day(row, today)}")
        self._reason.setText(complaint_words(row, today))
        self._reason.setVisible(row.complaint is not None)
        if same and edited:
            self._enable()
            return
        if not same:
            self._message = None
            self._spoken = ""
            self._write("")
        self._compose()

    def is_edited(self) -> bool:
        """Tell whether the text was changed by hand."""
        return self._message is not None and self.text.text() != self._message.text

    def send(self) -> None:
        """Copy the text for the other program, and keep that it was sent."""
        if self._ready() and not self._would_overwrite():
            QGuiApplication.clipboard().setText(self.text.text().strip())
            self._unpasted = self._short_name()
            self._mark(_("Copied: paste it in the chat. {name} is marked as greeted."))

    def copy(self) -> None:
        """Copy what is selected in the text, or all of it; nobody is marked."""
        chosen = self.text.textCursor().selectedText().replace("\u2029", "\n")
        words = chosen or self.text.text().strip()
        if self._message is not None and words:
            QGuiApplication.clipboard().setText(words)
            self._desk.done(Changes(0, _("Copied. Nobody was marked as greeted.")))

    def allow_next(self) -> None:
        """Let the next one be sent at once: the user chose whom."""
        self._unpasted = ""

    def event(self, event: QEvent) -> bool:
        """Take it that who went to another window has pasted there."""
        if event.type() == QEvent.Type.WindowDeactivate:
            self._unpasted = ""
        return super().event(event)

    def _would_overwrite(self) -> bool:
        """Stop the same key pressed once too often: it would greet the next one unseen."""
        before, self._unpasted = self._unpasted, ""
        if before:
            words = _(
                "The greeting for {before} is copied: paste it first. The same key once more"
                " goes on with {name}."
            )
            notices.show_notice(self, words.format(before=before, name=self._short_name()))
        return bool(before)

    def _short_name(self) -> str:
        return plain.short(plain.one_line(self._row.name), 40) if self._row is not None else ""

    def mark(self) -> None:
        """Keep that the greeting was sent in another way."""
        if self._ready():
            self._mark("")

    def leave_out(self) -> None:
        """Take the customer off the list this time."""
        row, workspace = self._row, self._desk.workspace
        if row is not None and not self._busy:
            self._write_down(lambda: greetings.leave_out(workspace, row), "")

    def _ready(self) -> bool:
        # The text on its way may still be that of the customer before.
        return not self._busy and self._message is not None and bool(self.text.text().strip())

    def _mark(self, said: str) -> None:
        row, workspace = self._row, self._desk.workspace
        text, channel = self.text.text(), self.channel.key() or ""
        if row is not None:
            self._write_down(
                lambda: greetings.mark_sent(workspace, row, text, channel=channel), said
            )

    def _write_down(self, write: Callable[[], Changes], said: str) -> None:
        self._busy = True
        self._enable()
        words = said.format(name=self._short_name())

        def done(changes: Changes) -> None:
            self._desk.done(dataclasses.replace(changes, message=words or changes.message))
            self._message = None
            self.finished.emit()

        def failed(error: Exception) -> None:
            self._busy = False
            self._enable()
            self._desk.trouble(error)

        self._desk.tasks.write(write, done, failed, owner=self)

    def _other_language(self) -> None:
        if self._message is not None:
            chinese = self._message.language.startswith("zh")
            self._spoken = ENGLISH if chinese else CHINESE
            self._compose()

    def _compose(self) -> None:
        row, workspace, language = self._row, self._desk.workspace, self._spoken
        if row is None:
            return
        self._enable()

        def arrived(found: Message) -> None:
            self._message = found
            self._write(found.text)
            self.channel.set_key(found.channel)
            self._where.setText(_where(found))
            other = _("In English") if found.language.startswith("zh") else _("In Chinese")
            self.language.setText(plain.caption(other))
            self._enable()

        self._desk.tasks.read(
            lambda: greetings.compose(workspace, row, language=language),
            arrived,
            self._desk.trouble,
            key=(self, "text"),
            owner=self,
        )

    def _write(self, text: str) -> None:
        with QSignalBlocker(self.text):
            self.text.set_text(text)

    def _enable(self) -> None:
        ready = self._ready()
        for one in (self.send_button, self.mark_button):
            one.setEnabled(ready)
        self.leave_button.setEnabled(self._row is not None and not self._busy)
        self.language.setEnabled(self._message is not None and not self._busy)


def _told(text: str, slot: Callable[[], object], icon: str, kind: str, keys: str) -> QWidget:
    tip = f"{text} ({keys})" if keys else text
    return button(text, slot, icon=icon or None, kind=kind, tip=tip)


def _where(message: Message) -> str:
    parts = []
    if message.wechat:
        parts.append(_("WeChat: {name}").format(name=plain.one_line(message.wechat)))
    if message.mobile:
        parts.append(plain.one_line(message.mobile))
    return plain.short(" · ".join(parts), 80)


def _key(row: GreetingRow) -> tuple[object, ...]:
    return row.customer_id, row.occasion, row.on
