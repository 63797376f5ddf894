"""The owner's lists, that of the staff apart: values are added, renamed and removed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain.catalogue import Catalogue
from crmdesk.core.domain.changes import COMPLAINTS, CUSTOMERS, FOLLOW_UPS, SETTINGS, VISITS, Changes
from crmdesk.core.domain.choices import (
    CATEGORY,
    CAUSE,
    CHANNEL,
    COMPLAINT_LISTS,
    GRADE,
    OTHER,
    SOURCE,
    STAFF,
    STAGE,
    Choice,
)
from crmdesk.core.domain.custom_fields import CHOICE
from crmdesk.core.i18n import N_, _, ngettext
from crmdesk.core.services import choice_merging, choices, custom_fields
from crmdesk.core.services.choices import StaffWork
from crmdesk.ui.kit import dialogs
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.kit.inputs import ChoiceBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.long_write import LongWriteDialog
from crmdesk.ui.parts.staff_adding import add_staff
from crmdesk.ui.settings.list_card import ListCard
from crmdesk.ui.settings.merge_values import MergeDialog
from crmdesk.ui.settings.unlisted_staff import UnlistedStaff

NAMES: Final = {
    GRADE: N_("Grades"),
    STAGE: N_("Stages"),
    SOURCE: N_("Sources"),
}
OF_COMPLAINTS: Final = {
    CATEGORY: N_("Categories"),
    CHANNEL: N_("Channels"),
    CAUSE: N_("Causes"),
}


class ChoicesCard(ListCard):
    """One list, with how many customers or complaints use each value."""

    def __init__(
        self, desk: Desk, title: str, name: str, least_height: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, least_height, parent)
        self._showing = name
        self._values: Sequence[Choice] = ()
        self.list.set_empty("tag", _("This list is empty"), [(_("Add"), self.add)])
        self.tools.add(_("Add"), self.add, "Ins", "plus")
        self.add_of_chosen(_("Rename"), self.rename, "F2", "edit")
        self.up_action, self.down_action = self.add_moves()
        self.add_more()
        self.add_of_chosen(_("Remove"), self.remove, "Del", "bin")
        self.add_list(self.rename)

    def add_more(self) -> None:
        """Add what can be done with the values of some lists only."""

    def refresh(self) -> None:
        """Read the values of the list."""
        workspace, name = self._desk.workspace, self._showing
        self._desk.tasks.read(
            lambda: choices.choices(workspace, name), self._show, key=(self, "list")
        )

    def current(self) -> Choice | None:
        """Return the chosen value."""
        return self._payload()

    def add(self) -> None:
        """Ask for a new value."""
        workspace, name = self._desk.workspace, self._showing
        dialogs.ask_text(
            self,
            _("What should the new value be called?"),
            lambda label: self._write(lambda: choices.add(workspace, name, label)),
            ok=_("Add"),
        )

    def rename(self) -> None:
        """Ask for another name of the chosen value."""
        chosen, workspace = self.current(), self._desk.workspace
        if chosen is not None:
            list_name, code = chosen.list, chosen.code
            dialogs.ask_text(
                self,
                _("What should it be called?"),
                lambda label: self._write(
                    lambda: choices.rename(workspace, list_name, code, label)
                ),
                value=chosen.show(),
                detail=(
                    _("All complaints that have it show the new name.")
                    if list_name in COMPLAINT_LISTS
                    else _("All customers that have it show the new name.")
                ),
                ok=_("Rename"),
            )

    def _move_to(self, place: int) -> None:
        chosen, workspace = self.current(), self._desk.workspace
        if chosen is not None:
            list_name, code = chosen.list, chosen.code
            self._write(lambda: choices.move(workspace, list_name, code, place))

    def _place_beside(self, step: int) -> int | None:
        place, values = super()._place_beside(step), self._values
        # What is none of the others stays at the end.
        fixed = place is not None and OTHER in (values[place].code, values[place - step].code)
        return None if fixed else place

    def remove(self) -> None:
        """Take the chosen value out of its list; one that is in use stays."""
        chosen, workspace = self.current(), self._desk.workspace
        if chosen is not None:
            list_name, code = chosen.list, chosen.code
            self._write(lambda: choices.remove(workspace, list_name, code))

    def _write(self, work: Callable[[], Changes]) -> None:
        self._desk.tasks.write(work, self._written, self._desk.trouble, owner=self)

    def _written(self, changes: Changes) -> None:
        self._desk.done(changes)
        self.refresh()

    def _show(self, found: Sequence[Choice]) -> None:
        self._values = found
        self._show_cards(
            [
                CardItem(
                    id=one.code,
                    title=one.show(),
                    right=used_text(one.used, one.list),
                    payload=one,
                )
                for one in found
            ]
        )


class StaffCard(ChoicesCard):
    """Who works in the shop: visits and customers can be theirs."""

    concerned = frozenset({SETTINGS, CUSTOMERS, VISITS, FOLLOW_UPS, COMPLAINTS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Staff"), STAFF, 150, parent)
        hint = _("Visits, follow-ups and customers can be given to these people.")
        self.list.set_empty("person", _("No staff yet"), [(_("Add staff…"), self.add)], hint)
        self.unlisted = UnlistedStaff()
        self.unlisted.wanted.connect(self._add_named)
        self.body.addWidget(self.unlisted)
        self.refresh()

    def refresh(self) -> None:
        """Read the staff and what is given to them."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: choices.staff_with_work(workspace), self._show_staff, key=(self, "list")
        )
        self._desk.tasks.read(
            lambda: choices.staff_unlisted(workspace),
            self.unlisted.show_names,
            key=(self, "unlisted"),
        )

    def _show_staff(self, found: Sequence[StaffWork]) -> None:
        self._values = [one.staff for one in found]
        self._show_cards(
            [
                CardItem(
                    id=one.staff.code,
                    title=one.staff.show(),
                    right=work_text(one),
                    payload=one.staff,
                )
                for one in found
            ]
        )

    def _add_named(self, name: str) -> None:
        workspace = self._desk.workspace
        self._write(lambda: choices.add(workspace, STAFF, name))

    def add(self) -> None:
        """Ask for a name."""
        add_staff(self._desk, self)


