"""One backup of the list, with its button."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crmdesk.core.domain.shown_dates import show_day, show_time
from crmdesk.core.i18n import N_, _
from crmdesk.ui.kit import icons, plain
from crmdesk.ui.kit.actions import button

if TYPE_CHECKING:
    from crmdesk.core.services.backup import BackupFile

KIB: Final = 1024
WHY: Final = {
    "close": N_("made on closing"),
    "day": N_("made once a day"),
    "import": N_("made before an import"),
    "migration": N_("made before an update of the program"),
    "manual": N_("made by hand"),
    "replaced": N_("what was there before a restore"),
}


class BackupLine(QWidget):
    """When a backup was made, how large it is, and whether it was proven to open."""

    def __init__(
        self, found: BackupFile, today: dt.date, restore: Callable[[BackupFile], object]
    ) -> None:
        super().__init__()
        self.found = found
        picture = QLabel()
        name, tone = ("check", "success") if found.checked else ("warning", "warning")
        picture.setPixmap(icons.pixmap(name, 20, tone))
        words = QVBoxLayout()
        words.setSpacing(1)
        self.title = plain.label(when(found, today))
        checked = _("checked") if found.checked else _("could not be checked")
        parts = [size_text(found.size), checked, _(WHY.get(found.why, ""))]
        self.details = plain.label(" · ".join(part for part in parts if part), "hint")
        words.addWidget(self.title)
        words.addWidget(self.details)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self.restore = button(_("Restore…"), lambda: restore(found), icon="undo")
        self.restore.setAccessibleName(_("Restore {when}").format(when=self.title.text()))
        self.setToolTip(plain.tip(str(found.path)))
        row.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignVCenter)


def when(found: BackupFile, today: dt.date) -> str:
    """Return when a backup was made, in local time."""
    local = found.at.astimezone()
    words = show_day(local.date(), today)
    return _("{day}, {time}").format(
        day=words[:1].upper() + words[1:], time=show_time(local.time())
    )


def size_text(size: int) -> str:
    """Return a size in bytes as people read it."""
    if size < KIB * KIB:
        return f"{max(1, round(size / KIB)):,} KB"
    if size < KIB**3:
        return f"{size / KIB**2:.1f} MB"
    return f"{size / KIB**3:.1f} GB"
