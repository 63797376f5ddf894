"""A greeting text as a customer of the shop would get it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.customer import CustomerQuery
from crmdesk.core.domain.festivals import next_day
from crmdesk.core.domain.greeting_texts import ANY_FESTIVAL, COMPANY_DAY, LATE_BIRTHDAY
from crmdesk.core.domain.occasions import BIRTHDAY, FESTIVAL, GreetingRow, occasion_of
from crmdesk.core.i18n import _
from crmdesk.core.services import greetings, listing, occasion_settings, occasions
from crmdesk.core.services.greetings import Message
from crmdesk.core.services.workspace import Workspace
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.screen import Desk

_MOST: Final = 12
_ROUND: Final = 60


class GreetingPreview(QFrame):
    """Shows one text for one of a few customers; a button goes on to the next of them."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self._desk = desk
        self._customers: Sequence[tuple[int, str]] = ()
        self._place = 0
        self._wanted = (BIRTHDAY, "", "")
        self.title = plain.label("", "muted", wrap=True)
        self.words = plain.label("", wrap=True, select=True)
        self.other = button(_("Another customer"), self.next, kind="link")
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.other)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 10)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.words)
        self.hide()

    def refresh(self) -> None:
        """Read on whom the text can be tried."""
        workspace = self._desk.workspace
        self._desk.tasks.read(lambda: _some(workspace), self._known, key=(self, "customers"))

    def show_text(self, occasion: str, language: str, template: str) -> None:
        """Show another text on the same customer."""
        self._wanted = (occasion, language, template)
        self._ask()

    def next(self) -> None:
        """Show the text on the next customer."""
        self._place += 1
        self._ask()

    def _known(self, found: Sequence[tuple[int, str]]) -> None:
        self._customers = found
        self.other.setVisible(len(found) > 1)
        self._ask()

    def _ask(self) -> None:
        self.setVisible(bool(self._customers))
        if not self._customers:
            return
        customer_id, name = self._customers[self._place % len(self._customers)]
        workspace, (occasion, language, template) = self._desk.workspace, self._wanted

        def compose() -> Message:
            row = _row(workspace, customer_id, occasion)
            return greetings.compose(workspace, row, language=language, template=template)

        def arrived(found: Message) -> None:
            self.title.setText(_("To {name}").format(name=plain.short(plain.one_line(name), 60)))
            self.words.setText(plain.wrapped(found.text, 2000))

        self._desk.tasks.read(
            compose, arrived, lambda _error: self.hide(), key=(self, "text"), owner=self
        )


def _some(workspace: Workspace) -> list[tuple[int, str]]:
    """Return a few customers: those to be greeted soon, else the first of all."""
    due = occasions.greetings_due(workspace, limit=_MOST)
    found = {row.customer_id: row.name for row in (*due.due, *due.coming)}
    if not found:
        ids = listing.ids(workspace, CustomerQuery(), _MOST)
        found = {row.id: row.name for row in listing.rows(workspace, ids) if row is not None}
    return list(found.items())[:_MOST]


def _row(workspace: Workspace, customer_id: int, occasion: str) -> GreetingRow:
    today = workspace.clock.today()
    if occasion == ANY_FESTIVAL:
        regions = occasion_settings.settings(workspace).regions
        key = "dragon_boat" if set(regions) - {"west"} else "easter"
        occasion = occasion_of(key)
    coming = next_day(occasion.removeprefix(FESTIVAL), today) if FESTIVAL in occasion else None
    late = occasion == LATE_BIRTHDAY
    on = coming.day if coming else today - dt.timedelta(days=late)
    return GreetingRow(
        customer_id=customer_id,
        name="",
        mobile="",
        grade="",
        occasion=BIRTHDAY if late or occasion == COMPANY_DAY else occasion,
        on=on,
        due=on,
        turning=None if coming else _ROUND,
    )
