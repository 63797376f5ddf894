"""The chains after an occasion: switched on and off, changed, added and removed."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from crmdesk.core.domain import activity
from crmdesk.core.domain.chains import SALE, Chain, Step
from crmdesk.core.domain.changes import Changes
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import chains
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.settings.chain_form import ChainDialog
from crmdesk.ui.settings.list_card import ListCard


class ChainsCard(ListCard):
    """The templates with what each of them plans; everything is kept at once."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Chains after an occasion"), 200, parent)
        self._known: list[Chain] = []
        words = _("When something is noted, its follow-ups are planned by themselves.")
        self.body.addWidget(plain.label(words, "hint", wrap=True))
        self.list.set_empty("follow-up", _("There is no chain yet"), [(_("Add"), self.add)])
        self.tools.add(_("Switch on or off"), self.switch, "Space", "check")
        self.tools.add(_("Edit"), self.edit, "F2", "edit")
        self.tools.add(_("Add"), self.add, "Ins", "plus")
        self.tools.add(_("Remove"), self.remove, "Del", "bin")
        self.add_list(self.edit)
        self.refresh()

    def refresh(self) -> None:
        """Read the templates."""
        workspace = self._desk.workspace
        self._desk.tasks.read(lambda: chains.templates(workspace), self._show, key=(self, "chains"))

    def current(self) -> Chain | None:
        """Return the chosen template."""
        return self._payload()

    def switch(self) -> None:
        """Switch the chosen template on, or off again."""
        chosen = self.current()
        if chosen is not None:
            self.keep(dataclasses.replace(chosen, on=not chosen.on))

    def edit(self) -> ChainDialog | None:
        """Open the chosen template to change it."""
        chosen = self.current()
        return self._open(chosen) if chosen is not None else None

    def add(self) -> ChainDialog:
        """Open a new template."""
        taken = {one.key for one in self._known}
        key = next(f"own{n}" for n in range(1, len(taken) + 2) if f"own{n}" not in taken)
        return self._open(Chain(key=key, name="", occasion=SALE, steps=(Step(3, ""),), on=True))

    def remove(self) -> None:
        """Remove the chosen template; what it planned already stays."""
        chosen = self.current()
        if chosen is not None:
            self._save([one for one in self._known if one.key != chosen.key])

    def keep(self, wanted: Chain) -> None:
        """Keep one template among the others."""
        if any(one.key == wanted.key for one in self._known):
            self._save([wanted if one.key == wanted.key else one for one in self._known])
        else:
            self._save([*self._known, wanted])

    def _open(self, chain: Chain) -> ChainDialog:
        dialog = ChainDialog(self, chain, self.keep)
        dialog.open()
        return dialog

    def _save(self, wanted: Sequence[Chain]) -> None:
        workspace = self._desk.workspace

        def written(changes: Changes) -> None:
            self._desk.done(changes)
            self.refresh()

        self._desk.tasks.write(
            lambda: chains.save(workspace, wanted), written, self._desk.trouble, owner=self
        )

    def _show(self, found: list[Chain]) -> None:
        self._known = found
        self._show_cards([chain_card(one) for one in found])


def chain_card(chain: Chain) -> CardItem:
    """Return a template as a line: its name, its steps, and whether it is on."""
    return CardItem(
        id=chain.key,
        title=chain.name,
        subtitle=steps_words(chain),
        right=_("switched on") if chain.on else _("switched off"),
        right_tone="success" if chain.on else "muted",
        icon="check" if chain.on else "follow-up",
        icon_tone="success" if chain.on else "muted",
        payload=chain,
    )


def steps_words(chain: Chain) -> str:
    """Return the occasion and the steps in words."""
    occasion = _(activity.KINDS.get(chain.occasion, chain.occasion))
    steps = [
        ngettext("{count} day later: {what}", "{count} days later: {what}", step.days).format(
            count=step.days, what=plain.one_line(step.what)
        )
        for step in chain.steps
    ]
    return " → ".join([occasion, *steps])
