"""What a complaint says: what happened, what is wanted, its particulars and how it was handled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.complaint import STATES, Complaint
from crmdesk.core.domain.complaint_words import (
    Labels,
    field_words,
    show_value,
    tries_words,
    wish_words,
)
from crmdesk.core.i18n import _
from crmdesk.ui.kit import plain, removal
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.layout import FlowLayout

PARTICULARS: Final = (
    "category",
    "product",
    "ordered_on",
    "received_at",
    "channel",
    "received_by",
    "staff",
    "promised_on",
)
HANDLING: Final = ("founded", "cause", "cost", "prevention", "satisfaction")
MOST_TEXT: Final = 8000
MOST_OTHERS: Final = 5


class Facts(QWidget):
    """Names on the left, values on the right; what is not known has no line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._made: list[QWidget] = []

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show (name, value) pairs."""
        for old in self._made:
            removal.remove(old, layout=self._grid)
        self._made = []
        top = Qt.AlignmentFlag.AlignTop
        for line, (name, value) in enumerate((name, value) for name, value in facts if value):
            label = plain.label(name, "label")
            text = plain.label(plain.wrapped(value, MOST_TEXT), wrap=True, select=True)
            self._grid.addWidget(label, line, 0, top)
            self._grid.addWidget(text, line, 1, top)
            self._made += [label, text]
        self.setVisible(bool(self._made))

    def texts(self) -> list[str]:
        """Return what is shown, name and value in turn."""
        return [one.text() for one in self._made if isinstance(one, type(plain.label()))]


class CaseBody(QWidget):
    """Shows the words of a complaint; `other_asked` comes with the id of another complaint.

    `keep_asked` wants the answer kept for others like it.
    """

    other_asked = Signal(int)
    keep_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.what = plain.label("", wrap=True, select=True)
        self.wish = plain.label("", wrap=True, select=True)
        self.particulars = Facts()
        self.handling_title = plain.label(_("Handling"), "subheading")
        self.handling_title.setContentsMargins(0, 8, 0, 0)
        self.action = plain.label("", wrap=True, select=True)
        self.keep_button = button(_("Keep this answer"), self.keep_asked.emit, kind="inline")
        words = _("It is proposed for complaints like this one from then on (K)")
        self.keep_button.setToolTip(plain.tip(words))
        self.kept = plain.label("", "muted", wrap=True)
        self.handling = Facts()
        self.others = QWidget()
        self._links = FlowLayout(self.others, 8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(plain.label(field_words("what"), "subheading"))
        for part in (
            self.what,
            self.wish,
            self.particulars,
            self.others,
            self.handling_title,
            self.action,
            self.keep_button,
            self.kept,
            self.handling,
        ):
            layout.addWidget(part)
        layout.setAlignment(self.keep_button, Qt.AlignmentFlag.AlignLeft)

    def show_complaint(
        self,
        one: Complaint,
        others: Sequence[Complaint],
        labels: Labels,
        kept_under: str | None = None,
    ) -> None:
        """Show a complaint; `others` are those of the same customer, and the one it repeats.

        `kept_under` is the category under which its answer is kept already, None for none.
        """
        self.what.setText(plain.wrapped(one.what, MOST_TEXT))
        wish = wish_words(one)
        self.wish.setText(_("Wants: {wish}").format(wish=plain.wrapped(wish, MOST_TEXT)))
        self.wish.setVisible(bool(wish))
        self.particulars.show_facts(_facts(PARTICULARS, one, labels))
        handled = _facts(HANDLING, one, labels)
        if one.tries and not one.satisfaction:
            handled.append((_("Could not be reached"), tries_words(one.tries)))
        self.action.setText(plain.wrapped(one.action, MOST_TEXT))
        self.action.setVisible(bool(one.action))
        self.keep_button.setVisible(bool(one.action) and kept_under is None)
        self.kept.setText(_kept_words(kept_under, labels))
        self.kept.setVisible(bool(one.action) and kept_under is not None)
        self.handling.show_facts(handled)
        done = bool(one.action) or any(value for _name, value in handled)
        self.handling_title.setVisible(done)
        self._show_others(one, others)

    def _show_others(self, one: Complaint, others: Sequence[Complaint]) -> None:
        self._links.clear()
        if others:
            self._links.addWidget(plain.label(_("Other complaints of theirs:"), "muted"))
        for other in others[:MOST_OTHERS]:
            words = (
                _("Repeats {number}") if other.id == one.duplicate_of else _("{number}, {state}")
            )
            shown = words.format(number=other.number, state=_(STATES[other.state]))
            link = button(shown, kind="inline")
            link.setToolTip(plain.tip(plain.short(other.what, 200)))
            link.clicked.connect(
                lambda _checked=False, wanted=other.id: self.other_asked.emit(wanted),
                Qt.ConnectionType.QueuedConnection,
            )
            self._links.addWidget(link)
        self.others.setVisible(bool(others))


def _kept_words(category: str | None, labels: Labels) -> str:
    if not category:
        return _("This answer is kept for all categories.")
    name = show_value("category", category, labels)
    return _("This answer is kept under “{category}”.").format(category=name)


def _facts(names: Sequence[str], one: Complaint, labels: Labels) -> list[tuple[str, str]]:
    return [(field_words(name), show_value(name, getattr(one, name), labels)) for name in names]
