"""Answers that were good before, offered while another one is typed."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import Complaint
from crmdesk.core.domain.solution import Proposal
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_solutions
from crmdesk.ui.complaints.proposal_rows import ProposalRows
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.inputs import PlainTextEdit
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.kit.screen import Desk

MOST: Final = 4
PAUSE_MS: Final = 120


class AnswerProposals(QWidget):
    """Puts a proposed text into a box by a click, or by Alt and its number while it is typed in.

    What was typed before comes back by undo. `turned` tells that it is shown now, or hidden.
    """

    turned = Signal()

    def __init__(
        self, desk: Desk, complaint: Complaint, box: PlainTextEdit, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._complaint = complaint
        self._box = box
        self.proposals: list[Proposal] = []
        self.title = plain.label(_("Answers to such complaints (Alt and the number)"), "hint")
        self.rows = ProposalRows()
        self.rows.chosen.connect(self.take)
        self.replaced = QWidget()
        told = QHBoxLayout(self.replaced)
        told.setContentsMargins(0, 0, 0, 0)
        told.setSpacing(6)
        told.addWidget(plain.label(_("What you typed was replaced."), "hint"))
        self.undo_button = button(_("Undo"), self.take_back, kind="inline", tip=_("Undo (Ctrl+Z)"))
        told.addWidget(self.undo_button)
        told.addStretch(1)
        self.replaced.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self.replaced, self.title, self.rows):
            layout.addWidget(part)
        self.hide()
        self._pause = pause(self, PAUSE_MS, self.ask)
        box.textChanged.connect(self._typed)
        box.installEventFilter(self)
        self.ask()

    def ask(self) -> None:
        """Look for answers to what the complaint says and what is typed by now."""
        if self._desk.tasks.closed:
            return
        one, workspace = self._complaint, self._desk.workspace
        typed = self._box.text().strip()
        what = f"{one.what}\n{typed}"
        self._desk.tasks.read(
            lambda: complaint_solutions.proposed(
                workspace, what, category=one.category, product=one.product, but=one.id
            ),
            partial(self._arrived, typed),
            key=(self, "proposals"),
            owner=self,
        )

    def take(self, number: int) -> None:
        """Put a proposed text into the box, by its place in the list."""
        had = self._box.text().strip()
        cursor = self._box.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(self.proposals[number].text)
        self._box.setTextCursor(cursor)
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show(bool(had))

    def take_back(self) -> None:
        """Give back what was typed."""
        self._box.undo()
        self._box.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Alt and a number before the tabs of the screen do."""
        kind = event.type()
        keys = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
        if kind in keys and isinstance(event, QKeyEvent):
            number = event.key() - Qt.Key.Key_1.value
            with_alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if with_alt and 0 <= number < len(self.proposals):
                event.accept()
                if kind == QEvent.Type.KeyPress:
                    self.take(number)
                return True
        return super().eventFilter(watched, event)

    def _typed(self) -> None:
        self._show(False)
        self._pause.start()

    def _show(self, replaced: bool) -> None:
        self.replaced.setVisible(replaced)
        for part in (self.title, self.rows):
            part.setVisible(bool(self.proposals))
        shown = replaced or bool(self.proposals)
        if shown == self.isHidden():
            self.setVisible(shown)
            self.turned.emit()

    def _arrived(self, typed: str, found: list[Proposal]) -> None:
        offered = [one for one in found if one.text.strip() != typed][:MOST]
        if offered == self.proposals:
            return
        self.proposals = offered
        self.rows.show_proposals(offered)
        self._show(not self.replaced.isHidden())
