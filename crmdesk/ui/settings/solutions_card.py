"""The answers that are kept for complaints, by category: seen, written, changed and removed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.changes import COMPLAINTS, SETTINGS, Changes
from crmdesk.core.domain.choices import CATEGORY
from crmdesk.core.domain.solution import Solution
from crmdesk.core.i18n import _
from crmdesk.core.services import choices, complaint_solutions
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.kit.forms import Form
from crmdesk.ui.kit.inputs import ChoiceBox, PlainTextEdit
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.kit.writing_dialog import WritingDialog
from crmdesk.ui.settings.list_card import ListCard

Pairs = Sequence[tuple[str, str]]
EVERY = "*"
HEIGHT = 180


class SolutionsCard(ListCard):
    """The kept answers of one category, or of all."""

    concerned = frozenset({SETTINGS, COMPLAINTS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Kept answers"), HEIGHT, parent)
        self._categories: Pairs = ()
        self._kept: Sequence[Solution] = ()
        self.which = ChoiceBox([(EVERY, _("All categories"))])
        self.which.set_key(EVERY)
        self.which.setMaximumWidth(260)
        self.which.setAccessibleName(_("Category"))
        words = _(
            "They are proposed while an answer is typed. “Keep this answer” on a complaint adds"
            " one as well."
        )
        self.body.addWidget(plain.label(words, "hint", wrap=True))
        self.body.addWidget(self.which)
        self.list.set_empty("chat", _("No answers kept yet"), [(_("Add"), self.add)])
        self.tools.add(_("Add"), self.add, "Ins", "plus")
        self.add_of_chosen(_("Change"), self.change, "F2", "edit")
        self.add_of_chosen(_("Remove"), self.remove, "Del", "bin")
        self.add_list(self.change)
        self.which.changed.connect(self._draw)
        self.refresh()

    def refresh(self) -> None:
        """Read the answers and the categories."""
        workspace = self._desk.workspace
        self._desk.tasks.read(lambda: _read(workspace), self._show, key=(self, "answers"))

    def current(self) -> Solution | None:
        """Return the chosen answer."""
        found = self._payload()
        return found if isinstance(found, Solution) else None

    def add(self) -> None:
        """Ask for a new answer, of the category that is shown."""
        chosen = self.which.key() or EVERY
        category = "" if chosen == EVERY else chosen
        SolutionDialog(self._desk, self, Solution(category=category, text=""), self._categories)

    def change(self) -> None:
        """Ask for other words of the chosen answer, or another category."""
        if (chosen := self.current()) is not None:
            SolutionDialog(self._desk, self, chosen, self._categories)

    def remove(self) -> None:
        """Remove the chosen answer; Undo brings it back."""
        if (chosen := self.current()) is not None:
            workspace, number = self._desk.workspace, chosen.id
            self._write(lambda: complaint_solutions.remove(workspace, number))

    def _show(self, found: tuple[Sequence[Solution], Pairs]) -> None:
        self._kept, self._categories = found
        with QSignalBlocker(self.which):
            self.which.set_choices([(EVERY, _("All categories")), *self._categories])
            if self.which.key() is None:
                # The category went meanwhile.
                self.which.set_key(EVERY)
        self._draw()

    def _draw(self) -> None:
        wanted, names = self.which.key() or EVERY, dict(self._categories)
        self._show_cards(
            [
                CardItem(
                    id=one.id,
                    title=plain.one_line(one.text),
                    subtitle=names.get(one.category, one.category) or _("All categories"),
                    payload=one,
                )
                for one in self._kept
                if wanted in (EVERY, one.category)
            ]
        )


class SolutionDialog(WritingDialog):
    """Asks for the words of an answer and its category; what is wrong is said beside them."""

    def __init__(self, desk: Desk, parent: QWidget, solution: Solution, categories: Pairs) -> None:
        heading = _("What is answered to such complaints?")
        super().__init__(desk, parent, _("Kept answers"), heading)
        self.setMinimumWidth(520)
        self._solution = solution
        self.text = PlainTextEdit(5, 12)
        self.text.set_text(solution.text)
        self.category = ChoiceBox([("", _("All categories")), *categories])
        self.category.set_key(solution.category)
        form = Form(columns=1)
        self.row = form.add(_("Answer"), self.text, required=True)
        form.add(_("Category"), self.category)
        self.body.addWidget(form)
        self.add_buttons(_("Save"), self.save)
        self.agree.setToolTip(plain.tip(_("Save (Ctrl+Enter)")))
        self.text.submitted.connect(self.save)
        self.text.textChanged.connect(partial(self.row.set_error, ""))
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.open()

    def save(self) -> None:
        """Keep what is written."""
        workspace, number = self._desk.workspace, self._solution.id
        text, category = self.text.text(), self.category.key() or ""

        def keep() -> Changes:
            if number:
                changed = Solution(id=number, category=category, text=text)
                return complaint_solutions.change(workspace, changed)
            return complaint_solutions.keep(workspace, text, category)

        self.write(keep)

    def show_problem(self, text: str) -> None:
        """Say beside the words what is wrong with them."""
        self.row.set_error(text)
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)


def _read(workspace: Workspace) -> tuple[list[Solution], Pairs]:
    found = choices.choices(workspace, CATEGORY, counted=False)
    return complaint_solutions.kept(workspace), [(one.code, one.show()) for one in found]
