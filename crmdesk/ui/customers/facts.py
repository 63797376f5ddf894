"""What is known about a customer, as lines that can be read and copied."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.customers.fact_texts import Fact
from crmdesk.ui.kit import plain, removal
from crmdesk.ui.kit.actions import button, tool_button

# The text stands a little lower than its box begins, level with the copy button beside it.
TOP: Final = 3
BIG_TOP: Final = 6
# A wider label, in screen points, goes on in a second line: the owner's own may be long.
LABEL: Final = 130
# Narrower than this, in screen points, small facts stand one below the other.
TWO_COLUMNS: Final = 400
# The first way to reach a customer is shown however low the window is.
FEWEST: Final = 1


class Facts(QWidget):
    """Shows facts as two columns of labels and texts, with a button to copy the useful ones.

    Where there is little room the first ones are shown, and a button for the rest. `made_again`
    tells that its buttons are others, though nobody asked for other facts.
    """

    copied = Signal(str)
    made_again = Signal()
    customer_asked = Signal(int)
    greeting_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._inner: QWidget | None = None
        self._facts: list[Fact] = []
        self._across = 1
        self._room = 0
        self._unfolded = False

    def minimumSizeHint(self) -> QSize:
        """Return no more than a narrow column: long words are cut rather than the window wide."""
        return QSize(240, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put small facts side by side where there is room."""
        super().resizeEvent(event)
        across = 2 if event.size().width() >= TWO_COLUMNS else 1
        if across != self._across:
            self._across = across
            self.show_facts(self._facts)
            self.made_again.emit()

    def show_facts(self, facts: list[Fact]) -> None:
        """Show these facts instead of the ones before."""
        self._facts = facts
        shown = self._shown()
        if self._inner is not None:
            removal.remove(self._inner, layout=self._layout)
        self._inner = QWidget()
        column = QVBoxLayout(self._inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        wide = _grid()
        column.addLayout(wide)
        before = ""
        for row, fact in enumerate(fact for fact in shown if not fact.small):
            self._put(wide, row, 0, fact, "" if fact.label == before else fact.label)
            before = fact.label
        pairs = _grid()
        column.addLayout(pairs)
        pairs.setColumnStretch(3, self._across - 1)
        for place, fact in enumerate(fact for fact in shown if fact.small):
            line, side = divmod(place, self._across)
            self._put(pairs, line, side * 2, fact, fact.label)
        wishes = (plain.label(f.label).sizeHint().width() for f in facts)
        width = min(max(wishes, default=0), LABEL)
        for grid in (wide, pairs):
            grid.setColumnMinimumWidth(0, width)
        if len(shown) < len(facts) or (self._unfolded and self._room):
            words = _("Fewer details") if self._unfolded else self._rest_words(len(shown))
            self.more = button(words, kind="link")
            self.more.clicked.connect(self._toggle, Qt.ConnectionType.QueuedConnection)
            column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        self._layout.addWidget(self._inner)

    def set_room(self, height: int) -> None:
        """Show only what fits into so many screen points; 0 for everything."""
        if height != self._room:
            self._room = height
            self.show_facts(self._facts)
            self.made_again.emit()

    def _shown(self) -> list[Fact]:
        """Return the facts to show, the small ones last as they stand."""
        ordered = sorted(self._facts, key=lambda fact: fact.small)
        if not self._room or self._unfolded:
            return ordered
        left, count = float(self._room), 0
        for fact in ordered:
            left -= self._height_of(fact)
            count += left >= 0
        if count == len(ordered):
            return ordered
        return ordered[: max(count - 1, FEWEST)]

    def _height_of(self, fact: Fact) -> float:
        line = self.fontMetrics().height()
        if fact.small:
            return (line + 6) / self._across
        width = max(self.width() - LABEL, 100)
        wraps = sum(
            1 + self.fontMetrics().horizontalAdvance(part) // width
            for part in fact.text[:4000].split("\n")
        )
        return wraps * line + (16 if fact.big else 10)

    def _rest_words(self, shown: int) -> str:
        rest = len(self._facts) - shown
        words = ngettext("{count} more detail", "{count} more details", rest)
        return words.format(count=rest)

    def _toggle(self) -> None:
        self._unfolded = not self._unfolded
        self.show_facts(self._facts)
        self.made_again.emit()

    def _put(self, grid: QGridLayout, row: int, column: int, fact: Fact, label: str) -> None:
        top = Qt.AlignmentFlag.AlignTop
        name = plain.label(label, "label")
        if name.sizeHint().width() > LABEL:
            name.setWordWrap(True)
            name.setFixedWidth(LABEL)
        name.setContentsMargins(0, BIG_TOP if fact.big else TOP, 0, 0)
        grid.addWidget(name, row, column, top)
        grid.addWidget(self._value(fact), row, column + 1, top)

    def copy_buttons(self) -> list[QToolButton]:
        """Return the copy buttons from top to bottom."""
        return self._inner.findChildren(QToolButton) if self._inner is not None else []

    def _value(self, fact: Fact) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if fact.customer_id:
            row.setContentsMargins(0, TOP - 1, 0, 0)
            text = plain.one_line(fact.text)[:60]
            row.addWidget(
                button(text, lambda: self.customer_asked.emit(fact.customer_id), kind="inline")
            )
            row.addStretch(1)
            return made
        label = plain.label(fact.text[:4000], "heading" if fact.big else "", wrap=True, select=True)
        label.setContentsMargins(0, TOP, 0, 0)
        label.setWordWrap(not fact.big)
        if fact.copies:
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        if (fact.copies or fact.greets) and not fact.big:
            # The button stands right behind a short text, and behind the box of a long one.
            lines = label.text().split("\n")
            wish = max(label.fontMetrics().horizontalAdvance(one) for one in lines)
            label.setMaximumWidth(wish + 4)
        row.addWidget(label, 0 if fact.big else 1)
        row.setAlignment(label, Qt.AlignmentFlag.AlignTop)
        if fact.copies:
            tip = _("Copy {text}").format(text=plain.one_line(fact.text)[:40])
            copy = tool_button("copy", tip, lambda: self._copy(fact.text))
            copy.setFixedSize(26, 32 if fact.big else 26)
            row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
            row.addStretch(1 if fact.big else 0)
        if fact.greets:
            greet = tool_button("chat", _("Greet (Ctrl+G)"), self.greeting_asked.emit)
            greet.setFixedSize(26, 26)
            row.addWidget(greet, 0, Qt.AlignmentFlag.AlignTop)
            row.addStretch(0)
        return made

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.copied.emit(text)


def _grid() -> QGridLayout:
    made = QGridLayout()
    made.setHorizontalSpacing(14)
    made.setVerticalSpacing(2)
    made.setColumnStretch(1, 1)
    return made
