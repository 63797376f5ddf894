"""The parts of a chart are buttons: the mouse, the keyboard and screen readers reach them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QScrollArea, QSizePolicy, QWidget

from crmdesk.ui.kit import fonts, painting, plain, tokens
from crmdesk.ui.kit.key_press import is_enter, modifiers_of

_STEPS: Final = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_AROUND: Final = 24


class ChartButton(QAbstractButton):
    """Opens what is behind a part of a chart; `payload` is whatever the screen wants back."""

    stepped = Signal(object, int, int)
    focused = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.payload: Any = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def tell(self, words: str, payload: Any) -> None:
        """Say in a few words what this part shows, and keep what is behind it."""
        self.payload = payload
        self.setAccessibleName(plain.one_line(words))
        self.setToolTip(plain.tip(words))
        self.update()

    def draw(self, painter: QPainter) -> None:
        """Draw the part; a subclass does."""

    def sizeHint(self) -> QSize:
        """Return a size for one line."""
        return QSize(60, self.fontMetrics().height() + 8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the part on its ground, with the ring of the keyboard."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw_ground(painter)
        self.draw(painter)
        if self.hasFocus():
            painting.draw_focus(painter, self.rect())
        painter.end()

    def draw_ground(self, painter: QPainter) -> None:
        """Show that the pointer is over it."""
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.colour("sunken" if self.isDown() else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter as with Space; the arrows go to the next part."""
        step = _STEPS.get(Qt.Key(event.key())) if not modifiers_of(event) else None
        if is_enter(event):
            event.accept()
            if not event.isAutoRepeat():
                self.click()
        elif step is not None:
            self.stepped.emit(self, *step)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit(self)
        self.update()


class WordButton(ChartButton):
    """A short text that opens what is behind it, at the right like a number or where it is told."""

    def __init__(self, parent: QWidget | None = None, *, tone: str = "text") -> None:
        super().__init__(parent)
        self.align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self.tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str, told: str, payload: Any) -> None:
        """Show a text."""
        self.setText(text)
        self.updateGeometry()
        self.tell(told, payload)

    def sizeHint(self) -> QSize:
        """Return the size of the text with a little air."""
        return QSize(width_of(self.text(), figures(self.font())) + 12, super().sizeHint().height())

    def draw(self, painter: QPainter) -> None:
        """Draw the text."""
        font = figures(self.font())
        font.setUnderline(self.underMouse())
        inner = self.rect().adjusted(4, 0, -6, 0)
        if self.align & Qt.AlignmentFlag.AlignHCenter:
            inner = self.rect()
        painting.draw_text(
            painter, inner, self.text(), font, tokens.colour(self.tone), int(self.align.value)
        )


class ButtonGrid(QObject):
    """Makes one stop for the Tab key of the buttons of a chart; arrows go on inside."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[list[ChartButton]] = []
        self._known: set[ChartButton] = set()

    def set_rows(self, rows: Sequence[Sequence[ChartButton]]) -> None:
        """Take these buttons as they lie beside and below each other; the first is the stop."""
        self._rows = [list(row) for row in rows if row]
        for one in self.buttons():
            if one not in self._known:
                self._known.add(one)
                one.stepped.connect(self._step)
                one.focused.connect(self._stop_at)
        first = next((one for one in self.buttons() if one.hasFocus()), None)
        if first is None and self._rows:
            first = self._rows[0][0]
        if first is not None:
            self._stop_at(first)

    def buttons(self) -> list[ChartButton]:
        """Return the buttons in the order of reading."""
        return [one for row in self._rows for one in row]

    def _stop_at(self, button: ChartButton) -> None:
        policy = Qt.FocusPolicy
        for one in self.buttons():
            one.setFocusPolicy(policy.StrongFocus if one is button else policy.ClickFocus)

    def _step(self, button: ChartButton, right: int, down: int) -> None:
        place = next(
            ((y, row.index(button)) for y, row in enumerate(self._rows) if button in row), None
        )
        if place is None:
            return
        y, x = place
        y = max(0, min(y + down, len(self._rows) - 1))
        row = self._rows[y]
        there = row[max(0, min(x + right, len(row) - 1))]
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        reveal(there)


def reveal(widget: QWidget) -> None:
    """Scroll the page around a widget so far that it is seen."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, _AROUND)
        around = around.parentWidget()


def figures(font: QFont) -> QFont:
    """Return the font of the numbers of a chart."""
    return fonts.tabular(font)


def caption(font: QFont) -> QFont:
    """Return the small font of headings and names."""
    return painting.pill_font(fonts.tabular(font))


def width_of(text: str, font: QFont) -> int:
    """Return how wide a text is."""
    return QFontMetrics(font).horizontalAdvance(text)
