"""The second step: where the headers are, what each column becomes, what is asked about it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.problems import CrmError
from crmdesk.core.domain.shown_dates import show_date
from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.importing.plan import ADD, FILL, MODES, OVERWRITE, SKIP
from crmdesk.core.importing.setup import CUSTOMERS, ImportSetup
from crmdesk.ui.importing.column_notices import LeftOverNotice, TargetNotice
from crmdesk.ui.importing.column_verbs import ColumnVerbs
from crmdesk.ui.importing.facts_line import FactsLine
from crmdesk.ui.importing.field_choices import NEW_FIELD
from crmdesk.ui.importing.flow import ImportFlow
from crmdesk.ui.importing.list_facts import facts
from crmdesk.ui.importing.list_options import ListOptions
from crmdesk.ui.importing.mapping_table import MappingTable
from crmdesk.ui.importing.question_panel import QuestionPanel
from crmdesk.ui.importing.sheet_preview import SheetPreview
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.layout import SplitView

# What each way with duplicates does, in plain words.
EXPLAINED: Final = {
    FILL: N_("Only empty fields get the value of the list. Nothing that is there is changed."),
    SKIP: N_("Rows of customers who are there already are skipped."),
    OVERWRITE: N_("Where the list says something else, the list wins. Undo brings it all back."),
    ADD: N_("Every row becomes a new customer, even when it is there already."),
}


class ColumnPage(QWidget):
    """Shows the rows as they are above what the columns become, and questions at the right.

    `ready` answers `go_on` when nothing is left to ask; `missing` says what is.
    """

    encoding_wanted = Signal(str)
    ready = Signal()
    missing = Signal(str)

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = flow
        self._verbs = ColumnVerbs(flow)
        self._going_on = False  # asked for before it was known whether there are questions
        self.options = ListOptions()
        self.other_target = TargetNotice()
        self.left_over = LeftOverNotice()
        self.facts = FactsLine()
        self._remembered = QWidget()
        self._remembered_text = plain.label("", "hint")
        self.anew = button(_("Guess anew"), self._verbs.guess_anew, kind="inline")
        self.preview = SheetPreview()
        self.values_button = button("", self._show_values, kind="inline")
        self.table = MappingTable()
        self.questions = QuestionPanel()
        self._told = plain.label("", "hint", wrap=True)
        self.mode = ChoiceBox([(mode, _(words)) for mode, words in MODES.items()])
        self.mode.setMinimumContentsLength(22)
        self.mode.setMaximumWidth(300)
        self._explained = plain.label("", "hint", wrap=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        remembered = QHBoxLayout(self._remembered)
        remembered.setContentsMargins(0, 0, 0, 0)
        remembered.setSpacing(8)
        remembered.addWidget(self._remembered_text)
        remembered.addWidget(self.anew)
        remembered.addStretch(1)
        told = QHBoxLayout()
        told.setSpacing(10)
        told.addWidget(self._told, 1)
        told.addWidget(self.values_button)
        above = _column(self.preview)
        below = _column(self.table, top=4)
        below_layout = below.layout()
        if isinstance(below_layout, QVBoxLayout):
            below_layout.insertLayout(0, told)
        self.preview.setMinimumHeight(86)
        self.table.setMinimumHeight(120)
        rows = SplitView([above, below], Qt.Orientation.Vertical)
        rows.setStretchFactor(0, 1)
        rows.setStretchFactor(1, 3)
        rows.setSizes([160, 340])
        self.split = SplitView([rows, self.questions])
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for part in (self.options, self.other_target, self._remembered, self.facts, self.left_over):
            layout.addWidget(part)
        layout.addWidget(self.split, 1)
        layout.addLayout(self._policy())

    def _policy(self) -> QGridLayout:
        policy = QGridLayout()
        policy.setHorizontalSpacing(10)
        policy.setVerticalSpacing(2)
        self._policy_name = plain.label(_("Customers who are there already"), "label")
        self._policy_name.setBuddy(self.mode)
        self.mode.setAccessibleName(self._policy_name.text())
        policy.addWidget(self._policy_name, 0, 0)
        policy.addWidget(self.mode, 0, 1)
        policy.addWidget(self._explained, 0, 2)
        policy.setColumnStretch(2, 1)
        return policy

    def _connect(self) -> None:
        verbs, options, questions = self._verbs, self.options, self.questions
        options.target_wanted.connect(verbs.target)
        self.other_target.target_wanted.connect(verbs.target)
        self.left_over.rest_wanted.connect(verbs.rest)
        options.sheet_wanted.connect(verbs.sheet)
        options.encoding_wanted.connect(self.encoding_wanted)
        options.headers_wanted.connect(verbs.headers)
        options.hidden_wanted.connect(verbs.hidden)
        self.preview.header_wanted.connect(verbs.header)
        self.table.field_wanted.connect(self._field_chosen)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._offer_values())
        questions.date_answered.connect(verbs.date)
        questions.value_chosen.connect(verbs.value)
        questions.company_answered.connect(verbs.companies)
        questions.new_field.wanted.connect(self._field_named)
        questions.new_field.cancelled.connect(self.table.setFocus)
        self.mode.changed.connect(lambda: verbs.mode(self.mode.key() or ""))
        self._flow.setup_changed.connect(self.show_setup)
        self._flow.failed.connect(lambda *_words: self.show_setup())  # what was chosen is not so
        self._flow.questions_changed.connect(self._show_questions)

    # What is shown

    def show_setup(self) -> None:
        """Show how the list is understood now."""
        setup, flow = self._flow.setup, self._flow
        self._going_on = False
        if setup is None:
            return
        pasted = flow.source is not None and flow.source.data is not None
        self.options.show_setup(setup, flow.encoding, pasted)
        self.facts.show_facts(_where(setup), facts(setup))
        self._remembered.setVisible(flow.remembered is not None)
        if flow.remembered is not None:
            date = show_date(flow.remembered)
            told = _("Understood as the last time, on {date}.").format(date=date)
            self._remembered_text.setText(told)
        self.mode.blockSignals(True)
        self.mode.set_key(setup.mode)
        self.mode.blockSignals(False)
        self._explained.setText(_(EXPLAINED[setup.mode]))
        for part in (self._policy_name, self.mode, self._explained):
            part.setVisible(setup.target == CUSTOMERS)
        self.preview.show_setup(setup)
        self.table.columns.show_mappings(setup.mappings, setup.catalogue)
        if not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._tell_taken()

    def minimumSizeHint(self) -> QSize:
        """Return the size below which it scrolls; wrapped words are as high as they are now."""
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is None:
            return hint
        width = max(self.width(), hint.width())
        return QSize(hint.width(), layout.minimumHeightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the page around know that the words may need another height."""
        super().resizeEvent(event)
        self.updateGeometry()

    def take_focus(self) -> None:
        """Give the keyboard to the columns."""
        self.table.setFocus()

    def go_on(self) -> None:
        """Tell that all is said, or go to the question that must be answered first."""
        asked = self._flow.asked
        self._going_on = asked is None
        if asked is None:  # it is told as soon as it is known
            return
        if open_ones := asked.unanswered():
            self.missing.emit(_("Say first which reading of the dates is meant."))
            self.questions.go_to_date(open_ones[0].column)
        else:
            self.ready.emit()

    def next_words(self) -> str:
        """Return what the button says that goes on, or what keeps it from going on."""
        count = len(self._flow.asked.unanswered()) if self._flow.asked else 0
        words = ngettext("Answer {count} question first", "Answer {count} questions first", count)
        return words.format(count=count) if count else _("Check all rows")

    def leave_form(self) -> bool:
        """Close the form of a new field, and return whether there was one."""
        form = self.questions.new_field
        if form.isHidden():
            return False
        form.cancel()
        return True

    def _show_questions(self) -> None:
        setup, asked = self._flow.setup, self._flow.asked
        if setup is None or asked is None:
            return
        free = {key for key in asked.options if setup.catalogue.by_key[key].list}
        self.questions.show_asked(asked, free)
        open_values = {one.column for one in asked.values if not one.known}
        self.table.columns.mark_asked({one.column for one in asked.unanswered()} | open_values)
        # Whoever took such a list as customers before need not be told again.
        target = asked.target if self._flow.remembered is None else ""
        self.other_target.show_guess(target)
        # First what the list is: as past contacts it has other columns left over.
        self.left_over.show_headers(() if target else asked.left_over, setup.target)
        self._offer_values()
        if self._going_on:
            self.go_on()

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
            ).format(header=plain.one_line(gave_way))
        self._told.setText(told)

    def _offer_values(self) -> None:
        """Offer the values of the column under the hand, where it has some to choose for."""
        asked, row = self._flow.asked, self.table.currentIndex().row()
        mappings = self.table.columns.mappings
        column = mappings[row].index if 0 <= row < len(mappings) else -1
        there = asked is not None and any(one.column == column for one in asked.values)
        self.values_button.setVisible(there)
        if there:
            header = plain.one_line(mappings[row].header)
            words = _("What the values of “{header}” mean").format(header=header)
            self.values_button.setText(plain.caption(words))

    def _show_values(self) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.questions.show_values_of(self.table.columns.mappings[row].index)

    # What is chosen

    def _field_chosen(self, column: int, key: str) -> None:
        if key == NEW_FIELD:
            self.questions.ask_field(column, *self._verbs.header_and_type(column))
            return
        gave_way = self._verbs.field(column, key or None)
        if gave_way is not None:
            self._tell_taken(gave_way)

    def _field_named(self, column: int, label: str, kind: str) -> None:
        try:
            self._verbs.new_field(column, label, kind)
        except CrmError as error:
            self.questions.new_field.tell(str(error))
            return
        self.questions.close_field()
        self.table.setFocus()


def _where(setup: ImportSetup) -> str:
    if setup.header_index is None:
        return _("Columns are numbered. Click a row if it holds the headers.")
    first, last = setup.header_row, setup.header_row + setup.header_height - 1
    if last > first:
        told = _("The headers are in rows {first} and {last}. Click another row if they are not.")
        return told.format(first=first, last=last)
    told = _("The headers are in row {row}. Click another row if they are not.")
    return told.format(row=first)


def _column(*parts: QWidget, top: int = 0) -> QWidget:
    made = QWidget()
    layout = QVBoxLayout(made)
    layout.setContentsMargins(0, top, 0, 0)
    layout.setSpacing(5)
    for part in parts:
        layout.addWidget(part)
    layout.setStretchFactor(parts[-1], 1)
    return made
