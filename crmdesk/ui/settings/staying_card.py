"""After how many days without contact a customer of each grade counts as silent."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from crmdesk.core.domain.choices import GRADE
from crmdesk.core.domain.staying import parse_days
from crmdesk.core.domain.values import BadValue
from crmdesk.core.i18n import _
from crmdesk.core.services import choices, staying
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit import plain, removal, theme
from crmdesk.ui.kit.layout import FlowLayout
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.settings.card import SavedCard

LINE_WIDTH = 76


@dataclass(frozen=True, slots=True)
class Kept:
    """The grades of the shop as (code, label), and the days of each."""

    grades: tuple[tuple[str, str], ...]
    days: dict[str, int]


class StayingCard(SavedCard):
    """One small line for each grade; an empty one is never. Kept with Save."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Staying in touch"), parent)
        self._kept = Kept((), {})
        self.lines: dict[str, QLineEdit] = {}
        self.body.addWidget(
            plain.label(
                _(
                    "A customer without contact for more days than this is silent and stands on"
                    " the page Care; the next date is proposed by it too. Empty means never. A"
                    " customer may have days of their own in their file."
                ),
                "hint",
                wrap=True,
            )
        )
        self._places = QWidget()
        self._flow = FlowLayout(self._places, 12)
        self.body.addWidget(self._places)
        self.body.addWidget(self.problem)
        self.add_save(tip=_("Save (Enter in one of the lines)"))
        self.refresh()

    def refresh(self) -> None:
        """Read the grades and their days, unless something was typed that is not saved yet."""
        if not self.save_button.isEnabled():
            workspace = self._desk.workspace
            self._desk.tasks.read(lambda: _read(workspace), self._show, key=(self, "staying"))

    def save(self) -> None:
        """Keep the days, or say which line is not understood."""
        wanted = self._written()
        if wanted is None or not self.save_button.isEnabled():
            return
        workspace = self._desk.workspace
        # What was set for grades that are not in the list any more stays.
        days = {**self._kept.days, **wanted}
        self.keep(lambda: staying.save(workspace, days), lambda: self._saved(days))

    def _written(self) -> dict[str, int] | None:
        found: dict[str, int] = {}
        self._tell("")
        for code, line in self.lines.items():
            try:
                found[code] = parse_days(line.text())
            except BadValue as bad:
                theme.mark(line, "invalid", True)
                self._tell(str(bad))
                line.setFocus()
                return None
        return found

    def _saved(self, days: dict[str, int]) -> None:
        self._kept = Kept(self._kept.grades, days)
        self.refresh()

    def _show(self, found: Kept) -> None:
        if found.grades != self._kept.grades:
            self._make_lines(found)
        self._kept = found
        for code, line in self.lines.items():
            line.setText(str(found.days.get(code, 0) or ""))
        self._changed()

    def _make_lines(self, found: Kept) -> None:
        for old in self._places.findChildren(_GradeBox):
            removal.remove(old, layout=self._flow)
        self.lines = {}
        for code, label in found.grades:
            made = _GradeBox(label)
            made.line.textChanged.connect(lambda _text: self._changed())
            made.line.returnPressed.connect(self.save)
            self.lines[code] = made.line
            self._flow.addWidget(made)

    def _changed(self) -> None:
        texts = {code: line.text().strip() for code, line in self.lines.items()}
        kept = {code: str(self._kept.days.get(code, 0) or "") for code in self.lines}
        for line in self.lines.values():
            theme.mark(line, "invalid", False)
        self.save_button.setEnabled(texts != kept)


class _GradeBox(QWidget):
    """The line of one grade under its name."""

    def __init__(self, label: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("never"))
        words = _("Grade {grade}").format(grade=plain.one_line(label)[:20])
        self.line.setAccessibleName(words)
        self.line.setFixedWidth(LINE_WIDTH)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.line)
        row.addWidget(plain.label(_("days")))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(plain.label(words, "label"))
        layout.addLayout(row)


def _read(workspace: Workspace) -> Kept:
    grades = choices.choices(workspace, GRADE, counted=False)
    return Kept(
        tuple((one.code, one.show()) for one in grades),
        dict(staying.intervals(workspace).by_grade),
    )