class SeveralListsCard(ChoicesCard):
    """Several lists, one at a time."""

    def __init__(
        self, desk: Desk, title: str, names: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        self._first = next(iter(names))
        super().__init__(desk, title, self._first, 220, parent)
        self.which = ChoiceBox([(key, _(name)) for key, name in names.items()])
        self.which.set_key(self._first)
        self.which.setMaximumWidth(260)
        self.which.setAccessibleName(_("List"))
        self.body.insertWidget(0, self.which)
        self.which.changed.connect(self._switch)
        self.refresh()

    def show_list(self, name: str) -> None:
        """Show another list; that of a field of the owner's own by the field's key."""
        self.which.set_key(name)

    def _switch(self) -> None:
        self._showing = self.which.key() or self._showing
        self.refresh()


class ComplaintListsCard(SeveralListsCard):
    """What complaints are sorted by."""

    concerned = frozenset({SETTINGS, COMPLAINTS})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Lists of complaints"), OF_COMPLAINTS, parent)

    def add_more(self) -> None:
        """Add the tool that makes one of two values."""
        self.add_of_chosen(_("Merge…"), self.merge, "Ctrl+M", "merge")

    def merge(self) -> None:
        """Ask which value the chosen one is to become."""
        chosen = self.current()
        others = [one for one in self._values if chosen is not None and one.code != chosen.code]
        if chosen is not None and others:
            MergeDialog(self, chosen, others, self._merge)

    def _merge(self, chosen: Choice, into: str) -> None:
        workspace = self._desk.workspace
        LongWriteDialog(self._desk, self.window(), _("Merge")).begin(
            lambda progress: choice_merging.merge(
                workspace, chosen.list, chosen.code, into, progress
            ),
            _("Merging"),
        )


class ValueListsCard(SeveralListsCard):
    """The lists of customers, those of the owner's own fields among them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Lists to choose from"), NAMES, parent)

    def refresh(self) -> None:
        """Read the lists there are, and the values of the one that is shown."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: custom_fields.catalogue(workspace), self._offer, key=(self, "fields")
        )
        super().refresh()

    def _offer(self, catalogue: Catalogue) -> None:
        own = [(one.key, one.label) for one in catalogue.custom if one.type == CHOICE]
        self.which.set_choices([*((key, _(name)) for key, name in NAMES.items()), *own])
        if self.which.key() is None:
            # The list went with its field.
            self.which.set_key(self._first)


def work_text(one: StaffWork) -> str:
    """Return what is given to one of the staff, in words."""
    counts = (
        (one.staff.used, ngettext("{count:,} customer", "{count:,} customers", one.staff.used)),
        (one.visits, ngettext("{count:,} visit", "{count:,} visits", one.visits)),
        (one.follow_ups, ngettext("{count:,} follow-up", "{count:,} follow-ups", one.follow_ups)),
        (one.complaints, ngettext("{count:,} complaint", "{count:,} complaints", one.complaints)),
    )
    told = [words.format(count=count) for count, words in counts if count]
    return " · ".join(told) or _("not used")


def used_text(count: int, list_name: str = "") -> str:
    """Return how many customers, or complaints, use a value of a list, in words."""
    if not count:
        return _("not used")
    if list_name in COMPLAINT_LISTS:
        return ngettext("{count:,} complaint", "{count:,} complaints", count).format(count=count)
    return ngettext("{count:,} customer", "{count:,} customers", count).format(count=count)
