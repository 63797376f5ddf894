"""The one door through which trouble and questions reach the user."""

from __future__ import annotations

import logging
import platform
import traceback
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from crmdesk import __version__
from crmdesk.core.domain.problems import Cancelled, CrmError
from crmdesk.core.i18n import _
from crmdesk.ui.kit import notices, plain
from crmdesk.ui.kit.actions import button, shortcuts_of
from crmdesk.ui.kit.tasks import WHILE_SAVING

log = logging.getLogger(__name__)

_told: set[tuple[str, str]] = set()


class Dialog(QDialog):
    """A small window with a heading, a body and a row of buttons; freed when it is closed.

    Show it with `open()`; it never stops the program while it waits.
    """

    def __init__(self, parent: QWidget | None, title: str, heading: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(440)
        self.given_size = False
        layout = QVBoxLayout(self)
        layout.setContentsMargins(22, 18, 22, 18)
        layout.setSpacing(12)
        self.heading = plain.label(heading, "heading", wrap=True)
        if not heading:
            self.heading.hide()
        layout.addWidget(self.heading)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        layout.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        layout.addSpacing(4)
        layout.addLayout(self._buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the wrapped text needs, unless a size was given."""
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth() and not self.given_size:
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
        super().showEvent(event)

    def add_text(self, text: str) -> None:
        """Add a paragraph of plain text."""
        if text:
            self.body.addWidget(plain.label(text, wrap=True, select=True))

    def add_button(
        self, text: str, slot: Callable[[], object] | None = None, kind: str = ""
    ) -> QPushButton:
        """Add a button at the right; without a slot it closes the dialog."""
        made = button(text, slot or self.reject, kind=kind)
        if kind in ("primary", "danger"):
            made.setDefault(kind == "primary")
        self._buttons.addWidget(made)
        return made

    def add_left(self, widget: QWidget) -> None:
        """Add a widget at the left of the buttons."""
        self._buttons.insertWidget(0, widget)


def show_trouble(parent: QWidget | None, error: BaseException) -> Dialog | None:
    """Tell the user of a failure and return the dialog, if one was needed.

    An expected failure is a notice in the window. Anything else is a bug: it is logged, and
    shown once with a report that can be copied.
    """
    if isinstance(error, Cancelled):
        return _tell(parent, error.message, error.advice, "info")
    if isinstance(error, CrmError):
        log.info("told the user: %s", error)
        return _tell(parent, error.message, error.advice, "danger")
    log.error("unexpected error", exc_info=error)
    last = traceback.extract_tb(error.__traceback__)[-1:]
    signature = (type(error).__name__, f"{last[0].filename}:{last[0].lineno}" if last else "")
    if signature in _told:
        return _tell(
            parent,
            _("The same unexpected error happened again."),
            _what_is_safe(error) + " " + _("Close the program and open it again if it goes on."),
            "danger",
        )
    _told.add(signature)
    return _show_report(parent, _what_is_safe(error), report(error))


def report(error: BaseException) -> str:
    """Return the text to send to whoever looks after the program."""
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    return (
        f"crmdesk {__version__}, Python {platform.python_version()}, Qt {qVersion()}, "
        f"{platform.platform()}\n\n{''.join(lines)}"
    )


def confirm(
    parent: QWidget | None,
    question: str,
    on_yes: Callable[[], object],
    *,
    detail: str = "",
    yes: str = "",
    no: str = "",
    danger: bool = False,
    on_no: Callable[[], object] | None = None,
) -> Dialog:
    """Ask a yes-or-no question; `yes` should say what will happen, such as "Delete"."""
    dialog = Dialog(parent, _("Please confirm"), question)
    dialog.add_text(detail)
    away = dialog.add_button(no or _("Cancel"))
    agree = dialog.add_button(yes or _("Yes"), dialog.accept, "danger" if danger else "primary")
    dialog.accepted.connect(lambda: on_yes())
    if on_no is not None:
        dialog.rejected.connect(lambda: on_no())
    (away if danger else agree).setFocus()
    dialog.open()
    return dialog


def ask_to_leave(
    form: QWidget,
    typed: bool,
    then: Callable[[], object],
    stay: Callable[[], object] | None = None,
) -> None:
    """Do something that closes a form; ask first when something was typed."""
    if not typed:
        then()
        return
    confirm(
        form,
        _("Leave without saving?"),
        then,
        detail=_("What you typed in this form will be lost."),
        yes=_("Leave"),
        no=_("Go on writing"),
        danger=True,
        on_no=stay,
    )


def ask_text(
    parent: QWidget | None,
    question: str,
    on_text: Callable[[str], object],
    *,
    value: str = "",
    detail: str = "",
    ok: str = "",
    secret: bool = False,
) -> Dialog:
    """Ask for one line of text; empty text is not taken."""
    dialog = Dialog(parent, _("Please enter"), question)
    dialog.add_text(detail)
    line = QLineEdit(value)
    line.setObjectName("answer")
    if secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    line.selectAll()
    dialog.body.addWidget(line)
    dialog.add_button(_("Cancel"))
    agree = dialog.add_button(ok or _("OK"), dialog.accept, "primary")

    def check(text: str) -> None:
        agree.setEnabled(bool(text.strip()))

    line.textChanged.connect(check)
    check(value)
    dialog.accepted.connect(lambda: on_text(line.text().strip()))
    line.setFocus()
    dialog.open()
    return dialog


def show_message(parent: QWidget | None, heading: str, text: str = "") -> Dialog:
    """Show plain text until it is closed."""
    dialog = Dialog(parent, _("Message"), heading)
    dialog.add_text(text)
    dialog.add_button(_("Close"), dialog.accept, "primary")
    dialog.open()
    return dialog


def show_shortcuts(
    window: QWidget, areas: Sequence[tuple[QWidget, str]] = (), hint: str = ""
) -> Dialog:
    """Show every shortcut of a window, under the name of the area it works in.

    What works everywhere stands first; `hint` says what is not listed.
    """
    from PySide6.QtWidgets import QGridLayout

    from crmdesk.ui.kit.scrolling import ScrollArea

    dialog = Dialog(window, _("Shortcuts"), _("Shortcuts"))
    inner = QWidget()
    grid = QGridLayout(inner)
    grid.setContentsMargins(0, 0, 8, 0)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(1, 1)
    names: dict[QWidget | None, str] = {None: _("Everywhere"), **dict(areas)}
    row = 0
    for area, lines in shortcuts_of(window, [one for one, _name in areas]).items():
        if areas:
            heading = plain.label(names[area], "subheading")
            heading.setContentsMargins(0, 10 if row else 0, 0, 0)
            grid.addWidget(heading, row, 0, 1, 2)
            row += 1
        for text, keys in lines:
            grid.addWidget(plain.label(keys, "caption"), row, 0)
            grid.addWidget(plain.label(text, wrap=True), row, 1)
            row += 1
    if hint:
        grid.addWidget(plain.label(hint, "hint", wrap=True), row, 0, 1, 2)
    grid.setRowStretch(grid.rowCount(), 1)
    dialog.body.addWidget(ScrollArea(inner))
    dialog.add_button(_("Close"), dialog.accept, "primary")
    dialog.resize(480, 520)
    dialog.given_size = True
    dialog.open()
    return dialog


def _tell(parent: QWidget | None, text: str, advice: str, tone: str) -> Dialog | None:
    if parent is not None and notices.show_notice(parent, text, advice, tone):
        return None
    return show_message(parent, text, advice)


def _what_is_safe(error: BaseException) -> str:
    if WHILE_SAVING in getattr(error, "__notes__", ()):
        return _("What you did last was not saved. What was saved before is safe.")
    return _("What was saved before is safe.")


def _show_report(parent: QWidget | None, safe: str, text: str) -> Dialog:
    dialog = Dialog(parent, _("Unexpected error"), _("Something went wrong that should not."))
    advice = _(
        "You can go on working. Copy the report and send it to whoever looks after this program; "
        "read it first, it may name a customer."
    )
    dialog.add_text(f"{safe} {advice}")
    box = QPlainTextEdit(text)
    box.setReadOnly(True)
    box.setMinimumHeight(160)
    box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    dialog.body.addWidget(box)
    dialog.add_left(
        button(_("Copy report"), lambda: QGuiApplication.clipboard().setText(text), icon="copy")
    )
    dialog.add_button(_("Close"), dialog.accept, "primary")
    dialog.resize(620, 380)
    dialog.given_size = True
    dialog.open()
    return dialog
