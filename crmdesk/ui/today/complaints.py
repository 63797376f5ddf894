"""The complaints of the start page: overdue and due ones stand before everything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QMenu, QWidget

from crmdesk.core.domain.complaint import MINOR, SEVERITIES
from crmdesk.core.domain.complaint_words import due_words
from crmdesk.core.i18n import _, ngettext
from crmdesk.ui.kit import icons, plain, theme
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.card_list import CardItem, CardList
from crmdesk.ui.kit.layout import Card
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.complaint_looks import SEVERITY_TONES, due_tone
from crmdesk.ui.parts.copying import copy_number

if TYPE_CHECKING:
    import datetime as dt

    from crmdesk.core.domain.complaint import ComplaintRow
    from crmdesk.core.services.today import Counts, Today

# The follow-ups below keep their room; the others are reached by scrolling, or in the list.
MOST_ROWS: Final = 3
FEWEST_ROWS: Final = 2
HIGH: Final = 760
CARD_INDENT: Final = 14


class ComplaintsCard(Card):
    """Is there only while a complaint is overdue or due; Enter or a click opens its case."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Complaints"), parent)
        self._desk = desk
        self._tone = "danger"
        self._rows: tuple[ComplaintRow, ...] = ()
        self._low = False
        self.list = CardList()
        self.list.setAccessibleName(_("Complaints"))
        self._picture = QLabel()
        self.all_button = button(_("Show all"), self.show_all, kind="quiet")
        self.all_button.setToolTip(plain.tip(_("All open complaints")))
        self.header.insertWidget(0, self._picture)
        self.header.addWidget(self.all_button)
        outer = self.layout()
        assert outer is not None
        outer.setContentsMargins(2, 6, 2, 4)
        outer.setSpacing(4)
        self.header.setContentsMargins(CARD_INDENT, 0, 4, 0)
        self.body.addWidget(self.list)
        self.list.chosen.connect(lambda card: desk.open_complaint(card.id))
        self.list.menu_requested.connect(self._menu)
        self.list.copy_wanted.connect(lambda card: copy_number(desk, card.copies))
        theme.watcher().changed.connect(self._draw)
        self.hide()

    def show_today(self, found: Today) -> None:
        """Show what presses, the longest overdue first."""
        counts = found.counts
        self._rows = found.complaints
        self._fill()
        self.set_title(_heading(counts))
        self._tone = "danger" if counts.complaints_overdue else "warning"
        theme.mark(self, "tone", self._tone)
        self.setVisible(bool(found.complaints))
        self._draw()

    def share(self, height: int) -> None:
        """Show as many as suit a page that is so high."""
        if self._low != (height < HIGH):
            self._low = height < HIGH
            self._fill()
        rows = min(len(self._rows), FEWEST_ROWS if self._low else MOST_ROWS)
        self.list.setFixedHeight(rows * max(self.list.sizeHintForRow(0), 1) + 2)

    def became_overdue(self) -> bool:
        """Tell whether the time of one is over that was only due when it was read."""
        now = self._desk.workspace.clock.now()
        rows: list[ComplaintRow] = [card.payload for card in self.list.items()]
        shown = sum(card.right_tone == "danger" for card in self.list.items())
        return sum(row.complaint.is_overdue(now) for row in rows) > shown

    def show_all(self) -> None:
        """Show every open complaint."""
        # Imported at its first use: the start is quicker.
        from crmdesk.core.services import complaint_lists

        query = complaint_lists.saved(self._desk.workspace, "open")
        self._desk.show_complaints(query, _("Open"))

    def _menu(self, card: CardItem, place: QPoint) -> None:
        row: ComplaintRow = card.payload
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        one = row.complaint
        menu.addAction(_("Open the complaint"), lambda: self._desk.open_complaint(one.id))
        if one.customer_id:
            menu.addAction(
                _("Open the customer"), lambda: self._desk.open_customer(one.customer_id)
            )
        if row.phone:
            menu.addAction(_("Copy the phone number"), lambda: copy_number(self._desk, row.phone))
        menu.popup(place)

    def _fill(self) -> None:
        now = self._desk.workspace.clock.now()
        self.list.set_items([complaint_card(row, now, low=self._low) for row in self._rows])

    def _draw(self) -> None:
        self._picture.setPixmap(icons.pixmap("complaint", 18, self._tone))


def complaint_card(row: ComplaintRow, now: dt.datetime, *, low: bool = False) -> CardItem:
    """Return a complaint as a card: whose it is, what happened, by how long it is over.

    A `low` one has a single line.
    """
    one, tone = row.complaint, due_tone(row.complaint, now)
    who = (row.name, "" if low or row.phone == row.name else row.phone)
    what = (one.number, one.what, one.staff)
    return CardItem(
        id=one.id,
        title=_joined(*who, one.what if low else ""),
        subtitle="" if low else _joined(*what),
        right=due_words(one, now),
        right_tone=tone,
        pill=_(SEVERITIES[one.severity]) if one.severity != MINOR else "",
        tone=SEVERITY_TONES[one.severity],
        icon="complaint",
        icon_tone=tone,
        copies=row.phone,
        payload=row,
    )


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _heading(counts: Counts) -> str:
    parts = []
    if counts.complaints_overdue:
        words = ngettext(
            "{count} complaint overdue", "{count} complaints overdue", counts.complaints_overdue
        )
        parts.append(words.format(count=counts.complaints_overdue))
    if counts.complaints_due:
        words = ngettext(
            "{count} complaint due today", "{count} complaints due today", counts.complaints_due
        )
        parts.append(words.format(count=counts.complaints_due))
    return " · ".join(parts)
