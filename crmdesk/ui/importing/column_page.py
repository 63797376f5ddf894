"""The second step: where the headers are, what each column becomes, what about duplicates."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.importing.plan import ADD, FILL, MODES, OVERWRITE, SKIP
from crmdesk.ui.importing.flow import ImportFlow
from crmdesk.ui.importing.mapping_table import MappingTable
from crmdesk.ui.importing.sheet_preview import SheetPreview
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import SplitView

# What each way with duplicates does, in plain words.
EXPLAINED: Final = {
    FILL: N_("Only empty fields get the value of the list. Nothing that is there is changed."),
    SKIP: N_("Rows of customers who are there already are skipped."),
    OVERWRITE: N_("Where the list says something else, the list wins. Undo brings it all back."),
    ADD: N_("Every row becomes a new customer, even when it is there already."),
}
ENCODINGS: Final = {
    "utf-8": "UTF-8",
    "gb18030": "GBK, GB18030",
    "big5": "Big5",
    "utf-16": "UTF-16",
    "cp1252": "Windows-1252",
}


class ColumnPage(QWidget):
    """Shows the rows as they are above what the columns become."""

    encoding_wanted = Signal(str)

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self.sheet = ChoiceBox()
        self.sheet.setMaximumWidth(240)
        self.encoding = ChoiceBox([("", _("Recognised by itself")), *ENCODINGS.items()])
        self.encoding.setMaximumWidth(190)
        self.no_headers = QCheckBox(_("This list has no headers"))
        self._where = plain.label("", "subheading")
        self._facts = plain.label("", "hint", wrap=True)
        self.preview = SheetPreview()
        self.table = MappingTable()
        self._told = plain.label("", "hint", wrap=True)
        self.mode = ChoiceBox([(mode, _(words)) for mode, words in MODES.items()])
        self.mode.setMinimumContentsLength(22)
        self.mode.setMaximumWidth(300)
        self._explained = plain.label("", "hint", wrap=True)
        self._build()
        self.sheet.changed.connect(self._sheet_chosen)
        self.encoding.changed.connect(lambda: self.encoding_wanted.emit(self.encoding.key() or ""))
        self.no_headers.toggled.connect(self._headers_toggled)
        self.preview.header_wanted.connect(self._header_chosen)
        self.table.field_wanted.connect(self._field_chosen)
        self.mode.changed.connect(self._mode_chosen)
        flow.setup_changed.connect(self.show_setup)

    def _build(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        self._sheet_label = plain.label(_("Sheet"), "label")
        self._encoding_label = plain.label(_("Characters"), "label")
        self._sheet_label.setBuddy(self.sheet)
        self._encoding_label.setBuddy(self.encoding)
        top.addWidget(self._where, 1)
        for part in (self._sheet_label, self.sheet, self._encoding_label, self.encoding):
            top.addWidget(part)
        top.addWidget(self.no_headers)
        above, below = QWidget(), QWidget()
        first = QVBoxLayout(above)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(6)
        first.addLayout(top)
        first.addWidget(self._facts)
        first.addWidget(self.preview, 1)
        second = QVBoxLayout(below)
        second.setContentsMargins(0, 4, 0, 0)
        second.setSpacing(6)
        second.addWidget(self._told)
        second.addWidget(self.table, 1)
        split = SplitView([above, below], Qt.Orientation.Vertical)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        split.setSizes([220, 270])
        policy = QGridLayout()
        policy.setHorizontalSpacing(10)
        policy.setVerticalSpacing(2)
        name = plain.label(_("Customers who are there already"), "label")
        name.setBuddy(self.mode)
        self.mode.setAccessibleName(name.text())
        policy.addWidget(name, 0, 0)
        policy.addWidget(self.mode, 0, 1)
        policy.addWidget(self._explained, 0, 2)
        policy.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(split, 1)
        layout.addLayout(policy)

    def show_setup(self) -> None:
        """Show how the list is understood now."""
        setup = self._flow.setup
        if setup is None:
            return
        sheets = [(one.name, _sheet_words(one.name, one.hidden)) for one in setup.file.sheets]
        for box in (self.sheet, self.encoding, self.mode, self.no_headers):
            box.blockSignals(True)
        self.sheet.set_choices(sheets)
        self.sheet.set_key(setup.sheet.name)
        self.encoding.set_key(self._flow.encoding or "")
        self.mode.set_key(setup.mode)
        self.no_headers.setChecked(setup.header_index is None)
        for box in (self.sheet, self.encoding, self.mode, self.no_headers):
            box.blockSignals(False)
        for part in (self._sheet_label, self.sheet):
            part.setVisible(len(sheets) > 1)
        for part in (self._encoding_label, self.encoding):
            part.setVisible(setup.file.encoding is not None)
        self._where.setText(
            _("The headers are in row {row}. Click another row if they are not.").format(
                row=setup.header_row
            )
            if setup.header_index is not None
            else _("Columns are numbered. Click a row if it holds the headers.")
        )
        self._facts.setText(" ".join(self._facts_told()))
        self._facts.setVisible(bool(self._facts.text()))
        self._explained.setText(_(EXPLAINED[setup.mode]))
        self.preview.show_setup(setup)
        self.table.columns.show_mappings(setup.mappings)
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._tell_taken()

    def take_focus(self) -> None:
        """Give the keyboard to the columns."""
        self.table.setFocus()

    def _facts_told(self) -> list[str]:
        setup, facts = self._flow.setup, list[str]()
        if setup is None:
            return facts
        if setup.file.encoding_sentence:
            facts.append(setup.file.encoding_sentence)
        facts.extend(setup.file.warnings)
        if setup.sheet.hidden_rows:
            facts.append(
                ngettext(
                    "{count} hidden row is read as well.",
                    "{count} hidden rows are read as well.",
                    len(setup.sheet.hidden_rows),
                ).format(count=len(setup.sheet.hidden_rows))
            )
        before = self._flow.before
        if before is not None:
            facts.append(
                _("A list of this name was imported on {date} ({rows} rows).").format(
                    date=show_date(before.record.at.astimezone().date()),
                    rows=before.record.details.get("rows", 0),
                )
            )
        return facts

    def _tell_taken(self, gave_way: str | None = None) -> None:
        setup = self._flow.setup
        if setup is None:
            return
        taken = sum(one.field is not None for one in setup.mappings)
        told = ngettext(
            "{taken} of {count} column is taken over.",
            "{taken} of {count} columns are taken over.",
            len(setup.mappings),
        ).format(taken=taken, count=len(setup.mappings))
        if gave_way is not None:
            told += " " + _(
                "“{header}” is left out now: only one column can be this field."
            ).format(header=gave_way)
        self._told.setText(told)

    def _sheet_chosen(self) -> None:
        setup, name = self._flow.setup, self.sheet.key()
        if setup is not None and name and name != setup.sheet.name:
            self._flow.choose(sheet=name)

    def _headers_toggled(self, without: bool) -> None:
        self._flow.choose(header_index=None if without else -1)

    def _header_chosen(self, index: int) -> None:
        setup = self._flow.setup
        if setup is not None and index != setup.header_index:
            self._flow.choose(header_index=index)

    def _field_chosen(self, index: int, key: str) -> None:
        gave_way = self._flow.set_field(index, key or None)
        if gave_way is not None:
            self._tell_taken(gave_way)

    def _mode_chosen(self) -> None:
        mode = self.mode.key()
        if mode in MODES:
            self._flow.set_mode(str(mode))


def _sheet_words(name: str, hidden: bool) -> str:
    return _("{name} (hidden)").format(name=name) if hidden else name
