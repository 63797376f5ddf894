"""What the values of one column become: each value with its count, and a choice for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import plain, removal, theme
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import CollapsibleSection

if TYPE_CHECKING:
    from crmdesk.core.importing.questions import ValueQuestion

# More boxes would take a moment to be made, and nobody answers so many.
MOST: Final = 40
LONGEST: Final = 12
MOST_SHOWN: Final = 60
Options = Sequence[tuple[str, str]]


class ValueCard(CollapsibleSection):
    """A heading with the column; below it a line for each value, those nobody knows first."""

    chosen = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", expanded=False, parent=parent)
        self._questions: dict[str, ValueQuestion] = {}
        self._options: Options = ()
        self._free = True
        self._boxes: dict[str, ChoiceBox] = {}
        self._notes: dict[str, QLabel] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 3)
        self._more = plain.label("", "hint", wrap=True)
        self._more.hide()
        self.body.setContentsMargins(12, 2, 2, 6)
        self.body.addLayout(self._grid)
        self.body.addWidget(self._more)
        self.toggled.connect(lambda _open: self._fill())

    def show_values(self, questions: Sequence[ValueQuestion], options: Options, free: bool) -> None:
        """Show the values of a column and the choices there are; `free` lets a value be new."""
        found = {one.text: one for one in questions}
        if found.keys() != self._questions.keys() or options != self._options:
            self._clear()
            known = sorted(questions, key=lambda one: (one.known, -one.count))
            found = {one.text: one for one in known}
        else:  # an answer must not move the lines
            found = {text: found[text] for text in self._questions}
        self._questions, self._options, self._free = found, tuple(options), free
        self.set_title(self._heading(next(iter(found.values()))))
        self._fill()

    def unknown(self) -> int:
        """Return how many values no option is known for."""
        return sum(not one.known for one in self._questions.values())

    def boxes(self) -> Mapping[str, ChoiceBox]:
        """Return the boxes that are there by the values they stand for."""
        return self._boxes

    def stops(self) -> list[QWidget]:
        """Return what Tab goes through, in order."""
        return [self._head, *self._boxes.values()]

    def _heading(self, one: ValueQuestion) -> str:
        unknown = self.unknown()
        header = plain.one_line(one.header)
        if len(header) > LONGEST:
            header = header[: LONGEST - 1] + "…"
        if not unknown:
            return _("Values of “{header}”").format(header=header)
        words = ngettext(
            "Values of “{header}”: {count} new", "Values of “{header}”: {count} new", unknown
        )
        return words.format(header=header, count=unknown)

    def _fill(self) -> None:
        if not self.expanded():
            return
        for text, one in list(self._questions.items())[:MOST]:
            if text not in self._boxes:
                self._add(one)
            self._show(one)
        rest = len(self._questions) - MOST
        self._more.setVisible(rest > 0)
        words = ngettext(
            "{count} more value is taken as it is written.",
            "{count} more values are taken as they are written.",
            max(rest, 1),
        )
        self._more.setText(words.format(count=rest))

    def _add(self, one: ValueQuestion) -> None:
        line = 2 * len(self._boxes)
        shown = plain.short(plain.one_line(one.text), MOST_SHOWN)
        name = plain.label(shown)
        name.setToolTip(plain.tip(one.text))
        name.setMinimumWidth(40)
        note = plain.label("", "hint")
        box = ChoiceBox(self._choices(one))
        box.setMinimumContentsLength(6)
        box.setAccessibleName(_("“{value}” becomes").format(value=shown))
        box.activated.connect(partial(self._chosen, one.text))
        self._boxes[one.text], self._notes[one.text] = box, note
        middle = Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignBottom)
        self._grid.addWidget(note, line + 1, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(box, line, 1, 2, 1, middle)

    def _choices(self, one: ValueQuestion) -> list[tuple[str, str]]:
        choices = [(code, plain.one_line(words)) for code, words in self._options]
        codes = {code for code, _words in choices}
        if self._free and one.text not in codes:
            shown = plain.short(plain.one_line(one.text), MOST_SHOWN)
            new = _("New: {value}").format(value=shown)
            choices.append((one.text, new))
        return [*choices, ("", _("Leave empty"))]

    def _show(self, one: ValueQuestion) -> None:
        rows = ngettext("{count:,} row", "{count:,} rows", one.count).format(count=one.count)
        note = self._notes[one.text]
        note.setText(rows if one.known else _("{rows}, new").format(rows=rows))
        theme.mark(note, "kind", "hint" if one.known else "doubt")
        box = self._boxes[one.text]
        box.blockSignals(True)
        box.set_key(one.becomes)
        box.blockSignals(False)

    def _chosen(self, text: str, _place: int) -> None:
        code = self._boxes[text].key()
        if code is not None and text in self._questions:
            self.chosen.emit(self._questions[text].key, text, code)

    def _clear(self) -> None:
        removal.clear(self._grid)
        self._boxes.clear()
        self._notes.clear()
