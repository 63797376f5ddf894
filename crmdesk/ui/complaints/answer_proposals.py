"""Answers that were good before, offered while another one is typed."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import SCORES, Complaint
from crmdesk.core.domain.solution import KEPT, Proposal
from crmdesk.core.i18n import _
from crmdesk.core.services import complaint_solutions
from crmdesk.ui.kit import plain, removal
from crmdesk.ui.kit.actions import PressButton, button
from crmdesk.ui.kit.inputs import PlainTextEdit
from crmdesk.ui.kit.pause import pause
from crmdesk.ui.kit.screen import Desk

MOST: Final = 4
PAUSE_MS: Final = 120
_AROUND: Final = 26


class ProposalButton(PressButton):
    """A button that shows as much of a text as fits in a line."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._whole = plain.one_line(text)
        self.setProperty("kind", "answer")
        self.setAutoDefault(False)
        self.setAccessibleName(self._whole)
        self.setToolTip(plain.tip(text))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        """Return a width of which a few words can be read."""
        return QSize(120, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten the text anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = max(40, self.width() - _AROUND)
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self.setText(plain.caption(shown))


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
        self.buttons: list[ProposalButton] = []
        self.title = plain.label(_("Answers to such complaints (Alt and the number)"), "hint")
        self._rows = QWidget()
        self._places = QVBoxLayout(self._rows)
        self._places.setContentsMargins(0, 0, 0, 0)
        self._places.setSpacing(4)
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
        for part in (self.replaced, self.title, self._rows):
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
        for part in (self.title, self._rows):
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
        for old in self._rows.findChildren(
            QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            removal.remove(old, layout=self._places)
        self.buttons = []
        for place, one in enumerate(self.proposals):
            row = QWidget()
            inside = QHBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(8)
            inside.addWidget(plain.label(f"{place + 1}", "muted"))
            made = ProposalButton(one.text)
            made.clicked.connect(partial(self._clicked, place), Qt.ConnectionType.QueuedConnection)
            self.buttons.append(made)
            inside.addWidget(made, 1)
            inside.addWidget(plain.label(_where_from(one), "muted"))
            self._places.addWidget(row)
        self._show(not self.replaced.isHidden())

    def _clicked(self, place: int, _checked: bool = False) -> None:
        if place < len(self.proposals):
            self.take(place)


def _where_from(one: Proposal) -> str:
    if one.source == KEPT:
        return _("kept answer")
    if not one.satisfaction:
        return one.number
    return _("{number}, satisfied {score} of {most}").format(
        number=one.number, score=one.satisfaction, most=max(SCORES)
    )
