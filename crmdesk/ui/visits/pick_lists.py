"""Lists from which customers are picked by a press: those of a filter, and those that are due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from crmdesk.core.domain.choices import GRADE
from crmdesk.core.domain.customer import CustomerQuery, CustomerRow
from crmdesk.core.domain.followup import FollowUpRow
from crmdesk.core.domain.shown_dates import show_day
from crmdesk.core.i18n import _, ngettext
from crmdesk.core.services import choices, listing
from crmdesk.core.services import visits as visit_service
from crmdesk.ui.kit import plain
from crmdesk.ui.kit.actions import button
from crmdesk.ui.kit.card_list import CardItem
from crmdesk.ui.kit.inputs import ChoiceBox, SearchBox
from crmdesk.ui.kit.screen import Desk
from crmdesk.ui.parts.customer_picker import Picked
from crmdesk.ui.visits.drag_cards import DragCards

FILTER_LIMIT: Final = 200
SILENT_DAYS: Final = (30, 60, 90, 180, 365)


class PickList(QWidget):
    """A list in which every press picks a customer or takes it out again."""

    toggled = Signal(object)
    all_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = DragCards(self._carried)
        self.list.setMinimumHeight(96)
        self.list.chosen.connect(self._toggle)
        self._count = plain.label("", "hint")
        self._all = button(_("Pick all"), self._want_all, kind="link")
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._count, 1)
        row.addWidget(self._all)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 8, 0, 0)
        self.body.setSpacing(6)
        self.body.addLayout(row)
        self.body.addWidget(self.list, 1)
        self._items: list[CardItem] = []
        self._picked: frozenset[int] = frozenset()

    def show_items(self, items: Sequence[CardItem], total: int) -> None:
        """Show these customers; `total` is how many there are in all."""
        self._items = list(items)
        count = ngettext("{count} customer", "{count} customers", total).format(count=total)
        if total > len(items):
            count = _("{count}, the first {shown} shown").format(count=count, shown=len(items))
        self._count.setText(count)
        self._all.setEnabled(bool(items))
        self._draw()

    def show_picked(self, ids: Collection[int]) -> None:
        """Mark who is picked."""
        if frozenset(ids) != self._picked:
            self._picked = frozenset(ids)
            self._draw()

    def _carried(self) -> list[int]:
        """Return whom a drag takes along: all who are picked when it begins at one of them."""
        current = self.list.current()
        dragged = current.id if current else None
        if not isinstance(dragged, int):
            return []
        if dragged not in self._picked:
            return [dragged]
        return [
            item.id for item in self._items if isinstance(item.id, int) and item.id in self._picked
        ]

    def _draw(self) -> None:
        self.list.set_items([self._marked(item) for item in self._items])

    def _marked(self, item: CardItem) -> CardItem:
        picked = item.id in self._picked
        return replace(
            item, icon="check" if picked else "plus", icon_tone="accent" if picked else "muted"
        )

    def _toggle(self, item: CardItem) -> None:
        self.toggled.emit(_picked(item))

    def _want_all(self) -> None:
        self.all_wanted.emit([_picked(item) for item in self._items])


class FilterList(PickList):
    """Customers by district, grade, tag, silence, and words such as a street."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.words = SearchBox(_("Street, company, any word"))
        self.district = ChoiceBox()
        self.grade = ChoiceBox()
        self.tag = ChoiceBox()
        self.silent = ChoiceBox()
        fields = QGridLayout()
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(6)
        fields.addWidget(self.words, 0, 0, 1, 2)
        fields.addWidget(self.district, 1, 0)
        fields.addWidget(self.grade, 1, 1)
        fields.addWidget(self.tag, 2, 0)
        fields.addWidget(self.silent, 2, 1)
        fields.setColumnStretch(0, 1)
        fields.setColumnStretch(1, 1)
        self.body.insertLayout(0, fields)
        for box, name in (
            (self.district, _("District")),
            (self.grade, _("Grade")),
            (self.tag, _("Tag")),
            (self.silent, _("Last contact")),
        ):
            box.setAccessibleName(name)
            box.changed.connect(self.load)
        self.words.text_settled.connect(lambda _text: self.load())
        self.list.set_empty("filter", _("Nobody fits this filter."), [])

    def prepare(self) -> None:
        """Read the values to choose from, and the customers."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: (
                choices.districts_used(workspace),
                choices.choices(workspace, GRADE, counted=False),
                choices.tags_used(workspace),
            ),
            self._offer,
            key=(self, "choices"),
        )
        self.load()

    def query(self) -> CustomerQuery:
        """Return what is asked for."""
        district, grade = self.district.key(), self.grade.key()
        tag, silent = self.tag.key(), self.silent.key()
        return CustomerQuery(
            text=self.words.text().strip(),
            districts=(district,) if district else (),
            grades=(grade,) if grade else (),
            tags=(tag,) if tag else (),
            silent_days=int(silent) if silent else None,
        )

    def load(self) -> None:
        """Read the customers that fit."""
        workspace, query = self._desk.workspace, self.query()
        self._desk.tasks.read(
            lambda: listing.first_page(workspace, query, FILTER_LIMIT),
            self._show,
            key=(self, "page"),
        )

    def _show(self, page: Any) -> None:
        rows = [row for row in page.rows if row is not None]
        self.show_items([_customer_item(row) for row in rows], page.total)

    def _offer(self, found: Any) -> None:
        districts, grades, tags = found
        for box, first, values in (
            (self.district, _("All districts"), [(name, name) for name in districts]),
            (self.grade, _("All grades"), [(one.code, one.show()) for one in grades]),
            (self.tag, _("All tags"), [(tag, tag) for tag in tags]),
            (self.silent, _("Any last contact"), [(str(d), _silent(d)) for d in SILENT_DAYS]),
        ):
            kept = box.key() or ""
            box.blockSignals(True)
            box.set_choices([("", first), *values])
            box.set_key(kept)
            box.blockSignals(False)


class DueList(PickList):
    """Customers with follow-ups due and no visit planned on the day."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.list.set_empty("check", _("Nobody else is due for this day."), [])

    def load(self, day: dt.date) -> None:
        """Read who is due by a day."""
        workspace = self._desk.workspace
        self._desk.tasks.read(
            lambda: visit_service.suggestions(workspace, day), self._show, key=(self, "due")
        )

    def _show(self, rows: Sequence[FollowUpRow]) -> None:
        today = self._desk.workspace.clock.today()
        items: dict[int, CardItem] = {}
        for row in rows:
            items.setdefault(row.follow_up.customer_id, _due_item(row, today))
        self.show_items(list(items.values()), len(items))


def _picked(item: CardItem) -> Picked:
    assert isinstance(item.id, int)  # these lists hold customers and nothing else
    return Picked(item.id, item.title)


def _silent(days: int) -> str:
    return ngettext("{count} day silent", "{count} days silent", days).format(count=days)


def _customer_item(row: CustomerRow) -> CardItem:
    parts = (row.district, row.address if row.address != row.district else "", row.mobile)
    return CardItem(
        id=row.id,
        title=plain.one_line(row.name),
        subtitle=" · ".join(plain.one_line(part) for part in parts if part),
        pill=row.grade,
        tone="accent",
    )


def _due_item(row: FollowUpRow, today: dt.date) -> CardItem:
    late = row.follow_up.due < today
    return CardItem(
        id=row.follow_up.customer_id,
        title=plain.one_line(row.customer),
        subtitle=plain.one_line(row.follow_up.what or row.last_note or row.mobile),
        right=show_day(row.follow_up.due, today),
        right_tone="danger" if late else "muted",
        pill=row.grade,
        tone="accent",
    )
