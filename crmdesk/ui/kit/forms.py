"""Forms: a label, a box, a hint and an error for each field, in as many columns as fit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from crmdesk.ui.kit import plain, theme

Labels = Literal["above", "left"]


class FieldRow(QWidget):
    """One field: its label, its box, and below the box a hint or an error."""

    def __init__(
        self,
        label: str,
        widget: QWidget,
        *,
        hint: str = "",
        required: bool = False,
        labels: Labels = "above",
        wide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.widget = widget
        self.wide = wide
        self._required = required
        self.label = plain.label("", "label")
        self.set_label(label)
        self.label.setBuddy(widget)
        self._hint = plain.label(hint, "hint", wrap=True)
        self._error = plain.label("", "error", wrap=True)
        if not hint:
            self._hint.hide()
        self._error.hide()
        widget.setAccessibleName(label)
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        box = QVBoxLayout()
        box.setSpacing(3)
        box.addWidget(widget)
        box.addWidget(self._hint)
        box.addWidget(self._error)
        self._box = box
        self._row.addWidget(self.label)
        self._row.addLayout(box, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.place_label(labels)

    def place_label(self, labels: Labels, width: int = 0) -> None:
        """Put the label above the box, or left of it in a column of this width."""
        above = labels == "above"
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.TopToBottom if above else direction.LeftToRight)
        self._row.setSpacing(4 if above else 12)
        self.label.setMinimumWidth(0 if above else width)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self._row.setAlignment(self.label, Qt.AlignmentFlag.AlignLeft if above else top)
        self.label.setContentsMargins(0, 0 if above else 7, 0, 0)

    def set_label(self, text: str) -> None:
        """Change the label."""
        self.label.setText(plain.caption(f"{text} *" if self._required else text))

    def set_error(self, text: str) -> None:
        """Say what is wrong with the field, or take it back with empty text."""
        plain.say(self._error, text)
        self._hint.setVisible(bool(self._hint.text()) and not text)
        theme.mark(self.widget, "invalid", bool(text))

    def add_below(self, widget: QWidget) -> None:
        """Put something more under the box."""
        self._box.addWidget(widget)

    def error(self) -> str:
        """Return what is wrong, or empty text."""
        return self._error.text()


class Form(QWidget):
    """Fields in up to `columns` columns; a narrow form falls back to one column."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        columns: int = 2,
        labels: Labels = "above",
        column_width: int = 190,
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self._labels: Labels = labels
        self._column_width = column_width
        self._now = 0
        self._parts: list[QWidget] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(12)

    def add(
        self,
        label: str,
        widget: QWidget,
        *,
        hint: str = "",
        required: bool = False,
        wide: bool = False,
    ) -> FieldRow:
        """Add a field and return its row; a wide one takes the whole width."""
        row = FieldRow(label, widget, hint=hint, required=required, labels=self._labels, wide=wide)
        self._append(row)
        if self._labels == "left":
            self._align_labels()
        return row

    def add_heading(self, text: str) -> QLabel:
        """Add a heading across the form."""
        heading = plain.label(text, "subheading")
        heading.setContentsMargins(0, 8 if self._parts else 0, 0, 0)
        self._append(heading)
        return heading

    def add_wide(self, widget: QWidget) -> None:
        """Add any widget across the form."""
        self._append(widget)

    def rows(self) -> list[FieldRow]:
        """Return the fields in order."""
        return [part for part in self._parts if isinstance(part, FieldRow)]

    def clear_errors(self) -> None:
        """Take back every error."""
        for row in self.rows():
            row.set_error("")

    def focus_first_error(self) -> bool:
        """Go to the first field with an error, and return whether there is one."""
        for row in self.rows():
            if row.error():
                row.widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return True
        return False

    def arrange(self) -> None:
        """Put the fields in their places again, after one was hidden or shown."""
        self._arrange(self._fitting(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as fit now."""
        super().resizeEvent(event)
        fitting = self._fitting(event.size().width())
        if fitting != self._now:
            self._arrange(fitting)

    def _append(self, part: QWidget) -> None:
        self._parts.append(part)
        self._arrange(self._now or self._fitting(self.width()))

    def _fitting(self, width: int) -> int:
        unit = max(self._column_width, self.fontMetrics().horizontalAdvance("0") * 22)
        return max(1, min(self._columns, (width + 16) // (unit + 16)))

    def _arrange(self, columns: int) -> None:
        self._now = columns
        for part in self._parts:
            self._grid.removeWidget(part)
        for place in range(self._columns):
            self._grid.setColumnStretch(place, 1 if place < columns else 0)
        line = place = 0
        top = Qt.AlignmentFlag.AlignTop
        for part in self._parts:
            if part.isHidden() and part.testAttribute(
                Qt.WidgetAttribute.WA_WState_ExplicitShowHide
            ):
                continue
            wide = not isinstance(part, FieldRow) or part.wide
            if (wide and place) or place >= columns:
                line, place = line + 1, 0
            if wide:
                self._grid.addWidget(part, line, 0, 1, columns)
                line += 1
            else:
                self._grid.addWidget(part, line, place, top)
                place += 1

    def _align_labels(self) -> None:
        align(self.rows())


def align(rows: Sequence[FieldRow]) -> None:
    """Let fields with labels at the left begin in one line, those of several forms as well."""
    width = max((row.label.sizeHint().width() for row in rows), default=0)
    for row in rows:
        row.place_label("left", width)
