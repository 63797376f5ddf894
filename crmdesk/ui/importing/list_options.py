"""The first line of the columns: what the list becomes, which sheet, how it is read."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.importing.setup import TARGETS, ImportSetup
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import FlowLayout

ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "gb18030": N_("GBK (Chinese Windows)"),
    "big5": N_("Big5 (Traditional Chinese)"),
    "utf-16": "UTF-16",
    "cp1252": N_("Western Windows"),
    "shift_jis": N_("Shift-JIS (Japanese)"),
    "utf-32": "UTF-32",
}


class ListOptions(QWidget):
    """Boxes in a row that flows into the next line where it is full."""

    target_wanted = Signal(str)
    sheet_wanted = Signal(str)
    encoding_wanted = Signal(str)
    headers_wanted = Signal(bool)
    hidden_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = ChoiceBox([(key, _(words)) for key, words in TARGETS.items()])
        self.sheet = ChoiceBox()
        known = [(key, _(words)) for key, words in ENCODINGS.items()]
        self.encoding = ChoiceBox([("", _("Recognised by itself")), *known])
        self.no_headers = QCheckBox(_("This list has no headers"))
        self.hidden = QCheckBox()
        flow = FlowLayout(self, 12)
        self._target_row = _labelled(_("Import as"), self.target, 230)
        self._sheet_row = _labelled(_("Sheet"), self.sheet, 170)
        self._encoding_row = _labelled(_("Characters"), self.encoding, 220)
        for part in (
            self._target_row,
            self._sheet_row,
            self._encoding_row,
            self.no_headers,
            self.hidden,
        ):
            flow.addWidget(part)
        self.target.changed.connect(lambda: self.target_wanted.emit(self.target.key() or ""))
        self.sheet.changed.connect(lambda: self.sheet_wanted.emit(self.sheet.key() or ""))
        self.encoding.changed.connect(lambda: self.encoding_wanted.emit(self.encoding.key() or ""))
        self.no_headers.toggled.connect(lambda without: self.headers_wanted.emit(not without))
        self.hidden.toggled.connect(self.hidden_wanted)

    def show_setup(self, setup: ImportSetup, encoding: str | None, pasted: bool) -> None:
        """Show how a list is read now; `encoding` is the user's choice."""
        boxes = (self.target, self.sheet, self.encoding, self.no_headers, self.hidden)
        for box in boxes:
            box.blockSignals(True)
        sheets = [(one.name, _sheet_words(one.name, one.hidden)) for one in setup.file.sheets]
        self.sheet.set_choices(sheets)
        self.sheet.set_key(setup.sheet.name)
        self.target.set_key(setup.target)
        self.encoding.set_key(encoding or "")
        self.no_headers.setChecked(setup.header_index is None)
        hidden = len(setup.sheet.hidden_rows)
        words = ngettext(
            "Read the {count:,} hidden row too", "Read the {count:,} hidden rows too", hidden
        )
        self.hidden.setText(words.format(count=hidden))
        self.hidden.setChecked(setup.take_hidden)
        for box in boxes:
            box.blockSignals(False)
        self.hidden.setVisible(hidden > 0)
        self._sheet_row.setVisible(len(sheets) > 1)
        self._encoding_row.setVisible(setup.file.encoding is not None and not pasted)


def _labelled(words: str, box: ChoiceBox, width: int) -> QWidget:
    made = QWidget()
    label: QLabel = plain.label(words, "label")
    label.setBuddy(box)
    box.setAccessibleName(words)
    box.setFixedWidth(width)
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    row.addWidget(label)
    row.addWidget(box)
    return made


def _sheet_words(name: str, hidden: bool) -> str:
    words = plain.one_line(name)
    return _("{name} (hidden)").format(name=words) if hidden else words
