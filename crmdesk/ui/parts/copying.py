"""A phone number on the clipboard, and a word about it in the status line."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication

from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import _
from crmdesk.ui.kit.screen import Desk


def copy_number(desk: Desk, number: str) -> None:
    """Copy a phone number and say so."""
    if number:
        QGuiApplication.clipboard().setText(number)
        desk.done(Changes(0, _("Copied {number}.").format(number=number)))
