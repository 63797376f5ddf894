"""The fields an owner made: added, renamed, put in order and removed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.changes import CUSTOMERS, SETTINGS
from crmdesk.core.domain.custom_fields import CHOICE, TYPES
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import custom_fields
from crmdesk.core.services.custom_fields import UsedField
from crmdesk.ui.kit import dialogs, plain
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.long_write import LongWriteDialog
from crmdesk.ui.settings.list_card import ListCard
from crmdesk.ui.settings.new_field import NewFieldDialog
from crmdesk.ui.settings.value_lists import used_text


class OwnFieldsCard(ListCard):
    """All own fields with their type and how many customers use each.

    `choices_asked` carries the key of a choice field whose values are to be shown.
    """

    concerned = frozenset({SETTINGS, CUSTOMERS})
    choices_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Own fields"), 236, parent)
        words = _("They stand in the form, the list, the filters and the search of your customers.")
        self.body.addWidget(plain.label(words, "hint", wrap=True))
        hint = _("For example a favourite tea, a size, or the end of a guarantee.")
        self.list.set_empty("columns", _("No fields of your own yet"), [(_("Add"), self.add)], hint)
        self.tools.add(_("Add"), self.add, "Ins", "plus")
        self.add_of_chosen(_("Rename"), self.rename, "F2", "edit")
        self.up_action, self.down_action = self.add_moves()
        self.choices_action = self.add_of_chosen(_("Choices…"), self._ask_choices, "", "tag")
        self.add_of_chosen(_("Remove"), self.remove, "Del", "bin")
        self.add_list(self.rename)
        self.refresh()

    def refresh(self) -> None:
        """Read the fields again."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: custom_fields.used_fields(workspace), self._show, key=(self, "fields")
        )

    def current(self) -> UsedField | None:
        """Return the chosen field."""
        return self._payload()

    def add(self) -> None:
        """Ask for a new field."""
        NewFieldDialog(self._desk, self).open()

    def rename(self) -> None:
        """Ask for another name of the chosen field."""
        chosen, workspace = self.current(), self._desk.workspace
        if chosen is not None:
            field_id = chosen.field.id
            dialogs.ask_text(
                self,
                _("What should the field be called?"),
                lambda label: self._write(lambda: custom_fields.rename(workspace, field_id, label)),
                value=chosen.field.label,
                ok=_("Rename"),
            )

    def _move_to(self, place: int) -> None:
        chosen, workspace = self.current(), self._desk.workspace
        if chosen is not None:
            field_id = chosen.field.id
            self._write(lambda: custom_fields.move(workspace, field_id, place))

    def remove(self) -> None:
        """Remove the chosen field; ask first when customers have a value of it."""
        chosen, workspace = self.current(), self._desk.workspace
        if chosen is None:
            return
        field_id = chosen.field.id
        question = _("Remove the field “{name}”?").format(name=plain.one_line(chosen.field.label))

        def go() -> None:
            # The index of everybody who had a value is written anew.
            LongWriteDialog(self._desk, self, _("Remove")).begin(
                lambda progress: custom_fields.remove(workspace, field_id, progress),
                _("Removing “{name}”").format(name=plain.one_line(chosen.field.label)),
            )

        if not chosen.used:
            go()
            return
        detail = ngettext(
            "{count:,} customer has a value of it, which goes too. Undo brings all back.",
            "{count:,} customers have a value of it, which go too. Undo brings all back.",
            chosen.used,
        ).format(count=chosen.used)
        dialogs.confirm(self, question, go, detail=detail, yes=_("Remove"), danger=True)

    def _ask_choices(self) -> None:
        chosen = self.current()
        if chosen is not None and chosen.field.type == CHOICE:
            self.choices_asked.emit(chosen.field.key)

    def _show(self, found: Sequence[UsedField]) -> None:
        cards = [
            CardItem(
                id=one.field.id,
                title=one.field.label,
                subtitle=_(TYPES[one.field.type]),
                right=used_text(one.used),
                payload=one,
            )
            for one in found
        ]
        self._show_cards(cards)

    def _enable(self) -> None:
        super()._enable()
        chosen = self.current()
        self.choices_action.setEnabled(chosen is not None and chosen.field.type == CHOICE)
