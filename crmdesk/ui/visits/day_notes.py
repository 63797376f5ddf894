"""What speaks against the plan of a day, in a few quiet lines over its list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from crmdesk.core.domain.visit_warnings import CLOSED
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import icons, plain
from crmdesk.ui.visits.board_content import Shown

_MOST: Final = 3


def notes_of(shown: Shown) -> list[str]:
    """Return a sentence for each warning of the shown days, with the visit it is about."""
    names = {row.visit.id: plain.one_line(row.customer) for row in shown.rows}
    found: list[str] = []
    for one in shown.warnings:
        text = plain.one_line(one.text)
        if one.visit_id in names:
            found.append(_("{name}: {warning}").format(name=names[one.visit_id], warning=text))
        elif not one.visit_id and (one.kind != CLOSED or shown.rows):
            found.append(text)
    return found


class DayNotes(QWidget):
    """The first few warnings; the others are told by a number and in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self.words = plain.label("", "doubt", wrap=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 0, 4, 0)
        layout.setSpacing(6)
        layout.addWidget(self._sign)
        layout.addWidget(self.words, 1)
        self.hide()

    def show_notes(self, notes: Sequence[str]) -> None:
        """Show these sentences, or nothing at all."""
        self._sign.setPixmap(icons.pixmap("warning", 16, "warning"))
        shown = list(notes[:_MOST])
        more = len(notes) - len(shown)
        if more:
            words = ngettext("and {count} more", "and {count} more", more)
            shown.append(words.format(count=more))
        self.words.setText(" · ".join(shown))
        self.words.setToolTip(plain.tip("\n".join(notes)))
        self.setVisible(bool(notes))
