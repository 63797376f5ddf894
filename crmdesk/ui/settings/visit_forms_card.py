"""The forms for visits: made, changed, put in order and removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.visit_forms import VisitForm
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import visit_forms
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.settings.list_card import ListCard
from crmdesk.ui.settings.visit_form_dialog import VisitFormDialog


class VisitFormsCard(ListCard):
    """All forms with their questions, and two ready-made ones to begin with."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Visit forms"), 180, parent)
        words = _("Questions to ask on a visit: printed to fill in, typed in with the result.")
        self.body.addWidget(plain.label(words, "hint", wrap=True))
        hint = _("For example what to measure, or what to ask on a return visit.")
        self.list.set_empty(
            "note",
            _("No visit forms yet"),
            [(_("Take two ready-made ones"), self.take_ready), (_("Add"), self.add)],
            hint,
        )
        self.tools.add(_("Add"), self.add, "Ins", "plus")
        self.add_of_chosen(_("Edit…"), self.edit, "F2", "edit")
        self.add_moves()
        self.add_of_chosen(_("Remove"), self.remove, "Del", "bin")
        self.add_list(self.edit)
        self.refresh()

    def refresh(self) -> None:
        """Read the forms again."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: visit_forms.forms(workspace), self._show, key=(self, "forms"), owner=self
        )

    def current(self) -> VisitForm | None:
        """Return the chosen form."""
        return self._payload()

    def add(self) -> None:
        """Open the editor for a new form."""
        VisitFormDialog(self._desk, self, VisitForm(name="")).open()

    def edit(self) -> None:
        """Open the editor for the chosen form."""
        chosen = self.current()
        if chosen is not None:
            VisitFormDialog(self._desk, self, chosen).open()

    def take_ready(self) -> None:
        """Add the ready-made forms."""
        workspace = self._desk.workspace
        self._write(lambda: visit_forms.add_proposals(workspace))

    def _move_to(self, place: int) -> None:
        chosen, workspace = self.current(), self._desk.workspace
        if chosen is not None:
            self._write(lambda: visit_forms.move(workspace, chosen.key, place))

    def remove(self) -> None:
        """Remove the chosen form; what visits answered stays, and Undo brings the form back."""
        chosen, workspace = self.current(), self._desk.workspace
        if chosen is not None:
            self._write(lambda: visit_forms.remove(workspace, chosen.key))

    def _show(self, found: Sequence[VisitForm]) -> None:
        self._show_cards([_card(one) for one in found])


def _card(form: VisitForm) -> CardItem:
    count = len(form.questions)
    words = ngettext("{count} question", "{count} questions", count).format(count=count)
    return CardItem(
        id=form.key,
        title=form.name,
        subtitle=" · ".join(one.text for one in form.questions),
        right=words,
        payload=form,
    )
