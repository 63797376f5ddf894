"""The duplicates: groups of customers who may be the same, and the way to make one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import CUSTOMERS, Changes
from crmdesk.core.domain.duplicate_groups import DuplicateGroup
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.duplicates.group_pane import GroupPane, tone_of
from crmdesk.ui.duplicates.searching import SearchPanel
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button, connect_keys
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.empty_state import EmptyState
from crmdesk.ui.kit.layout import PageHeader, SplitView
from crmdesk.ui.kit.screen import Desk, Screen

VIEW: Final = "duplicates"


class DuplicatesScreen(Screen):
    """Finds duplicates in the whole file, or compares the customers somebody chose."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.groups: list[DuplicateGroup] = []
        self._chosen: tuple[int, ...] = ()
        self._begun = False
        self._own = 0
        self.header = PageHeader(_("Duplicates"))
        self.again = button(_("Search again"), self.search, icon="refresh", shortcut="F5")
        self.back = button(
            _("Customers"), self.leave, icon="left", tip=_("Back to the customers (Esc)")
        )
        self.progress = SearchPanel(desk)
        self.list = CardList(click_chooses=False)
        self.pane = GroupPane(desk)
        self.empty = EmptyState("check", _("No duplicates were found"))
        self._lay_out()
        self._connect()
        self.first_stop = self.list

    def _lay_out(self) -> None:
        self.header.add(self.again)
        self.header.add(self.back)
        self.list.setProperty("kind", "boxed")
        self.list.setMinimumWidth(190)
        self.split = SplitView([self.list, self.pane])
        self.split.setStretchFactor(0, 0)
        self.split.setStretchFactor(1, 1)
        self.split.setSizes([280, 720])
        self.split.restore_state(self.desk.settings.views.get(VIEW, {}).get("split"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.split)
        self._pages.addWidget(self.empty)
        self._blank = QWidget()
        self._pages.addWidget(self._blank)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 20, 12)
        layout.setSpacing(10)
        layout.addWidget(self.header)
        layout.addWidget(self.progress)
        layout.addWidget(self._pages, 1)

    def _connect(self) -> None:
        self.list.current_changed.connect(self._show_current)
        self.progress.found.connect(self._show_groups)
        self.progress.stopped.connect(lambda: self._show_groups(self.groups))
        self.list.chosen.connect(lambda _card: self.pane.take_focus())
        self.pane.merged.connect(self._merged)
        self.pane.apart.connect(self._apart)
        self.split.sizes_changed.connect(self._remember)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            connect_keys(self, keys, self.pane.merge)
        connect_keys(self, "Ctrl+D", self.pane.set_apart)
        connect_keys(self, "Ctrl+O", self.pane.open_file)
        connect_keys(self, "Esc", self.leave)

    # What others ask for

    def showEvent(self, event: QShowEvent) -> None:
        """Search when the screen is seen for the first time."""
        super().showEvent(event)
        if not self._begun and not self._chosen:
            self.search()

    def refresh(self, changes: Changes | None = None) -> None:
        """Search again, or read those compared again, when customers were changed elsewhere."""
        mine = changes is not None and changes.operation_id == self._own != 0
        if mine or (changes is not None and CUSTOMERS not in changes.nouns):
            return
        if self._chosen:
            self.pane.show_group(self._current())
        elif self._begun:
            self.progress.look()

    def compare(self, ids: Sequence[int]) -> None:
        """Compare just these customers."""
        self.progress.give_up()
        self._chosen = tuple(ids)
        self.header.set_title(_("Merge customers"))
        self.header.set_subtitle(_("Click what stays. A merge can be taken back at any time."))
        self.again.setText(_("Find all duplicates"))
        self.list.hide()
        self._pages.setCurrentWidget(self.split)
        self.pane.show_group(DuplicateGroup(self._chosen, (), 0, ()))
        self.pane.take_focus()

    def search(self) -> None:
        """Look through the whole file."""
        self._chosen = ()
        self.header.set_title(_("Duplicates"))
        self.again.setText(_("Search again"))
        self.list.show()
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self.groups:
            self._pages.setCurrentWidget(self._blank)
        self._begun = True
        self.progress.look()

    def leave(self) -> None:
        """Go back to the customers."""
        self.progress.give_up()
        # Somebody who comes again wants to see how things stand then.
        self._begun = False
        self.closed.emit()

    # Showing

    def _show_groups(self, groups: Sequence[DuplicateGroup], row: int = 0) -> None:
        before = self._current()
        self.groups = list(groups)
        self.list.set_items([_card(group) for group in self.groups])
        count = len(self.groups)
        told = ngettext("{count:,} group to look at", "{count:,} groups to look at", count)
        self.header.set_subtitle(told.format(count=count) if count else "")
        self.empty.set_content(
            "check",
            _("No duplicates were found"),
            [(_("Back to the customers"), self.leave)],
            _("Phones, WeChat, e-mail, names, birthdays, addresses and companies were compared."),
        )
        self._show_page(self.split if count else self.empty)
        if not count:
            self.pane.show_group(None)
        elif before is not None and before in self.groups:
            self.list.select_id(_key(before))
            self.pane.show_group(before)
        else:
            self.list.select_id(_key(self.groups[min(row, count - 1)]))

    def _show_page(self, page: QWidget) -> None:
        """Change the page without losing the keyboard to another part of the window."""
        focus: QWidget | None = self.window().focusWidget()
        inside = focus is not None and self.isAncestorOf(focus)
        changes = page is not self._pages.currentWidget()
        self._pages.setCurrentWidget(page)
        if inside and changes:
            (self.list if page is self.split else self.back).setFocus()

    def _show_current(self, card: CardItem | None) -> None:
        if not self._chosen:
            self.pane.show_group(card.payload if card is not None else None)

    def _current(self) -> DuplicateGroup | None:
        return self.pane.group

    # What was done

    def _merged(self, changes: Changes, ids: list[int]) -> None:
        self._tell(changes)
        self._settle([ids[0], *self._others(ids)])

    def _apart(self, changes: Changes, ids: list[int]) -> None:
        whole = not self._others(ids)
        self._tell(changes)
        if whole:
            self._settle([])
        elif self._chosen:
            self.leave()
        else:
            self.progress.look()

    def _others(self, ids: Sequence[int]) -> list[int]:
        group = self.pane.group
        return [one for one in (group.ids if group else ()) if one not in ids]

    def _tell(self, changes: Changes) -> None:
        self._own = changes.operation_id
        self.desk.done(changes)

    def _settle(self, left: Sequence[int]) -> None:
        """Go on with the next group; what is left of this one stays when it is more than one."""
        group = self.pane.group
        if group is None:
            return
        if self._chosen:
            if len(left) > 1:
                self.compare(left)
            else:
                self.leave()
            return
        row = self.groups.index(group) if group in self.groups else 0
        names = dict(zip(group.ids, group.names, strict=True))
        rest = replace(group, ids=tuple(left), names=tuple(names.get(one, "") for one in left))
        kept = [rest] if len(left) > 1 else []
        self.pane.group = None
        self._show_groups([*self.groups[:row], *kept, *self.groups[row + 1 :]], row)

    def _remember(self) -> None:
        self.desk.settings.views[VIEW] = {"split": self.split.save_state()}


def _key(group: DuplicateGroup) -> str:
    return " ".join(map(str, group.ids))


def _card(group: DuplicateGroup) -> CardItem:
    names = list(dict.fromkeys(plain.one_line(name) for name in group.names))
    return CardItem(
        _key(group),
        " / ".join(names),
        " · ".join(group.reasons),
        pill=str(len(group.ids)) if len(group.ids) > 2 else "",
        right=_("{score} %").format(score=group.score),
        right_tone=tone_of(group),
        payload=group,
    )
