"""One group of likely duplicates: why they may be the same, their values, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from crmdesk.core.domain.changes import Changes
from crmdesk.core.domain.duplicate_groups import DuplicateGroup
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import duplicates
from crmdesk.core.services.duplicates import SideBySide
from crmdesk.ui.duplicates.choosing import Choosing
from crmdesk.ui.duplicates.compare_model import CompareModel
from crmdesk.ui.duplicates.compare_table import CompareTable
from crmdesk.ui.kit import icons, plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.empty_state import EmptyState
from crmdesk.ui.kit.pill import Pill
from crmdesk.ui.kit.screen import Desk, tell_here

SURE: Final = 80
LIKELY: Final = 60


class GroupPane(QWidget):
    """Compares the members of a group; `merged` and `apart` tell what was done, and with whom."""

    merged = Signal(Changes, list)
    apart = Signal(Changes, list)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._busy = False
        self.group: DuplicateGroup | None = None
        self.model = CompareModel(self)
        self.table = CompareTable(self.model)
        self.score = Pill()
        self.reasons = plain.label("", "muted", wrap=True, select=True)
        self.nothing = EmptyState("merge", _("Choose a group"))
        self.equal = button("", self._toggle_equal, kind="quiet")
        self.open_button = button(
            _("Open file"), self.open_file, tip=_("Open the customer's file (Ctrl+O)")
        )
        self.apart_button = button(
            _("Not a duplicate"), self.set_apart, tip=_("Do not show them again (Ctrl+D)")
        )
        self.merge_button = button(
            _("Merge"), self.merge, icon="merge", kind="primary", tip=_("Merge (Ctrl+Enter)")
        )
        self._lay_out()
        self.table.used.connect(self._suit)
        self._suit()

    def _lay_out(self) -> None:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.equal)
        row.addStretch(1)
        for made in (self.open_button, self.apart_button, self.merge_button):
            row.addWidget(made)
        page = QWidget()
        inner = QVBoxLayout(page)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        why = QHBoxLayout()
        why.setSpacing(8)
        why.addWidget(self.score, 0, Qt.AlignmentFlag.AlignTop)
        why.addWidget(self.reasons, 1)
        inner.addLayout(why)
        inner.addWidget(self.table, 1)
        inner.addWidget(foot)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.nothing)
        self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)

    def show_group(self, group: DuplicateGroup | None) -> None:
        """Read and show the members of a group; None shows nobody."""
        self.group = group
        if group is None:
            self._show_nothing(_("Choose a group"))
            return
        workspace, ids = self._desk.workspace, group.ids
        self._desk.tasks.read(
            lambda: duplicates.side_by_side_of(workspace, ids),
            self._show,
            self._failed,
            key=(self, "members"),
        )

    def merge(self) -> None:
        """Let those who take part become one."""
        choosing = self.model.choosing
        if choosing is None or self._busy or not choosing.can_merge():
            return
        workspace, ids, wanted = self._desk.workspace, choosing.ids(), choosing.result()
        seen = [one for one in choosing.members if one.id in ids]
        self._write(
            lambda: duplicates.merge(workspace, ids, wanted, seen=seen),
            lambda changes: self.merged.emit(changes, ids),
        )

    def set_apart(self) -> None:
        """Remember that those who take part are different people."""
        choosing = self.model.choosing
        if choosing is None or self._busy or not choosing.can_merge():
            return
        workspace, ids = self._desk.workspace, choosing.ids()
        self._write(
            lambda: duplicates.not_the_same(workspace, ids),
            lambda changes: self.apart.emit(changes, ids),
        )

    def open_file(self) -> None:
        """Show the file of the member whose column is the current one."""
        choosing = self.model.choosing
        if choosing is not None:
            self._desk.open_customer(choosing.members[self.table.member()].id)

    def _write(self, work: Callable[[], Changes], done: Callable[[Changes], object]) -> None:
        self._busy = True
        self._suit()

        def finished(changes: Changes) -> None:
            self._busy = False
            self._suit()
            done(changes)

        self._desk.tasks.write(work, finished, self._refused, owner=self)

    def _refused(self, error: Exception) -> None:
        self._busy = False
        self._desk.trouble(error)
        self.show_group(self.group)

    def _show(self, sides: SideBySide) -> None:
        group = self.group
        self.model.show_choosing(Choosing(sides))
        known = group is not None and group.score > 0
        self.score.setVisible(known)
        self.reasons.setVisible(known)
        if group is not None:
            self.score.set_text(_("{score} %").format(score=group.score), tone_of(group))
            self.reasons.setText(plain.one_line(" · ".join(group.reasons)))
        self._pages.setCurrentIndex(1)
        self.table.start()
        self._suit()

    def _failed(self, error: Exception) -> None:
        tell_here(self._desk, error, self._show_nothing)

    def _show_nothing(self, text: str) -> None:
        self.model.show_choosing(None)
        self.nothing.set_content("merge", text)
        self._pages.setCurrentIndex(0)

    def _suit(self) -> None:
        choosing = self.model.choosing
        ready = choosing is not None and choosing.can_merge() and not self._busy
        self.merge_button.setEnabled(ready)
        self.apart_button.setEnabled(ready)
        count = self.model.equal_count()
        self.equal.setText(
            ngettext("{count} equal field", "{count} equal fields", count).format(count=count)
        )
        icons.set_icon(self.equal, "down" if self.model.all_fields else "right", "muted")
        self.equal.setVisible(count > 0)
        if choosing is not None:
            many = len(choosing.part)
            text = _("Merge {count}").format(count=many) if len(choosing.members) > 2 else ""
            self.merge_button.setText(plain.caption(text or _("Merge")))

    def _toggle_equal(self) -> None:
        self.model.show_all(not self.model.all_fields)
        self._suit()

    def take_focus(self) -> None:
        """Give the keyboard to the values."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)


def tone_of(group: DuplicateGroup) -> str:
    """Return the colour of how sure a group is."""
    if group.score >= SURE:
        return "success"
    return "warning" if group.score >= LIKELY else "neutral"
